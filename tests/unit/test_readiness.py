"""What a case calls for: overdue dates and missing facts, each sourced in the requirements."""

from datetime import date, timedelta

import pytest

from kanban.domain.case import CaseFacts
from kanban.domain.facts import BrokerAssignment, Cv, HoursEntry, JobGoals, Outcome, WorkAgreement
from kanban.domain.readiness import needs, signs, stalled_after, urgency, view
from kanban.domain.steps import STEPS, step
from kanban.domain.views.board import SignKind
from tests.factories import TODAY, fact

EMPTY = CaseFacts()


def agreement(**values: object) -> CaseFacts:
    found = fact(WorkAgreement, **values)
    return CaseFacts(agreement=found, placements=(found,))


def counting(current: int | None, case: CaseFacts, today: date = TODAY) -> list[str]:
    return [sign.code for sign in signs(current, None, case) if sign.from_date <= today]


def late(current: int, case: CaseFacts, today: date = TODAY) -> list[str]:
    return [sign.code for sign in signs(current, None, case) if sign.kind is SignKind.LATE and sign.from_date <= today]


def words(code: str, due_on: date | None) -> str:
    message = view(code, SignKind.LATE if due_on else SignKind.MISSING, due_on, TODAY).message
    text = message.plural if message.plural and message.count != 1 else message.text
    return text % dict(message.params)


@pytest.mark.parametrize("number", [each.number for each in STEPS])
def test_r_step_0_card_without_facts_misses_exactly_what_its_step_requires(number: int) -> None:
    cv = ["no_cv"] if 2 <= number <= 6 else []
    goal = ["no_goal"] if 2 <= number <= 5 else []
    assert counting(number, EMPTY) == [*step(number).required, *cv, *goal]


@pytest.mark.parametrize("current", [None, 0])
def test_citizen_who_stands_on_no_step_carries_no_sign(current: int | None) -> None:
    assert signs(current, None, agreement(follow_up_on=date(2020, 1, 1))) == []


@pytest.mark.parametrize(
    ("case", "number", "missing"),
    [
        pytest.param(CaseFacts(assignment=fact(BrokerAssignment, broker_id=1)), 8, [], id="R-STEP-8 broker"),
        pytest.param(CaseFacts(assignment=fact(BrokerAssignment)), 8, ["broker_id"], id="R-STEP-8 pending"),
        pytest.param(CaseFacts(cv=fact(Cv, cv_kind="jobnet")), 7, ["cv_prepared_on"], id="R-STEP-7 no date"),
        pytest.param(
            CaseFacts(goals=fact(JobGoals, goal_a="Stuepige", goal_b="Rengøring")),
            6,
            ["goal_registered_on", "no_cv"],
            id="R-STEP-6",
        ),
        pytest.param(CaseFacts(outcome=fact(Outcome, outcome="job")), 1, ["company", "starts_on"], id="R-STEP-1"),
    ],
)
def test_missing_facts_are_those_not_on_record(case: CaseFacts, number: int, missing: list[str]) -> None:
    assert counting(number, case) == missing


def test_r_step_3_paid_hours_are_counted_from_the_series_of_hours() -> None:
    case = CaseFacts(hours=(fact(HoursEntry, valid_from=TODAY, paid_hours=390),))
    assert "paid_hours" not in counting(3, case)
    assert "paid_hours" in counting(3, EMPTY)


@pytest.mark.parametrize(("outlook", "missing"), [("unclear", True), ("yes", False), ("no", False), (None, True)])
def test_r_step_4_pay_that_is_not_settled_stays_a_sign(outlook: str | None, *, missing: bool) -> None:
    found = counting(4, agreement(paid_hours_outlook=outlook))
    assert ("paid_hours_outlook" in found) is missing
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    ("current", "days", "expected"),
    [(4, -1, True), (4, 0, False), (4, 1, False), (3, -1, True), (2, -1, True), (5, -1, False), (1, -1, False)],
)
def test_r_cad_2_follow_up_is_overdue_from_the_day_after(current: int, days: int, *, expected: bool) -> None:
    case = agreement(follow_up_on=TODAY + timedelta(days=days))
    assert ("follow_up" in late(current, case)) is expected


@pytest.mark.parametrize(
    ("current", "days", "expected"), [(4, 8, False), (4, 7, True), (4, 0, True), (4, -30, True), (3, 0, False)]
)
def test_r_wa_1_internship_is_told_a_week_before_it_ends(current: int, days: int, *, expected: bool) -> None:
    case = agreement(ends_on=TODAY + timedelta(days=days))
    assert ("ends" in late(current, case)) is expected


@pytest.mark.parametrize(("current", "days", "expected"), [(1, -1, True), (1, 0, False), (2, -1, False)])
def test_r_sup_1_aftercare_is_overdue_from_the_day_after(current: int, days: int, *, expected: bool) -> None:
    outcome = fact(Outcome, outcome="job", retention_follow_up_on=TODAY + timedelta(days=days))
    assert ("aftercare" in late(current, CaseFacts(outcome=outcome))) is expected


def test_most_urgent_comes_first_overdue_by_date_then_missing_in_form_order() -> None:
    case = agreement(follow_up_on=date(2026, 11, 1), ends_on=date(2026, 10, 1), tasks="Linned")
    found = signs(4, None, case)
    assert [sign.code for sign in found][:3] == ["ends", "follow_up", "company"]
    ranked = sorted(found, key=lambda sign: urgency(sign.code, sign.due_on if sign.rank == 0 else None))
    assert [sign.code for sign in ranked] == [sign.code for sign in found]


@pytest.mark.parametrize(
    ("code", "days", "sentence"),
    [
        ("follow_up", -5, "Follow-up 5 days overdue"),
        ("follow_up", -1, "Follow-up 1 day overdue"),
        ("aftercare", -2, "Aftercare 2 days overdue"),
        ("ends", -3, "Ended 3 days ago"),
        ("ends", -1, "Ended 1 day ago"),
        ("ends", 0, "Ends today"),
        ("ends", 1, "Ends in 1 day"),
        ("ends", 7, "Ends in 7 days"),
    ],
)
def test_date_sign_counts_days_in_words(code: str, days: int, sentence: str) -> None:
    assert words(code, TODAY + timedelta(days=days)) == sentence


@pytest.mark.parametrize("name", sorted({name for each in STEPS for name in each.required}))
def test_every_required_field_has_words_for_its_absence(name: str) -> None:
    assert words(name, None)
    assert urgency(name, None) > urgency("follow_up", TODAY)


def test_r_tgt_4_needs_tick_what_the_next_step_takes() -> None:
    case = CaseFacts(goals=fact(JobGoals, goal_a="Stuepige"))
    assert [need.done for need in needs(step(6), case, date(2026, 11, 20))] == [True, False]
    assert needs(None, case, date(2026, 11, 20)) == ()


@pytest.mark.parametrize(
    ("number", "p85", "limit"), [(5, 90, 90), (5, 12, 30), (5, 30, 30), (1, 90, None), (5, None, None), (8, 0, 30)]
)
def test_stay_is_stalled_beyond_the_85th_percentile_but_never_within_thirty_days(
    number: int, p85: int | None, limit: int | None
) -> None:
    assert stalled_after(number, p85) == limit
