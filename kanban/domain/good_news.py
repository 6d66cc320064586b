"""Good news: what has gone well lately, counted without names (R-BOARD-3, R-BOARD-4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from kanban.domain.messages import Message, say, say_count

SHORT, LONG = 7, 30
MOST_IN_FOOT = 2
_PLACEMENT, _PAID, _MORE, _GOAL = 4, 3, 2, 1


class News(StrEnum):
    """What good can have happened, the nearest to the goal first."""

    JOB = "job"
    EDUCATION = "education"
    GOAL = "goal"
    MORE_HOURS = "more_hours"
    PAID_HOURS = "paid_hours"
    PLACEMENT = "placement"


class Arrival(NamedTuple):
    """A citizen who came to a step from farther away on a day, and where the citizen is now.

    ``best_before`` is the step nearest the goal the citizen had been on before, None when on none.
    """

    citizen_id: int
    step: int
    came_from: int | None
    best_before: int | None
    day: date
    step_now: int | None


@dataclass(frozen=True)
class GoodNews:
    """So many citizens by kind of news, over the last ``days`` days, today among them; kinds of nobody left out."""

    days: int
    numbers: Mapping[News, int]


def first_day(days: int, today: date) -> date:
    """The first of the last so many days."""
    return today - timedelta(days=days - 1)


def good_news(arrivals: Iterable[Arrival], outcomes: Mapping[int, str], today: date) -> GoodNews:
    """The last week's news, or where it has none the last thirty days'.

    ``outcomes`` tells for citizens at the goal whether it is ``job`` or ``education``.
    """
    told = [(each.day, kind, each.citizen_id) for each in arrivals if (kind := _kind(each, outcomes))]
    for days in (SHORT, LONG):
        begins = first_day(days, today)
        citizens = {(kind, citizen_id) for day, kind, citizen_id in told if begins <= day <= today}
        numbers = {kind: sum(each is kind for each, _ in citizens) for kind in News}
        if citizens:
            return GoodNews(days, {kind: number for kind, number in numbers.items() if number})
    return GoodNews(LONG, {})


def sentence(kind: News, number: int) -> Message:
    """One kind of news in words."""
    return {
        News.JOB: say_count("%(count)s has begun in a job", "%(count)s have begun in a job", number),
        News.EDUCATION: say_count("%(count)s has begun an education", "%(count)s have begun an education", number),
        News.GOAL: say_count(
            "%(count)s has come to job or education", "%(count)s have come to job or education", number
        ),
        News.MORE_HOURS: say_count("%(count)s has got more paid hours", "%(count)s have got more paid hours", number),
        News.PAID_HOURS: say_count(
            "%(count)s has got the first paid hours", "%(count)s have got the first paid hours", number
        ),
        News.PLACEMENT: say_count(
            "%(count)s has begun in a first work placement", "%(count)s have begun in a first work placement", number
        ),
    }[kind]


def foot(news: GoodNews) -> tuple[Message, ...]:
    """What goes into one line: the two kinds nearest the goal, and how far back when further than a week."""
    told = [sentence(kind, number) for kind, number in news.numbers.items()][:MOST_IN_FOOT]
    if told and news.days != SHORT:
        told.append(say("all within the last %(days)s days", days=news.days))
    return tuple(told)


def _kind(each: Arrival, outcomes: Mapping[int, str]) -> News | None:
    """What the arrival is news of; nothing where the citizen is farther away again, or has been as near before."""
    if each.step_now is None or not _GOAL <= each.step_now <= each.step:
        return None
    if each.step == _GOAL:
        return {"job": News.JOB, "education": News.EDUCATION}.get(outcomes.get(each.citizen_id, ""), News.GOAL)
    if each.step == _MORE and each.came_from == _PAID:
        return News.MORE_HOURS
    if each.step in {_MORE, _PAID}:
        return News.PAID_HOURS if _never(each, _PAID) else None
    return News.PLACEMENT if each.step == _PLACEMENT and _never(each, _PLACEMENT) else None


def _never(each: Arrival, step: int) -> bool:
    return each.best_before is None or each.best_before > step
