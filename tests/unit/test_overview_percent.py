"""Shares of the groundwork in whole percent."""

import pytest

from kanban.domain.messages import say
from kanban.domain.views.overview import CheckView, Counted


@pytest.mark.parametrize(
    ("met", "lacking", "percent"),
    [(0, 0, 0), (0, 3, 0), (3, 0, 100), (59, 57, 51), (144, 3, 98), (999, 1, 99), (1, 999, 1)],
)
def test_only_nobody_is_none_and_only_all_are_all(met: int, lacking: int, percent: int) -> None:
    view = CheckView("cv", say("Have a CV"), Counted(met, {}), Counted(lacking, {}))
    assert (view.asked, view.percent) == (met + lacking, percent)
