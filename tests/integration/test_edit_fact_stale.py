"""Two people at the same case: what has changed since the form was opened is told, and nothing is lost."""

import pytest

from kanban.domain.errors import ConflictError, FactConflictError, NotFoundError
from kanban.domain.fact_form import FACT_FORMS
from kanban.domain.facts import Cv, Marking
from kanban.domain.staff import Actor
from kanban.domain.transition import StepTransition
from kanban.services.case.annul_move import annul_move
from kanban.services.case.move_citizen import move_citizen
from kanban.services.verify_board import verify_board
from tests.factories import Town, move_fields
from tests.integration.fact_forms import (
    CORRECTIONS,
    FORMS,
    KINDS,
    SERIES,
    SINGLE,
    entry_of,
    newest_id,
    record,
    send,
    versions,
)
from tests.support.stored import nothing_stored, rows

Case = tuple[Town, Actor, Actor, str]


@pytest.fixture
def case(town: Town) -> Case:
    return town, town.user(), town.user(name="Sofie Holm"), town.citizen()


@pytest.mark.parametrize("kind", KINDS)
def test_fact_somebody_else_corrected_is_a_conflict_with_both_values(case: Case, kind: str) -> None:
    town, maja, sofie, amina = case
    record(town, maja, amina, kind)
    entry, (name, mine, theirs) = entry_of(town.runtime, kind), CORRECTIONS[kind]
    send(town, sofie, amina, kind, **entry, **{name: theirs})
    with nothing_stored(town.runtime), pytest.raises(FactConflictError) as conflict:
        send(town, maja, amina, kind, version="2", **entry, **{name: mine})
    assert (conflict.value.theirs[name], conflict.value.version) == (theirs, 3)
    told = conflict.value.message.params
    assert told["who"] == "Sofie Holm"
    assert f"{told['when']:%d-%m-%Y}" == "20-11-2026"


@pytest.mark.parametrize("kind", KINDS)
def test_after_a_conflict_the_choice_is_stored_on_the_new_version(case: Case, kind: str) -> None:
    town, maja, sofie, amina = case
    record(town, maja, amina, kind)
    entry, (name, mine, theirs) = entry_of(town.runtime, kind), CORRECTIONS[kind]
    send(town, sofie, amina, kind, **entry, **{name: theirs})
    assert send(town, maja, amina, kind, version="3", **entry, **{name: mine}).changed
    column = FACT_FORMS[kind].column(name)
    first, second, third = (getattr(fact, column) for fact in versions(town.runtime, kind))
    assert first == third != second
    assert verify_board(town.runtime) == []


@pytest.mark.parametrize("kind", KINDS)
def test_both_saying_the_same_is_no_conflict_and_stored_once(case: Case, kind: str) -> None:
    town, maja, sofie, amina = case
    record(town, maja, amina, kind)
    entry, (name, _, theirs) = entry_of(town.runtime, kind), CORRECTIONS[kind]
    send(town, sofie, amina, kind, **entry, **{name: theirs})
    with nothing_stored(town.runtime):
        assert not send(town, maja, amina, kind, version="2", **entry, **{name: theirs}).changed


@pytest.mark.parametrize("kind", KINDS)
def test_another_fact_changed_meanwhile_is_no_conflict(case: Case, kind: str) -> None:
    town, maja, sofie, amina = case
    record(town, maja, amina, kind)
    entry, (name, _, after) = entry_of(town.runtime, kind), CORRECTIONS[kind]
    other = "cv" if kind != "cv" else "goals"
    record(town, sofie, amina, other)
    assert send(town, maja, amina, kind, version="2", **entry, **{name: after}).changed


@pytest.mark.parametrize("kind", SERIES)
def test_another_entry_of_the_series_changed_meanwhile_is_no_conflict(case: Case, kind: str) -> None:
    town, maja, sofie, amina = case
    record(town, maja, amina, kind)
    entry, (name, _, after) = newest_id(town.runtime, kind), CORRECTIONS[kind]
    record(town, sofie, amina, kind)
    assert send(town, maja, amina, kind, version="2", entry=entry, **{name: after}).changed
    assert len(versions(town.runtime, kind)) == 3


@pytest.mark.parametrize("kind", SERIES)
def test_new_entry_beside_another_is_no_conflict_even_when_it_says_the_same(case: Case, kind: str) -> None:
    town, maja, sofie, amina = case
    for actor in (maja, sofie):
        assert send(town, actor, amina, kind, version="1", **FORMS[kind]).changed
    assert len(versions(town.runtime, kind)) == 2


@pytest.mark.parametrize("kind", SERIES)
def test_entry_somebody_else_removed_is_a_conflict_to_correct_and_to_remove(case: Case, kind: str) -> None:
    town, maja, sofie, amina = case
    record(town, maja, amina, kind)
    entry, (name, _, after) = newest_id(town.runtime, kind), CORRECTIONS[kind]
    send(town, sofie, amina, kind, entry=entry, remove="yes", reason="Forkert borger")
    for sent in ({name: after}, {"remove": "yes", "reason": "Udløbet"}):
        with nothing_stored(town.runtime), pytest.raises(FactConflictError) as conflict:
            send(town, maja, amina, kind, version="2", entry=entry, **sent)
        assert conflict.value.message.params["who"] == "Sofie Holm"
    with nothing_stored(town.runtime), pytest.raises(NotFoundError):
        send(town, maja, amina, kind, version="3", entry=entry, **{name: after})


@pytest.mark.parametrize("kind", SERIES)
def test_entry_somebody_else_corrected_is_a_conflict_to_remove(case: Case, kind: str) -> None:
    town, maja, sofie, amina = case
    record(town, maja, amina, kind)
    entry, (name, _, after) = newest_id(town.runtime, kind), CORRECTIONS[kind]
    send(town, sofie, amina, kind, entry=entry, **{name: after})
    with nothing_stored(town.runtime), pytest.raises(FactConflictError):
        send(town, maja, amina, kind, version="2", entry=entry, remove="yes", reason="Forkert")


@pytest.mark.parametrize("kind", SERIES)
def test_form_on_a_corrected_entry_goes_on_from_its_successor(case: Case, kind: str) -> None:
    town, maja, sofie, amina = case
    record(town, maja, amina, kind)
    first, (name, before, after) = newest_id(town.runtime, kind), CORRECTIONS[kind]
    send(town, sofie, amina, kind, entry=first, **{name: after})
    second = newest_id(town.runtime, kind)
    assert send(town, maja, amina, kind, entry=first, **{name: before}).changed
    assert versions(town.runtime, kind)[-1].replaces_id == int(second)


@pytest.mark.parametrize("kind", SERIES)
def test_correcting_an_entry_to_say_what_another_says_is_not_taken_for_a_repetition(case: Case, kind: str) -> None:
    town, maja, _, amina = case
    record(town, maja, amina, kind)
    entry, (name, _, after) = newest_id(town.runtime, kind), CORRECTIONS[kind]
    send(town, maja, amina, kind, version="2", **{**FORMS[kind], name: after})
    assert send(town, maja, amina, kind, version="2", entry=entry, **{**FORMS[kind], name: after}).changed
    assert len(versions(town.runtime, kind)) == 3


@pytest.mark.parametrize(("first", "second"), [("", "no"), ("no", ""), ("yes", "no")])
def test_no_and_no_answer_are_two_things(case: Case, first: str, second: str) -> None:
    town, maja, _, amina = case
    record(town, maja, amina, "cv")
    send(town, maja, amina, "cv", version="2", cv_profile_job_directed=first, cv_summary="A")
    with pytest.raises(FactConflictError):
        send(town, maja, amina, "cv", version="2", cv_profile_job_directed=second, cv_summary="A")


def test_nought_hours_and_no_hours_are_two_things(case: Case) -> None:
    town, maja, _, amina = case
    send(town, maja, amina, "hours", version="1", valid_from="01-10-2026", paid_hours="", internship_hours="5")
    send(town, maja, amina, "hours", version="1", valid_from="01-10-2026", paid_hours="0", internship_hours="5")
    assert len(versions(town.runtime, "hours")) == 2


@pytest.mark.parametrize("kind", SINGLE)
def test_move_meanwhile_is_no_conflict_for_facts_it_did_not_touch(case: Case, kind: str) -> None:
    town, maja, sofie, amina = case
    record(town, maja, amina, kind)
    entry, (name, _, after) = entry_of(town.runtime, kind), CORRECTIONS[kind]
    town.move(sofie, amina, "8")
    assert send(town, maja, amina, kind, version="2", **entry, **{name: after}).changed


@pytest.mark.parametrize(
    ("kind", "step", "said", "sent"),
    [
        ("cv", "7", {"cv_kind": "presentation"}, {"cv_kind": "competence"}),
        ("goals", "6", {"goal_c": "Lager"}, {"goal_c": "Butik"}),
        ("agreement", "4", {"tasks": "Gulve"}, {"tasks": "Vinduer"}),
        ("outcome", "1", {"starts_on": "02-11-2026"}, {"starts_on": "03-11-2026"}),
    ],
)
def test_move_meanwhile_is_a_conflict_for_the_fact_it_registered(
    case: Case, kind: str, step: str, said: dict[str, str], sent: dict[str, str]
) -> None:
    town, maja, sofie, amina = case
    record(town, maja, amina, kind)
    entry = entry_of(town.runtime, kind)
    town.move(sofie, amina, step, **said)
    with nothing_stored(town.runtime), pytest.raises(FactConflictError) as conflict:
        send(town, maja, amina, kind, version="2", **entry, **sent)
    assert conflict.value.message.params["who"] == "Sofie Holm"


def test_annulment_meanwhile_is_a_conflict_for_what_it_withdrew_and_for_nothing_else(case: Case) -> None:
    town, maja, sofie, amina = case
    town.move(sofie, amina, "7")
    annul_move(town.runtime, sofie, rows(town.runtime, StepTransition)[0].id or 0, "Forkert borger")
    assert record(town, maja, amina, "goals", version="2").changed
    with nothing_stored(town.runtime), pytest.raises(FactConflictError) as conflict:
        send(town, maja, amina, "cv", version="2", cv_summary="Tolv år")
    assert conflict.value.theirs == {}
    assert record(town, maja, amina, "cv").changed


def test_fact_recorded_meanwhile_makes_the_move_form_stale(case: Case) -> None:
    town, maja, sofie, amina = case
    record(town, sofie, amina, "goals")
    with nothing_stored(town.runtime), pytest.raises(ConflictError) as conflict:
        move_citizen(town.runtime, maja, amina, move_fields("7", 1))
    assert conflict.value.message.params["who"] == "Sofie Holm"


def test_removal_meanwhile_names_who_removed(case: Case) -> None:
    town, maja, sofie, amina = case
    record(town, maja, amina, "hours")
    send(town, sofie, amina, "hours", entry=newest_id(town.runtime, "hours"), remove="yes", reason="Forkert")
    with nothing_stored(town.runtime), pytest.raises(ConflictError) as conflict:
        move_citizen(town.runtime, maja, amina, move_fields("7", 2))
    assert conflict.value.message.params["who"] == "Sofie Holm"


def test_conflict_tells_the_kind_of_exemption_only_to_those_with_the_case(case: Case) -> None:
    town, maja, sofie, amina = case
    town.move(maja, amina, "8")
    send(town, maja, amina, "markings", marking="Fritagelse", valid_from="01-10-2026", exemption_kind="illness")
    entry = str(rows(town.runtime, Marking)[0].id)
    send(town, maja, amina, "markings", entry=entry, valid_to="01-12-2026")
    with pytest.raises(FactConflictError) as conflict:
        send(town, sofie, amina, "markings", version="3", entry=entry, valid_to="02-12-2026")
    assert "exemption_kind" not in conflict.value.theirs


def test_form_on_an_older_version_of_the_cv_goes_on_from_the_newest(case: Case) -> None:
    town, maja, sofie, amina = case
    record(town, maja, amina, "cv")
    send(town, sofie, amina, "cv", cv_summary="Tolv år")
    first = str(rows(town.runtime, Cv)[0].id)
    send(town, maja, amina, "cv", entry=first, cv_made_with="Jobformidler")
    newest = rows(town.runtime, Cv)[-1]
    assert (newest.cv_summary, newest.cv_made_with) == ("Tolv år", "Jobformidler")


def test_bad_input_is_never_taken_for_a_repetition(case: Case) -> None:
    town, maja, _, amina = case
    record(town, maja, amina, "cv")
    send(town, maja, amina, "cv", version="2", cv_summary="A")
    with pytest.raises(FactConflictError):
        send(town, maja, amina, "cv", version="2", cv_summary="A", cv_prepared_on="31-02-2026", cv_made_with="B")
