"""What a citizen's case calls for, and how near it is to the next step: one list for card, panel, review and leader.

Signs are stored per citizen with the day from which they count, so that the board can count them in the database
and nothing has to be recomputed at midnight. Sources: R-WA-4, R-CAD-1 … R-CAD-4, R-SUP-1, R-STEP-4 … R-STEP-11,
R-TGT-4, R-HOURS-6.
"""

from dataclasses import dataclass
from datetime import date

from kanban.domain.case import CaseFacts, known_for
from kanban.domain.deadlines import deadlines
from kanban.domain.gaps import MISSING, gaps, rank_of
from kanban.domain.messages import Message, say, say_count
from kanban.domain.needs import CONDITIONS, is_met
from kanban.domain.sign import LATE_RANK, SUGGESTION_RANK, CitizenSign, Sign
from kanban.domain.steps import OUT, Step
from kanban.domain.suggestion import suggested_step, suggestions
from kanban.domain.views.board import SignKind, SignView
from kanban.domain.views.panel import Nearness, NeedView

__all__ = ["CitizenSign", "Readiness", "Sign", "needs", "readiness", "signs", "stalled_after", "urgency", "view"]

LONGEST_UNSTALLED_DAYS = 30


@dataclass(frozen=True)
class Readiness:
    """How near the next step is (R-TGT-4), and each thing it takes, ticked or not."""

    nearness: Nearness
    needs: tuple[NeedView, ...]


def signs(current_step: int | None, since: date | None, case: CaseFacts) -> list[Sign]:
    """Every sign the case will ever carry as it stands, the most urgent first; ``since`` is the stay's first day."""
    if current_step is None or current_step == OUT:
        return []
    found = (
        *deadlines(current_step, case),
        *suggestions(current_step, since, case),
        *gaps(current_step, since, case),
    )
    return sorted(found)


def view(code: str, kind: str, due_on: date | None, today: date) -> SignView:
    """A stored sign in words, as of today."""
    return SignView(SignKind(kind), _words(code, due_on, today), code, due_on)


def _words(code: str, due_on: date | None, today: date) -> Message:
    if due_on is not None:
        return _late_words(code, (today - due_on).days)
    number = suggested_step(code)
    return say("Suggestion: step %(step)s", step=number) if number else say(MISSING[code])


def _late_words(code: str, days: int) -> Message:
    if code == "ends":
        return _end_words(days)
    return {
        "follow_up": say_count("Follow-up %(count)s day overdue", "Follow-up %(count)s days overdue", days),
        "aftercare": say_count("Aftercare %(count)s day overdue", "Aftercare %(count)s days overdue", days),
        "talk": say_count("Talk %(count)s day overdue", "Talk %(count)s days overdue", days),
        "payslip": say_count("Payslip %(count)s day overdue", "Payslip %(count)s days overdue", days),
        "action": say_count("Agreed step %(count)s day overdue", "Agreed step %(count)s days overdue", days),
    }[code]


def _end_words(days: int) -> Message:
    if days > 0:
        return say_count("Ended %(count)s day ago", "Ended %(count)s days ago", days)
    return say_count("Ends in %(count)s day", "Ends in %(count)s days", -days) if days else say("Ends today")


def readiness(next_step: Step | None, case: CaseFacts, today: date) -> Readiness | None:
    """How near the case is to the next step: ready when nothing is missing, near when at most half is.

    None where there is no next step.
    """
    if next_step is None:
        return None
    found = needs(next_step, case, today)
    missing = sum(not need.done for need in found)
    if not missing:
        return Readiness(Nearness.READY, found)
    return Readiness(Nearness.NEAR if missing * 2 <= len(found) else Nearness.FAR, found)


def needs(next_step: Step | None, case: CaseFacts, today: date) -> tuple[NeedView, ...]:
    """What the next step takes, each ticked when it already counts or missing (R-TGT-4)."""
    if next_step is None:
        return ()
    known = known_for(case, next_step.number, today).keys()
    found = []
    for condition in CONDITIONS[next_step.number]:
        done = is_met(condition, known, case)
        found.append(NeedView(done, say(condition.done if done else condition.missing), condition.fields[0]))
    return tuple(found)


def stalled_after(step_number: int, p85_days: int | None) -> int | None:
    """Days in a step after which a citizen stands still: more than 85 % of stays, and never within thirty days.

    None in step 1, which is the goal, and where too few stays have ended to say.
    """
    if step_number == 1 or p85_days is None:
        return None
    return max(LONGEST_UNSTALLED_DAYS, p85_days)


def urgency(code: str, due_on: date | None) -> tuple[int, date]:
    """Sort key of a stored sign: overdue ones by due date, a suggested step, then what is missing in form order."""
    if due_on:
        return LATE_RANK, due_on
    if suggested_step(code):
        return SUGGESTION_RANK, date.max
    return rank_of(code), date.max
