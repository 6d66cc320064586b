"""The form for a follow-up: the fixed agenda, what is agreed so far, and a proposal for the next one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from kanban.domain.audit import AuditAction
from kanban.domain.case import Known, source_of
from kanban.domain.danish import show_date
from kanban.domain.deadlines import FLEXJOB_PLAN, running
from kanban.domain.errors import ConflictError, DomainError, FactConflictError, InvalidInputError
from kanban.domain.facts import WorkAgreement
from kanban.domain.follow_up_plan import number_in_plan, propose_next
from kanban.domain.inputs.follow_up import AD_HOC, AFTERCARE, FOLLOW_UP, HOURS, read_placement
from kanban.domain.messages import Message
from kanban.domain.permissions import Permission, has_the_case, require
from kanban.domain.staff import Actor
from kanban.domain.views.field_text import show_value
from kanban.domain.views.follow_ups import Agreed, FollowUpFormView, PlacementChoice
from kanban.domain.views.move_form import FieldView
from kanban.services.follow_ups.record_follow_up import STEP_REACHED, placement_of
from kanban.services.runtime import Runtime
from kanban.store import audit, citizens
from kanban.store.case_file import CaseFile, open_file

KINDS = frozenset(choice.value for choice in FOLLOW_UP.spec("follow_up_kind").choices)


@dataclass(frozen=True)
class Asked:
    """What the address asks for, or a refused form brought along: kind, placement, and the board to come back to."""

    kind: str = ""
    placement: str = ""
    return_query: str = ""


@dataclass(frozen=True)
class RefusedFollowUp:
    """What was typed and why it was refused."""

    typed: Mapping[str, str]
    error: DomainError


def follow_up_form(
    runtime: Runtime, actor: Actor, citizen_id: str, asked: Asked, refused: RefusedFollowUp | None = None
) -> FollowUpFormView:
    """The form for one citizen. Raises :class:`NotFoundError` and :class:`ForbiddenError`."""
    with runtime.database.read() as session:
        citizen = citizens.get(session, actor, citizen_id)
        require(actor, Permission.EDIT_CASE)
        file = open_file(session, citizen)
    wanted = read_placement(asked.placement)
    if refused is None:
        with runtime.database.write() as session:
            audit.write(
                session, runtime.clock, AuditAction.CASE_OPENED, actor, citizen_id=citizen.id, detail="follow-up form"
            )
    kind = asked.kind if asked.kind in KINDS else usual_kind(file)
    deal = placement_of(file, wanted) if kind != AFTERCARE else None
    builder = _FormBuilder(file, deal, kind, runtime.clock.today(), refused)
    return replace(builder.view(actor), return_query=asked.return_query)


def usual_kind(file: CaseFile) -> str:
    """What a follow-up most likely is: aftercare on step 1, with both where there is an agreement, else in between."""
    if file.citizen.current_step == STEP_REACHED:
        return AFTERCARE
    return "both" if file.case.agreement else AD_HOC


class _FormBuilder:
    """Puts one form together."""

    def __init__(
        self, file: CaseFile, deal: WorkAgreement | None, kind: str, today: date, refused: RefusedFollowUp | None
    ) -> None:
        self.file, self.case, self.deal, self.kind, self.today = file, file.case, deal, kind, today
        self.typed = refused.typed if refused else None
        self.error = refused.error if refused else None
        self.problems = self.error.by_field() if isinstance(self.error, InvalidInputError) else {}

    def view(self, actor: Actor) -> FollowUpFormView:
        citizen, deal = self.file.citizen, self.deal
        fields = {name: self._field(name) for name in self._names(actor)}
        return FollowUpFormView(
            citizen_id=citizen.public_id,
            citizen_name=citizen.name,
            version=self._version(),
            step=citizen.current_step,
            aftercare=self.kind == AFTERCARE,
            placement=deal.placement if deal else None,
            others=self._others(),
            agreed=self._agreed(),
            number=number_in_plan(deal, self.case),
            planned=len(FLEXJOB_PLAN),
            fields=fields,
            problems=tuple(view for view in fields.values() if view.problem),
            conflict=self.error.message if isinstance(self.error, ConflictError) else None,
        )

    def _names(self, actor: Actor) -> list[str]:
        citizen = self.file.citizen
        hidden = set() if self.deal else set(HOURS)
        if not has_the_case(actor, citizen.broker_id, citizen.caseworker_id):
            hidden.add("absence_cause")
        return [name for name in FOLLOW_UP.fields if name not in hidden]

    def _others(self) -> tuple[PlacementChoice, ...]:
        if self.deal is None:
            return ()
        others = [each for each in running(self.case) if each.placement != self.deal.placement]
        return tuple(PlacementChoice(each.placement, self._company(each)) for each in others)

    def _agreed(self) -> Agreed:
        goals, deal = self.case.goals, self.deal
        goal = (goals.goal_a or goals.development_goal) if goals else ""
        if deal is None:
            outcome = self.case.company_of(self.case.outcome) if self.kind == AFTERCARE else None
            return Agreed(goal, outcome.name if outcome else "", "", "", None)
        return Agreed(goal, self._company(deal), deal.contact_person, deal.milestone, deal.ends_on)

    def _company(self, deal: WorkAgreement) -> str:
        company = self.case.company_of(deal)
        return company.name if company else ""

    def _version(self) -> int:
        if isinstance(self.error, FactConflictError):
            return self.error.version
        sent = (self.typed or {}).get("version", "")
        return int(sent) if sent.isascii() and sent.isdigit() else self.file.citizen.version

    def _field(self, name: str) -> FieldView:
        spec = FOLLOW_UP.spec(name)
        value, why = self._known(name)
        if self.typed is not None:
            value, why = self.typed.get(name, value if name in HOURS else ""), None
        theirs = self.error.theirs.get(name) if isinstance(self.error, FactConflictError) else None
        return FieldView(
            spec,
            spec.label,
            name in FOLLOW_UP.required,
            value,
            known_from=why,
            problem=self.problems.get(name),
            theirs=theirs if theirs != value else None,
        )

    def _known(self, name: str) -> tuple[str, Message | None]:
        """What a field holds when the form is opened, and where that comes from."""
        if name == "follow_up_kind":
            return self.kind, None
        if name == "held_on":
            return show_date(self.today), None
        if name == "next_follow_up_on" and self.kind != AD_HOC:
            proposal = propose_next(self.deal, self.case, self.today)
            return (show_date(proposal.day) if proposal.day else ""), proposal.why
        if name in HOURS and self.deal is not None:
            minutes = getattr(self.deal, name)
            why = source_of(Known(minutes, self.deal)) if minutes is not None else None
            return show_value(FOLLOW_UP.spec(name), minutes), why
        return "", None
