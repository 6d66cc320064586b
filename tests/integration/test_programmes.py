"""Setting up programmes, and putting citizens into one."""

from datetime import date

import pytest

from kanban.domain.audit import AuditAction
from kanban.domain.citizen import Citizen
from kanban.domain.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from kanban.domain.live import BoardEvent
from kanban.domain.programme import FIRST, Programme
from kanban.domain.staff import Actor
from kanban.domain.targets import PRESETS
from kanban.domain.transition import StepVisit
from kanban.services.programmes.give_programme import Given, give_programme
from kanban.services.programmes.set_programme import NEW, set_programme
from kanban.services.runtime import Runtime
from kanban.services.targets.set_target import set_target
from kanban.services.targets.target_form import as_typed, from_preset
from kanban.services.verify_board import verify_board
from tests.factories import Town
from tests.integration.caseloads import audited
from tests.support.stored import nothing_stored, one, rows

STV = {"name": "STV", "about": "Særligt tilrettelagt forløb", "begins_on": "01-01-2026", "ends_on": ""}


def add(town: Town, **changes: str) -> Programme:
    """A programme of the town's, added by the superuser."""
    typed = {**STV, **changes}
    assert set_programme(town.runtime, town.superuser(), NEW, typed)
    return one(town.runtime, Programme, name=typed["name"])


def give(town: Town, programme: Programme, *citizen_ids: str, by: Actor | None = None, **seen: str) -> Given:
    """Put citizens there, as a form opened right now would."""
    shown = {each: str(one(town.runtime, Citizen, public_id=each).programme_id) for each in citizen_ids}
    return give_programme(town.runtime, by or town.user(), {**shown, **seen}, {"programme_id": str(programme.id)})


def test_a_municipality_gets_its_first_programme_with_its_first_citizen(town: Town, runtime: Runtime) -> None:
    town.superuser()
    assert rows(runtime, Programme) == []
    citizen = one(runtime, Citizen, public_id=town.citizen())
    assert [(each.id, each.name) for each in rows(runtime, Programme)] == [(citizen.programme_id, FIRST)]


def test_new_citizens_come_into_the_oldest_programme_that_has_not_ended(town: Town, runtime: Runtime) -> None:
    add(town, name="FSM1", ends_on="31-12-2025", begins_on="01-01-2017")
    second, third = add(town, name="FSM2"), add(town)
    assert one(runtime, Citizen, public_id=town.citizen()).programme_id == second.id
    assert second.id != third.id


def test_a_programme_is_stored_changed_and_audited(town: Town, runtime: Runtime) -> None:
    added = add(town)
    assert (added.about, added.begins_on, added.ends_on) == ("Særligt tilrettelagt forløb", date(2026, 1, 1), None)
    changed = {**STV, "name": "stv", "ends_on": "31-12-2026", "seen": "1"}
    assert set_programme(runtime, town.superuser(), str(added.id), changed)
    stored = one(runtime, Programme)
    assert (stored.name, stored.ends_on, stored.version) == ("stv", date(2026, 12, 31), 2)
    assert [event.detail.split()[0] for event in audited(runtime, AuditAction.PROGRAMMES_CHANGED)] == [
        "added",
        "changed",
    ]
    assert rows(runtime, BoardEvent)


def test_the_same_programme_sent_twice_is_stored_once(town: Town, runtime: Runtime) -> None:
    added = add(town)
    with nothing_stored(runtime):
        assert not set_programme(runtime, town.superuser(), NEW, STV)
        assert not set_programme(runtime, town.superuser(), str(added.id), {**STV, "seen": "1"})


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "2"}, "name"),
        ({"name": "x" * 61}, "name"),
        ({"name": "flere SKAL med"}, "name"),
        ({"about": "x" * 201}, "about"),
        ({"begins_on": "snart"}, "begins_on"),
        ({"ends_on": "31-12-2025"}, "ends_on"),
    ],
)
def test_wrong_field_stores_nothing(town: Town, runtime: Runtime, wrong: dict[str, str], field: str) -> None:
    town.citizen()
    susanne = town.superuser()
    with nothing_stored(runtime), pytest.raises(InvalidInputError) as caught:
        set_programme(runtime, susanne, NEW, {**STV, **wrong})
    assert set(caught.value.by_field()) == {field}


def test_whoever_has_not_seen_the_newest_overwrites_nothing(town: Town, runtime: Runtime) -> None:
    added, susanne = add(town), town.superuser()
    set_programme(runtime, town.superuser("Ulla Holm"), str(added.id), {**STV, "about": "Nyt", "seen": "1"})
    with nothing_stored(runtime), pytest.raises(ConflictError) as caught:
        set_programme(runtime, susanne, str(added.id), {**STV, "about": "Andet", "seen": "1"})
    assert caught.value.message.params["who"] == "Ulla Holm"


def test_only_a_programme_nobody_has_taken_part_in_is_removed(town: Town, runtime: Runtime) -> None:
    town.citizen()
    added, susanne = add(town), town.superuser()
    citizen = town.citizen(programme="STV")
    remove = {"remove": "yes", "seen": "1"}
    with nothing_stored(runtime), pytest.raises(InvalidInputError):
        set_programme(runtime, susanne, str(added.id), remove)
    first = one(runtime, Programme, name=FIRST)
    give(town, first, citizen)
    assert set_programme(runtime, susanne, str(added.id), remove)
    assert [each.name for each in rows(runtime, Programme)] == [FIRST]
    with pytest.raises(NotFoundError):
        set_programme(runtime, susanne, str(added.id), remove)


def test_a_programme_with_a_target_stays(town: Town, runtime: Runtime) -> None:
    added, susanne = add(town), town.superuser()
    target = from_preset(PRESETS[1], date(2026, 1, 1), lambda message: message.text)
    set_target(runtime, susanne, {**as_typed(target), "programme": str(added.id)})
    with nothing_stored(runtime), pytest.raises(InvalidInputError):
        set_programme(runtime, susanne, str(added.id), {"remove": "yes", "seen": "1"})


def test_others_may_not_and_other_municipalities_are_not_found(town: Town, runtime: Runtime) -> None:
    added, stranger = add(town), Town(runtime, "Søby Kommune").superuser()
    for actor in (town.user(), town.leader()):
        with pytest.raises(ForbiddenError):
            set_programme(runtime, actor, NEW, {**STV, "name": "Ny"})
    for number in (str(added.id), "99999999999999999999", "x"):
        with pytest.raises(NotFoundError):
            set_programme(runtime, stranger, number, {**STV, "name": "Ny"})


def test_citizens_go_into_a_programme_audited_and_told(town: Town, runtime: Runtime) -> None:
    first, second = town.citizen("Amina Warsame"), town.citizen("Jonas Friis")
    stv = add(town)
    told = len(rows(runtime, BoardEvent))
    done = give(town, stv, first)
    assert (done.count, done.programme, done.citizen_name, done.step) == (1, "STV", "Amina Warsame", None)
    assert give(town, stv, first, second).count == 2
    stored = [one(runtime, Citizen, public_id=each) for each in (first, second)]
    assert [(each.programme_id, each.version) for each in stored] == [(stv.id, 2), (stv.id, 2)]
    details = [event.detail for event in audited(runtime, AuditAction.PROGRAMME_GIVEN)]
    before = one(runtime, Programme, name=FIRST).id
    assert details == [f"programme={stv.id} before={before}"] * 2
    events = rows(runtime, BoardEvent)[told:]
    assert [(event.citizen, event.version) for event in events] == [(first, 2), (second, 2)]


def test_the_same_choice_twice_is_stored_once(town: Town, runtime: Runtime) -> None:
    citizen, stv = town.citizen(), add(town)
    give(town, stv, citizen)
    with nothing_stored(runtime):
        give_programme(runtime, town.user(), {citizen: "1"}, {"programme_id": str(stv.id)})


def test_stays_come_along_into_another_programme(town: Town, runtime: Runtime) -> None:
    maja, given, left, stv = town.user(), town.citizen("Amina Warsame"), town.citizen("Jonas Friis"), add(town)
    for citizen, step in ((given, 8), (given, 7), (left, 8)):
        town.move(maja, citizen, step)
    give(town, stv, given)
    assert [stay.step for stay in rows(runtime, StepVisit, programme_id=stv.id)] == [8, 7]
    town.move(maja, given, 6)
    assert len(rows(runtime, StepVisit, programme_id=stv.id)) == 3
    assert verify_board(runtime) == []


def test_stale_choice_names_whom_and_changes_nobody(town: Town, runtime: Runtime) -> None:
    first, second = town.citizen("Amina Warsame"), town.citizen("Jonas Friis")
    stv, other, maja = add(town), add(town, name="Rehab"), town.user()
    shown = str(one(runtime, Citizen, public_id=first).programme_id)
    give(town, other, first)
    with nothing_stored(runtime), pytest.raises(ConflictError) as caught:
        give_programme(runtime, maja, {first: shown, second: shown}, {"programme_id": str(stv.id)})
    assert "Amina Warsame" in str(caught.value.message.params["whom"])


def test_what_has_ended_takes_nobody_new(town: Town, runtime: Runtime) -> None:
    citizen, maja = town.citizen(), town.user()
    ended = add(town, ends_on="19-11-2026")
    for wanted in (str(ended.id), "", "999", "x"):
        with nothing_stored(runtime), pytest.raises(InvalidInputError) as caught:
            give_programme(runtime, maja, {citizen: "1"}, {"programme_id": wanted})
        assert set(caught.value.by_field()) == {"programme_id"}


def test_foreign_citizens_and_programmes_are_out_of_reach(town: Town, runtime: Runtime) -> None:
    own, stv, maja = town.citizen(), add(town), town.user()
    there = Town(runtime, "Søby Kommune")
    foreign = there.citizen()
    for wrong in (foreign, "no-such-citizen", "x" * 12):
        with nothing_stored(runtime), pytest.raises(NotFoundError):
            give_programme(runtime, maja, {own: "1", wrong: "1"}, {"programme_id": str(stv.id)})
    elsewhere = one(runtime, Citizen, public_id=foreign).programme_id
    with nothing_stored(runtime), pytest.raises(InvalidInputError):
        give_programme(runtime, maja, {own: "1"}, {"programme_id": str(elsewhere)})
