"""The fields that moves ask for: what each is called, what kind of value it takes, and which choices it offers.

:mod:`kanban.domain.steps` says which step asks for which field; this table says what a field is.
"""

from dataclasses import dataclass
from enum import StrEnum

from kanban.domain.messages import mark


class FieldKind(StrEnum):
    """How a field is written, read and shown."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    HOURS = "hours"
    CHOICE = "choice"
    YES_NO = "yes_no"
    CVR = "cvr"
    STAFF = "staff"


@dataclass(frozen=True)
class Choice:
    """One value of a choice field and its label (English source text)."""

    value: str
    label: str


@dataclass(frozen=True)
class FieldSpec:
    """A form field; ``label`` and ``hint`` are English source texts, ``past_only`` refuses dates after today."""

    name: str
    label: str
    kind: FieldKind
    choices: tuple[Choice, ...] = ()
    hint: str = ""
    past_only: bool = False
    max_length: int = 200


CV_KINDS = (Choice("jobnet", mark("Jobnet CV")), Choice("presentation", mark("Presentation CV")))
CONTACT_KINDS = (
    Choice("visit", mark("Visit")),
    Choice("meeting", mark("Meeting")),
    Choice("phone", mark("Phone call")),
    Choice("interview", mark("Job interview")),
    Choice("other", mark("Other")),
)
AGREEMENT_KINDS = (Choice("internship", mark("Internship")), Choice("wage_subsidy", mark("Wage subsidy")))
OUTLOOKS = (Choice("yes", mark("Yes")), Choice("no", mark("No")), Choice("unclear", mark("Not settled")))
OUTCOMES = (Choice("job", mark("Job")), Choice("education", mark("Education")))
CLOSING_REASONS = (
    Choice("employment", mark("Employment")),
    Choice("education", mark("Education")),
    Choice("flexjob", mark("Flex job")),
    Choice("moved", mark("Moved away")),
    Choice("deceased", mark("Deceased")),
    Choice("other_benefit", mark("Other benefit")),
    Choice("other", mark("Other reason")),
)
ROLES = (
    Choice("broker", mark("Job broker")),
    Choice("leader", mark("Leader")),
    Choice("superuser", mark("Superuser")),
)

LONG = 10_000

FIELDS: dict[str, FieldSpec] = {
    spec.name: spec
    for spec in (
        FieldSpec("broker_id", mark("Job broker"), FieldKind.STAFF),
        FieldSpec("caseworker_id", mark("Caseworker"), FieldKind.STAFF),
        FieldSpec("cv_prepared_on", mark("CV made on"), FieldKind.DATE, past_only=True),
        FieldSpec("cv_kind", mark("Kind of CV"), FieldKind.CHOICE, CV_KINDS),
        FieldSpec("cv_approved", mark("Up to date and approved"), FieldKind.YES_NO),
        FieldSpec("cv_profile_job_directed", mark("The profile points at the job goal"), FieldKind.YES_NO),
        FieldSpec("cv_qualifications_filled", mark("Qualifications are filled in"), FieldKind.YES_NO),
        FieldSpec("cv_summary", mark("In short"), FieldKind.LONG_TEXT, max_length=LONG),
        FieldSpec("goal_a", mark("Job goal A"), FieldKind.TEXT, hint=mark("The job the citizen wants most")),
        FieldSpec("goal_b", mark("Job goal B"), FieldKind.TEXT, hint=mark("A good and realistic job")),
        FieldSpec("goal_c", mark("Job goal C"), FieldKind.TEXT, hint=mark("The necessary job area")),
        FieldSpec("goal_registered_on", mark("Agreed on"), FieldKind.DATE, past_only=True),
        FieldSpec("goal_grounded_in_citizen", mark("Grounded in the citizen"), FieldKind.YES_NO),
        FieldSpec("goal_grounded_in_market", mark("Grounded in the labour market"), FieldKind.YES_NO),
        FieldSpec("search_activities", mark("Agreed job search"), FieldKind.LONG_TEXT, max_length=LONG),
        FieldSpec("smart_agreement", mark("SMART agreement"), FieldKind.LONG_TEXT, max_length=LONG),
        FieldSpec("company", mark("Company"), FieldKind.TEXT),
        FieldSpec("company_cvr", mark("CVR number"), FieldKind.CVR, hint=mark("Eight digits")),
        FieldSpec("contact_kind", mark("How"), FieldKind.CHOICE, CONTACT_KINDS),
        FieldSpec("contacted_on", mark("Contact on"), FieldKind.DATE, past_only=True),
        FieldSpec("contact_person", mark("Contact person"), FieldKind.TEXT),
        FieldSpec("agreement_kind", mark("Kind of agreement"), FieldKind.CHOICE, AGREEMENT_KINDS),
        FieldSpec("starts_on", mark("Starts"), FieldKind.DATE),
        FieldSpec("ends_on", mark("Ends"), FieldKind.DATE),
        FieldSpec("internship_hours", mark("Internship hours a week"), FieldKind.HOURS),
        FieldSpec("paid_hours", mark("Paid hours a week"), FieldKind.HOURS),
        FieldSpec("tasks", mark("Tasks"), FieldKind.LONG_TEXT, max_length=LONG),
        FieldSpec("milestone", mark("Sub-goal"), FieldKind.LONG_TEXT, max_length=LONG),
        FieldSpec("paid_hours_outlook", mark("Can this become paid hours?"), FieldKind.CHOICE, OUTLOOKS),
        FieldSpec("paid_hours_from", mark("Paid hours can begin"), FieldKind.DATE),
        FieldSpec("follow_up_on", mark("Next follow-up at the company"), FieldKind.DATE),
        FieldSpec("mentor", mark("Mentor"), FieldKind.TEXT, hint=mark("At the company or in the municipality")),
        FieldSpec("adjusted_on", mark("Agreement adjusted on"), FieldKind.DATE, past_only=True),
        FieldSpec("outcome", mark("Job or education"), FieldKind.CHOICE, OUTCOMES),
        FieldSpec("retention_follow_up_on", mark("Aftercare on"), FieldKind.DATE),
        FieldSpec("closing_reason", mark("Why does the citizen leave the board?"), FieldKind.CHOICE, CLOSING_REASONS),
        FieldSpec("closing_note", mark("More about the reason"), FieldKind.LONG_TEXT, max_length=LONG),
        FieldSpec("effective_on", mark("The move counts from"), FieldKind.DATE, past_only=True),
        FieldSpec("reason", mark("Reason for the setback"), FieldKind.LONG_TEXT, max_length=LONG),
        FieldSpec("note", mark("Note"), FieldKind.LONG_TEXT, max_length=LONG),
        FieldSpec("role", mark("Role"), FieldKind.CHOICE, ROLES),
    )
}


def choice_label(field: str, value: str | None) -> str:
    """The English source label of a stored choice, or the value itself when a municipality added it."""
    return next((choice.label for choice in FIELDS[field].choices if choice.value == value), value or "")
