"""The flow figures' address: reading period, scope and moment of knowledge."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from kanban.domain.clock import Clock
from kanban.domain.danish import parse_date
from kanban.domain.errors import FieldProblem, InvalidInputError
from kanban.domain.flow_counts import Period, Target
from kanban.domain.inputs.moment import read_moment
from kanban.domain.inputs.values import clean
from kanban.domain.messages import Message, say
from kanban.domain.months import later, month_of
from kanban.domain.steps import STEP_NUMBERS, parse_target
from kanban.domain.transition import EARLIEST

LONGEST_YEARS = 50
LONGEST_OUTLOOK_YEARS = 5
_FIELDS = ("from", "to", "team", "broker", "programme", "known_at", "target", "target_step", "target_by")
_NUMBER = re.compile(r"[0-9]{1,6}")


@dataclass(frozen=True)
class FlowQuery:
    """Which figures: ``known_at`` is None for what is known now, and ``known_on`` its local day (today)."""

    period: Period
    team: str
    broker: str
    programme: str
    known_at: datetime | None
    known_on: date
    target: Target | None


def read_flow_query(raw: Mapping[str, str], clock: Clock) -> FlowQuery:
    """The query of an address or a command, unknown names ignored; by default the last twelve months to today.

    The twelve months are calendar months, the present one among them. Raises :class:`InvalidInputError` for a day or
    moment that is none or lies ahead, for a period that ends before it begins or is longer than fifty years, and for a
    target (``target`` citizens in ``target_step``, by default 1, by ``target_by``) that is none.
    """
    given = {name: clean(raw.get(name, ""), lines=False) for name in _FIELDS}
    today = clock.today()
    last = _day("to", given["to"], today) or today
    first = _day("from", given["from"], today) or later(month_of(last), -11)
    if first > last:
        raise _refused("from", say("The period must begin on or before the day it ends"))
    if first.year < last.year - LONGEST_YEARS:
        raise _refused("from", say("Choose a period of at most %(most)s years", most=LONGEST_YEARS))
    known_at = read_moment(given["known_at"], clock)
    known_on = clock.local(known_at).date() if known_at else today
    return FlowQuery(
        period=Period(first, last),
        **{name: given[name] for name in ("team", "broker", "programme")},
        known_at=known_at,
        known_on=known_on,
        target=_target(given, last),
    )


def _day(field: str, typed: str, today: date) -> date | None:
    if not typed:
        return None
    day = parse_date(typed)
    if day is None:
        raise _refused(field, say("Write a date as dd-mm-yyyy, e.g. %(example)s", example=today))
    if day.year < EARLIEST.year - LONGEST_YEARS:
        raise _refused(field, say("The year %(year)s can't be right", year=f"{day.year:04d}"))
    if day > today:
        raise _refused(field, say("The date %(date)s is in the future. Choose today or earlier", date=day))
    return day


def _target(given: Mapping[str, str], last: date) -> Target | None:
    if not given["target"]:
        return None
    step, by = parse_target(given["target_step"] or str(STEP_NUMBERS[-1])), parse_date(given["target_by"])
    number = int(given["target"]) if _NUMBER.fullmatch(given["target"]) else None
    if number is None:
        raise _refused("target", say("Write the target as a whole number"))
    if step not in STEP_NUMBERS:
        raise _refused("target_step", say("There is no such step"))
    if by is None or not last < by <= last.replace(year=last.year + LONGEST_OUTLOOK_YEARS, day=1):
        raise _refused(
            "target_by", say("Choose a day after the period, within %(most)s years", most=LONGEST_OUTLOOK_YEARS)
        )
    return Target(step, number, by)


def _refused(field: str, message: Message) -> InvalidInputError:
    return InvalidInputError((FieldProblem(field, message),))
