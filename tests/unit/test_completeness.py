"""Which parts of the groundwork are expected on which step, and when they count as there."""

import pytest

from kanban.domain.completeness import Answers, check, checks, judged
from kanban.flow.unregistered import still_to_come

NOTHING = Answers(
    step=8,
    has_cv=False,
    cv_approved=None,
    cv_profile=None,
    cv_qualifications=None,
    has_goals=False,
    goal_a=False,
    goal_b=False,
    goal_c=False,
    development_goal=False,
    in_citizen=None,
    in_market=None,
    has_deal=False,
    internship=False,
    paid=-1,
    outlook=None,
    tasks=False,
    milestone=False,
    contact_person=False,
    form=None,
    follow_up=False,
)
EVERYTHING = NOTHING._replace(
    has_cv=True,
    cv_approved=True,
    cv_profile=True,
    cv_qualifications=True,
    has_goals=True,
    goal_a=True,
    goal_b=True,
    goal_c=True,
    in_citizen=True,
    in_market=True,
    has_deal=True,
    internship=True,
    outlook="yes",
    tasks=True,
    milestone=True,
    contact_person=True,
    form="written",
    follow_up=True,
)


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (8, set()),
        (7, {"cv"}),
        (6, {"cv", "goal"}),
        (5, {"cv", "goal"}),
        *((step, {"cv", "goal", "placed_with_both", "agreement", "contact_person"}) for step in (4, 3, 2)),
        (1, set()),
    ],
)
def test_groundwork_is_expected_from_its_step_on(step: int, expected: set[str]) -> None:
    assert judged(NOTHING._replace(step=step)) == dict.fromkeys(expected, False)


def test_complete_case_meets_every_check() -> None:
    assert judged(EVERYTHING._replace(step=4)) == dict.fromkeys((each.key for each in checks()), True)


@pytest.mark.parametrize(
    ("change", "lacking"),
    [
        ({"cv_approved": None}, {"cv_approved"}),
        ({"cv_profile": False}, {"cv_profile"}),
        ({"goal_c": False}, {"goal_tracks"}),
        ({"in_market": None}, {"goal_grounded"}),
        ({"outlook": "unclear"}, {"agreement"}),
        ({"form": "oral"}, {"agreement"}),
        ({"internship": False}, {"agreement"}),
        ({"contact_person": False}, {"agreement", "contact_person"}),
        ({"has_deal": False}, {"agreement", "contact_person"}),
    ],
)
def test_one_thing_missing_is_told_where_it_belongs(change: dict[str, object], lacking: set[str]) -> None:
    found = judged(Answers(**{**EVERYTHING._asdict(), "step": 3, **change}))
    assert {key for key, met in found.items() if not met} == lacking


def test_paid_hours_settle_pay_and_stand_for_hours() -> None:
    assert judged(EVERYTHING._replace(step=3, internship=False, outlook=None, paid=1))["agreement"]
    assert not judged(EVERYTHING._replace(step=3, internship=False, outlook=None, paid=0))["agreement"]


def test_development_goal_stands_in_place_of_a_job_goal_and_is_not_asked_for_tracks() -> None:
    found = judged(NOTHING._replace(step=5, has_goals=True, development_goal=True))
    assert found == {"cv": False, "goal": True}


def test_how_good_a_cv_is_is_asked_only_where_there_is_one() -> None:
    found = judged(NOTHING._replace(step=7, has_cv=True))
    assert found == {"cv": True, "cv_approved": False, "cv_profile": False, "cv_qualifications": False}


def test_checks_are_found_by_their_keys() -> None:
    assert [check(each.key) for each in checks()] == list(checks())
    assert check("x") is None


def test_share_still_to_come_counts_how_late_moves_are_registered() -> None:
    assert still_to_come({0: 30, 10: 10}, 30) == pytest.approx(10 * 10 / (40 * 30))
    assert still_to_come({0: 20}, 30) == 0
    assert still_to_come({400: 20}, 30) == 1


def test_few_moves_say_nothing_about_lateness() -> None:
    assert still_to_come({0: 10, 5: 9}, 30) is None
    assert still_to_come({}, 30) is None
