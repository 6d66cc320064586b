"""Scales, labels and outlines: what is drawn lies where the numbers say, and nothing touches."""

import itertools
import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanban.charts.labels import spread
from kanban.charts.months import first_days, ticks
from kanban.charts.paper import grid, short, thinned, wrapped
from kanban.charts.series import APART, PAPER, first_reached, stacked
from kanban.domain.steps import STEP_NUMBERS
from kanban.domain.views.flow import DayCounts

FIRST = date(2026, 1, 1)


def days(*rows: dict[int, int]) -> list[DayCounts]:
    """Days in a row; steps that are not named have nobody."""
    return [
        DayCounts(FIRST + timedelta(days=number), {**dict.fromkeys((*STEP_NUMBERS, 0), 0), **row})
        for number, row in enumerate(rows)
    ]


def points(path: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"[ML]([\d.]+) ([\d.]+)", path)]


@pytest.mark.parametrize(
    ("peak", "values"),
    [
        (0, [0, 1]),
        (1, [0, 1]),
        (5, [0, 1, 2, 3, 4, 5]),
        (7, [0, 2, 4, 6, 8]),
        (240, [0, 50, 100, 150, 200, 250]),
        (4012, [0, 1000, 2000, 3000, 4000, 5000]),
    ],
)
def test_grid_is_round_and_holds_the_peak(peak: int, values: list[int]) -> None:
    assert grid(peak) == values


@given(st.lists(st.floats(0, 300), max_size=9).map(sorted), st.floats(1, 60))
def test_labels_keep_their_order_distance_and_bounds(wanted: list[float], apart: float) -> None:
    found = spread(wanted, apart, 0, 300)
    gap = min(apart, 300 / max(1, len(wanted) - 1))
    assert len(found) == len(wanted)
    assert all(after - before >= gap - 0.2 for before, after in itertools.pairwise(found))
    assert all(-0.1 <= place <= 300.1 for place in found)


def test_labels_with_room_stand_where_they_belong_and_crowded_ones_around_their_middle() -> None:
    assert spread([10, 50, 90], 20, 0, 100) == [10, 50, 90]
    assert spread([50, 50], 20, 0, 100) == [40, 60]
    assert spread([98, 99, 100], 20, 0, 100) == [60, 80, 100]
    assert spread([], 20, 0, 100) == []


def test_stacked_areas_end_at_the_sum_of_the_steps_up_to_theirs() -> None:
    chart = stacked(days({8: 1}, {8: 4, 3: 3, 1: 2}), None)
    top = chart.levels[-1].value
    height = {step: PAPER.bottom - (PAPER.bottom - PAPER.top) * total / top for step, total in ((8, 9), (3, 5), (1, 2))}
    ends = {line.step: points(line.path)[-1][1] for line in chart.lines}
    assert {step: ends[step] for step in height} == pytest.approx(height, abs=0.06)
    assert [line.step for line in chart.lines] == list(STEP_NUMBERS)
    assert [line.count for line in chart.lines if line.count] == [4, 3, 2]


def test_every_label_can_be_hit() -> None:
    labels = [line.label for line in stacked(days({8: 300, 1: 1}), None).lines]
    assert all(after - before >= APART - 0.2 for before, after in itertools.pairwise(labels))


def test_first_reach_lines_never_fall_when_the_counts_do_not() -> None:
    chart = first_reached(days({8: 2, 7: 1}, {8: 3, 7: 1}, {8: 5, 7: 4}), None)
    heights = [y for _, y in points(next(line.path for line in chart.lines if line.step == 7))]
    assert heights == sorted(heights, reverse=True)


def test_one_day_is_drawn_over_the_whole_width() -> None:
    line = first_reached(days({8: 2}), None).lines[0]
    assert [x for x, _ in points(line.path)] == [PAPER.left, PAPER.right]


def test_nobody_at_all_is_drawn_on_the_axis() -> None:
    chart = stacked(days({}, {}), None)
    assert {y for line in chart.lines for _, y in points(line.path)} == {PAPER.bottom}


def test_long_series_keep_their_ends_and_few_points() -> None:
    numbers = list(range(20_000))
    kept = thinned(numbers)
    assert (kept[0], kept[-1]) == (0, 19_999)
    assert len(kept) <= 200
    assert thinned([1, 2, 3]) == [1, 2, 3]


@pytest.mark.parametrize(("provisional", "place"), [(None, None), (date(2025, 12, 1), PAPER.left), (FIRST, PAPER.left)])
def test_provisional_months_begin_within_the_field(provisional: date | None, place: float | None) -> None:
    assert stacked(days({}, {}, {}), provisional).provisional == place


def test_months_are_ticked_where_they_begin_and_named_where_there_is_room() -> None:
    found = ticks(date(2025, 12, 1), date(2026, 11, 20), PAPER)
    assert len(found) == 12
    assert found[0].at == PAPER.left
    assert 4 <= sum(tick.label is not None for tick in found) <= 7
    assert ticks(date(2026, 11, 2), date(2026, 11, 20), PAPER) == ()


def test_many_years_are_ticked_by_year() -> None:
    assert {day.month for day in first_days(date(1980, 6, 1), date(2026, 11, 20))} == {1}


def test_names_are_wrapped_between_words_only() -> None:
    assert wrapped("Personlig jobformidler", 15) == ("Personlig", "jobformidler")
    assert wrapped("CV udarbejdet", 15) == ("CV udarbejdet",)
    assert wrapped("Jobmatchningsaftale", 5) == ("Jobmatchningsaftale",)


def test_short_numbers_have_one_decimal_at_most() -> None:
    assert [short(value) for value in (1, 1.04, 1.25, -0.5)] == ["1", "1", "1.2", "-0.5"]
