"""Which columns of ``Borgere`` hold which fact, and what a case shows in those that no single fact fills."""

from datetime import date, timedelta

from kanban.domain.case import CaseFacts
from kanban.domain.deadlines import payslip_due, payslip_month
from kanban.domain.follow_up import AgreedAction

CV_FIELDS = ("cv_prepared_on", "cv_kind", "cv_approved", "cv_profile_job_directed", "cv_qualifications_filled")
GOAL_FIELDS = (
    "goal_a",
    "goal_b",
    "goal_c",
    "goal_registered_on",
    "goal_grounded_in_citizen",
    "goal_grounded_in_market",
    "search_activities",
    "measures_purpose",
    "smart_agreement",
    "development_goal",
)
TALK_FIELDS = (
    "held_on",
    "talk_kind",
    "talk_place",
    "participants",
    "resources",
    "challenges",
    "note",
    "next_talk_on",
)


def open_action(case: CaseFacts) -> AgreedAction | None:
    """The first agreed step that has not been taken; those with a date come first."""
    waiting = [each for each in case.actions if not each.done_on]
    return min(waiting, key=lambda each: each.due_on or date.max, default=None)


def payslips_until(case: CaseFacts) -> date | None:
    """The month before the first payslip that has not come in; None where none is expected."""
    due = payslip_due(case)
    return (payslip_month(due) - timedelta(days=1)).replace(day=1) if due else None
