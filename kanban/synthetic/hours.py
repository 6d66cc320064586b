"""Hours a week as they grew: internship first, then paid hours that rise to what the citizen has today."""

from collections.abc import Iterator, Sequence
from datetime import date

from kanban.domain.deadlines import PAYSLIP_DAY
from kanban.domain.inputs.import_rows import HoursRow
from kanban.domain.months import later
from kanban.synthetic.dice import Dice
from kanban.synthetic.facts import Fields
from kanban.synthetic.walks import Stop

PAID_ON_INTERNSHIP_SHARE, GROWN_SHARE = 0.08, 0.15
LATE_PAYSLIP_SHARE = 0.06
_AT_WORK = frozenset({4, 3, 2, 1})
_HALF_HOUR = 30
_LEAST_PAID = 60


class Hours:
    """Makes hours that end on what the citizen's row says. ``today`` is an ordinal."""

    def __init__(self, dice: Dice, today: int) -> None:
        self._dice, self._today, self._row = dice, today, 1

    def rows(self, cpr: str, walk: Sequence[Stop], fields: Fields) -> list[HoursRow]:
        """The hours since the citizen last came to work; none for those who do not work."""
        found = []
        for day, paid, internship in self._series(walk, fields):
            self._row += 1
            found.append(HoursRow(self._row, cpr, date.fromordinal(day), paid, internship))
        return found

    def _series(self, walk: Sequence[Stop], fields: Fields) -> Iterator[tuple[int, int | None, int | None]]:
        stops = _at_work(walk)
        final, internship = fields.get("paid_hours"), fields.get("internship_hours")
        if not stops:
            return
        if stops[-1].step == 4:
            yield stops[-1].day, None, internship
            yield from self._paid_beside(stops[-1], internship)
        if final is None:
            return
        shares = sorted(0.3 + 0.6 * self._dice.roll() for _ in stops[:-1])
        for stop, share in zip(stops[:-1], shares, strict=True):
            if stop.step != 4:
                yield stop.day, max(_LEAST_PAID, round(final * share / _HALF_HOUR) * _HALF_HOUR), None
        grows = stops[-1].step == 3 and self._dice.chance(GROWN_SHARE) and self._today - stops[-1].day > 40
        if grows and final > 2 * _LEAST_PAID:
            yield stops[-1].day, final // 2 // _HALF_HOUR * _HALF_HOUR, internship
            yield self._today - self._dice.between(2, 30), final, internship
        else:
            yield stops[-1].day, final, internship

    def _paid_beside(self, here: Stop, internship: int | None) -> Iterator[tuple[int, int | None, int | None]]:
        """A few are paid some hours beside the internship: the board suggests step 3 for them."""
        if self._today - here.day > 30 and self._dice.chance(PAID_ON_INTERNSHIP_SHARE):
            yield self._today - self._dice.between(1, 20), self._dice.between(4, 10) * _HALF_HOUR, internship

    def payslips_until(self, rows: Sequence[HoursRow]) -> date | None:
        """The month up to which payslips are in: the last one due, for a few the one before."""
        first = next((row.valid_from for row in rows if row.paid_hours), None)
        if first is None:
            return None
        until = last_due(date.fromordinal(self._today))
        if self._dice.chance(LATE_PAYSLIP_SHARE):
            until = later(until, -1)
        return max(until, later(first.replace(day=1), -1))


def last_due(day: date) -> date:
    """The newest month whose payslip is due by a day, as its first day."""
    return later(day.replace(day=1), -1 if day.day > PAYSLIP_DAY else -2)


def _at_work(walk: Sequence[Stop]) -> list[Stop]:
    stops: list[Stop] = []
    for stop in reversed(walk):
        if stop.step not in _AT_WORK:
            break
        stops.append(stop)
    return stops[::-1]
