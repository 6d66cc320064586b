"""Which forms edit which facts: one table that reading, checking, showing and storing them all ask.

A kind of one fact (a CV) has a newest version that the form corrects; a kind of a series (hours, markings) has entries,
each corrected by itself. Fields that are not sent keep their value, fields sent empty are emptied.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kanban.domain.fact import Fact
from kanban.domain.facts import (
    BenefitPeriod,
    BrokerAssignment,
    CompanyContact,
    Cv,
    GroupPeriod,
    HoursEntry,
    JobGoals,
    Marking,
    Outcome,
    WorkAgreement,
)
from kanban.domain.field_spec import FieldSpec
from kanban.domain.fields import FIELDS
from kanban.domain.follow_up import AgreedAction, Payslip
from kanban.domain.messages import mark

EXEMPTION = "Fritagelse"


@dataclass(frozen=True)
class FactForm:
    """A form for one kind of fact.

    ``kind`` is the name in the address, ``required`` must have a value once the form is taken, ``one_of`` at least one
    of. ``columns`` gives the table's name for a field where it differs, and ``numbers`` the choice fields stored as
    whole numbers. ``series`` when a citizen has many entries; ``parallel`` when each of several runs in versions of
    its own, as work placements do.
    """

    kind: str
    table: type[Fact]
    title: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    series: bool = False
    parallel: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)
    numbers: frozenset[str] = frozenset()
    zero_hours: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        """All fields in the order of the form."""
        return self.required + self.optional

    def spec(self, name: str) -> FieldSpec:
        """The field as this form asks for it."""
        return replace(FIELDS[name], zero_allowed=self.zero_hours)

    def column(self, name: str) -> str:
        """The fact's own name for a field; a company is stored by its id."""
        return {"company": "company_id"}.get(name, self.columns.get(name, name))


_COMPANY = ("company", "company_cvr", "contact_person")

FACT_FORMS: dict[str, FactForm] = {
    form.kind: form
    for form in (
        FactForm(
            "cv",
            Cv,
            mark("CV"),
            ("cv_prepared_on", "cv_kind"),
            ("cv_approved", "cv_profile_job_directed", "cv_qualifications_filled", "cv_made_with", "cv_summary"),
        ),
        FactForm(
            "goals",
            JobGoals,
            mark("Job goals"),
            ("goal_registered_on",),
            (
                "goal_a",
                "goal_b",
                "goal_c",
                "goal_grounded_in_citizen",
                "goal_grounded_in_market",
                "goal_workplaces",
                "search_activities",
                "measures_purpose",
                "smart_agreement",
                "development_goal",
                "sub_goals",
            ),
            one_of=("goal_a", "development_goal"),
        ),
        FactForm(
            "contacts",
            CompanyContact,
            mark("Company contact"),
            ("company", "contact_kind", "contacted_on"),
            (
                "company_cvr",
                "contact_person",
                "company_tasks",
                "citizen_resources",
                "company_motivation",
                "contact_outcome",
                "asked_about_paid_hours",
                "match_kind",
                "match_reason",
            ),
            series=True,
        ),
        FactForm(
            "agreement",
            WorkAgreement,
            mark("Work agreement"),
            ("company", "agreement_kind"),
            (
                "company_cvr",
                "contact_person",
                "job_title",
                "starts_on",
                "ends_on",
                "internship_hours",
                "paid_hours",
                "tasks",
                "milestone",
                "paid_hours_outlook",
                "paid_hours_from",
                "follow_up_on",
                "follow_up_plan",
                "adjusted_on",
                "agreement_form",
                "mentor",
                "aids",
                "support_needs",
                "ended_reason",
            ),
            parallel=True,
            zero_hours=True,
        ),
        FactForm(
            "hours",
            HoursEntry,
            mark("Hours a week"),
            ("valid_from",),
            ("paid_hours", "internship_hours"),
            one_of=("paid_hours", "internship_hours"),
            series=True,
            zero_hours=True,
        ),
        FactForm(
            "markings",
            Marking,
            mark("Marking"),
            ("marking", "valid_from"),
            ("valid_to", "exemption_kind"),
            series=True,
            columns={"marking": "name"},
        ),
        FactForm("benefit", BenefitPeriod, mark("Benefit"), ("benefit", "valid_from"), ("valid_to",), series=True),
        FactForm(
            "group",
            GroupPeriod,
            mark("Target group"),
            ("target_group", "valid_from"),
            ("valid_to",),
            series=True,
            numbers=frozenset({"target_group"}),
        ),
        FactForm(
            "outcome",
            Outcome,
            mark("Job or education"),
            ("outcome", "company"),
            ("company_cvr", "starts_on", "retention_follow_up_on"),
        ),
        FactForm("payslips", Payslip, mark("Payslip"), ("month",), ("received_on", "no_pay"), series=True),
        FactForm(
            "actions",
            AgreedAction,
            mark("Next agreed step"),
            ("action",),
            ("action_by", "due_on", "done_on"),
            series=True,
        ),
    )
}

ASSIGNMENT = FactForm(
    "assignment",
    BrokerAssignment,
    mark("Job broker"),
    ("broker_id",),
    ("caseworker_id", "assigned_on", "handover_note"),
)
"""Handing over is a use case of its own, for one citizen or many (R-ROLE-5)."""
