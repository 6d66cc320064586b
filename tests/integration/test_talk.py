"""Recording a talk: everything in one transaction, once."""

from datetime import date

import pytest

from kanban.domain.audit import AuditAction, AuditEvent
from kanban.domain.citizen import Citizen
from kanban.domain.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from kanban.domain.follow_up import AgreedAction
from kanban.domain.readiness import CitizenSign
from kanban.domain.talk import StepConfirmation, Talk, TalkScore
from kanban.domain.transition import StepTransition
from kanban.services.runtime import Runtime
from kanban.services.talks.record_talk import record_talk
from tests.factories import Town, move_fields
from tests.integration.talks import hold_talk, talk_fields
from tests.support.stored import changed, dump, one, rows


def placed(town: Town, to_step: str = "7") -> str:
    amina = town.citizen()
    town.move(town.user(), amina, to_step)
    return amina


def refused(town: Town, citizen_id: str, **changes: str) -> dict[str, str]:
    """The problems of a form that must not store anything."""
    before = dump(town.runtime)
    with pytest.raises(InvalidInputError) as refusal:
        hold_talk(town, town.user(), citizen_id, **changes)
    assert changed(before, dump(town.runtime)) == set()
    return {problem.field: problem.message.text for problem in refusal.value.problems}


def test_talk_confirms_the_step_and_stores_everything(town: Town) -> None:
    maja, amina = town.user(), placed(town)
    fields = {"progress_health": "4", "next_talk_on": "16-12-2026", "talk_place": "Biblioteket"}
    agreed = {"action": "Ring til Birthe", "action_by": str(maja.id), "due_on": "24-11-2026"}
    found = hold_talk(town, maja, amina, **fields, **agreed)
    talk = one(town.runtime, Talk, id=found.talk_id)
    assert (talk.held_on, talk.talk_place, talk.step, talk.step_confirmed) == (
        date(2026, 11, 18),
        "Biblioteket",
        7,
        True,
    )
    assert (talk.recorded_by, talk.next_talk_on, talk.transition_id) == (maja.id, date(2026, 12, 16), None)
    assert [(each.theme, each.level) for each in rows(town.runtime, TalkScore)] == [("health", 4)]
    confirmed = one(town.runtime, StepConfirmation)
    assert (confirmed.confirmed_on, confirmed.step, confirmed.talk_id) == (date(2026, 11, 18), 7, talk.id)
    action = one(town.runtime, AgreedAction)
    assert (action.action, action.action_by, action.due_on) == ("Ring til Birthe", maja.id, date(2026, 11, 24))
    actions = [event.action for event in rows(town.runtime, AuditEvent)]
    assert actions[-2:] == [AuditAction.STEP_CONFIRMED, AuditAction.TALK_RECORDED]


def test_talk_moves_the_citizen_from_its_own_day(town: Town) -> None:
    amina = placed(town, "7")
    fields = {name: text for name, text in move_fields("6", 2).items() if name not in {"effective_on", "version"}}
    town_rows = rows(town.runtime, StepTransition)
    assert len(town_rows) == 1
    found = hold_talk(town, town.user(), amina, step_confirmed="no", held_on="20-11-2026", **fields)
    move = rows(town.runtime, StepTransition)[-1]
    talk = one(town.runtime, Talk)
    assert (move.to_step, move.effective_on, move.note) == (6, date(2026, 11, 20), "")
    assert (talk.transition_id, talk.step, talk.step_confirmed) == (move.id, 6, False)
    assert found.moved is not None
    assert (found.moved.from_step, found.moved.to_step, found.step) == (7, 6, 6)
    assert rows(town.runtime, StepConfirmation) == []


def test_talk_tells_when_the_next_is_due(town: Town) -> None:
    amina = placed(town)
    hold_talk(town, town.user(), amina, next_talk_on="19-11-2026")
    owner = one(town.runtime, Citizen, public_id=amina).id
    assert [sign.due_on for sign in rows(town.runtime, CitizenSign, citizen_id=owner, code="talk")] == [
        date(2026, 11, 19)
    ]


def test_decision_is_required_of_a_citizen_on_a_step(town: Town) -> None:
    amina = placed(town)
    assert refused(town, amina, step_confirmed="").keys() == {"step_confirmed"}
    assert refused(town, amina, step_confirmed="no").keys() == {"step_confirmed"}


@pytest.mark.parametrize("target", [None, "out"])
def test_citizen_on_no_step_has_nothing_to_confirm(town: Town, target: str | None) -> None:
    amina = town.citizen()
    if target:
        town.move(town.user(), amina, target)
    hold_talk(town, town.user(), amina, step_confirmed="")
    hold_talk(town, town.user(), amina)
    assert [talk.step_confirmed for talk in rows(town.runtime, Talk)] == [False, False]
    assert rows(town.runtime, StepConfirmation) == []


def test_problems_of_talk_and_move_are_told_together(town: Town) -> None:
    amina = placed(town, "5")
    found = refused(
        town,
        amina,
        step_confirmed="no",
        to_step="7",
        cv_prepared_on="x",
        talk_kind="",
        progress_health="8",
        action_by="99",
    )
    assert found.keys() == {"talk_kind", "progress_health", "cv_prepared_on", "cv_kind", "reason", "effective_on"}


def test_day_in_the_future_is_told_once(town: Town) -> None:
    amina = placed(town)
    assert refused(
        town, amina, held_on="24-12-2026", step_confirmed="no", to_step="out", closing_reason="moved"
    ).keys() == {"held_on"}


def test_person_of_another_municipality_takes_no_step(town: Town) -> None:
    foreign = Town(town.runtime, "Søby Kommune").user(name="Frida Fremmed")
    amina = placed(town)
    assert refused(town, amina, action="Ring", action_by=str(foreign.id)).keys() == {"action_by"}


def test_refused_talk_takes_its_move_along(town: Town) -> None:
    amina = placed(town, "7")
    fields = {**move_fields("6", 2), "step_confirmed": "no", "next_talk_on": "01-01-2020"}
    assert refused(town, amina, **fields).keys() == {"next_talk_on"}


def test_same_submission_is_stored_once_and_answered_alike(town: Town) -> None:
    maja, amina = town.user(), placed(town)
    form = talk_fields(2, progress_health="3")
    first = record_talk(town.runtime, maja, amina, form)
    before = dump(town.runtime)
    again = record_talk(town.runtime, maja, amina, {**form, "csrf_token": "another"})
    assert changed(before, dump(town.runtime)) == set()
    assert (again.talk_id, again.repeated) == (first.talk_id, True)


def test_same_submission_with_a_move_is_stored_once(town: Town) -> None:
    maja, amina = town.user(), placed(town)
    form = {**talk_fields(2, step_confirmed="no"), **move_fields("6", 2)}
    first = record_talk(town.runtime, maja, amina, form)
    before = dump(town.runtime)
    assert record_talk(town.runtime, maja, amina, form).talk_id == first.talk_id
    assert changed(before, dump(town.runtime)) == set()


def test_two_people_may_hold_the_same_talk(town: Town) -> None:
    amina, form = placed(town), talk_fields(2)
    for actor in (town.user(), town.user(name="Sofie Holm")):
        record_talk(town.runtime, actor, amina, form)
    assert len(rows(town.runtime, Talk)) == 2


def test_newer_card_is_no_conflict_without_a_move(town: Town) -> None:
    amina = placed(town)
    town.move(town.user(name="Sofie Holm"), amina, "6")
    record_talk(town.runtime, town.user(), amina, talk_fields(2))
    assert one(town.runtime, Talk).step == 6


def test_newer_card_is_a_conflict_with_a_move(town: Town) -> None:
    maja, amina = town.user(), placed(town)
    town.move(town.user(name="Sofie Holm"), amina, "6")
    before = dump(town.runtime)
    with pytest.raises(ConflictError) as conflict:
        record_talk(town.runtime, maja, amina, {**talk_fields(2, step_confirmed="no"), **move_fields("5", 2)})
    assert conflict.value.message.params["who"] == "Sofie Holm"
    assert changed(before, dump(town.runtime)) == set()


def test_move_after_a_talk_of_somebody_elses_is_a_conflict_naming_them(town: Town) -> None:
    amina = placed(town)
    version = town.version(amina)
    hold_talk(town, town.user(name="Sofie Holm"), amina)
    with pytest.raises(ConflictError) as conflict:
        town.move(town.user(), amina, "6", version=str(version))
    assert conflict.value.message.params["who"] == "Sofie Holm"


def test_leader_may_not_record(town: Town) -> None:
    with pytest.raises(ForbiddenError):
        hold_talk(town, town.leader(), placed(town))


def test_other_municipality_finds_nobody(town: Town, runtime: Runtime) -> None:
    stranger = Town(runtime, "Søby Kommune").superuser()
    amina = placed(town)
    with pytest.raises(NotFoundError):
        record_talk(runtime, stranger, amina, talk_fields())


@pytest.mark.parametrize("text", ["#[x] $a$ \\ 'quote\" <b>", "Æøå Łódź 😀", "linje 1\n\nlinje 2", "x" * 10_000])
def test_words_are_kept_as_written(town: Town, text: str) -> None:
    hold_talk(town, town.user(), placed(town), note=text)
    assert one(town.runtime, Talk).note == text
