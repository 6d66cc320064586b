"""Many edits at the same moment, and any sequence of edits by two people: nothing acknowledged is ever lost."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kanban.domain.audit import AuditAction, AuditEvent
from kanban.domain.citizen import Citizen
from kanban.domain.errors import DomainError, FactConflictError
from kanban.domain.fact_form import FACT_FORMS
from kanban.domain.facts import Cv, JobGoals, Marking
from kanban.domain.staff import Actor
from kanban.services.case.edit_fact import edit_fact
from kanban.services.verify_board import verify_board
from tests.factories import Town
from tests.integration.fact_forms import FORMS, record, versions
from tests.support.stored import one, rows

EDITORS = 8


def _at_once(jobs: list[Callable[[], Any]]) -> list[Any]:
    """What each job gave, or the domain error it raised; all begin together."""
    gate = threading.Barrier(len(jobs))

    def run(job: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever the job gives
        gate.wait()
        try:
            return job()
        except DomainError as error:
            return error

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def _job(town: Town, actor: Actor, citizen_id: str, kind: str, **fields: str) -> Callable[[], Any]:
    return lambda: edit_fact(town.runtime, actor, citizen_id, kind, fields)


def test_eight_edit_the_same_fact_from_the_same_version_and_one_is_stored(town: Town) -> None:
    people, amina = [town.user(name=f"Broker {each}") for each in range(EDITORS)], town.citizen()
    record(town, people[0], amina, "cv")
    texts = [f"Fra {person.name}" for person in people]
    answers = _at_once(
        [
            _job(town, person, amina, "cv", version="2", cv_summary=text)
            for person, text in zip(people, texts, strict=True)
        ]
    )
    stored = [text for answer, text in zip(answers, texts, strict=True) if not isinstance(answer, DomainError)]
    assert len(stored) == 1
    refused = [answer for answer in answers if isinstance(answer, FactConflictError)]
    assert len(refused) == EDITORS - 1
    assert {answer.theirs["cv_summary"] for answer in refused} == set(stored)
    assert [cv.cv_summary for cv in rows(town.runtime, Cv)][1:] == stored
    assert one(town.runtime, Citizen).version == 3
    assert verify_board(town.runtime) == []


def test_eight_edit_different_facts_from_the_same_version_and_all_are_stored(town: Town) -> None:
    amina = town.citizen()
    kinds = [kind for kind in FACT_FORMS if kind not in {"group", "actions", "outcome"}][:EDITORS]
    people = [town.user(name=f"Broker {each}") for each in range(len(kinds))]
    answers = _at_once(
        [
            _job(town, person, amina, kind, version="1", **FORMS[kind])
            for person, kind in zip(people, kinds, strict=True)
        ]
    )
    assert [answer.changed for answer in answers] == [True] * len(kinds)
    assert one(town.runtime, Citizen).version == 1 + len(kinds)
    assert len(rows(town.runtime, AuditEvent, action=str(AuditAction.FACT_RECORDED))) == len(kinds)
    assert verify_board(town.runtime) == []


def test_same_form_sent_by_eight_connections_is_stored_once(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    answers = _at_once([_job(town, maja, amina, "contacts", version="1", **FORMS["contacts"])] * EDITORS)
    assert sorted(answer.changed for answer in answers) == [False] * (EDITORS - 1) + [True]
    assert len(versions(town.runtime, "contacts")) == 1


@pytest.mark.parametrize("kind", ["cv", "markings"])
def test_edit_and_move_at_once_are_both_stored_or_told(town: Town, kind: str) -> None:
    maja, sofie, amina = town.user(), town.user(name="Sofie Holm"), town.citizen()

    def move() -> object:
        return town.move(sofie, amina, "6")

    answers = _at_once([_job(town, maja, amina, kind, version="1", **FORMS[kind]), move])
    assert not isinstance(answers[0], DomainError)
    assert len(rows(town.runtime, JobGoals)) == (0 if isinstance(answers[1], DomainError) else 1)
    assert verify_board(town.runtime) == []


@dataclass(frozen=True)
class Edit:
    """Something one of two people sends, from a form opened ``behind`` changes ago."""

    person: int
    kind: str
    number: int
    behind: int
    entry: int
    remove: bool


EDITS = st.lists(
    st.builds(
        Edit,
        person=st.integers(0, 1),
        kind=st.sampled_from(["cv", "goals", "markings", "agreement"]),
        number=st.integers(0, 3),
        behind=st.integers(0, 3),
        entry=st.integers(-1, 3),
        remove=st.booleans(),
    ),
    max_size=12,
)
TEXT = {"cv": "cv_summary", "goals": "goal_b", "markings": "marking", "agreement": "tasks"}


def _form(edit: Edit, version: int, entries: list[int]) -> dict[str, str]:
    fields = {
        "version": str(max(1, version - edit.behind)),
        **FORMS[edit.kind],
        TEXT[edit.kind]: f"Tekst {edit.number}",
    }
    if edit.entry >= 0 and entries and FACT_FORMS[edit.kind].series | FACT_FORMS[edit.kind].parallel:
        fields["entry"] = str(entries[edit.entry % len(entries)])
        if edit.remove and FACT_FORMS[edit.kind].series:
            fields |= {"remove": "yes", "reason": "Tastefejl"}
    elif edit.kind == "agreement" and edit.remove:
        fields["entry"] = "new"
    return fields


def test_after_any_sequence_of_edits_every_acknowledged_value_is_in_some_row(town: Town) -> None:
    people, told = (town.user(), town.user(name="Sofie Holm")), []

    # Every example makes a citizen of its own, so sharing the database between examples hides nothing.
    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(EDITS)
    def play(edits: list[Edit]) -> None:
        told.append(edits)
        public_id = town.citizen(f"Borger {len(told):04d}")
        owner = one(town.runtime, Citizen, public_id=public_id).id
        said: set[tuple[str, str]] = set()
        for edit in edits:
            table = FACT_FORMS[edit.kind].table
            before = {fact.id: _written(fact) for fact in rows(town.runtime, table, citizen_id=owner)}
            fields = _form(edit, town.version(public_id), [key for key in before if key])
            try:
                edited = edit_fact(town.runtime, people[edit.person], public_id, edit.kind, fields)
            except DomainError:
                continue
            if not edited.removed and "remove" not in fields:
                said.add((edit.kind, fields[TEXT[edit.kind]]))
            after = {fact.id: _written(fact) for fact in rows(town.runtime, table, citizen_id=owner)}
            assert {key: after[key] for key in before} == before
        for kind, text in said:
            table = FACT_FORMS[kind].table
            column = FACT_FORMS[kind].column(TEXT[kind])
            assert text in {getattr(fact, column) for fact in rows(town.runtime, table, citizen_id=owner)}

    play()
    assert verify_board(town.runtime) == []


def _written(fact: Any) -> dict[str, Any]:  # noqa: ANN401 - a fact of any table
    kept: dict[str, Any] = fact.model_dump()
    return {name: value for name, value in kept.items() if not name.startswith("withdrawn_")}


def test_removed_markings_keep_their_first_reason(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    record(town, maja, amina, "markings")
    (marking,) = rows(town.runtime, Marking)
    sent = {"entry": str(marking.id), "remove": "yes"}
    edit_fact(town.runtime, maja, amina, "markings", {"version": "2", **sent, "reason": "Forkert"})
    edit_fact(town.runtime, maja, amina, "markings", {"version": "2", **sent, "reason": "Noget andet"})
    assert one(town.runtime, Marking).withdrawn_reason == "Forkert"
