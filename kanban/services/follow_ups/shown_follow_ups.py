"""The panel's section with follow-ups."""

from kanban.domain.follow_up import FollowUp
from kanban.domain.permissions import Permission, has_the_case, may
from kanban.domain.staff import Actor, Staff
from kanban.domain.views.case_entries import Provenance
from kanban.domain.views.follow_ups import FollowUpsView, FollowUpView
from kanban.services.follow_ups.follow_up_form import usual_kind
from kanban.store.case_file import CaseFile

NEWEST = 5


def follow_ups_of(file: CaseFile, people: dict[int, Staff], actor: Actor) -> FollowUpsView:
    """Every follow-up on record, latest first; withdrawn ones stay among the older ones with their reason."""
    every = [each for each in file.facts if isinstance(each, FollowUp)]
    every.sort(key=lambda each: (each.held_on, each.id or 0), reverse=True)
    lines = [_line(file, each, people, actor) for each in every]
    newest = [line for line in lines if line.withdrawn_at is None][:NEWEST]
    return FollowUpsView(
        newest=tuple(newest),
        older=tuple(line for line in lines if line not in newest),
        kind=usual_kind(file),
        may_record=may(actor, Permission.EDIT_CASE),
    )


def _line(file: CaseFile, fact: FollowUp, people: dict[int, Staff], actor: Actor) -> FollowUpView:
    own = has_the_case(actor, file.citizen.broker_id, file.citizen.caseworker_id)
    return FollowUpView(
        id=fact.id or 0,
        kind=fact.follow_up_kind,
        held_on=fact.held_on,
        company=_company(file, fact),
        participants=fact.participants,
        goal_still_right=fact.goal_still_right,
        goal_note=fact.goal_note,
        next_sub_goal=fact.next_sub_goal,
        supplementary_offers=fact.supplementary_offers,
        paid_hours_note=fact.paid_hours_note,
        development_note=fact.development_note,
        absence_cause=fact.absence_cause if own else "",
        cause_withheld=bool(fact.absence_cause) and not own,
        absence_handling=fact.absence_handling,
        next_follow_up_on=fact.next_follow_up_on,
        recorded=Provenance(_name(people, fact.recorded_by), fact.recorded_at),
        withdrawn_at=fact.withdrawn_at,
        withdrawn_by=_name(people, fact.withdrawn_by),
        withdrawn_reason=fact.withdrawn_reason,
    )


def _name(people: dict[int, Staff], staff_id: int | None) -> str:
    return people[staff_id].name if staff_id in people else ""


def _company(file: CaseFile, fact: FollowUp) -> str:
    case = file.case
    company = case.company_of(case.placement(fact.placement)) if fact.placement else case.company_of(case.outcome)
    return company.name if company else ""
