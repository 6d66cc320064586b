"""What a citizen's case calls for: overdue dates and missing facts, one list for card, panel and review.

Signs are stored per citizen with the day from which they count, so that the board can count them in the database
and nothing has to be recomputed at midnight. Sources: R-WA-4, R-CAD-2, R-SUP-1, R-STEP-4 … R-STEP-8.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Field, Index, SQLModel

from kanban.domain.case import CaseFacts, known_for, recorded
from kanban.domain.fields import FIELDS
from kanban.domain.messages import Message, mark, say, say_count
from kanban.domain.steps import OUT, Step, step
from kanban.domain.transition import EARLIEST
from kanban.domain.views.board import SignKind, SignView
from kanban.domain.views.panel import NeedView

ENDS_SOON = timedelta(days=7)
LONGEST_UNSTALLED_DAYS = 30

_MISSING: dict[str, str] = {
    "broker_id": mark("No job broker"),
    "cv_prepared_on": mark("No CV date"),
    "cv_kind": mark("Kind of CV not stated"),
    "goal_a": mark("No job goal"),
    "goal_registered_on": mark("Job goal has no date"),
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
    "follow_up_on": mark("No follow-up agreed"),
    "adjusted_on": mark("Agreement not adjusted"),
    "outcome": mark("Job or education not stated"),
}


class CitizenSign(SQLModel, table=True):
    """A stored sign: ``code`` is the date or field it is about, ``from_date`` when it begins to count."""

    __tablename__ = "citizen_sign"
    __table_args__ = (Index("ix_citizen_sign_kind", "citizen_id", "kind", "from_date"),)

    citizen_id: int = Field(foreign_key="citizen.id", primary_key=True)
    code: str = Field(primary_key=True)
    kind: str
    from_date: date
    due_on: date | None = None


@dataclass(frozen=True, order=True)
class Sign:
    """A sign as derived; sorting puts the most urgent first: overdue by due date, then missing in form order."""

    rank: int
    due_on: date
    code: str
    kind: SignKind
    from_date: date


def signs(current_step: int | None, case: CaseFacts) -> list[Sign]:
    """Every sign the case will ever carry as it stands, the most urgent first."""
    if current_step is None or current_step == OUT:
        return []
    return sorted([*_late(current_step, case), *_missing(current_step, case)])


def _late(current_step: int, case: CaseFacts) -> list[Sign]:
    found = []
    agreement = case.agreement
    if agreement and current_step in {4, 3, 2} and agreement.follow_up_on:
        found.append(_due("follow_up", agreement.follow_up_on, agreement.follow_up_on + timedelta(days=1)))
    if agreement and current_step == 4 and agreement.ends_on:
        found.append(_due("ends", agreement.ends_on, agreement.ends_on - ENDS_SOON))
    if current_step == 1 and case.outcome and case.outcome.retention_follow_up_on:
        due = case.outcome.retention_follow_up_on
        found.append(_due("aftercare", due, due + timedelta(days=1)))
    return found


def _due(code: str, due_on: date, from_date: date) -> Sign:
    return Sign(0, due_on, code, SignKind.LATE, from_date)


def _missing(current_step: int, case: CaseFacts) -> list[Sign]:
    known = recorded(case, current_step)
    fields = [name for name in step(current_step).required if name not in known]
    if current_step == 4 and case.agreement and case.agreement.paid_hours_outlook == "unclear":
        fields.append("paid_hours_outlook")
    return [Sign(1 + rank, date.max, name, SignKind.MISSING, EARLIEST) for rank, name in enumerate(fields)]


def view(code: str, kind: str, due_on: date | None, today: date) -> SignView:
    """A stored sign in words, as of today."""
    return SignView(SignKind(kind), _late_words(code, (today - due_on).days) if due_on else say(_MISSING[code]))


def _late_words(code: str, days: int) -> Message:
    if code == "follow_up":
        return say_count("Follow-up %(count)s day overdue", "Follow-up %(count)s days overdue", days)
    if code == "aftercare":
        return say_count("Aftercare %(count)s day overdue", "Aftercare %(count)s days overdue", days)
    if days > 0:
        return say_count("Ended %(count)s day ago", "Ended %(count)s days ago", days)
    return say_count("Ends in %(count)s day", "Ends in %(count)s days", -days) if days else say("Ends today")


def needs(next_step: Step | None, case: CaseFacts, today: date) -> tuple[NeedView, ...]:
    """What the next step takes, each ticked when it already counts or missing (R-TGT-4)."""
    if next_step is None:
        return ()
    known = known_for(case, next_step.number, today)
    return tuple(
        NeedView(name in known, say(next_step.labels.get(name, FIELDS[name].label))) for name in next_step.required
    )


def stalled_after(step_number: int, p85_days: int | None) -> int | None:
    """Days in a step after which a citizen stands still: more than 85 % of stays, and never within thirty days.

    None in step 1, which is the goal, and where too few stays have ended to say.
    """
    if step_number == 1 or p85_days is None:
        return None
    return max(LONGEST_UNSTALLED_DAYS, p85_days)


def urgency(code: str, due_on: date | None) -> tuple[int, date]:
    """Sort key of a stored sign: overdue ones by due date, then missing facts in form order."""
    return (0, due_on) if due_on else (1 + list(_MISSING).index(code), date.max)
