"""What targets count, from facts recorded by the product's own services."""

from datetime import date

import pytest
from sqlmodel import Session, select

from kanban.domain.citizen import Citizen
from kanban.domain.fact import Fact
from kanban.domain.facts import GroupPeriod, HoursEntry, Marking, WorkAgreement
from kanban.domain.indicators import Indicator
from kanban.domain.targets import PRESETS, MonthShare, Population, Target
from kanban.services.targets.target_shares import measure
from kanban.store.flow_scope import FlowScope
from tests.bench.client import counted
from tests.factories import TODAY, Town

FSM1, FSM2 = PRESETS[0].counts, PRESETS[1].counts
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


def target(counts: tuple[Indicator, ...], population: Population = Population.EFFORT_GROUP) -> Target:
    return Target("", population, counts, 1, 15, date(2026, 6, 1), date(2026, 12, 1))


def shares(
    town: Town,
    counts: tuple[Indicator, ...] = FSM2,
    population: Population = Population.EFFORT_GROUP,
    broker: int | None = None,
) -> dict[int, tuple[int, int]]:
    """Month -> citizens touched, and the population."""
    with town.runtime.database.read() as session:
        scope = FlowScope(town.user().municipality_id, broker_id=broker)
        found = measure(session, scope, TODAY).shares(target(counts, population))
    return {each.month.month: (each.touched, each.population) for each in found}


def record(town: Town, citizen_id: str, fact: Fact) -> None:
    """A fact put beside those the services recorded, as an import leaves them."""
    with town.runtime.database.write() as session:
        fact.citizen_id = owner(session, citizen_id)
        fact.recorded_at = town.runtime.clock.now()
        session.add(fact)


def owner(session: Session, citizen_id: str) -> int:
    return session.exec(select(Citizen.id).where(Citizen.public_id == citizen_id)).one() or 0


def begun(town: Town, name: str = "Amina Warsame", group: int | None = None) -> str:
    citizen = town.citizen(name, group=group)
    town.move(town.user(), citizen, "8", effective_on="01-06-2026")
    return citizen


def test_months_that_have_begun_are_measured_and_the_present_one_runs(town: Town) -> None:
    begun(town)
    with town.runtime.database.read() as session:
        found = measure(session, FlowScope(town.user().municipality_id), TODAY).shares(target(FSM2))
    assert [each.month.month for each in found] == [6, 7, 8, 9, 10, 11]
    assert found[-1] == MonthShare(NOVEMBER, 1, 0, over=False)
    assert found[-2].over


def test_paid_hours_touch_from_the_month_they_were_agreed(town: Town) -> None:
    citizen = begun(town)
    town.move(town.user(), citizen, "3", effective_on="30-10-2026", starts_on="30-10-2026")
    assert {month: touched for month, (touched, _) in shares(town).items()} == {6: 0, 7: 0, 8: 0, 9: 0, 10: 1, 11: 1}


def test_corrected_hours_count_as_corrected_and_withdrawn_ones_not_at_all(town: Town) -> None:
    citizen = begun(town)
    record(
        town,
        citizen,
        HoursEntry(citizen_id=0, recorded_at=town.runtime.clock.now(), valid_from=OCTOBER, paid_hours=300),
    )
    with town.runtime.database.read() as session:
        first = session.exec(select(HoursEntry.id)).one()
    assert shares(town)[10] == (1, 1)
    entry = HoursEntry(
        citizen_id=0, recorded_at=town.runtime.clock.now(), valid_from=NOVEMBER, paid_hours=300, replaces_id=first
    )
    record(town, citizen, entry)
    assert (shares(town)[10], shares(town)[11]) == ((0, 1), (1, 1))
    with town.runtime.database.write() as session:
        session.exec(
            select(HoursEntry).where(HoursEntry.replaces_id == first)
        ).one().withdrawn_at = town.runtime.clock.now()
    assert shares(town)[10] == (1, 1)


def test_placement_counts_for_the_first_round_by_its_newest_version(town: Town) -> None:
    citizen = begun(town)
    town.move(town.user(), citizen, "4", effective_on="14-09-2026", ends_on="11-12-2026")
    assert shares(town, FSM1)[9] == shares(town, FSM1)[11] == (1, 1)
    assert shares(town, FSM2)[9] == (0, 1)
    newer = WorkAgreement(
        citizen_id=0,
        recorded_at=town.runtime.clock.now(),
        agreement_kind="internship",
        starts_on=date(2026, 9, 14),
        ends_on=date(2026, 10, 2),
    )
    record(town, citizen, newer)
    assert (shares(town, FSM1)[10], shares(town, FSM1)[11]) == ((1, 1), (0, 1))


def test_job_goes_on_after_closing_and_moving_away_leaves_the_population(town: Town) -> None:
    maja, working, moving = town.user(), begun(town, "Bo"), begun(town, "Ib")
    town.move(maja, working, "1", effective_on="10-08-2026", starts_on="10-08-2026")
    town.move(maja, working, "out", effective_on="15-09-2026", closing_reason="employment")
    town.move(maja, moving, "out", effective_on="20-09-2026", closing_reason="moved")
    assert shares(town) == {6: (0, 2), 7: (0, 2), 8: (1, 2), 9: (1, 1), 10: (1, 1), 11: (1, 1)}


@pytest.mark.parametrize("name", ["Fritagelse", "Fritaget"])
def test_exempt_are_left_out_while_the_marking_counts(town: Town, name: str) -> None:
    citizen = begun(town)
    now = town.runtime.clock.now()
    first, following = date(2026, 7, 10), date(2026, 10, 31)
    record(town, citizen, Marking(citizen_id=0, recorded_at=now, name=name, valid_from=first, valid_to=following))
    assert {month: population for month, (_, population) in shares(town).items()} == {
        6: 1, 7: 0, 8: 0, 9: 0, 10: 1, 11: 1,
    }  # fmt: skip


def test_effort_group_follows_the_group_of_the_day(town: Town) -> None:
    begun(town, "Bo", group=2)
    citizen = begun(town, "Ib", group=2)
    now = town.runtime.clock.now()
    record(town, citizen, GroupPeriod(citizen_id=0, recorded_at=now, target_group=1, valid_from=date(2026, 10, 5)))
    assert (shares(town)[9], shares(town)[10]) == ((0, 0), (0, 1))
    assert shares(town, population=Population.EVERYBODY)[9] == (0, 2)


def test_scope_is_whose_citizen_it_is_now(town: Town) -> None:
    begun(town)
    peter = town.user(name="Peter Krogh")
    assert shares(town, broker=town.user().id)[11] == (0, 1)
    assert shares(town, broker=peter.id)[11] == (0, 0)


def test_baseline_is_the_mean_of_two_years_before(town: Town) -> None:
    citizen = begun(town)
    now = town.runtime.clock.now()
    for day, hours in ((date(2025, 1, 1), 120), (date(2025, 4, 1), 0)):
        record(town, citizen, HoursEntry(citizen_id=0, recorded_at=now, valid_from=day, paid_hours=hours))
    with town.runtime.database.read() as session:
        measured = measure(session, FlowScope(town.user().municipality_id), TODAY)
    assert measured.baseline(target(FSM2), OCTOBER) == pytest.approx(3 / 24)
    assert measured.baseline(target(FSM2), date(2020, 1, 1)) is None


def test_statements_do_not_grow_with_the_citizens(town: Town) -> None:
    found = []
    for number in (1, 25):
        for each in range(number):
            begun(town, f"Borger {each}")
        with counted(town.runtime.database.engine) as statements, town.runtime.database.read() as session:
            measure(session, FlowScope(town.user().municipality_id), TODAY)
        found.append(len(statements))
    assert found[0] == found[1]
