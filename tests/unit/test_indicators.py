"""What holds for a citizen in a month."""

from dataclasses import replace
from datetime import date

import pytest

from kanban.domain.indicators import Indicator, Life, Placement, Span, Stay, indicators, touched
from kanban.domain.months import days_of
from kanban.domain.targets import PRESETS, Population, Target, in_population

FSM1, FSM2 = PRESETS[0].counts, PRESETS[1].counts
HOURS = 6 * 60
EVERYBODY, EFFORT_GROUP = (
    Target("", population, (Indicator.JOB,), 1, 15, date(2026, 1, 1), date(2026, 12, 1))
    for population in (Population.EVERYBODY, Population.EFFORT_GROUP)
)


def life(**values: object) -> Life:
    return Life(**{"citizen": 1, "started_on": date(2026, 1, 5), **values})  # type: ignore[arg-type]  # a builder


def months(found: Life, *wanted: Indicator) -> list[int]:
    """The months of 2026 that are touched."""
    held = indicators(found)
    return [number for number in range(1, 13) if touched(held, wanted, days_of(date(2026, number, 1)))]


def deal(kind: str | None, first: date, last: date | None = None, *, paid: bool = False) -> Placement:
    return Placement(kind, Span(first, last), paid, kind == "internship")


def test_hours_touch_every_month_they_run_in_if_only_for_a_day() -> None:
    found = life(hours=((date(2026, 3, 31), HOURS), (date(2026, 5, 1), 0)))
    assert months(found, Indicator.PAID_HOURS) == [3, 4]


def test_hours_run_on_until_the_next_statement_and_the_last_of_a_day_counts() -> None:
    found = life(hours=((date(2026, 10, 5), HOURS), (date(2026, 11, 2), HOURS), (date(2026, 11, 2), 0)))
    assert months(found, Indicator.PAID_HOURS) == [10, 11]


def test_hours_are_not_known_to_go_on_after_leaving_the_board() -> None:
    stays = (Stay(3, date(2026, 2, 1), date(2026, 4, 10)), Stay(0, date(2026, 4, 10), None))
    found = life(hours=((date(2026, 2, 1), HOURS),), stays=stays, closings=(("other_benefit", date(2026, 4, 10)),))
    assert months(found, Indicator.PAID_HOURS) == [2, 3, 4]


@pytest.mark.parametrize("kind", ["flexjob", "wage_subsidy"])
def test_hours_of_a_subsidised_job_are_not_paid_hours(kind: str) -> None:
    found = life(hours=((date(2026, 2, 1), HOURS),), placements=(deal(kind, date(2026, 2, 1), date(2026, 6, 30)),))
    assert months(found, Indicator.PAID_HOURS) == [7, 8, 9, 10, 11, 12]
    assert months(found, Indicator(kind)) == [2, 3, 4, 5, 6]


def test_hours_beside_a_flex_job_count_where_another_agreement_pays_them() -> None:
    deals = (deal("flexjob", date(2026, 2, 1)), deal("ordinary", date(2026, 4, 15), date(2026, 5, 15), paid=True))
    found = life(hours=((date(2026, 2, 1), HOURS),), placements=deals)
    assert months(found, Indicator.PAID_HOURS) == [4, 5]


def test_flex_job_counts_in_the_first_round_and_not_in_the_second() -> None:
    found = life(placements=(deal("flexjob", date(2026, 2, 1), date(2026, 3, 1)),))
    assert months(found, *FSM1) == [2, 3]
    assert months(found, *FSM2) == []


def test_wage_subsidy_and_internship_are_company_effort_alone() -> None:
    deals = (
        deal("wage_subsidy", date(2026, 2, 1), date(2026, 2, 28)),
        deal("internship", date(2026, 5, 1), date(2026, 5, 2)),
    )
    assert months(life(placements=deals), *FSM1) == [2, 5]
    assert months(life(placements=deals), *FSM2) == []


def test_job_counts_as_long_as_it_lasts_also_after_the_case_is_closed() -> None:
    stays = (
        Stay(1, date(2026, 3, 1), date(2026, 5, 1)),
        Stay(0, date(2026, 5, 1), date(2026, 9, 1)),
        Stay(6, date(2026, 9, 1), None),
    )
    found = life(stays=stays, outcomes=(("job", date(2026, 3, 9)),), closings=(("employment", date(2026, 5, 1)),))
    assert months(found, Indicator.JOB) == [3, 4, 5, 6, 7, 8]


def test_job_ends_with_a_setback_and_with_another_benefit() -> None:
    back = (Stay(1, date(2026, 3, 1), date(2026, 5, 1)), Stay(4, date(2026, 5, 1), None))
    out = (Stay(1, date(2026, 3, 1), date(2026, 5, 1)), Stay(0, date(2026, 5, 1), None))
    assert months(life(stays=back), Indicator.JOB) == [3, 4]
    assert months(life(stays=out, closings=(("other_benefit", date(2026, 5, 1)),)), Indicator.JOB) == [3, 4]


def test_education_is_told_from_job_and_counts_in_both_rounds() -> None:
    found = life(stays=(Stay(1, date(2026, 8, 15), None),), outcomes=(("education", date(2026, 9, 1)),))
    assert months(found, Indicator.JOB) == []
    assert months(found, *FSM2) == months(found, *FSM1) == [9, 10, 11, 12]


def test_closing_to_a_flex_job_counts_as_one() -> None:
    found = life(
        stays=(Stay(4, date(2026, 3, 1), date(2026, 10, 1)), Stay(0, date(2026, 10, 1), None)),
        closings=(("flexjob", date(2026, 10, 1)),),
    )
    assert months(found, Indicator.FLEX_JOB) == [10, 11, 12]
    assert months(found, *FSM2) == []


@pytest.mark.parametrize(
    ("reason", "stays_in"),
    [("moved", False), ("deceased", False), ("other_benefit", True), ("employment", True), ("other", True)],
)
def test_only_moving_and_death_take_a_closed_case_out_of_the_population(reason: str, *, stays_in: bool) -> None:
    closed = date(2026, 5, 10)
    found = life(stays=(Stay(8, date(2026, 1, 5), closed), Stay(0, closed, None)), closings=((reason, closed),))
    assert in_population(found, EFFORT_GROUP, date(2026, 5, 31)) is stays_in
    assert in_population(found, EFFORT_GROUP, date(2026, 4, 30))


def test_state_pension_takes_a_citizen_out_from_its_day() -> None:
    found = life(
        benefits=(("Kontanthjælp", Span(date(2026, 1, 1), date(2026, 6, 30))), ("Folkepension", Span(date(2026, 7, 1))))
    )
    assert in_population(found, EVERYBODY, date(2026, 6, 30))
    assert not in_population(found, EVERYBODY, date(2026, 7, 31))


def test_exempt_citizens_are_left_out_and_come_back() -> None:
    found = life(exempt=(Span(date(2026, 3, 10), date(2026, 4, 29)),))
    days = [days_of(date(2026, number, 1)).last for number in (2, 3, 4)]
    assert [in_population(found, EFFORT_GROUP, day) for day in days] == [True, False, True]


@pytest.mark.parametrize(("group", "member"), [(1, True), (None, True), (2, False), (3, False)])
def test_effort_group_is_group_one_and_those_without_a_group(group: int | None, *, member: bool) -> None:
    day = date(2026, 6, 30)
    assert in_population(life(group=group), EFFORT_GROUP, day) is member
    assert in_population(life(group=group), EVERYBODY, day)


def test_group_of_the_day_counts_not_the_present_one() -> None:
    found = life(group=2, groups=((1, Span(date(2026, 1, 1), date(2026, 6, 29))), (2, Span(date(2026, 6, 30)))))
    assert in_population(found, EFFORT_GROUP, date(2026, 5, 31))
    assert not in_population(found, EFFORT_GROUP, date(2026, 6, 30))


def test_nobody_is_counted_before_entering_the_programme() -> None:
    assert not in_population(life(), EVERYBODY, date(2026, 1, 4))


def test_target_of_a_programme_counts_those_who_are_in_it_now() -> None:
    day, second = date(2026, 6, 30), replace(EVERYBODY, programme=2)
    assert [in_population(life(programme=programme), second, day) for programme in (1, 2, None)] == [False, True, False]
    assert in_population(life(programme=2), EVERYBODY, day)
