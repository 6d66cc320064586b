"""A citizen of a review in a few words: what was decided, or what is most urgent."""

from datetime import date

from kanban.domain.agenda import most_urgent
from kanban.domain.day_words import short
from kanban.domain.messages import Message, say
from kanban.domain.readiness import view
from kanban.domain.review import ReviewOutcome
from kanban.domain.review_queue import Place
from kanban.domain.sign import CitizenSign
from kanban.domain.steps import OUT

_ICONS = {ReviewOutcome.CONFIRMED: "check", ReviewOutcome.MOVED: "next", ReviewOutcome.POSTPONED: "clock"}


def outcome_words(place: Place) -> Message | None:
    """What was decided; None while nothing is."""
    if place.outcome is ReviewOutcome.MOVED:
        return moved_words(place.detail)
    if place.outcome is ReviewOutcome.POSTPONED:
        return say("Postponed: %(reason)s", reason=place.detail) if place.detail else say("Postponed")
    return say("Confirmed") if place.outcome else None


def moved_words(to_step: str) -> Message:
    """Where somebody has been moved."""
    if to_step == str(OUT):
        return say("Has left the board")
    return say("Moved to step %(step)s", step=to_step)


def line_words(place: Place, today: date) -> Message | None:
    """The line below a name in the queue."""
    if place.outcome is not None:
        return outcome_words(place)
    if place.case.step is None:
        return say("Not yet placed")
    sign = most_urgent(place.case.signs, today)
    if sign is None:
        return None
    return view(sign.code, sign.kind, sign.due_on, today).message if sign.from_date <= today else _coming(sign)


def line_icon(place: Place, today: date) -> str:
    """The picture that goes with it."""
    if place.outcome is not None:
        return _ICONS[place.outcome]
    sign = most_urgent(place.case.signs, today)
    if sign is None or sign.from_date > today:
        return "clock"
    return sign.kind


def _coming(sign: CitizenSign) -> Message:
    """Something that is due later."""
    if sign.due_on is None:
        raise AssertionError("only signs with a due date come later")
    day = short(sign.due_on)
    words = {
        "talk": say("Talk by %(day)s", day=day),
        "follow_up": say("Follow-up by %(day)s", day=day),
        "aftercare": say("Aftercare by %(day)s", day=day),
        "payslip": say("Payslip by %(day)s", day=day),
        "ends": say("The agreement ends %(day)s", day=day),
    }
    return words.get(sign.code, say("Agreed step by %(day)s", day=day))
