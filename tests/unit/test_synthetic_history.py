"""Made-up histories follow the rules of real ones and look like them."""

from collections import Counter
from datetime import date, timedelta
from itertools import chain, groupby, pairwise
from statistics import mean, median

import pytest

from kanban.domain.inputs.import_rows import CitizenRow, HistoryRow
from kanban.domain.steps import OUT, Direction, direction
from kanban.domain.transition import check_date, needs_reason
from kanban.synthetic.municipality import generate

TODAY = date(2026, 11, 20)
NUMBER = 4012
Histories = dict[str, list[HistoryRow]]


def _moves(citizens: int, months: int, seed: int = 1) -> Histories:
    rows = chain.from_iterable(portion.history for portion in generate("Målby", citizens, months, seed, TODAY))
    return {cpr: list(moves) for cpr, moves in groupby(rows, key=lambda move: move.cpr)}


@pytest.fixture(scope="module")
def citizens() -> list[CitizenRow]:
    return list(chain.from_iterable(portion.citizens for portion in generate("Målby", NUMBER, 18, 1, TODAY)))


@pytest.fixture(scope="module")
def histories() -> Histories:
    return _moves(NUMBER, 18)


@pytest.fixture(scope="module")
def directions(histories: Histories) -> Counter[Direction]:
    found: Counter[Direction] = Counter()
    for moves in histories.values():
        found.update(direction(before, move.to_step) for before, move in _with_before(moves))
    return found


def _with_before(moves: list[HistoryRow]) -> list[tuple[int | None, HistoryRow]]:
    return list(zip([None, *(move.to_step for move in moves)], moves, strict=False))


def test_dates_never_go_back_or_into_the_future(histories: Histories) -> None:
    for moves in histories.values():
        for before, move in zip([None, *moves], moves, strict=False):
            assert check_date(move.effective_on, today=TODAY, latest=before.effective_on if before else None) is None


def test_every_move_leads_somewhere_else_and_setbacks_have_a_reason(histories: Histories) -> None:
    for moves in histories.values():
        for before, move in _with_before(moves):
            assert move.from_step == before != move.to_step
            assert bool(move.reason) or not needs_reason(before, move.to_step)


def test_the_last_move_agrees_with_the_row(citizens: list[CitizenRow], histories: Histories) -> None:
    for citizen in citizens:
        moves = histories.get(citizen.cpr, [])
        last = moves[-1] if moves else None
        if citizen.closed_on:
            assert last
            assert (last.to_step, last.effective_on) == (OUT, citizen.closed_on)
        else:
            assert (last and last.to_step, last and last.effective_on) == (citizen.step, citizen.step_since)
        assert last is None or citizen.started_on <= moves[0].effective_on


def test_moves_are_recorded_in_their_order_on_or_after_their_day_and_before_today(histories: Histories) -> None:
    for moves in histories.values():
        recorded = [move.recorded_at for move in moves if move.recorded_at]
        assert len(recorded) == len(moves)
        assert recorded == sorted(recorded)
        for at, move in zip(recorded, moves, strict=True):
            assert at.tzinfo is not None
            assert move.effective_on <= at.date() < TODAY


def test_most_are_recorded_within_a_week_and_some_weeks_late(histories: Histories) -> None:
    delays = [
        (move.recorded_at.date() - move.effective_on).days
        for move in chain.from_iterable(histories.values())
        if move.recorded_at
    ]
    assert 0.85 < sum(delay <= 7 for delay in delays) / len(delays) < 0.97
    assert sum(14 <= delay <= 45 for delay in delays) > 0.02 * len(delays)


def test_moves_happen_on_weekdays_and_seldom_in_the_holidays(histories: Histories) -> None:
    days = Counter(move.effective_on for move in chain.from_iterable(histories.values()))
    assert all(day.weekday() < 5 for day in days)
    months = Counter[tuple[int, int]]()
    for day, count in days.items():
        months[day.year, day.month] += count
    assert months[2026, 7] < 0.75 * mean([months[2026, 5], months[2026, 6], months[2026, 9], months[2026, 10]])
    christmas = [days[date(2025, 12, 20) + timedelta(days=place)] for place in range(14)]
    assert sum(christmas) < 0.6 * sum(days[date(2025, 11, 20) + timedelta(days=place)] for place in range(14))


def test_there_are_skips_setbacks_exits_and_returns(directions: Counter[Direction]) -> None:
    total = sum(directions.values())
    shares = {kind: directions[kind] / total for kind in Direction}
    assert shares[Direction.FORWARD] > 0.4
    assert 0.05 < shares[Direction.SKIP] < 0.15
    assert 0.1 < shares[Direction.BACKWARD] < 0.25
    assert 0.01 < shares[Direction.OUT] < 0.1
    assert shares[Direction.RETURN] > 0.002


def test_a_few_moves_share_a_day(histories: Histories) -> None:
    pairs = list(chain.from_iterable(pairwise(moves) for moves in histories.values()))
    same_day = sum(before.effective_on == after.effective_on for before, after in pairs)
    assert 0.005 < same_day / len(pairs) < 0.04


def test_stays_are_skewed_to_the_right_and_differ_by_step(histories: Histories) -> None:
    stays: dict[int, list[int]] = {}
    for before, after in chain.from_iterable(pairwise(moves) for moves in histories.values()):
        stays.setdefault(before.to_step, []).append((after.effective_on - before.effective_on).days)
    for step in range(8, 3, -1):
        assert mean(stays[step]) > 1.1 * median(stays[step])
    assert median(stays[8]) > 1.5 * median(stays[5])


def test_the_number_of_moves_grows_with_the_months(histories: Histories) -> None:
    assert 4.5 < sum(map(len, histories.values())) / NUMBER < 5.8
    long = _moves(600, 84)
    assert 9 < sum(map(len, long.values())) / 600 < 13


def test_some_began_before_the_period_and_new_ones_come_all_the_time(histories: Histories) -> None:
    first = [moves[0].effective_on for moves in histories.values()]
    begins = TODAY - timedelta(days=548)
    assert 0.25 < sum(day < begins for day in first) / NUMBER < 0.55
    for month in range(18):
        after = begins + timedelta(days=30 * month)
        assert sum(after <= day < after + timedelta(days=30) for day in first) > 0.01 * NUMBER


@pytest.mark.parametrize("months", [1, 6, 120])
def test_short_and_long_histories_end_on_the_same_steps(months: int) -> None:
    ends = Counter(moves[-1].to_step for moves in _moves(300, months).values())
    on_board = sum(count for step, count in ends.items() if step != OUT)
    assert ends[8] / on_board == pytest.approx(0.26, abs=0.01)
    assert ends[1] / on_board == pytest.approx(0.06, abs=0.01)
