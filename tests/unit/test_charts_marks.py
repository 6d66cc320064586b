"""Arrows, bars, dots and bands: each stands for its number and leads to exactly its citizens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanban.charts.arrows import MOST_ARCS, WIDTH, arrows
from kanban.charts.columns import Bar, Panel, inside, mirrored
from kanban.charts.dots import dots
from kanban.charts.ranges import ranges
from kanban.charts.reach import reach_chart
from kanban.domain.day_words import as_it_is
from kanban.domain.steps import STEP_NUMBERS, direction
from kanban.domain.views.day_drawings import DotChart
from kanban.domain.views.drawings import ArrowChart, Box
from kanban.domain.views.flow import MoveFigure, StepTime
from kanban.domain.views.flow_details import ReachBand, StayAges

STOCK = dict.fromkeys((*STEP_NUMBERS, 0), 3)
PAPER = Box(width=400, height=200, left=0, right=400, top=10, bottom=190)


def move(from_step: int | None, to_step: int, count: int = 1) -> MoveFigure:
    return MoveFigure(from_step, to_step, count, direction(from_step, to_step))


def drawn(*moves: MoveFigure) -> ArrowChart:
    return arrows(moves, STOCK, {"figure": "stock"})


def test_moves_are_arrows_arcs_or_lines_in_a_box_and_each_has_its_door() -> None:
    chart = drawn(move(None, 8), move(8, 7, 5), move(7, 4, 2), move(4, 6, 2), move(5, 0), move(None, 5), move(0, 7))
    assert [(each.kind, each.from_step, each.to_step, each.count) for each in chart.arrows] == [
        ("intake", None, 8, 1), ("forward", 8, 7, 5), ("skip", 7, 4, 2), ("backward", 4, 6, 2),
    ]  # fmt: skip
    lines = {(node.step, line.kind, line.count) for node in chart.nodes for line in node.lines}
    assert lines == {(5, "out", 1), (5, "intake", 1), (7, "return", 1)}
    assert chart.arrows[0].door == {"figure": "moves", "from_step": "none", "to_step": 8}
    assert chart.nodes[0].door == {"figure": "stock", "step": 8}


def test_no_two_numbers_of_the_diagram_share_a_place() -> None:
    every = [move(a, b, 2) for a in STEP_NUMBERS for b in STEP_NUMBERS if a != b]
    chart = drawn(*every)
    places = [(each.x, each.y) for each in chart.arrows]
    apart = [abs(a[0] - b[0]) >= 24 or abs(a[1] - b[1]) >= 24 for a in places for b in places if a != b]
    assert len(set(places)) == len(places)
    assert all(apart)
    assert all(0 <= x <= WIDTH and 0 <= y <= chart.box.height for x, y in places)


def test_rare_pairs_of_steps_stand_in_the_table_only() -> None:
    skips = [move(a, b, 10 * a + b) for a in STEP_NUMBERS for b in STEP_NUMBERS if a - b > 1]
    chart = drawn(*skips)
    assert (len(chart.arrows), chart.left_out) == (MOST_ARCS, len(skips) - MOST_ARCS)
    assert min(each.count for each in chart.arrows) > min(each.count for each in skips)


def test_diagram_without_moves_has_its_boxes() -> None:
    chart = drawn()
    assert (len(chart.nodes), chart.arrows, chart.left_out) == (8, (), 0)


def panel(step: int, *pairs: tuple[int, int]) -> Panel:
    bars = [
        Bar(as_it_is(str(n)), as_it_is(str(n)), n == len(pairs) - 1, up, down, {}, {})
        for n, (up, down) in enumerate(pairs)
    ]
    return Panel(step, bars, {}, {})


def test_mirrored_bars_share_one_scale_and_zero() -> None:
    chart = mirrored([panel(8, (10, 5), (0, 0)), panel(7, (5, 10), (2, 1))], PAPER)
    first, second = chart.panels
    assert first.up[0].y + first.up[0].height == pytest.approx(first.zero, abs=0.1)
    assert first.up[0].height == pytest.approx(2 * second.up[0].height, abs=0.2)
    assert second.down[0].y == second.zero
    assert second.down[0].height == pytest.approx(first.up[0].height, abs=0.2)
    assert (len(first.up), len(second.up), second.up[1].open) == (1, 2, True)
    assert (first.total_up, first.total_down) == (10, 5)


def test_part_is_drawn_within_the_whole() -> None:
    chart = inside([panel(1, (8, 4))], PAPER)
    (whole,), (part,) = chart.panels[0].up, chart.panels[0].down
    assert part.height == pytest.approx(whole.height / 2, abs=0.1)
    assert part.y + part.height == pytest.approx(whole.y + whole.height, abs=0.1)
    assert chart.panels[0].net == ""


def test_bars_of_nobody_are_drawn_without_trouble() -> None:
    assert mirrored([panel(8, (0, 0))], PAPER).panels[0].up == ()


def standing(step: int, ages: dict[int, int], limit: int | None = None) -> StayAges:
    stalled = sum(count for days, count in ages.items() if limit is not None and days > limit)
    return StayAges(step, ages, 10 if limit else None, limit, limit, stalled)


def everybody(found: StayAges) -> DotChart:
    return dots([found if step == found.step else standing(step, {}) for step in STEP_NUMBERS])


@given(st.dictionaries(st.integers(0, 3000), st.integers(1, 400), max_size=60), st.none() | st.integers(30, 900))
def test_bins_hold_everybody_once_and_part_at_the_limit(ages: dict[int, int], limit: int | None) -> None:
    column = everybody(standing(5, ages, limit)).columns[STEP_NUMBERS.index(5)]
    for days, count in ages.items():
        holding = [bin_ for bin_ in column.bins if bin_.least <= days and (bin_.most is None or days <= bin_.most)]
        assert len(holding) == 1
        assert holding[0].count >= count
        assert holding[0].stalled == (limit is not None and days > limit)
    assert sum(bin_.count for bin_ in column.bins) == sum(ages.values())


@given(st.dictionaries(st.integers(0, 400), st.integers(1, 3000), min_size=1, max_size=200))
def test_dots_stay_within_their_column(ages: dict[int, int]) -> None:
    chart = everybody(standing(8, ages))
    rows: dict[int, int] = {}
    for bin_ in chart.columns[0].bins:
        rows[bin_.least] = rows.get(bin_.least, 0) + -(-bin_.count // chart.per_dot)
    assert max(rows.values()) * (4.8 if chart.is_fine else 7.6) <= chart.column_width
    assert len(rows) <= 60


def test_one_dot_stands_for_several_only_where_there_are_many() -> None:
    assert everybody(standing(8, {3: 2, 9: 4})).per_dot == 1
    many = everybody(standing(8, {3: 41}))
    assert (many.per_dot, many.is_fine) == (5, True)


def test_oldest_stand_together_at_the_top_with_an_open_door() -> None:
    chart = everybody(standing(8, {5: 3, 900: 2}, 100))
    last = chart.columns[0].bins[-1]
    assert chart.is_capped
    assert (last.most, last.count, last.stalled) == (None, 2, True)
    assert "most" not in last.door


def time(step: int, median: int | None, p85: int | None, finished: int | None) -> StepTime:
    return StepTime(step, 20, 12, 8, finished, finished, median, p85)


def test_days_on_the_step_lie_on_one_scale() -> None:
    chart = ranges([time(8, 40, 80, 20), time(7, 80, None, None), time(1, None, None, None)], {7})
    first, second, goal = chart.rows
    assert first.median is not None
    assert first.p85 is not None
    assert first.finished is not None
    zero = chart.levels[0].at
    assert first.p85 - zero == pytest.approx(2 * (first.median - zero), abs=0.2)
    assert first.median - zero == pytest.approx(2 * (first.finished - zero), abs=0.2)
    assert (second.p85, second.differs, first.differs) == (None, True, False)
    assert (goal.median, goal.is_goal) == (None, True)


def test_bands_are_drawn_around_their_share_within_the_field() -> None:
    bands = [
        ReachBand(3, 90, 0.2, 0.1, 0.3, 2, 10, differs=False),
        ReachBand(3, 365, 1.0, None, None, 0, 0, differs=False),
    ]
    chart = reach_chart(bands, [])
    first, last = chart.marks
    assert first.high is not None
    assert first.low is not None
    assert first.high < first.y < first.low
    assert first.plain == first.y
    assert (last.low, last.plain, last.x) == (None, None, chart.box.right)
    assert all(chart.box.top <= mark.y <= chart.box.bottom for mark in chart.marks)
    assert first.door == {"figure": "reach_mature", "step": 3, "within": 0}
