"""The same submission sent twice is stored once and answered like the first (double click, retry)."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from kanban.domain.errors import ConflictError
from kanban.domain.transition import StepTransition
from kanban.services.case.annul_move import annul_move
from kanban.services.case.move_citizen import Moved, move_citizen
from tests.factories import Town, move_fields
from tests.support.stored import changed, dump, rows


def test_second_submission_stores_nothing_and_is_answered_like_the_first(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    form = move_fields("7", 1, note="Dobbeltklik")
    first = move_citizen(town.runtime, maja, amina, form)
    before = dump(town.runtime)
    second = move_citizen(town.runtime, maja, amina, {**form, "csrf_token": "another"})
    assert changed(before, dump(town.runtime)) == set()
    assert second == Moved(**{**first.__dict__, "repeated": True})


def test_retry_after_other_moves_is_still_the_first_ones_answer(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    form = move_fields("8", 1, broker_id=str(maja.id))
    move_citizen(town.runtime, maja, amina, form)
    town.move(maja, amina, "7")
    before = dump(town.runtime)
    again = move_citizen(town.runtime, maja, amina, form)
    assert changed(before, dump(town.runtime)) == set()
    assert (again.from_step, again.to_step, again.repeated) == (None, 8, True)


def test_the_same_fields_on_a_newer_card_are_another_move(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    town.move(maja, amina, "7")
    town.move(maja, amina, "6")
    town.move(maja, amina, "7", reason="Tilbage")
    assert [move.to_step for move in rows(town.runtime, StepTransition)] == [7, 6, 7]


@pytest.mark.parametrize("changes", [{"note": "anden"}, {"effective_on": "19-11-2026"}, {"cv_kind": "presentation"}])
def test_another_submission_on_the_same_card_is_a_conflict(town: Town, changes: dict[str, str]) -> None:
    maja, amina = town.user(), town.citizen()
    move_citizen(town.runtime, maja, amina, move_fields("7", 1))
    with pytest.raises(ConflictError):
        move_citizen(town.runtime, maja, amina, move_fields("7", 1) | changes)


def test_the_same_form_from_somebody_else_is_a_conflict(town: Town) -> None:
    maja, sofie, amina = town.user(), town.user(name="Sofie Holm"), town.citizen()
    move_citizen(town.runtime, maja, amina, move_fields("7", 1))
    with pytest.raises(ConflictError):
        move_citizen(town.runtime, sofie, amina, move_fields("7", 1))


def test_submission_that_has_been_annulled_is_not_brought_back_by_a_retry(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    form = move_fields("7", 1)
    move_citizen(town.runtime, maja, amina, form)
    annul_move(town.runtime, maja, rows(town.runtime, StepTransition)[0].id or 0, "Forkert borger")
    with pytest.raises(ConflictError):
        move_citizen(town.runtime, maja, amina, form)


def test_submissions_at_the_same_moment_are_stored_once(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    form, start = move_fields("7", 1), threading.Barrier(4)

    def submit(_number: int) -> Moved:
        start.wait()
        return move_citizen(town.runtime, maja, amina, form)

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(submit, range(4)))
    assert sorted(answer.repeated for answer in answers) == [False, True, True, True]
    assert len(rows(town.runtime, StepTransition)) == 1
