"""Made-up talks, hours and agreements: believable, and nothing in them lies ahead that has been held."""

from datetime import date, timedelta
from itertools import chain, groupby, pairwise
from statistics import mean

import pytest

from kanban.domain.inputs.import_rows import CitizenRow, HoursRow, ImportRows, TalkRow
from kanban.domain.months import later as months_later
from kanban.domain.progression import LEVELS
from kanban.domain.steps import OUT
from kanban.synthetic.hours import last_due
from kanban.synthetic.municipality import generate
from kanban.synthetic.talks import LARGE, MOST_TALKS, MOST_TALKS_IN_LARGE
from kanban.synthetic.workdays import working_day

TODAY = date(2026, 11, 20)
NUMBER = 2000
Held = dict[str, list[TalkRow]]


def _made(citizens: int, seed: int = 1) -> ImportRows:
    portions = list(generate("Målby Kommune", citizens, 18, seed, TODAY))
    return ImportRows(
        citizens=tuple(chain.from_iterable(portion.citizens for portion in portions)),
        history=tuple(chain.from_iterable(portion.history for portion in portions)),
        talks=tuple(chain.from_iterable(portion.talks for portion in portions)),
        hours=tuple(chain.from_iterable(portion.hours for portion in portions)),
    )


@pytest.fixture(scope="module")
def town() -> ImportRows:
    return _made(NUMBER)


@pytest.fixture(scope="module")
def citizens(town: ImportRows) -> dict[str, CitizenRow]:
    return {citizen.cpr: citizen for citizen in town.citizens}


@pytest.fixture(scope="module")
def held(town: ImportRows) -> Held:
    return {cpr: list(talks) for cpr, talks in groupby(town.talks, key=lambda talk: talk.cpr)}


@pytest.fixture(scope="module")
def hours(town: ImportRows) -> dict[str, list[HoursRow]]:
    return {cpr: list(rows) for cpr, rows in groupby(town.hours, key=lambda row: row.cpr)}


def test_talks_are_held_every_three_to_seven_weeks_on_weekdays_before_today(held: Held) -> None:
    for talks in held.values():
        assert len(talks) <= MOST_TALKS
        assert all(talk.held_on < TODAY and talk.held_on.weekday() < 5 for talk in talks)
    gaps = [(later.held_on - talk.held_on).days for talks in held.values() for talk, later in pairwise(talks)]
    assert min(gaps) >= 21
    assert sum(gap <= 52 for gap in gaps) / len(gaps) > 0.97
    assert 33 < mean(gaps) < 40


def test_nearly_everybody_has_had_a_talk_and_none_before_they_came(citizens: dict[str, CitizenRow], held: Held) -> None:
    came = {cpr: citizen.arrived_on for cpr, citizen in citizens.items() if citizen.step and citizen.arrived_on}
    here = {cpr for cpr, day in came.items() if day < TODAY - timedelta(days=14)}
    assert len(here & held.keys()) / len(here) > 0.97
    assert all(talks[0].held_on > came[cpr] for cpr, talks in held.items() if cpr in came)


def test_the_next_talk_is_agreed_for_most_and_overdue_for_few(citizens: dict[str, CitizenRow], held: Held) -> None:
    latest = [talks[-1] for cpr, talks in held.items() if citizens[cpr].step not in {None, OUT, 1}]
    agreed = [talk for talk in latest if talk.next_talk_on]
    overdue = [talk for talk in agreed if talk.next_talk_on and talk.next_talk_on < TODAY]
    assert 0.75 < len(agreed) / len(latest) < 0.92
    assert 0.05 < len(overdue) / len(latest) < 0.12
    assert all(talk.next_talk_on > talk.held_on for talk in agreed if talk.next_talk_on)
    assert all(talk.held_on > TODAY - timedelta(weeks=6) for talk in latest if not talk.next_talk_on)


def test_talks_say_different_things_resources_first(town: ImportRows) -> None:
    assert all(talk.resources and talk.note and talk.recorded_by for talk in town.talks)
    said = {(talk.resources, talk.challenges, talk.note) for talk in town.talks}
    assert len(said) > 1000
    assert {talk.talk_kind for talk in town.talks} == {"conversation", "phone", "three_party", "company_visit"}


def test_progression_is_measured_now_and_then_and_rises_towards_the_goal(
    citizens: dict[str, CitizenRow], held: Held
) -> None:
    measured = [talk for talks in held.values() for talk in talks if talk.levels]
    assert 0.25 < len(measured) / sum(map(len, held.values())) < 0.4
    assert {level for talk in measured for level in talk.levels.values()} == set(LEVELS)
    newest = {
        cpr: next((list(talk.levels.values()) for talk in reversed(talks) if talk.levels), [])
        for cpr, talks in held.items()
    }
    by_step = {
        step: mean(level for cpr in newest if citizens[cpr].step == step for level in newest[cpr]) for step in (8, 5, 3)
    }
    assert by_step[8] < by_step[5] < by_step[3]


def test_large_municipalities_get_the_newest_talks_only() -> None:
    (first, *_) = generate("Storby Kommune", LARGE + 1, 18, 1, TODAY)
    counts = [len(list(talks)) for _, talks in groupby(first.talks, key=lambda talk: talk.cpr)]
    assert max(counts) == MOST_TALKS_IN_LARGE


def test_hours_end_on_what_the_row_says_and_paid_hours_have_risen(
    citizens: dict[str, CitizenRow], hours: dict[str, list[HoursRow]]
) -> None:
    for cpr, rows in hours.items():
        days = [row.valid_from for row in rows]
        assert days == sorted(days)
        assert days[-1] < TODAY
        paid = [row.paid_hours for row in rows if row.paid_hours is not None]
        assert paid[-1:] == [citizens[cpr].paid_hours] * bool(paid)
    risen = [rows for rows in hours.values() if len([row for row in rows if row.paid_hours]) > 1]
    assert risen
    assert all((rows[-1].paid_hours or 0) >= (rows[0].paid_hours or 0) for rows in risen)


def test_a_few_are_paid_beside_an_internship(citizens: dict[str, CitizenRow]) -> None:
    on_four = [citizen for citizen in citizens.values() if citizen.step == 4]
    assert 0.02 < sum(bool(citizen.paid_hours) for citizen in on_four) / len(on_four) < 0.12


def test_payslips_are_in_for_most_who_are_paid(citizens: dict[str, CitizenRow]) -> None:
    paid = [citizen for citizen in citizens.values() if citizen.step in {4, 3, 2} and citizen.paid_hours]
    until = [citizen.payslips_until for citizen in paid if citizen.payslips_until]
    assert len(until) == len(paid)
    in_time = [month for month in until if month >= last_due(TODAY)]
    assert 0.85 < len(in_time) / len(paid) < 1


def test_some_have_an_agreed_step_due_this_week(citizens: dict[str, CitizenRow]) -> None:
    due = [citizen.action_due_on for citizen in citizens.values() if citizen.action and citizen.action_due_on]
    assert len(due) > NUMBER / 6
    assert sum(day < TODAY for day in due) / len(due) < 0.1
    assert sum(TODAY <= day <= TODAY + timedelta(days=6) for day in due) / len(due) > 0.3
    assert all(working_day(day.toordinal()) == day.toordinal() for day in due if day >= TODAY)


@pytest.mark.parametrize(
    ("day", "month"),
    [
        (date(2026, 11, 20), date(2026, 10, 1)),
        (date(2026, 11, 10), date(2026, 9, 1)),
        (date(2026, 1, 11), date(2025, 12, 1)),
        (date(2026, 1, 10), date(2025, 11, 1)),
    ],
)
def test_newest_payslip_due_is_that_of_the_month_before_from_the_eleventh(day: date, month: date) -> None:
    assert last_due(day) == month


def test_months_are_counted_across_the_year() -> None:
    assert months_later(date(2026, 11, 1), 2) == date(2027, 1, 1)
    assert months_later(date(2026, 1, 1), -13) == date(2024, 12, 1)
