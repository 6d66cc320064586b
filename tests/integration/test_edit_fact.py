"""Recording, correcting and removing every kind of fact: what was said before stays, with who said it and when."""

import pytest

from kanban.domain.audit import AuditAction, AuditEvent
from kanban.domain.citizen import Citizen
from kanban.domain.errors import InvalidInputError, NotFoundError
from kanban.domain.fact_form import FACT_FORMS
from kanban.domain.facts import Cv, HoursEntry, JobGoals, Marking
from kanban.domain.inputs.fact import MOST_REASON
from kanban.services.verify_board import verify_board
from kanban.store.case_file import open_file
from tests.factories import Town
from tests.integration.fact_forms import (
    CORRECTIONS,
    FORMS,
    KINDS,
    SERIES,
    entry_of,
    newest_id,
    record,
    send,
    versions,
)
from tests.support.stored import nothing_stored, one, rows


@pytest.mark.parametrize("kind", KINDS)
def test_fact_is_recorded_with_who_and_on_which_version(town: Town, kind: str) -> None:
    maja, amina = town.user(), town.citizen()
    edited = record(town, maja, amina, kind)
    (fact,) = versions(town.runtime, kind)
    assert (edited.citizen_id, edited.kind, edited.changed, edited.removed) == (amina, kind, True, False)
    assert (fact.recorded_by, fact.base_version, fact.transition_id, fact.replaces_id) == (maja.id, 1, None, None)
    assert town.version(amina) == 2
    (event,) = rows(town.runtime, AuditEvent, action=str(AuditAction.FACT_RECORDED))
    assert (event.staff_id, event.detail) == (maja.id, kind)
    assert verify_board(town.runtime) == []


@pytest.mark.parametrize("kind", KINDS)
def test_correction_keeps_the_former_version_with_who_and_when(town: Town, kind: str) -> None:
    maja, sofie, amina = town.user(), town.user(name="Sofie Holm"), town.citizen()
    record(town, maja, amina, kind)
    name, _, after = CORRECTIONS[kind]
    before = versions(town.runtime, kind)[0].model_dump()
    assert send(town, sofie, amina, kind, **entry_of(town.runtime, kind), **{name: after}).changed
    old, new = versions(town.runtime, kind)
    assert old.model_dump() == before
    assert (old.recorded_by, new.recorded_by) == (maja.id, sofie.id)
    assert new.replaces_id == (old.id if FACT_FORMS[kind].series else None)
    column = FACT_FORMS[kind].column(name)
    assert getattr(old, column) != getattr(new, column)
    kept = set(FACT_FORMS[kind].table.model_fields) - {column, "id", "recorded_at", "recorded_by", "base_version"}
    assert {each: getattr(new, each) for each in kept - {"replaces_id"}} == {
        each: before[each] for each in kept - {"replaces_id"}
    }
    assert verify_board(town.runtime) == []


@pytest.mark.parametrize("kind", KINDS)
def test_same_submission_twice_is_stored_once_and_answered_alike(town: Town, kind: str) -> None:
    maja, amina = town.user(), town.citizen()
    assert send(town, maja, amina, kind, version="1", **FORMS[kind]).changed
    with nothing_stored(town.runtime):
        again = send(town, maja, amina, kind, version="1", **FORMS[kind])
    assert (again.citizen_id, again.kind) == (amina, kind)
    assert len(versions(town.runtime, kind)) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_same_correction_twice_is_stored_once(town: Town, kind: str) -> None:
    maja, amina = town.user(), town.citizen()
    record(town, maja, amina, kind)
    name, _, after = CORRECTIONS[kind]
    sent = {"version": "2", **entry_of(town.runtime, kind), **FORMS[kind], name: after}
    assert send(town, maja, amina, kind, **sent).changed
    with nothing_stored(town.runtime):
        send(town, maja, amina, kind, **sent)


@pytest.mark.parametrize("kind", KINDS)
def test_saying_what_stands_stores_nothing(town: Town, kind: str) -> None:
    maja, sofie, amina = town.user(), town.user(name="Sofie Holm"), town.citizen()
    record(town, maja, amina, kind)
    with nothing_stored(town.runtime):
        assert not send(town, sofie, amina, kind, **entry_of(town.runtime, kind), **FORMS[kind]).changed


def test_fields_that_are_not_sent_keep_their_value_and_empty_ones_are_emptied(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    record(town, maja, amina, "cv")
    send(town, maja, amina, "cv", cv_summary="", cv_approved="")
    old, new = rows(town.runtime, Cv)
    assert (new.cv_summary, new.cv_approved, new.cv_kind) == ("", None, "jobnet")
    assert (old.cv_summary, old.cv_approved) == ("Ti år i køkken", True)


@pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind, form in FACT_FORMS.items() for name in (*form.required, *form.one_of)]
)
def test_field_a_fact_cannot_be_without_cannot_be_emptied(town: Town, kind: str, name: str) -> None:
    maja, amina = town.user(), town.citizen()
    record(town, maja, amina, kind)
    sent = dict.fromkeys(FACT_FORMS[kind].one_of, "") if name in FACT_FORMS[kind].one_of else {name: ""}
    with nothing_stored(town.runtime), pytest.raises(InvalidInputError) as refusal:
        send(town, maja, amina, kind, **entry_of(town.runtime, kind), **sent)
    assert refusal.value.by_field().keys() <= {*FACT_FORMS[kind].required, *FACT_FORMS[kind].one_of}


def test_r_goal_8_development_goal_may_stand_without_a_job_goal(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    send(town, maja, amina, "goals", goal_registered_on="02-10-2026", development_goal="Møde hver dag")
    assert one(town.runtime, JobGoals).development_goal == "Møde hver dag"


@pytest.mark.parametrize("kind", SERIES)
def test_removed_entry_stays_with_who_when_and_why_and_counts_no_more(town: Town, kind: str) -> None:
    maja, sofie, amina = town.user(), town.user(name="Sofie Holm"), town.citizen()
    record(town, maja, amina, kind)
    entry = entry_of(town.runtime, kind)
    edited = send(town, sofie, amina, kind, **entry, remove="yes", reason="Forkert borger")
    assert (edited.changed, edited.removed) == (True, True)
    (fact,) = versions(town.runtime, kind)
    assert (fact.withdrawn_by, fact.withdrawn_reason, fact.withdrawn_version) == (sofie.id, "Forkert borger", 2)
    assert fact.withdrawn_at is not None
    assert _standing(town, kind) == 0
    assert len(rows(town.runtime, AuditEvent, action=str(AuditAction.FACT_WITHDRAWN), detail=kind)) == 1
    assert verify_board(town.runtime) == []


@pytest.mark.parametrize("kind", SERIES)
def test_removing_a_corrected_entry_does_not_bring_back_what_it_replaced(town: Town, kind: str) -> None:
    maja, amina = town.user(), town.citizen()
    record(town, maja, amina, kind)
    first, (name, _, after) = newest_id(town.runtime, kind), CORRECTIONS[kind]
    send(town, maja, amina, kind, entry=first, **{name: after})
    send(town, maja, amina, kind, entry=newest_id(town.runtime, kind), remove="yes", reason="Forkert borger")
    assert _standing(town, kind) == 0
    assert [fact.withdrawn_reason for fact in versions(town.runtime, kind)] == ["Forkert borger"] * 2


def _standing(town: Town, kind: str) -> int:
    with town.runtime.database.read() as session:
        case = open_file(session, one(town.runtime, Citizen)).case
    named = {"group": "groups", "benefit": "benefits"}.get(kind, kind)
    return len(getattr(case, named))


@pytest.mark.parametrize("kind", SERIES)
def test_removal_sent_twice_is_stored_once(town: Town, kind: str) -> None:
    maja, amina = town.user(), town.citizen()
    record(town, maja, amina, kind)
    sent = {"version": "2", **entry_of(town.runtime, kind), "remove": "yes", "reason": "Forkert"}
    send(town, maja, amina, kind, **sent)
    with nothing_stored(town.runtime):
        assert not send(town, maja, amina, kind, **sent).changed


@pytest.mark.parametrize("reason", ["", "   ", "\x00", "x" * (MOST_REASON + 1)])
@pytest.mark.parametrize("kind", SERIES)
def test_removal_takes_a_reason_of_reasonable_length(town: Town, kind: str, reason: str) -> None:
    maja, amina = town.user(), town.citizen()
    record(town, maja, amina, kind)
    with nothing_stored(town.runtime), pytest.raises(InvalidInputError) as refusal:
        send(town, maja, amina, kind, **entry_of(town.runtime, kind), remove="yes", reason=reason)
    assert refusal.value.by_field().keys() == {"reason"}


def test_incomplete_imported_entry_can_be_removed(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    town.mark(amina, "Step up")
    marking = one(town.runtime, Marking)
    assert send(town, maja, amina, "markings", entry=str(marking.id), remove="yes", reason="Udløbet").removed


def test_removed_entry_can_be_neither_corrected_nor_removed_again(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    record(town, maja, amina, "hours")
    entry = newest_id(town.runtime, "hours")
    send(town, maja, amina, "hours", entry=entry, remove="yes", reason="Forkert")
    for sent in ({"paid_hours": "9"}, {"remove": "yes", "reason": "Igen"}):
        with nothing_stored(town.runtime), pytest.raises(NotFoundError):
            send(town, maja, amina, "hours", entry=entry, **sent)


def test_removal_without_an_entry_finds_nothing(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    record(town, maja, amina, "hours")
    with nothing_stored(town.runtime), pytest.raises(NotFoundError):
        send(town, maja, amina, "hours", remove="yes", reason="Forkert")
    assert len(rows(town.runtime, HoursEntry)) == 1


def test_fact_a_move_left_incomplete_can_be_corrected_field_by_field(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    town.move(maja, amina, "3")
    assert send(town, maja, amina, "agreement", tasks="Gulve").changed
    with nothing_stored(town.runtime), pytest.raises(InvalidInputError) as refusal:
        send(town, maja, amina, "agreement", tasks="Vinduer", agreement_kind="")
    assert refusal.value.by_field().keys() == {"agreement_kind"}
