"""The leader's front page, on both databases: what it counts, and for whom."""

from datetime import date

import pytest

from kanban.domain.audit import AuditAction
from kanban.domain.errors import ForbiddenError, NotFoundError
from kanban.domain.staff import Actor
from kanban.domain.views.overview import ChangesView, OverviewView
from kanban.i18n import Translator
from kanban.services.behind.list_citizens import citizens_behind
from kanban.services.overview.overview_page import overview_page
from kanban.services.overview.stops import stops
from kanban.services.runtime import Runtime
from kanban.store.flow_scope import FlowScope
from tests.factories import TODAY, Town
from tests.integration.caseloads import audited, placed, statements
from tests.integration.talks import hold_talk

DANISH = Translator("da")


@pytest.fixture
def lars(town: Town) -> Actor:
    return town.leader()


def stayed(town: Town, number: int, days: int) -> None:
    """That many citizens who stood on step 7 for so many days in the past and then went on to 6."""
    maja = town.user()
    for _ in range(number):
        citizen_id = placed(town, maja, "Før Nu", day="01-01-2026")
        town.move(maja, citizen_id, 7, effective_on="01-01-2026")
        town.move(maja, citizen_id, 6, effective_on=f"{1 + days:02d}-01-2026")
        town.move(maja, citizen_id, "out", effective_on=f"{1 + days:02d}-01-2026")


def numbers(found: ChangesView) -> dict[str, tuple[int, int]]:
    return {DANISH.render(each.label): (each.now.number, each.before.number) for each in found.changes}


def checked(found: OverviewView) -> dict[str, tuple[int, int]]:
    views = (each for group in found.quality for each in group.checks)
    return {each.key: (each.met.number, each.lacking.number) for each in views}


def test_step_tells_those_over_its_limit(town: Town, runtime: Runtime, lars: Actor) -> None:
    maja = town.user()
    stayed(town, 20, 20)
    for number in range(12):
        citizen_id = placed(town, maja, f"Borger {number}", day="01-09-2026" if number < 3 else "01-11-2026")
        town.move(maja, citizen_id, 7, effective_on="01-09-2026" if number < 3 else "01-11-2026")
    found = overview_page(runtime, lars, {}).stops
    (stop,) = found.stops
    assert (stop.step.number, stop.over.number, stop.all.number) == (7, 3, 12)
    assert stop.limit_days >= 30
    assert stop.over.query == {"figure": "open", "step": 7, "over": stop.limit_days, "to": "2026-11-20"}


def test_many_of_many_come_before_few_and_before_one_of_one(runtime: Runtime, town: Town) -> None:
    maja, old, new = town.user(), "01-06-2026", "19-11-2026"
    for step, days in ((7, (old,)), (6, (old,) * 3 + (new,) * 3), (5, (old,) * 3 + (new,) * 9)):
        for day in days:
            placed(town, maja, "Amina Warsame", step, day=day)
    with runtime.database.read() as session:
        scope = FlowScope(maja.municipality_id)
        found = stops(session, scope, TODAY, dict.fromkeys(range(2, 9), 40))
        earlier = stops(session, scope, date(2026, 6, 5), {6: 3, 5: 4})
    assert [(each.step.number, each.over.number, each.all.number) for each in found.stops] == [
        (6, 3, 6),
        (7, 1, 1),
        (5, 3, 12),
    ]
    assert [(each.step.number, each.over.number) for each in earlier.stops] == [(6, 3)]


def test_nobody_over_the_limit_and_no_limit_known_are_told_apart(town: Town, runtime: Runtime, lars: Actor) -> None:
    placed(town, town.user(), "Amina Warsame", 7, day="01-11-2025")
    found = overview_page(runtime, lars, {}).stops
    assert (found.stops, found.citizens, found.known) == ((), 1, False)
    stayed(town, 10, 20)
    assert overview_page(runtime, lars, {}).stops.known


def test_last_thirty_days_stand_against_the_thirty_before(town: Town, runtime: Runtime, lars: Actor) -> None:
    maja = town.user()
    first = placed(town, maja, "Amina Warsame", day="22-10-2026")
    town.move(maja, first, 3, effective_on="23-10-2026")
    town.move(maja, first, 4, effective_on="24-10-2026", reason="company_ended")
    town.move(maja, first, 3, effective_on="25-10-2026")
    town.move(maja, first, 1, effective_on="20-11-2026")
    second = placed(town, maja, "Jonas Friis", day="21-10-2026")
    town.move(maja, second, "out", effective_on="22-10-2026")
    placed(town, maja, "Layla Nasser", day="22-09-2026")
    placed(town, maja, "Bo Bek", day="21-09-2026")
    assert numbers(overview_page(runtime, lars, {}).changes) == {
        "Trin frem": (3, 0),
        "Trin tilbage": (1, 0),
        "Nye på tavlen": (1, 2),
        "Fik lønnede timer": (1, 0),
        "Kom i job eller uddannelse": (1, 0),
        "Ud af tavlen": (1, 0),
    }


def test_without_moves_nothing_is_told_as_changed(town: Town, runtime: Runtime, lars: Actor) -> None:
    town.citizen("Ny Borger")
    found = overview_page(runtime, lars, {})
    assert found.changes.quiet
    assert found.changes.late_percent is None
    assert (found.standing.citizens.number, found.standing.unplaced.number) == (1, 1)
    assert found.quality == ()


def test_late_registrations_are_told_in_percent(town: Town, runtime: Runtime, lars: Actor) -> None:
    for number in range(20):
        placed(town, town.user(), f"Borger {number}", day="05-11-2026" if number % 2 else "20-11-2026")
    assert overview_page(runtime, lars, {}).changes.late_percent == 25


def test_brokers_stand_by_team_and_name_beside_the_norm(town: Town, runtime: Runtime, lars: Actor) -> None:
    maja, peter = town.user(), town.user(name="Åse Krogh", team="Team Ådal")
    town.user(name="Anton Bro")
    placed(town, maja, "Amina Warsame")
    placed(town, peter, "Jonas Friis", day="01-09-2026")
    found = overview_page(runtime, lars, {}).loads
    assert [(team.name, [line.name for line in team.lines]) for team in found.teams] == [
        ("Team Havn", ["Anton Bro", "Maja Juhl"]),
        ("Team Ådal", ["Åse Krogh"]),
    ]
    lines = {line.name: line for team in found.teams for line in team.lines}
    assert {name: line.norm.count for name, line in lines.items()} == {"Anton Bro": 0, "Maja Juhl": 1, "Åse Krogh": 1}
    assert (lines["Maja Juhl"].norm.state, found.low, found.high) == ("under", 30, 50)
    assert 0 < lines["Maja Juhl"].bar < found.band_left


def test_talks_are_overdue_or_due_by_sunday(town: Town, runtime: Runtime, lars: Actor) -> None:
    maja = town.user()
    for day in ("08-10-2026", "09-10-2026", "11-10-2026", "12-10-2026"):
        hold_talk(town, maja, placed(town, maja, "Amina Warsame"), held_on=day)
    (team,) = overview_page(runtime, lars, {}).loads.teams
    (line,) = team.lines
    assert (line.late_talks.number, line.talks_this_week.number) == (1, 2)


def test_new_are_those_given_to_the_broker_lately(town: Town, runtime: Runtime, lars: Actor) -> None:
    maja = town.user()
    for day in ("20-11-2026", "06-11-2026", "05-11-2026"):
        placed(town, maja, "Amina Warsame", day=day)
    (team,) = overview_page(runtime, lars, {}).loads.teams
    new = team.lines[0].new
    query = {name: str(value) for name, value in new.query.items()}
    assert new.number == citizens_behind(runtime, lars, query).total == 2


def test_groundwork_counts_those_of_whom_it_is_expected(town: Town, runtime: Runtime, lars: Actor) -> None:
    maja = town.user()
    placed(town, maja, "På otte")
    seven = placed(town, maja, "På syv")
    town.move(maja, seven, 7, cv_approved="yes")
    four = placed(town, maja, "På fire")
    town.move(maja, four, 7)
    town.move(maja, four, 6, goal_b="Køkken", goal_c="Rengøring")
    town.move(maja, four, 4)
    placed(town, maja, "Uden grundarbejde", 4)
    assert checked(overview_page(runtime, lars, {})) == {
        "cv": (2, 1),
        "cv_approved": (1, 1),
        "cv_profile": (0, 2),
        "cv_qualifications": (0, 2),
        "goal": (1, 1),
        "goal_grounded": (0, 1),
        "goal_tracks": (1, 0),
        "placed_with_both": (1, 1),
        "agreement": (0, 2),
        "contact_person": (2, 0),
    }


def test_good_news_are_those_who_came_nearer_and_are_there(town: Town, runtime: Runtime, lars: Actor) -> None:
    maja = town.user()
    placed(town, maja, "Amina Warsame", 3, day="19-11-2026")
    back = placed(town, maja, "Jonas Friis", 3, day="18-11-2026")
    town.move(maja, back, 4, effective_on="19-11-2026", reason="company_ended")
    placed(town, maja, "Layla Nasser", 1, day="01-10-2026")
    (news,) = overview_page(runtime, lars, {}).news
    assert (news.who.name, news.by, DANISH.render(news.message)) == ("Amina Warsame", "Maja", "har fået lønnede timer")


def test_team_and_broker_narrow_everything(town: Town, runtime: Runtime, lars: Actor) -> None:
    maja, peter = town.user(), town.user(name="Peter Krogh", team="Team Ådal")
    placed(town, maja, "Amina Warsame", 7)
    there = town.citizen("Jonas Friis", team="Team Ådal")
    town.move(peter, there, 8)
    town.citizen("Uden Nogen", team="Team Ådal")
    team = overview_page(runtime, lars, {"team": "Team Ådal"})
    assert (team.standing.citizens.number, team.standing.unassigned.number) == (2, 1)
    assert [each.name for each in team.loads.teams] == ["Team Ådal"]
    assert numbers(team.changes)["Nye på tavlen"] == (1, 0)
    one = overview_page(runtime, lars, {"broker": str(maja.id)})
    assert (one.standing.citizens.number, one.choice.broker) == (1, "Maja Juhl")
    assert checked(one)["cv"] == (1, 0)


def test_broker_sees_the_own_caseload_alone(town: Town, runtime: Runtime) -> None:
    maja, peter = town.user(), town.user(name="Peter Krogh")
    placed(town, maja, "Amina Warsame", 7)
    placed(town, peter, "Jonas Friis", 7)
    found = overview_page(runtime, maja, {})
    assert (found.own, found.standing.citizens.number, found.loads.brokers) == (True, 1, 1)
    with pytest.raises(ForbiddenError):
        overview_page(runtime, maja, {"broker": str(peter.id)})


def test_other_municipality_is_not_found_and_not_counted(runtime: Runtime, lars: Actor) -> None:
    other = Town(runtime, "Søby Kommune")
    stranger = other.user(name="Søren Sø", team="Team Sø")
    placed(other, stranger, "Fremmed Borger", 7)
    assert overview_page(runtime, lars, {}).standing.citizens.number == 0
    for wanted in ({"team": "Team Sø"}, {"broker": str(stranger.id)}, {"broker": "x"}):
        with pytest.raises(NotFoundError):
            overview_page(runtime, lars, wanted)


def test_opening_it_is_audited_with_what_was_chosen(town: Town, runtime: Runtime, lars: Actor) -> None:
    town.user()
    overview_page(runtime, lars, {"team": "Team Havn", "other": "x"})
    assert [(each.staff_id, each.detail) for each in audited(runtime, AuditAction.OVERVIEW_OPENED)] == [
        (lars.id, "team=Team Havn")
    ]


def test_number_of_statements_does_not_depend_on_size(town: Town, runtime: Runtime, lars: Actor) -> None:
    placed(town, town.user(), "Amina Warsame", 3)
    with statements(runtime) as few:
        overview_page(runtime, lars, {})
    for number in range(12):
        placed(town, town.user(name=f"Broker {number}", team=f"Team {number}"), f"Borger {number}", 8 - number % 8)
    with statements(runtime) as many:
        overview_page(runtime, lars, {})
    assert len(few) == len(many) <= 32
