"""The wall's page of job openings: what it may tell, and of whom."""

from dataclasses import replace

import pytest

from kanban.domain.citizen import Citizen
from kanban.domain.job_opening import OpeningVersion
from kanban.domain.staff import Actor
from kanban.domain.views.wall_openings import OpeningsSection
from kanban.domain.wall import WallLabel, WallScope
from kanban.services.openings.change_opening import add_opening, close_opening
from kanban.services.openings.name_citizen import name_citizen
from kanban.services.walls.page_openings import MOST_OPENINGS, openings_page
from tests.factories import TODAY, Town
from tests.support.stored import one, rows


@pytest.fixture
def maja(town: Town) -> Actor:
    return town.user()


def note(town: Town, finder: Actor, company: str = "Havnebageriet", **changes: str) -> int:
    """Note an opening that Maja Juhl or somebody else has found."""
    form = {
        "company": company,
        "contact_person": "Birthe Holst",
        "opening_tasks": "Pakke brød",
        "hours_from": "7,5",
        "positions": "1",
        "found_by": str(finder.id),
        "found_on": "18-11-2026",
    }
    return add_opening(town.runtime, finder, {**form, **changes}).id


def shown(town: Town, team_id: int | None = None) -> OpeningsSection | None:
    scope = WallScope(town.user().municipality_id, town.name, team_id, "", WallLabel.CODE)
    with town.runtime.database.read() as session:
        return openings_page(session, scope, TODAY)


def test_wall_without_openings_has_no_such_page(town: Town, maja: Actor) -> None:
    assert shown(town) is None
    number = note(town, maja)
    seen = str(one(town.runtime, OpeningVersion).id)
    close_opening(town.runtime, maja, number, {"state": "filled", "seen": seen})
    assert shown(town) is None


def test_opening_tells_company_tasks_hours_and_finder_but_no_contact_person(town: Town, maja: Actor) -> None:
    note(town, maja)
    page = shown(town)
    assert page is not None
    (line,) = page.openings
    assert (line.company, line.tasks, line.hours, line.by) == ("Havnebageriet", "Pakke brød", "7,5", "MJ")
    assert line.ago.count == 2
    assert "Birthe" not in repr(page)


def test_citizens_are_tiles_and_on_a_teams_wall_the_teams_own(town: Town, maja: Actor) -> None:
    number = note(town, maja)
    own, other = town.citizen("Amina Warsame"), town.citizen("Bo Bang", team="Team Fjord")
    for citizen in (own, other):
        town.move(maja, citizen, 8)
        name_citizen(town.runtime, maja, number, {"citizen": citizen})
    codes = {each: one(town.runtime, Citizen, public_id=each).case_code for each in (own, other)}
    everybody, team = shown(town), shown(town, maja.team_id)
    assert everybody is not None
    assert {tile.label for tile in everybody.openings[0].tiles} == set(codes.values())
    assert team is not None
    assert [tile.label for tile in team.openings[0].tiles] == [codes[own]]
    assert "Amina" not in repr(everybody)


def test_citizen_not_on_a_step_is_left_out(town: Town, maja: Actor) -> None:
    number = note(town, maja)
    name_citizen(town.runtime, maja, number, {"citizen": town.citizen()})
    page = shown(town)
    assert page is not None
    assert page.openings[0].tiles == ()


def test_six_openings_are_shown_and_the_rest_counted(town: Town, maja: Actor) -> None:
    for place in range(MOST_OPENINGS + 2):
        note(town, maja, f"Virksomhed {place}", opening_tasks="Lange opgaver " * 20)
    page = shown(town)
    assert page is not None
    assert (len(page.openings), page.more) == (MOST_OPENINGS, 2)
    assert page.openings[0].company == f"Virksomhed {MOST_OPENINGS + 1}"
    assert page.openings[0].tasks.endswith(" …")
    assert len(rows(town.runtime, OpeningVersion)) == MOST_OPENINGS + 2


def test_someone_elses_municipality_sees_nothing(town: Town, maja: Actor) -> None:
    note(town, maja)
    assert shown(replace(Town(town.runtime, "Søby Kommune"))) is None
