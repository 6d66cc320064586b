"""Where a target's bars stand on the paper."""

import pytest

from kanban.charts.shares import SHARE_BOX, scale


@pytest.mark.parametrize(
    ("shares", "threshold", "top"),
    [([], 15, 20), ([0.05, 0.149], 15, 20), ([0.2], 15, 30), ([0.61], 40, 70), ([1.0], 40, 100), ([0.4], 100, 100)],
)
def test_upper_edge_is_the_next_ten_above_what_is_shown(shares: list[float], threshold: int, top: int) -> None:
    assert scale(shares, threshold).top == top


def test_bars_stand_on_the_axis_and_end_at_their_share() -> None:
    drawing = scale([0.0, 0.1], 15)
    assert drawing.y(0) == SHARE_BOX.bottom
    assert drawing.y(20) == SHARE_BOX.top
    assert drawing.y(10) == pytest.approx((SHARE_BOX.top + SHARE_BOX.bottom) / 2)


@pytest.mark.parametrize("months", [1, 6, 12, 18])
def test_bars_stay_on_the_paper_and_apart(months: int) -> None:
    drawing = scale([0.1] * months, 15)
    assert drawing.x(0) >= SHARE_BOX.left
    assert drawing.x(months - 1) + drawing.thick <= SHARE_BOX.right
    assert drawing.thick < drawing.pitch
