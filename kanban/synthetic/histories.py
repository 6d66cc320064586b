"""Walks as rows of the history: who recorded each move and when, and why somebody fell back or left for a while."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from kanban.domain.inputs.import_rows import HistoryRow
from kanban.domain.steps import OUT
from kanban.domain.transition import needs_reason
from kanban.synthetic.dice import Dice, Odds
from kanban.synthetic.texts import NOTES, SETBACK_REASONS
from kanban.synthetic.walks import Stop
from kanban.synthetic.workdays import working_day

_LATE = -1
_DELAY_DAYS = Odds({0: 0.58, 1: 0.16, 2: 0.09, 3: 0.06, 4: 0.03, 5: 0.02, _LATE: 0.06})
_FEWEST_LATE, _MOST_LATE = 14, 42
_OPENS, _CLOSES = 7 * 60, 14 * 60
_BY_COLLEAGUE_SHARE, _NOTE_SHARE = 0.1, 0.08
_AWAY_FOR = Odds({"other_benefit": 0.45, "employment": 0.35, "moved": 0.1, "other": 0.1})


@dataclass(frozen=True)
class Recorders:
    """E-mails of those who write down a citizen's moves: mostly the broker, now and then somebody of the team."""

    broker: str
    team: Sequence[str]


class Histories:
    """Makes the rows of one municipality, numbered as they would stand in its sheet. ``today`` is an ordinal."""

    def __init__(self, dice: Dice, today: int) -> None:
        self._dice, self._row = dice, 1
        self._latest = _at(today - 1, _CLOSES)

    def rows(self, cpr: str, walk: Sequence[Stop], recorders: Recorders) -> Iterator[HistoryRow]:
        """The moves of a walk; each is recorded no earlier than the one before it, and before today."""
        before: Stop | None = None
        recorded_at = datetime.min.replace(tzinfo=UTC)
        for stop in walk:
            self._row += 1
            recorded_at = min(self._latest, max(recorded_at + timedelta(minutes=3), self._recorded_at(stop.day)))
            yield HistoryRow(
                row=self._row,
                cpr=cpr,
                effective_on=date.fromordinal(stop.day),
                to_step=stop.step,
                from_step=before.step if before else None,
                recorded_by=self._recorder(recorders),
                reason=self._reason(before, stop, is_last=stop is walk[-1]),
                note=self._dice.pick(NOTES) if self._dice.chance(_NOTE_SHARE) else "",
                recorded_at=recorded_at,
            )
            before = stop

    def _recorded_at(self, day: int) -> datetime:
        """Mostly the same day or within a week, sometimes weeks late; in office hours (UTC)."""
        delay = self._dice.draw(_DELAY_DAYS)
        if delay == _LATE:
            delay = self._dice.between(_FEWEST_LATE, _MOST_LATE)
        return _at(working_day(day + delay), self._dice.between(_OPENS, _CLOSES))

    def _recorder(self, recorders: Recorders) -> str:
        if recorders.broker and not self._dice.chance(_BY_COLLEAGUE_SHARE):
            return recorders.broker
        return self._dice.pick(recorders.team)

    def _reason(self, before: Stop | None, stop: Stop, *, is_last: bool) -> str:
        if before and needs_reason(before.step, stop.step):
            return self._dice.pick(SETBACK_REASONS[before.step])
        return self._dice.draw(_AWAY_FOR) if stop.step == OUT and not is_last else ""


def _at(day: int, minutes: int) -> datetime:
    return datetime.combine(date.fromordinal(day), time(minutes // 60, minutes % 60), UTC)
