"""Following up with company and citizen, payslips, and what was agreed to be done next."""

from datetime import date

from sqlmodel import Field

from kanban.domain.fact import Fact


class FollowUp(Fact, table=True):
    """A follow-up with company and citizen on the fixed agenda (R-FU-1 … R-FU-3, R-CAD-3), or a call of aftercare.

    ``placement`` is the placement it was about, None for aftercare. ``absence_cause`` may be about health and is shown
    only to those with the case.
    """

    __tablename__ = "follow_up"
    placement: int | None = None
    follow_up_kind: str
    held_on: date
    participants: str = ""
    goal_still_right: bool | None = None
    goal_note: str = ""
    next_sub_goal: str = ""
    supplementary_offers: str = ""
    paid_hours_note: str = ""
    development_note: str = ""
    absence_cause: str = ""
    absence_handling: str = ""
    next_follow_up_on: date | None = None


class Payslip(Fact, table=True):
    """That a month's payslip has come in (R-HOURS-6), or that there is none; ``month`` is the month's first day."""

    __tablename__ = "payslip"
    month: date
    received_on: date | None = None
    no_pay: bool = False


class AgreedAction(Fact, table=True):
    """The next step agreed at a talk or in a case review: what, who and by when; ``done_on`` when it has been taken."""

    __tablename__ = "agreed_action"
    action: str
    action_by: int | None = Field(default=None, foreign_key="staff.id")
    due_on: date | None = None
    done_on: date | None = None
