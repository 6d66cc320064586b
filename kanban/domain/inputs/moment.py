"""Reading the moment of knowledge that an address names: ``known_at``."""

import re
from datetime import datetime, time
from zoneinfo import ZoneInfo

from kanban.domain.clock import Clock
from kanban.domain.danish import parse_date
from kanban.domain.errors import FieldProblem, InvalidInputError
from kanban.domain.messages import Message, say
from kanban.domain.transition import EARLIEST

END_OF_DAY = time(23, 59, 59)
_LOST_PLUS = re.compile(r"(?<=:\d\d) (?=\d\d:?\d\d$)")


def read_moment(typed: str, clock: Clock) -> datetime | None:
    """A moment in ISO form, local without an offset; a day alone means its end, and nothing None.

    Raises :class:`InvalidInputError` about ``known_at`` for what is no moment or lies ahead.
    """
    if not typed:
        return None
    day, zone = parse_date(typed), ZoneInfo(clock.timezone)
    moment = datetime.combine(day, END_OF_DAY) if day else _iso(typed)
    if moment.year < EARLIEST.year:
        raise _refused(say("The year %(year)s can't be right", year=f"{moment.year:04d}"))
    if moment.year > clock.today().year + 1:
        raise _refused(say("Choose a moment that has been"))
    moment = moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)
    if moment.date() > clock.today():
        raise _refused(say("Choose a moment that has been"))
    return moment


def _iso(typed: str) -> datetime:
    """A plus sign that an address has turned into a blank is put back."""
    try:
        return datetime.fromisoformat(_LOST_PLUS.sub("+", typed))
    except ValueError:
        raise _refused(say("Write a moment as yyyy-mm-ddThh:mm")) from None


def _refused(message: Message) -> InvalidInputError:
    return InvalidInputError((FieldProblem("known_at", message),))
