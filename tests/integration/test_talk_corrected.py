"""Correcting a talk: a further version, the former kept, stale forms refused."""

from datetime import date

import pytest
from sqlalchemy import event

from kanban.domain.citizen import Citizen
from kanban.domain.errors import FactConflictError, ForbiddenError, InvalidInputError, NotFoundError
from kanban.domain.readiness import CitizenSign
from kanban.domain.staff import Actor
from kanban.domain.talk import StepConfirmation, Talk, TalkScore
from kanban.services.talks.correct_talk import correct_talk
from kanban.services.talks.record_talk import Recorded
from kanban.services.talks.talk_list import talk_page, talks_of
from kanban.services.verify_board import verify_board
from kanban.store import citizens
from tests.factories import Town
from tests.integration.talks import hold_talk, talk_fields
from tests.support.stored import changed, dump, one, rows


def talk_of(town: Town, **changes: str) -> tuple[str, int]:
    amina = town.citizen()
    town.move(town.user(), amina, "7")
    return amina, hold_talk(town, town.user(), amina, **changes).talk_id


def correct(town: Town, talk_id: int, actor: Actor | None = None, **changes: str) -> Recorded:
    return correct_talk(town.runtime, actor or town.user(), talk_id, {**talk_fields(), **changes})


def test_correction_is_a_further_version_and_the_former_is_kept(town: Town) -> None:
    amina, first = talk_of(town, progress_health="2")
    sofie = town.user(name="Sofie Holm")
    found = correct(town, first, sofie, note="Rettet", progress_health="4", next_talk_on="10-12-2026")
    now = one(town.runtime, Talk, id=found.talk_id)
    assert (now.note, now.replaces_id, now.recorded_by, now.step_confirmed) == ("Rettet", first, sofie.id, True)
    assert one(town.runtime, Talk, id=first).note == "Glad for kollegerne"
    assert {(each.talk_id, each.level) for each in rows(town.runtime, TalkScore)} == {(first, 2), (now.id, 4)}
    (shown,) = talk_page(town.runtime, sofie, amina, 1).talks.shown
    assert (shown.note, [former.recorded_by for former in shown.former]) == ("Rettet", ["Maja Juhl"])
    assert talk_page(town.runtime, sofie, amina, 1).talks.total == 1


def test_deadline_follows_the_correction(town: Town) -> None:
    amina, first = talk_of(town, next_talk_on="19-11-2026")
    correct(town, first, next_talk_on="30-12-2026")
    owner = one(town.runtime, Citizen, public_id=amina).id
    assert [sign.due_on for sign in rows(town.runtime, CitizenSign, citizen_id=owner, code="talk")] == [
        date(2026, 12, 30)
    ]
    assert list(verify_board(town.runtime)) == []


def test_decision_is_not_corrected(town: Town) -> None:
    _, first = talk_of(town)
    found = correct(town, first, note="Rettet", step_confirmed="no", to_step="6")
    assert one(town.runtime, Talk, id=found.talk_id).step == 7
    assert len(rows(town.runtime, StepConfirmation)) == 1


def test_saying_the_same_stores_nothing(town: Town) -> None:
    _, first = talk_of(town, progress_health="2")
    before = dump(town.runtime)
    assert correct(town, first, progress_health="2").repeated
    assert changed(before, dump(town.runtime)) == set()


def test_same_correction_twice_is_stored_once(town: Town) -> None:
    _, first = talk_of(town)
    found = correct(town, first, note="Rettet")
    before = dump(town.runtime)
    assert correct(town, first, note="Rettet").talk_id == found.talk_id
    assert changed(before, dump(town.runtime)) == set()


def test_stale_correction_is_a_conflict_with_what_stands_now(town: Town) -> None:
    _, first = talk_of(town)
    correct(town, first, town.user(name="Sofie Holm"), note="Sofies")
    before = dump(town.runtime)
    with pytest.raises(FactConflictError) as conflict:
        correct(town, first, note="Majas")
    assert conflict.value.theirs["note"] == "Sofies"
    assert conflict.value.message.params["who"] == "Sofie Holm"
    assert changed(before, dump(town.runtime)) == set()


def test_wrong_values_are_refused(town: Town) -> None:
    _, first = talk_of(town)
    with pytest.raises(InvalidInputError):
        correct(town, first, held_on="")


def test_leader_may_not_correct(town: Town) -> None:
    _, first = talk_of(town)
    with pytest.raises(ForbiddenError):
        correct(town, first, town.leader())


@pytest.mark.parametrize("talk_id", [0, 99_999, 2**40])
def test_talk_that_is_none_is_not_found(town: Town, talk_id: int) -> None:
    with pytest.raises(NotFoundError):
        correct(town, talk_id)


def test_talk_of_another_municipality_is_not_found(town: Town) -> None:
    _, first = talk_of(town)
    with pytest.raises(NotFoundError):
        correct(town, first, Town(town.runtime, "Søby Kommune").superuser())


def test_many_talks_are_shown_in_as_many_statements_as_few(town: Town) -> None:
    amina, first = talk_of(town, progress_health="2")
    correct(town, first, note="Rettet")
    few = statements(town, amina)
    for number in range(30):
        hold_talk(town, town.user(), amina, note=str(number), progress_health="3")
    assert statements(town, amina) == few


def statements(town: Town, citizen_id: str) -> int:
    """How many are sent for the panel's part."""
    seen: list[str] = []
    engine = town.runtime.database.engine
    event.listen(engine, "before_cursor_execute", lambda *sent: seen.append(sent[2]))
    with town.runtime.database.read() as session:
        citizen = citizens.get(session, town.user(), citizen_id)
        assert talks_of(session, citizen, town.user()).shown
    return len(seen)
