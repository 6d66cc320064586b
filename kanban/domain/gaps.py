"""What is missing in a case: fields its step asks for, standards not met, and a step nobody has confirmed lately."""

from collections.abc import Iterator
from datetime import date, timedelta

from kanban.domain.case import CaseFacts, recorded
from kanban.domain.messages import mark
from kanban.domain.sign import MISSING_RANK, Sign
from kanban.domain.steps import step
from kanban.domain.transition import EARLIEST
from kanban.domain.views.board import SignKind

CONFIRM_EVERY = timedelta(weeks=8)
_CV_STANDARDS = ("cv_approved", "cv_profile_job_directed", "cv_qualifications_filled")

MISSING: dict[str, str] = {
    "broker_id": mark("No job broker"),
    "cv_prepared_on": mark("No CV date"),
    "cv_kind": mark("Kind of CV not stated"),
    "goal_a": mark("No job goal"),
    "goal_registered_on": mark("Job goal has no date"),
    "outcome": mark("Job or education not stated"),
    "company": mark("No company"),
    "contact_kind": mark("Contact not described"),
    "contacted_on": mark("Contact has no date"),
    "contact_person": mark("No contact person"),
    "agreement_kind": mark("Kind of agreement not stated"),
    "starts_on": mark("No start date"),
    "ends_on": mark("No end date"),
    "internship_hours": mark("No internship hours"),
    "paid_hours": mark("No paid hours"),
    "tasks": mark("No tasks"),
    "milestone": mark("No sub-goal"),
    "paid_hours_outlook": mark("Pay not settled"),
    "adjusted_on": mark("Agreement not adjusted"),
    "follow_up_on": mark("No follow-up agreed"),
    "cv_approved": mark("CV not approved"),
    "cv_profile_job_directed": mark("Profile without job goal"),
    "cv_qualifications_filled": mark("Qualifications not filled in"),
    "goal_tracks": mark("Only job goal A"),
    "no_cv": mark("No CV"),
    "no_goal": mark("No job goal yet"),
    "step_unconfirmed": mark("Step not confirmed"),
}
_ORDER = {code: place for place, code in enumerate(MISSING)}


def gaps(current_step: int, since: date | None, case: CaseFacts) -> list[Sign]:
    """Everything missing on this step, in the order in which it is to be put right."""
    found = [*_fields(current_step, case), *_standards(current_step, case), *_foundations(current_step, case)]
    signs = [_missing(code, EARLIEST) for code in found]
    known = [day for day in (case.confirmed_on, since, case.arrived_on) if day]
    if current_step != 1 and case.arrived_on:
        signs.append(_missing("step_unconfirmed", max(known) + CONFIRM_EVERY + timedelta(days=1)))
    return signs


def rank_of(code: str) -> int:
    """The place of a missing thing among all that can be missing, which is the order of the forms."""
    return MISSING_RANK + _ORDER[code]


def _missing(code: str, from_date: date) -> Sign:
    return Sign(rank_of(code), date.max, code, SignKind.MISSING, from_date)


def _fields(current_step: int, case: CaseFacts) -> Iterator[str]:
    known = recorded(case, current_step)
    yield from (name for name in step(current_step).required if name not in known)
    if current_step == 4 and case.agreement and case.agreement.paid_hours_outlook == "unclear":
        yield "paid_hours_outlook"


def _standards(current_step: int, case: CaseFacts) -> Iterator[str]:
    """Standards that somebody has answered no to (R-CV-1 … R-CV-3), and a goal without a second track (R-GOAL-2)."""
    if current_step == 7 and case.cv:
        yield from (name for name in _CV_STANDARDS if getattr(case.cv, name) is False)
    if current_step == 6 and case.goals and case.goals.goal_a and not (case.goals.goal_b or case.goals.goal_c):
        yield "goal_tracks"


def _foundations(current_step: int, case: CaseFacts) -> Iterator[str]:
    """A CV for everybody (R-CV-6) and no placement without CV and goal (R-GOAL-10)."""
    if current_step in {6, 5, 4, 3, 2} and case.cv is None:
        yield "no_cv"
    if current_step in {5, 4, 3, 2} and not (case.goals and (case.goals.goal_a or case.goals.development_goal)):
        yield "no_goal"
