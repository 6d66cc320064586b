"""A caseload in order: today's sections and the order of a review."""

from datetime import date, timedelta

from kanban.domain.agenda import (
    Case,
    end_of_week,
    in_review_order,
    most_urgent,
    overdue,
    standing_still,
    this_week,
)
from kanban.domain.sign import CitizenSign

THURSDAY = date(2026, 11, 19)
SUNDAY = date(2026, 11, 22)
LIMITS = {6: 90}


def sign(code: str, due_on: date | None = None, kind: str = "late", from_date: date | None = None) -> CitizenSign:
    begins = from_date or (due_on + timedelta(days=1) if due_on else date(2000, 1, 1))
    return CitizenSign(citizen_id=1, code=code, kind=kind, from_date=begins, due_on=due_on)


def case(name: str, *signs: CitizenSign, days: int = 10, step: int | None = 6, confirmed: date | None = None) -> Case:
    return Case(
        id=sum(map(ord, name)),
        public_id=name,
        version=1,
        name=name,
        name_protected=False,
        step=step,
        since=THURSDAY - timedelta(days=days) if step else None,
        context="",
        started_on=date(2025, 5, 1),
        sort_name=name,
        signs=signs,
        confirmed_on=confirmed,
    )


def names(tasks: list[tuple[Case, CitizenSign]]) -> list[tuple[str, str]]:
    return [(found.name, each.code) for found, each in tasks]


def test_week_ends_on_sunday() -> None:
    assert end_of_week(THURSDAY) == SUNDAY
    assert end_of_week(SUNDAY) == SUNDAY


def test_longest_overdue_comes_first() -> None:
    cases = [case("b", sign("talk", date(2026, 11, 18))), case("a", sign("payslip", date(2026, 11, 10)))]
    assert names(overdue(cases, THURSDAY)) == [("a", "payslip"), ("b", "talk")]


def test_citizen_has_one_line_for_each_sign() -> None:
    both = case("a", sign("talk", date(2026, 11, 18)), sign("follow_up", date(2026, 11, 20)))
    assert names(overdue([both], THURSDAY)) == [("a", "talk")]
    assert names(this_week([both], THURSDAY)) == [("a", "follow_up")]


def test_week_holds_what_is_due_until_sunday() -> None:
    cases = [case("today", sign("talk", THURSDAY)), case("sunday", sign("action", SUNDAY))]
    cases.append(case("monday", sign("talk", SUNDAY + timedelta(days=1))))
    assert names(this_week(cases, THURSDAY)) == [("today", "talk"), ("sunday", "action")]


def test_end_that_is_already_shown_on_the_card_is_in_the_week() -> None:
    ends = sign("ends", date(2026, 11, 25), from_date=date(2026, 11, 18))
    assert names(this_week([case("a", ends)], THURSDAY)) == [("a", "ends")]


def test_suggestion_stands_behind_what_is_due_today() -> None:
    cases = [case("a", sign("step_3", kind="suggestion")), case("b", sign("talk", THURSDAY))]
    cases.append(case("c", sign("talk", date(2026, 11, 20))))
    assert names(this_week(cases, THURSDAY)) == [("b", "talk"), ("a", "step_3"), ("c", "talk")]


def test_missing_facts_are_no_task() -> None:
    missing = case("a", sign("goal_a", kind="missing"))
    assert overdue([missing], THURSDAY) == []
    assert this_week([missing], THURSDAY) == []


def test_longest_stay_over_the_limit_comes_first() -> None:
    cases = [
        case("limit", days=90),
        case("long", days=91),
        case("longest", days=300),
        case("no limit", days=400, step=1),
    ]
    assert [found.name for found in standing_still(cases, LIMITS, THURSDAY)] == ["longest", "long"]


def test_review_goes_from_overdue_to_quiet() -> None:
    cases = [
        case("quiet", confirmed=date(2026, 11, 1)),
        case("quiet longer", confirmed=date(2026, 10, 1), days=60),
        case("still", days=200),
        case("missing", sign("goal_a", kind="missing")),
        case("not placed", step=None),
        case("suggested", sign("step_3", kind="suggestion")),
        case("late", sign("talk", date(2026, 11, 18))),
        case("later", sign("talk", date(2026, 11, 1))),
    ]
    found = [each.name for each in in_review_order(cases, LIMITS, THURSDAY)]
    assert found == [
        "later",
        "late",
        "suggested",
        "not placed",
        "missing",
        "still",
        "quiet longer",
        "quiet",
    ]


def test_most_urgent_sign_is_the_one_that_counts() -> None:
    coming, missing = sign("talk", date(2026, 12, 1)), sign("goal_a", kind="missing")
    assert most_urgent([coming, missing], THURSDAY) is missing
    assert most_urgent([coming], THURSDAY) is coming
    assert most_urgent([], THURSDAY) is None
