"""Talks every three to seven weeks from arrival on; for most the next one is agreed. Days are ordinals.

Notes fit the step the citizen stood on, and levels of progression drift upwards with it.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from kanban.domain.inputs.import_rows import TalkRow
from kanban.domain.progression import DEFAULT_TEMPLATE, LEVELS
from kanban.domain.steps import OUT
from kanban.synthetic.dice import Dice, Odds
from kanban.synthetic.histories import Recorders
from kanban.synthetic.talk_texts import CHALLENGES, PARTICIPANTS, PHASES, PLACES, RESOURCES, TALK_NOTES
from kanban.synthetic.walks import Stop
from kanban.synthetic.workdays import working_day

OVERDUE_SHARE, AGREED_SHARE, CONFIRMED_SHARE, MEASURED_SHARE = 0.09, 0.82, 0.93, 0.8
MOST_TALKS, MOST_TALKS_IN_LARGE, LARGE = 12, 3, 5_000
_SHORTEST, _LONGEST = 21, 49
_MEASURED_EVERY = 3
_KINDS = Odds({"conversation": 0.72, "phone": 0.28})
_KINDS_AT_WORK = Odds({"conversation": 0.45, "three_party": 0.25, "company_visit": 0.15, "phone": 0.15})
_HELD_AT = time(12)
_THEMES = tuple(theme.field for theme in DEFAULT_TEMPLATE.themes)
_MOOD = Odds({-1: 0.25, 0: 0.5, 1: 0.25})


class Latest(NamedTuple):
    """The newest talk and the one agreed at it, if any."""

    day: int
    next_day: int | None


class Talks:
    """Makes the talks of one municipality, numbered as they would stand in its sheet. ``today`` is an ordinal."""

    def __init__(self, dice: Dice, today: int, citizens: int) -> None:
        self._dice, self._today, self._row = dice, today, 1
        self._most = MOST_TALKS_IN_LARGE if citizens > LARGE else MOST_TALKS

    def rows(self, cpr: str, walk: Sequence[Stop], recorders: Recorders) -> Iterator[TalkRow]:
        """The newest talks of a citizen in the order held."""
        latest = self._latest(walk)
        if latest is None:
            return
        days = [latest.day, *self._earlier(walk[0].day, latest.day)]
        moods = [self._dice.draw(_MOOD) for _ in _THEMES]
        first_measured = self._dice.between(0, _MEASURED_EVERY - 1)
        for place in range(len(days) - 1, -1, -1):
            step = _step_on(walk, days[place])
            if step != OUT:
                following = latest.next_day if place == 0 else days[place - 1]
                is_measured = place % _MEASURED_EVERY == first_measured
                levels = self._levels(step, moods) if is_measured else {}
                yield self._talk(cpr, days[place], step, following, recorders, levels)

    def _latest(self, walk: Sequence[Stop]) -> Latest | None:
        """A talk some weeks ago with the next one ahead; overdue for a few, and none for those just arrived."""
        if not walk:
            return None
        dice, here, arrived = self._dice, walk[-1], walk[0].day + 1
        if here.step in {OUT, 1}:
            day = min(self._today - 1, here.day + dice.between(-30, 0 if here.step == OUT else 20))
            return Latest(_past(day), None) if _past(day) >= arrived else None
        if dice.chance(OVERDUE_SHARE):
            due = self._today - dice.between(1, 12)
            day = _past(due - dice.between(_SHORTEST, 42))
            if day >= arrived:
                return Latest(day, working_day(due) if working_day(due) < self._today else due)
        day = _past(self._today - dice.between(1, 34))
        if day < arrived:
            day = _past(self._today - dice.between(1, 5))
        if day < arrived:
            return None
        next_day = max(self._today + dice.between(0, 24), day + 14)
        return Latest(day, working_day(next_day) if dice.chance(AGREED_SHARE) else None)

    def _earlier(self, arrived: int, day: int) -> Iterator[int]:
        for _ in range(self._most - 1):
            day = _past(day - self._dice.between(_SHORTEST, _LONGEST))
            if day <= arrived:
                return
            yield day

    def _talk(
        self, cpr: str, day: int, step: int, following: int | None, recorders: Recorders, levels: dict[str, int]
    ) -> TalkRow:
        dice, phase = self._dice, PHASES[step]
        kind = dice.draw(_KINDS_AT_WORK if step in {4, 3, 2} else _KINDS)
        held_on = date.fromordinal(day)
        self._row += 1
        return TalkRow(
            row=self._row,
            cpr=cpr,
            held_on=held_on,
            talk_kind=kind,
            talk_place=dice.pick(PLACES[kind]),
            participants=dice.pick(PARTICIPANTS[kind]),
            resources=dice.pick(RESOURCES[phase]),
            challenges=dice.pick(CHALLENGES),
            note=dice.pick(TALK_NOTES[phase]),
            step_confirmed=dice.chance(CONFIRMED_SHARE) or None,
            next_talk_on=date.fromordinal(following) if following else None,
            recorded_by=recorders.broker or dice.pick(recorders.team),
            levels=levels,
            recorded_at=datetime.combine(held_on, _HELD_AT, UTC),
        )

    def _levels(self, step: int, moods: Sequence[int]) -> dict[str, int]:
        """Levels of most themes: about two on step 8 and four near the goal, each citizen in the own way."""
        near = 2 + (8 - step) * 0.3
        return {
            theme: min(LEVELS[-1], max(LEVELS[0], round(near + mood + self._dice.roll() - 0.5)))
            for theme, mood in zip(_THEMES, moods, strict=True)
            if self._dice.chance(MEASURED_SHARE)
        }


def _step_on(walk: Sequence[Stop], day: int) -> int:
    return next((stop.step for stop in reversed(walk) if stop.day <= day), OUT)


def _past(day: int) -> int:
    """The day itself or the Friday before."""
    return day - max(0, date.fromordinal(day).weekday() - 4)
