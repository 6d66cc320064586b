"""Where each stay stands in the citizen's course."""

from datetime import date, timedelta

import pytest

from kanban.domain.course import Course, courses

DAY = date(2026, 3, 2)


def course(*path: tuple[int, int]) -> list[Course]:
    return courses([(step, DAY + timedelta(days=days)) for step, days in path])


def test_first_stay_begins_everything() -> None:
    assert course((8, 0)) == [Course(DAY, 0, 1, 0, None, is_first=True, left_again_on=None)]


def test_age_runs_from_the_first_day_and_a_spell_from_coming_back() -> None:
    found = course((8, 0), (0, 10), (7, 30), (5, 40), (0, 45))
    assert [each.age_days for each in found] == [0, 10, 30, 40, 45]
    assert [each.spell for each in found] == [1, 1, 2, 2, 2]
    assert [each.spell_days for each in found] == [0, 10, 0, 10, 15]


def test_coming_back_on_the_same_day_is_a_new_spell() -> None:
    assert [each.spell for each in course((8, 0), (0, 0), (8, 0))] == [1, 1, 2]


def test_leaving_before_coming_belongs_to_no_spell() -> None:
    found = course((0, 0), (8, 4))
    assert [(each.begun_on, each.age_days, each.spell) for each in found] == [
        (None, None, 0),
        (DAY + timedelta(days=4), 0, 1),
    ]


@pytest.mark.parametrize(
    ("path", "best", "first"),
    [
        ([8, 7, 6], [None, 8, 7], [True, True, True]),
        ([8, 4, 7, 4, 3], [None, 8, 4, 4, 4], [True, True, True, False, True]),
        ([5, 0, 8, 4], [None, 5, 5, 5], [True, True, True, True]),
        ([8, 0, 8, 0], [None, 8, 8, 8], [True, True, False, False]),
    ],
)
def test_best_step_and_first_time_look_back_over_all_spells(
    path: list[int], best: list[int | None], first: list[bool]
) -> None:
    found = course(*((step, number) for number, step in enumerate(path)))
    assert [each.best_before for each in found] == best
    assert [each.is_first for each in found] == first


def test_step_left_again_says_when() -> None:
    found = course((8, 0), (7, 1), (8, 5), (6, 9), (8, 12), (7, 20))
    days = [each.left_again_on and (each.left_again_on - DAY).days for each in found]
    assert days == [None, 9, None, 20, None, None]
