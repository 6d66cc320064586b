"""Reading what is typed about targets and milestones."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kanban.domain.errors import FieldProblem, InvalidInputError
from kanban.domain.indicators import Indicator
from kanban.domain.inputs.programme import NO_SUCH_PROGRAMME
from kanban.domain.inputs.values import clean
from kanban.domain.messages import Message, say
from kanban.domain.milestone import MilestoneKind
from kanban.domain.months import later, month_of, months_between, parse_month
from kanban.domain.steps import STEP_NUMBERS
from kanban.domain.targets import Population, Target

MOST_CITIZENS = 9999
MOST_MONTHS = 60
MONTHS_AHEAD = 24
LONGEST_NAME = 120
_NUMBER = re.compile(r"[0-9]{1,4}")
_ID = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True)
class Place:
    """Which milestone: its month, kind and step."""

    month: date
    kind: MilestoneKind
    step: int


def read_month(raw: Mapping[str, str], today: date) -> date:
    """The month a page is about, the present one by default. Raises :class:`InvalidInputError` for none or far away."""
    typed, now = clean(raw.get("month", ""), lines=False), month_of(today)
    if not typed:
        return now
    found = parse_month(typed)
    if found is None:
        raise _refused("month", say("Write a month as yyyy-mm"))
    if not later(now, -MOST_MONTHS) <= found <= later(now, MONTHS_AHEAD):
        raise _refused("month", say("Choose a month within %(most)s months from now", most=MONTHS_AHEAD))
    return found


def read_place(raw: Mapping[str, str], today: date) -> Place:
    """The milestone a form is about, by default this month's start in a placement. Raises as :func:`read_month`."""
    kind = clean(raw.get("kind", "")) or MilestoneKind.START
    if kind not in set(MilestoneKind):
        raise _refused("kind", say("Choose what the milestone counts"))
    step = clean(raw.get("step", "")) or "4"
    if step not in map(str, STEP_NUMBERS):
        raise _refused("step", say("There is no such step"))
    return Place(read_month(raw, today), MilestoneKind(kind), int(step))


def read_total(raw: Mapping[str, str]) -> int | None:
    """The municipality's number a proposal is asked for, None when none is. Raises :class:`InvalidInputError`."""
    typed = clean(raw.get("number", ""))
    if typed and not _NUMBER.fullmatch(typed):
        raise _refused("number", _whole(MOST_CITIZENS))
    return int(typed) if typed else None


def read_parts(raw: Mapping[str, str], keys: Collection[str]) -> dict[str, int | None]:
    """Key -> number of citizens, None for an empty field or none. Keys that were not sent are left out."""
    sent = {name: clean(raw[name]) for name in keys if name in raw}
    problems = [FieldProblem(name, _whole(MOST_CITIZENS)) for name, typed in sent.items() if not _is_number(typed)]
    if problems:
        raise InvalidInputError(tuple(problems))
    return {name: int(typed or 0) or None for name, typed in sent.items()}


def refuse_past(place: Place, today: date) -> None:
    """Milestones are set for the present month and later ones: what was aimed for is not rewritten afterwards."""
    if place.month < month_of(today):
        raise _refused("month", say("That month is over. Choose the present month or a later one"))


def read_target(raw: Mapping[str, str]) -> Target:
    """A target as typed (R-TGT-1). Raises :class:`InvalidInputError` with every field that is wrong."""
    name = clean(raw.get("name", ""), lines=False)
    threshold, row = _number(raw, "threshold", 100), _number(raw, "months_in_row", 12)
    first, last = (parse_month(clean(raw.get(field, ""))) for field in ("first", "last"))
    counts = tuple(each for each in Indicator if raw.get(f"counts_{each}") == "yes")
    population, programme = clean(raw.get("population", "")), clean(raw.get("programme", ""))
    wrong: dict[str, Message | None] = {
        "name": None if 0 < len(name) <= LONGEST_NAME else say("Write a name of at most %(most)s characters", most=120),
        "threshold": _whole(100) if threshold is None else None,
        "months_in_row": _whole(12) if row is None else None,
        "first": say("Write a month as yyyy-mm") if first is None else None,
        "last": _last_problem(first, last, row),
        "population": None if population in set(Population) else say("Choose whose share is measured"),
        "counts": None if counts else say("Choose at least one"),
        "programme": None if not programme or _ID.fullmatch(programme) else NO_SUCH_PROGRAMME,
    }
    problems = tuple(FieldProblem(field, message) for field, message in wrong.items() if message)
    if problems or first is None or last is None:
        raise InvalidInputError(problems)
    rule = Target(name, Population(population), counts, row or 1, threshold or 0, first, last)
    return replace(rule, programme=int(programme) if programme else None)


def _last_problem(first: date | None, last: date | None, row: int | None) -> Message | None:
    if last is None:
        return say("Write a month as yyyy-mm")
    months = len(months_between(first or last, last))
    if not 0 < months <= MOST_MONTHS:
        return say("The last month must follow the first within %(most)s months", most=MOST_MONTHS)
    if first and row and months < row:
        return say("The window must have at least %(months)s months", months=row)
    return None


def _number(raw: Mapping[str, str], field: str, most: int) -> int | None:
    typed = clean(raw.get(field, ""))
    return int(typed) if _NUMBER.fullmatch(typed) and 1 <= int(typed) <= most else None


def _is_number(typed: str) -> bool:
    return not typed or bool(_NUMBER.fullmatch(typed))


def _whole(most: int) -> Message:
    return say("Write a whole number from 1 to %(most)s", most=most)


def _refused(field: str, message: Message) -> InvalidInputError:
    return InvalidInputError((FieldProblem(field, message),))
