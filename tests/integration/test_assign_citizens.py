"""Handing citizens over, on both databases."""

from datetime import date

import pytest

from kanban.domain.audit import AuditAction
from kanban.domain.citizen import Citizen
from kanban.domain.errors import ConflictError, InvalidInputError, NotFoundError
from kanban.domain.facts import BrokerAssignment
from kanban.domain.organisation import Team
from kanban.domain.staff import Actor
from kanban.services.caseload.assign_citizens import Assigned, assign_citizens
from kanban.services.caseload.broker_history import broker_history
from kanban.services.runtime import Runtime
from kanban.services.verify_board import verify_board
from kanban.store import citizens, organisation
from kanban.store import staff as staff_store
from kanban.store.case_file import open_file
from tests.factories import Town
from tests.integration.caseloads import audited, placed, rows, statements


@pytest.fixture
def maja(town: Town) -> Actor:
    return town.user()


@pytest.fixture
def peter(town: Town) -> Actor:
    return town.user(name="Peter Krogh", team="Team Ådal")


def hand_over(town: Town, to: Actor, *citizen_ids: str, by: Actor | None = None, **fields: str) -> Assigned:
    chosen = {each: str(town.version(each)) for each in citizen_ids}
    return assign_citizens(town.runtime, by or town.leader(), chosen, {"broker_id": str(to.id), **fields})


def stored(runtime: Runtime, citizen_id: str) -> Citizen:
    found: Citizen = next(each for each in rows(runtime, Citizen) if each.public_id == citizen_id)
    return found


def test_broker_team_and_note_follow(town: Town, runtime: Runtime, maja: Actor, peter: Actor) -> None:
    citizen_id = placed(town, maja, "Amina Warsame", day="01-10-2026")
    done = hand_over(town, peter, citizen_id, handover_note="Glad for dyr", assigned_on="18-11-2026")
    assert (done.count, done.broker, done.citizen_name, done.step) == (1, "Peter Krogh", "Amina Warsame", 8)
    citizen = stored(runtime, citizen_id)
    teams = {team.name: team.id for team in rows(runtime, Team)}
    assert (citizen.broker_id, citizen.team_id) == (peter.id, teams["Team Ådal"])
    newest = rows(runtime, BrokerAssignment)[-1]
    assert (newest.from_team_id, newest.to_team_id) == (teams["Team Havn"], teams["Team Ådal"])
    assert (newest.handover_note, newest.assigned_on) == ("Glad for dyr", date(2026, 11, 18))
    assert list(verify_board(runtime)) == []


def test_many_go_over_in_one_transaction_of_few_statements(
    town: Town, runtime: Runtime, maja: Actor, peter: Actor
) -> None:
    crowd, leader = town.crowd(60), town.leader()
    with statements(runtime) as some:
        hand_over(town, maja, *crowd[:10], by=leader)
    with statements(runtime) as all_of_them:
        hand_over(town, peter, *crowd, by=leader)
    assert _reads(some) - 10 == _reads(all_of_them) - 60
    assert {each.broker_id for each in rows(runtime, Citizen)} == {peter.id}
    assert len(audited(runtime, AuditAction.CASE_ASSIGNED)) == 70


def _reads(found: list[str]) -> int:
    """The statements that ask for something; the test itself asks for each card's version."""
    return sum(each.startswith("SELECT") for each in found)


def test_citizen_without_a_broker_gets_one(town: Town, runtime: Runtime, maja: Actor) -> None:
    citizen_id = town.citizen("Troels Vester")
    hand_over(town, maja, citizen_id, by=maja)
    assert stored(runtime, citizen_id).broker_id == maja.id
    assert stored(runtime, citizen_id).version == 2


def test_same_submission_twice_is_stored_once(town: Town, runtime: Runtime, maja: Actor, peter: Actor) -> None:
    citizen_id = placed(town, maja, "Amina Warsame")
    chosen, form = {citizen_id: str(town.version(citizen_id))}, {"broker_id": str(peter.id), "handover_note": "Kort"}
    first = assign_citizens(runtime, town.leader(), chosen, form)
    assert assign_citizens(runtime, town.leader(), chosen, form) == first
    assert len(rows(runtime, BrokerAssignment)) == 2
    assert len(audited(runtime, AuditAction.CASE_ASSIGNED)) == 1


def test_stale_choice_names_whom_and_changes_nobody(town: Town, runtime: Runtime, maja: Actor, peter: Actor) -> None:
    taken, free = placed(town, maja, "Amina Warsame"), placed(town, maja, "Jonas Friis")
    chosen = {each: str(town.version(each)) for each in (taken, free)}
    hand_over(town, peter, taken, by=town.superuser())
    with pytest.raises(ConflictError) as caught:
        assign_citizens(runtime, town.leader(), chosen, {"broker_id": str(town.user(name="Lone Dam").id)})
    assert caught.value.message.params["who"] == "Susanne Skov"
    assert "Amina Warsame" in str(caught.value.message.params["whom"])
    assert stored(runtime, free).broker_id == maja.id


def test_other_changes_of_the_card_are_no_conflict(town: Town, runtime: Runtime, maja: Actor, peter: Actor) -> None:
    citizen_id = placed(town, maja, "Amina Warsame")
    chosen = {citizen_id: str(town.version(citizen_id))}
    town.move(maja, citizen_id, 7)
    assign_citizens(runtime, maja, chosen, {"broker_id": str(peter.id)})
    assert stored(runtime, citizen_id).broker_id == peter.id


@pytest.mark.parametrize("wrong", ["broker_id", "team_id", "caseworker_id", "assigned_on"])
def test_wrong_field_stores_nothing(town: Town, runtime: Runtime, maja: Actor, peter: Actor, wrong: str) -> None:
    citizen_id = placed(town, maja, "Amina Warsame")
    chosen = {citizen_id: str(town.version(citizen_id))}
    with pytest.raises(InvalidInputError) as caught:
        assign_citizens(runtime, maja, chosen, {"broker_id": str(peter.id), wrong: "999999"})
    assert set(caught.value.by_field()) == {wrong}
    assert stored(runtime, citizen_id).broker_id == maja.id


def test_leader_can_not_be_broker_and_time_does_not_run_backwards(
    town: Town, runtime: Runtime, maja: Actor, peter: Actor
) -> None:
    citizen_id = placed(town, maja, "Amina Warsame")
    for form in ({"broker_id": str(town.leader().id)}, {"broker_id": str(peter.id), "assigned_on": "01-01-2026"}):
        with pytest.raises(InvalidInputError):
            assign_citizens(runtime, maja, {citizen_id: str(town.version(citizen_id))}, form)
    assert stored(runtime, citizen_id).broker_id == maja.id


def test_other_municipalitys_citizen_is_not_found(town: Town, runtime: Runtime, maja: Actor) -> None:
    own, foreign = town.citizen("Amina Warsame"), Town(runtime, "Søby Kommune").citizen("Jonas Friis")
    for wrong in (foreign, "no-such-citizen", "x" * 12):
        with pytest.raises(NotFoundError):
            assign_citizens(runtime, maja, {own: "1", wrong: "1"}, {"broker_id": str(maja.id)})
    assert stored(runtime, own).broker_id is None


def test_history_tells_who_was_broker_when(town: Town, runtime: Runtime, maja: Actor, peter: Actor) -> None:
    citizen_id = placed(town, maja, "Amina Warsame", day="01-10-2026")
    hand_over(town, peter, citizen_id, assigned_on="18-11-2026", handover_note="Kort")
    with runtime.database.read() as session:
        file = open_file(session, citizens.get(session, maja, citizen_id))
        people = staff_store.names(session, [maja.id, peter.id])
        teams = {team.id or 0: team.name for team in organisation.teams(session, maja.municipality_id)}
    now, before = broker_history(file, people, teams)
    assert (now.broker, now.begins, now.ends, now.note) == ("Peter Krogh", date(2026, 11, 18), None, "Kort")
    assert (before.broker, before.begins, before.ends) == ("Maja Juhl", date(2026, 10, 1), date(2026, 11, 18))
    assert (now.from_team, now.team) == ("Team Havn", "Team Ådal")
