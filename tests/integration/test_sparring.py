"""The wall's page for sparring, and how near everybody is without reading every case again."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from kanban.domain.citizen import Citizen
from kanban.domain.facts import Cv
from kanban.domain.readiness import Readiness, readiness
from kanban.domain.steps import step
from kanban.domain.views.panel import Nearness
from kanban.domain.views.wall_pages import SparringSection, StepAge
from kanban.domain.wall import WallLabel, WallScope
from kanban.services.exchange.seed_municipality import seed_municipality
from kanban.services.runtime import Runtime
from kanban.services.walls.nearness import nearness
from kanban.services.walls.page_sparring import sparring_page
from kanban.store import case_file, wall_cards
from tests.bench.client import counted
from tests.factories import TODAY, Town, runtime_on
from tests.integration.fact_forms import record
from tests.support.databases import SqliteDatabases
from tests.support.flow_logs import log, store
from tests.support.walls import codes


def scope(town: Town, team_id: int | None = None) -> WallScope:
    return WallScope(town.leader().municipality_id, town.name, team_id, "", WallLabel.CODE)


def sparring(town: Town, team_id: int | None = None) -> SparringSection:
    with town.runtime.database.read() as session:
        return sparring_page(session, scope(town, team_id), TODAY)


def near(town: Town, day: date = TODAY) -> Mapping[int, Readiness]:
    with town.runtime.database.read() as session:
        return nearness(session, wall_cards.cards(session, scope(town), day), day)


def waiting(town: Town, name: str, days: int, team: str = "Team Havn") -> str:
    """A citizen who has stood on step 8 for so many days."""
    citizen, since = town.citizen(name, team=team), TODAY - timedelta(days=days)
    town.move(town.user(), citizen, "8", effective_on=since.isoformat())
    return citizen


def half_a_cv(town: Town, citizen_id: str) -> None:
    """A CV as a workbook may bring it, its kind not told."""
    with town.runtime.database.write() as session:
        owner = session.exec(select(Citizen.id).where(Citizen.public_id == citizen_id)).one()
        session.add(Cv(citizen_id=owner or 0, cv_prepared_on=TODAY, recorded_at=town.runtime.clock.now()))


@pytest.fixture
def pace(town: Town) -> None:
    """Sixty stays on step 8 that ended after ten days: who has stood there more than thirty days stands still."""
    store(town.runtime, log(*["8 @0, 0 @10"] * 60), town.name)


def shown(section: SparringSection) -> dict[Nearness, list[tuple[str, int, str, str, int]]]:
    """Group -> code, days, state, what is needed and how much besides."""
    return {
        group.nearness: [
            (each.tile.label, each.tile.days, each.tile.state, each.need.text if each.need else "", each.more)
            for each in group.tiles
        ]
        for group in section.groups
    }


@pytest.mark.usefixtures("pace")
def test_groups_hold_who_is_ready_or_stands_still_with_what_they_need(town: Town) -> None:
    maja = town.user()
    waiting(town, "Far", 100)
    waiting(town, "Fresh", 30)
    half_a_cv(town, waiting(town, "Near", 31))
    record(town, maja, waiting(town, "Ready", 5), "cv")
    record(town, maja, waiting(town, "Longest", 60), "cv")
    code = codes(town)
    assert shown(sparring(town)) == {
        Nearness.READY: [(code["Longest"], 60, "still", "", 0), (code["Ready"], 5, "ready", "", 0)],
        Nearness.NEAR: [(code["Near"], 31, "still", "Note the kind of CV", 0)],
        Nearness.FAR: [(code["Far"], 100, "still", "Make the CV with the citizen", 1)],
    }


@pytest.mark.usefixtures("pace")
def test_ageing_counts_who_stands_still_on_each_step(town: Town) -> None:
    for days in (100, 31, 30, 2):
        waiting(town, f"Borger {days}", days)
    section = sparring(town)
    assert section.ages[0] == StepAge(step=8, still=2, all=4, limit_days=30)
    assert [age.step for age in section.ages] == [8, 7, 6, 5, 4, 3, 2]
    assert section.known


@pytest.mark.usefixtures("pace")
def test_those_without_room_are_counted_and_a_team_sees_its_own(town: Town) -> None:
    for number in range(8):
        waiting(town, f"Borger {number}", 40 + number)
    ada = town.user(name="Ada Lund", team="Team Ådal")
    waiting(town, "Ådals", 90, team="Team Ådal")
    far = sparring(town).groups[2]
    assert (len(far.tiles), far.more, far.count) == (6, 3, 9)
    assert [each.tile.days for each in far.tiles] == [90, 47, 46, 45, 44, 43]
    assert [group.count for group in sparring(town, ada.team_id).groups] == [0, 0, 1]


def test_without_ended_stays_nobody_stands_still_and_the_page_says_so(town: Town) -> None:
    waiting(town, "Far", 100)
    section = sparring(town)
    assert (section.anybody, section.known) == (False, False)
    assert {age.limit_days for age in section.ages} == {None}


def test_goal_has_no_next_step_and_is_not_talked_about(town: Town) -> None:
    citizen = waiting(town, "Amina", 10)
    town.move(town.user(), citizen, "1")
    assert near(town) == {}
    assert not sparring(town).anybody


def test_nearness_is_the_panels_for_everybody_on_later_days_too(town: Town, runtime: Runtime) -> None:
    seed_municipality(runtime, town.name, 150, 12, 3)
    days = [TODAY + timedelta(days=each) for each in (0, 1, 8, 40, 120)]
    found = [near(town, day) for day in days]
    with runtime.database.read() as session:
        citizens = session.exec(select(Citizen).where(col(Citizen.current_step) > 1)).all()
        files = case_file.open_files(session, citizens)
    panels = [
        {file.citizen.id: readiness(step((file.citizen.current_step or 0) - 1), file.case, day) for file in files}
        for day in days
    ]
    assert found == panels
    assert found[0] != found[-1]
    assert {each.nearness for each in found[0].values()} == set(Nearness)


def test_only_changed_cases_are_read_again(town: Town) -> None:
    maja, first = town.user(), waiting(town, "Amina", 10)
    waiting(town, "Bo", 10)
    before = near(town)
    with counted(town.runtime.database.engine) as statements:
        assert near(town) == before
    again = [each for each in statements if "work_agreement" in each]
    record(town, maja, first, "cv")
    with counted(town.runtime.database.engine) as statements:
        after = near(town)
    assert (again, sum("FROM cv" in each for each in statements)) == ([], 1)
    assert sorted(each.nearness for each in after.values()) == [Nearness.FAR, Nearness.READY]


def test_citizen_who_has_moved_is_judged_by_the_new_step(town: Town) -> None:
    citizen = waiting(town, "Amina", 10)
    near(town)
    town.move(town.user(), citizen, "7")
    (after,) = near(town).values()
    assert after.needs[0].field == "goal_a"


def test_agreement_that_runs_out_is_noticed_the_day_after(town: Town) -> None:
    citizen = waiting(town, "Amina", 10)
    town.move(town.user(), citizen, "5")
    agreed = {"contact_person": "Birthe", "starts_on": "14-09-2026", "ends_on": "22-11-2026"}
    record(town, town.user(), citizen, "agreement", **agreed)
    hours = [
        next(need.done for need in each.needs if need.field == "internship_hours")
        for day in range(4)
        for each in near(town, TODAY + timedelta(days=day)).values()
    ]
    assert hours == [True, True, True, False]


def test_two_databases_do_not_share_what_was_found(town: Town, sqlite_databases: SqliteDatabases) -> None:
    url = sqlite_databases.fresh()
    elsewhere = Town(runtime_on(url))
    first, other = waiting(town, "Amina", 10), waiting(elsewhere, "Bo", 10)
    record(town, town.user(), first, "cv")
    record(elsewhere, elsewhere.user(), other, "goals")
    found, there = near(town), near(elsewhere)
    elsewhere.runtime.close()
    sqlite_databases.drop(url)
    assert found.keys() == there.keys()
    assert [each.nearness for each in (*found.values(), *there.values())] == [Nearness.READY, Nearness.FAR]


def test_statements_do_not_grow_with_the_citizens(town: Town) -> None:
    asked, whose = [], scope(town)
    for number in (1, 12):
        for each in range(number):
            waiting(town, f"Borger {number} {each}", 20)
        with counted(town.runtime.database.engine) as statements, town.runtime.database.read() as session:
            sparring_page(session, whose, TODAY)
        asked.append(len(statements))
    assert asked[0] == asked[1] <= 18
