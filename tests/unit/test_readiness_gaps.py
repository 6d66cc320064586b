"""What is missing on a step: fields, standards, foundations, and a step nobody has looked at lately."""

from datetime import date, timedelta

import pytest

from kanban.domain.case import CaseFacts
from kanban.domain.facts import Cv, JobGoals, WorkAgreement
from kanban.domain.gaps import MISSING, gaps
from kanban.domain.readiness import needs, readiness, signs, urgency, view
from kanban.domain.sign import MISSING_RANK
from kanban.domain.steps import STEP_NUMBERS, step
from kanban.domain.views.board import SignKind
from tests.factories import TODAY, fact

GOALS = fact(JobGoals, goal_a="Stuepige", goal_registered_on=TODAY)
FOUNDED = {"cv": fact(Cv, cv_kind="jobnet", cv_prepared_on=TODAY), "goals": GOALS}
ARRIVED = date(2026, 1, 31)


def missing(current: int, **values: object) -> list[str]:
    return [sign.code for sign in gaps(current, None, CaseFacts(**values))]  # type: ignore[arg-type]  # fields of the case


@pytest.mark.parametrize(
    ("name", "source"),
    [("cv_approved", "R-CV-1"), ("cv_profile_job_directed", "R-CV-2"), ("cv_qualifications_filled", "R-CV-3")],
)
@pytest.mark.parametrize(("answer", "told"), [(False, True), (True, False), (None, False)])
def test_r_cv_1_to_3_only_a_no_is_missing(name: str, source: str, *, answer: bool | None, told: bool) -> None:
    cv = fact(Cv, cv_kind="jobnet", cv_prepared_on=TODAY, **{name: answer})
    assert (name in missing(7, cv=cv)) is told, source
    assert missing(6, cv=cv, goals=GOALS) == ["goal_tracks"]


@pytest.mark.parametrize("current", STEP_NUMBERS)
def test_r_cv_6_everybody_beyond_step_7_has_a_cv(current: int) -> None:
    assert ("no_cv" in missing(current)) is (current in {6, 5, 4, 3, 2})
    assert "no_cv" not in missing(current, **FOUNDED)


@pytest.mark.parametrize("current", STEP_NUMBERS)
def test_r_goal_10_nobody_is_placed_without_a_goal(current: int) -> None:
    assert ("no_goal" in missing(current)) is (current in {5, 4, 3, 2})
    assert "no_goal" not in missing(current, **FOUNDED)


@pytest.mark.parametrize("current", [5, 4, 3, 2])
def test_r_goal_8_development_goal_stands_in_until_a_job_goal_can_be_set(current: int) -> None:
    assert "no_goal" not in missing(current, goals=fact(JobGoals, development_goal="Møde hver dag"))
    assert "no_goal" in missing(current, goals=fact(JobGoals))
    assert "goal_a" in missing(6, goals=fact(JobGoals, development_goal="Møde hver dag"))


@pytest.mark.parametrize(("other", "told"), [({}, True), ({"goal_b": "Kok"}, False), ({"goal_c": "Lager"}, False)])
def test_r_goal_2_one_track_alone_is_told_on_step_6(other: dict[str, str], *, told: bool) -> None:
    goals = fact(JobGoals, goal_a="Stuepige", goal_registered_on=TODAY, **other)
    assert ("goal_tracks" in missing(6, goals=goals)) is told
    assert "goal_tracks" not in missing(5, goals=goals)


@pytest.mark.parametrize(
    ("since", "confirmed", "last"),
    [
        (None, None, ARRIVED),
        (date(2025, 6, 1), None, ARRIVED),
        (date(2026, 3, 1), None, date(2026, 3, 1)),
        (date(2026, 3, 1), date(2026, 2, 20), date(2026, 3, 1)),
        (date(2026, 3, 1), date(2026, 4, 30), date(2026, 4, 30)),
        (None, date(2028, 2, 29), date(2028, 2, 29)),
    ],
)
def test_r_step_11_step_is_unconfirmed_more_than_eight_weeks_after_move_confirmation_or_arrival(
    since: date | None, confirmed: date | None, last: date
) -> None:
    case = CaseFacts(confirmed_on=confirmed, arrived_on=ARRIVED)
    (sign,) = [each for each in signs(8, since, case) if each.code == "step_unconfirmed"]
    assert sign.from_date == last + timedelta(weeks=8, days=1)
    assert sign.kind is SignKind.MISSING


def test_r_step_11_the_goal_needs_no_confirmation_and_neither_does_an_unknown_arrival() -> None:
    assert "step_unconfirmed" not in missing(1, arrived_on=ARRIVED)
    assert "step_unconfirmed" not in missing(8)


@pytest.mark.parametrize("current", STEP_NUMBERS)
def test_card_and_panel_put_what_is_missing_in_the_same_order(current: int) -> None:
    deal = fact(WorkAgreement, paid_hours_outlook="unclear")
    for case in (CaseFacts(arrived_on=ARRIVED), CaseFacts(agreement=deal, arrived_on=ARRIVED)):
        found = [sign for sign in signs(current, None, case) if sign.kind is SignKind.MISSING]
        stored = sorted(found, key=lambda sign: urgency(sign.code, None))
        assert [sign.code for sign in found] == [sign.code for sign in stored]
        assert [sign.rank for sign in found] == [urgency(sign.code, None)[0] for sign in found]


@pytest.mark.parametrize("current", STEP_NUMBERS)
def test_what_a_step_requires_is_missed_in_the_order_of_its_form(current: int) -> None:
    required = list(step(current).required)
    assert [code for code in missing(current) if code in required] == required


@pytest.mark.parametrize("code", MISSING)
def test_everything_that_can_be_missing_has_words_and_a_place(code: str) -> None:
    assert view(code, SignKind.MISSING, None, TODAY).message.text == MISSING[code]
    assert urgency(code, None)[0] >= MISSING_RANK


def test_no_sign_stands_twice() -> None:
    case = CaseFacts(agreement=fact(WorkAgreement, paid_hours_outlook="unclear"), arrived_on=ARRIVED)
    for current in STEP_NUMBERS:
        codes = [sign.code for sign in signs(current, None, case)]
        assert len(codes) == len(set(codes))


def test_r_tgt_4_need_names_the_field_that_puts_it_right() -> None:
    (first, *_) = needs(step(4), CaseFacts(), TODAY)
    assert (first.done, first.message.text) == (False, "Find a relevant company")
    assert readiness(None, CaseFacts(), TODAY) is None
