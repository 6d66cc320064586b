"""Reading what is typed about a programme."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kanban.domain.errors import FieldProblem, InvalidInputError
from kanban.domain.inputs.values import Refused, clean, read_date
from kanban.domain.messages import Message, say

LONGEST_NAME, LONGEST_ABOUT = 60, 200
NO_SUCH_PROGRAMME = say("Choose a programme from the list")
BAD_NAME = say("Write a name with letters, of at most %(most)s characters", most=LONGEST_NAME)


@dataclass(frozen=True)
class ProgrammeInput:
    """A read form; ``about`` may be empty, and the days are the first and the last, both included."""

    name: str
    about: str
    begins_on: date | None
    ends_on: date | None


def read_programme(raw: Mapping[str, str], today: date) -> ProgrammeInput:
    """The form's values. Raises :class:`InvalidInputError` with every field that is wrong."""
    name, about = (clean(raw.get(field, ""), lines=False) for field in ("name", "about"))
    days, wrong = _days(raw, today)
    if not is_name(name):
        wrong["name"] = BAD_NAME
    if len(about) > LONGEST_ABOUT:
        wrong["about"] = say("Use at most %(most)s characters", most=LONGEST_ABOUT)
    begins_on, ends_on = days["begins_on"], days["ends_on"]
    if begins_on and ends_on and ends_on < begins_on:
        wrong["ends_on"] = say("The last day must not lie before the first, %(date)s", date=begins_on)
    if wrong:
        raise InvalidInputError(tuple(FieldProblem(field, message) for field, message in wrong.items()))
    return ProgrammeInput(name, about, begins_on, ends_on)


def is_name(text: str) -> bool:
    """Whether a programme can be called that: digits alone would be taken for its number in addresses."""
    return len(text) <= LONGEST_NAME and any(char.isalpha() for char in text)


def _days(raw: Mapping[str, str], today: date) -> tuple[dict[str, date | None], dict[str, Message]]:
    """The two days as far as they can be read, and what is wrong with those that can't."""
    days: dict[str, date | None] = {"begins_on": None, "ends_on": None}
    wrong: dict[str, Message] = {}
    for field in days:
        typed = clean(raw.get(field, ""), lines=False)
        try:
            days[field] = read_date(typed, today=today) if typed else None
        except Refused as refusal:
            wrong[field] = refusal.message
    return days, wrong
