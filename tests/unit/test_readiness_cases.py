"""Which step the facts speak for (R-STEP-10): in every direction, and never for what was known and set aside."""

from datetime import UTC, date, datetime

import pytest

from kanban.domain.case import CaseFacts
from kanban.domain.fact import Fact
from kanban.domain.facts import CompanyContact, Cv, HoursEntry, JobGoals, Outcome, WorkAgreement
from kanban.domain.gathering import gather
from kanban.domain.readiness import signs
from kanban.domain.steps import STEP_NUMBERS
from kanban.domain.suggestion import reason, suggested_step
from kanban.domain.views.board import SignKind
from tests.factories import fact

SINCE = date(2026, 11, 10)
EVE, NEXT = date(2026, 11, 9), date(2026, 11, 11)
OWN_FACTS: dict[int, tuple[type[Fact], str, dict[str, object]]] = {
    1: (Outcome, "starts_on", {"outcome": "job"}),
    4: (WorkAgreement, "starts_on", {"agreement_kind": "internship"}),
    5: (CompanyContact, "contacted_on", {}),
    6: (JobGoals, "goal_registered_on", {"goal_a": "Stuepige"}),
    7: (Cv, "cv_prepared_on", {}),
}


def noted(kind: type[Fact], day: date, **values: object) -> Fact:
    """Recorded by hand on a day, with no move."""
    moment = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    return fact(kind, **{"recorded_at": moment, "recorded_by": 1, **values})


def of_step(number: int, own_day: date, recorded: date, **values: object) -> Fact:
    kind, name, more = OWN_FACTS[number]
    return noted(kind, recorded, **{name: own_day, **more, **values})


def hours(*stated: tuple[date, int | None, int | None]) -> list[Fact]:
    return [
        fact(HoursEntry, id=place, valid_from=day, paid_hours=paid, internship_hours=unpaid)
        for place, (day, paid, unpaid) in enumerate(stated, start=1)
    ]


def suggestion(current: int, *facts: Fact, since: date | None = SINCE) -> tuple[int, date] | None:
    found = [each for each in signs(current, since, gather(facts, {})) if each.kind is SignKind.SUGGESTION]
    assert len(found) <= 1
    return (suggested_step(found[0].code) or 0, found[0].from_date) if found else None


@pytest.mark.parametrize("number", OWN_FACTS)
@pytest.mark.parametrize("current", STEP_NUMBERS)
def test_r_step_10_new_fact_speaks_for_its_step_to_whoever_stands_farther_from_the_goal(
    current: int, number: int
) -> None:
    expected = (number, NEXT) if current > number else None
    assert suggestion(current, of_step(number, NEXT, NEXT)) == expected


@pytest.mark.parametrize("number", OWN_FACTS)
def test_r_step_10_fact_that_is_told_late_is_news(number: int) -> None:
    assert suggestion(8, of_step(number, EVE, NEXT)) == (number, EVE)


@pytest.mark.parametrize("number", OWN_FACTS)
def test_r_step_10_fact_of_the_day_the_stay_began_is_news_unless_a_move_registered_it(number: int) -> None:
    assert suggestion(8, of_step(number, SINCE, SINCE)) == (number, SINCE)
    assert suggestion(8, of_step(number, SINCE, SINCE, transition_id=7)) is None


@pytest.mark.parametrize("number", OWN_FACTS)
def test_r_step_10_after_a_setback_older_facts_suggest_nothing(number: int) -> None:
    assert suggestion(8, of_step(number, EVE, EVE)) is None
    assert suggestion(8, of_step(number, EVE, EVE, transition_id=7)) is None


@pytest.mark.parametrize("number", OWN_FACTS)
def test_r_step_10_correcting_an_older_fact_is_no_news(number: int) -> None:
    kind, name, more = OWN_FACTS[number]
    series = {"replaces_id": 1} if kind is CompanyContact else {}
    for first in (of_step(number, EVE, EVE), fact(kind, **{name: EVE, **more})):
        corrected = of_step(number, EVE, NEXT, id=2, **series)
        assert suggestion(8, first, corrected) is None
        assert suggestion(8, first, of_step(number, NEXT, NEXT, id=2, **series)) == (number, NEXT)


@pytest.mark.parametrize("number", OWN_FACTS)
def test_r_step_10_imported_fact_counts_from_its_own_day(number: int) -> None:
    kind, name, more = OWN_FACTS[number]
    imported = {"recorded_by": None, "recorded_at": datetime(2026, 12, 1, tzinfo=UTC)}
    assert suggestion(8, fact(kind, **{name: EVE, **more, **imported})) is None
    assert suggestion(8, fact(kind, **{name: NEXT, **more, **imported})) == (number, NEXT)
    assert suggestion(8, fact(kind, **{name: None, **more, **imported})) is None


@pytest.mark.parametrize("number", OWN_FACTS)
def test_r_step_10_withdrawn_fact_suggests_nothing(number: int) -> None:
    gone = of_step(number, NEXT, NEXT, withdrawn_at=datetime(2026, 11, 12, tzinfo=UTC))
    assert suggestion(8, gone) is None


def test_r_step_10_of_several_the_nearest_the_goal_is_suggested() -> None:
    facts = [of_step(number, NEXT, NEXT) for number in (7, 6, 5)]
    assert suggestion(8, *facts) == (5, NEXT)
    assert suggestion(8, *facts, *hours((EVE, 360, None))) == (3, EVE)


DAY = date(2026, 11, 15)
HOURS: dict[str, tuple[int, list[tuple[date, int | None, int | None]], tuple[int, date] | None]] = {
    "R-STEP-3 paid, still on 4": (4, [(EVE, 360, None)], (3, EVE)),
    "R-STEP-3 paid, still on 8": (8, [(EVE, 360, None)], (3, EVE)),
    "R-STEP-3 a minute is pay": (5, [(EVE, 1, None)], (3, EVE)),
    "R-STEP-3 nought is no pay": (5, [(EVE, 0, None)], None),
    "R-HOURS-5 internship is no pay": (5, [(EVE, None, 900)], None),
    "R-STEP-3 paid once, not now": (5, [(EVE, 360, None), (DAY, 0, None)], None),
    "R-STEP-2 grown": (3, [(EVE, 360, None), (DAY, 361, None)], (2, DAY)),
    "R-STEP-2 grown on the day the stay began": (3, [(EVE, 360, None), (SINCE, 400, None)], None),
    "R-STEP-2 grown before the stay": (3, [(date(2026, 10, 1), 360, None), (EVE, 400, None)], None),
    "R-STEP-2 the same": (3, [(EVE, 360, None), (DAY, 360, None)], None),
    "R-STEP-2 fewer": (3, [(EVE, 360, None), (DAY, 300, None)], None),
    "R-STEP-2 begun, not grown": (3, [(EVE, 0, None), (DAY, 300, None)], None),
    "R-STEP-2 put right the same day": (3, [(DAY, 60, None), (DAY, 600, None)], None),
    "R-STEP-2 grown, told beside internship": (3, [(EVE, 360, None), (NEXT, None, 600), (DAY, 400, None)], (2, DAY)),
    "R-STEP-2 grown, but nearer the goal": (1, [(EVE, 360, None), (DAY, 400, None)], None),
    "R-STEP-10 no pay any more, on 3": (3, [(EVE, 360, None), (DAY, 0, None)], (5, DAY)),
    "R-STEP-10 no pay any more, on 2": (2, [(EVE, 360, None), (DAY, 0, None)], (5, DAY)),
    "R-STEP-10 no pay any more, internship goes on": (3, [(EVE, 360, 300), (DAY, 0, 300)], (4, DAY)),
    "R-STEP-10 no pay, put right the same day": (3, [(DAY, 0, None), (DAY, 360, None)], None),
    "R-STEP-10 no pay at the goal": (1, [(EVE, 360, None), (DAY, 0, None)], None),
    "R-STEP-10 nothing stated": (3, [], None),
}


@pytest.mark.parametrize(("current", "stated", "expected"), HOURS.values(), ids=HOURS)
def test_paid_hours_speak_for_a_step(
    current: int, stated: list[tuple[date, int | None, int | None]], expected: tuple[int, date] | None
) -> None:
    assert suggestion(current, *hours(*stated)) == expected


@pytest.mark.parametrize(
    ("kind", "ended", "step"),
    [
        ("internship", "", 4),
        ("wage_subsidy", "", 4),
        ("ordinary", "", 5),
        ("flexjob", "", 5),
        ("internship", "Slut", 5),
    ],
)
def test_r_step_10_without_pay_the_placement_decides_how_far_back(kind: str, ended: str, step: int) -> None:
    placed = fact(WorkAgreement, starts_on=EVE, agreement_kind=kind, ended_reason=ended)
    assert suggestion(3, placed, *hours((EVE, 360, None), (DAY, 0, None))) == (step, DAY)


def test_r_wa_9_ended_placement_speaks_for_no_step() -> None:
    assert suggestion(5, of_step(4, NEXT, NEXT)) == (4, NEXT)
    assert suggestion(5, of_step(4, NEXT, NEXT, ended_reason="Ingen løn")) is None


@pytest.mark.parametrize("kind", ["ordinary", "flexjob", None])
def test_r_step_4_only_internship_and_wage_subsidy_speak_for_step_4(kind: str | None) -> None:
    assert suggestion(5, of_step(4, NEXT, NEXT, agreement_kind=kind)) is None


def test_r_goal_8_development_goal_is_not_yet_a_job_goal() -> None:
    assert suggestion(7, of_step(6, NEXT, NEXT, goal_a="", development_goal="Møde hver dag")) is None


def test_r_step_10_fact_of_a_day_to_come_counts_from_then() -> None:
    assert suggestion(2, of_step(1, date(2027, 1, 4), NEXT)) == (1, date(2027, 1, 4))


def test_unplaced_and_departed_citizens_are_suggested_nothing() -> None:
    case = gather([of_step(7, NEXT, NEXT)], {})
    assert signs(None, None, case) == signs(0, SINCE, case) == []
    assert suggestion(8, of_step(7, NEXT, NEXT), since=None) == (7, NEXT)


@pytest.mark.parametrize(
    ("number", "current", "words"),
    [
        (1, 2, "Job or education begun on %(date)s"),
        (2, 3, "The paid hours have grown since %(date)s"),
        (3, 8, "Has had paid hours since %(date)s"),
        (4, 5, "Has an agreement on a placement from %(date)s"),
        (5, 8, "A company was contacted on %(date)s"),
        (6, 7, "Has had a job goal since %(date)s"),
        (7, 8, "Has had a CV since %(date)s"),
        (4, 3, "No paid hours since %(date)s"),
        (5, 2, "No paid hours since %(date)s"),
    ],
)
def test_r_step_10_every_suggestion_gives_its_reason(number: int, current: int, words: str) -> None:
    assert reason(number, current, DAY).text == words


def test_case_without_history_of_corrections_is_judged_by_its_facts_alone() -> None:
    cv = of_step(7, NEXT, NEXT)
    assert isinstance(cv, Cv)
    assert [each.code for each in signs(8, SINCE, CaseFacts(cv=cv)) if each.kind is SignKind.SUGGESTION] == ["step_7"]
