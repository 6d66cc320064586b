"""Moves that are refused: each for its reason, and whatever the reason, nothing is stored."""

import pytest

from kanban.domain.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from kanban.domain.staff import Role
from kanban.services.accounts import disable
from kanban.services.case.move_citizen import move_citizen
from kanban.services.runtime import Runtime
from tests.factories import Town, move_fields
from tests.support.stored import nothing_stored

BAD_INPUT = {
    "a date in the future": ("7", {"effective_on": "21-11-2026"}, {"effective_on"}),
    "a date that is none": ("7", {"effective_on": "i går"}, {"effective_on"}),
    "a day not in the calendar": ("7", {"effective_on": "31-02-2026"}, {"effective_on"}),
    "no date": ("7", {"effective_on": ""}, {"effective_on"}),
    "a date before the latest move": ("7", {"effective_on": "31-10-2026"}, {"effective_on"}),
    "a date before the programme": ("7", {"effective_on": "01-01-1925"}, {"effective_on"}),
    "a step that does not exist": ("7", {"to_step": "9"}, {"to_step"}),
    "step nought": ("7", {"to_step": "0"}, {"to_step"}),
    "a step in words": ("7", {"to_step": "CV"}, {"to_step"}),
    "the step one stands on": ("8", {}, {"to_step"}),
    "a version in words": ("7", {"version": "ny"}, {"version"}),
    "no version": ("7", {"version": ""}, {"version"}),
    "negative hours": ("3", {"paid_hours": "-3"}, {"paid_hours"}),
    "too many hours": ("3", {"paid_hours": "200"}, {"paid_hours"}),
    "no hours": ("3", {"paid_hours": "0"}, {"paid_hours"}),
    "a thousand with point": ("4", {"internship_hours": "1.000"}, {"internship_hours"}),
    "hours in words": ("4", {"internship_hours": "syv"}, {"internship_hours"}),
    "a broker nobody is": ("8", {"broker_id": "999999"}, {"broker_id"}),
    "a broker in words": ("8", {"broker_id": "Maja"}, {"broker_id"}),
    "a broker without a number": ("8", {"broker_id": "-1"}, {"broker_id"}),
    "a caseworker nobody is": ("8", {"caseworker_id": "999999"}, {"caseworker_id"}),
    "an answer not offered": ("7", {"cv_kind": "linkedin"}, {"cv_kind"}),
    "an answer neither yes nor no": ("7", {"cv_approved": "måske"}, {"cv_approved"}),
    "a CVR number too short": ("5", {"company_cvr": "123"}, {"company_cvr"}),
    "a text too long": ("5", {"company": "x" * 201}, {"company"}),
    "a note too long": ("7", {"note": "x" * 10_001}, {"note"}),
    "an end before the start": ("4", {"ends_on": "01-09-2026"}, {"ends_on"}),
    "no day for hours to come": ("4", {"paid_hours_outlook": "yes"}, {"paid_hours_from"}),
    "a closing reason not offered": ("out", {"closing_reason": "ferie"}, {"closing_reason"}),
    "a contact in the future": ("5", {"contacted_on": "21-11-2026"}, {"contacted_on"}),
    "several at once": ("3", {"paid_hours": "-3", "tasks": "", "starts_on": "x"}, {"paid_hours", "tasks", "starts_on"}),
}


@pytest.mark.parametrize(("target", "changes", "fields"), BAD_INPUT.values(), ids=BAD_INPUT.keys())
def test_bad_input_is_refused_at_its_field_and_nothing_is_stored(
    town: Town, target: str, changes: dict[str, str], fields: set[str]
) -> None:
    maja, amina = town.user(), town.citizen()
    if target != "8" or ("broker_id" not in changes and "caseworker_id" not in changes):
        town.move(maja, amina, "8", effective_on="01-11-2026")
    form = {**move_fields(target, town.version(amina), broker_id=str(maja.id)), **changes}
    with nothing_stored(town.runtime), pytest.raises(InvalidInputError) as refusal:
        move_citizen(town.runtime, maja, amina, form)
    assert set(refusal.value.by_field()) == fields


def test_setback_without_reason_is_refused_and_nothing_is_stored(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    town.move(maja, amina, "5")
    with nothing_stored(town.runtime), pytest.raises(InvalidInputError) as refusal:
        town.move(maja, amina, "7")
    assert set(refusal.value.by_field()) == {"reason"}


def test_fewer_hours_are_no_progress_and_nothing_is_stored(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    town.move(maja, amina, "3", paid_hours="6,5")
    with nothing_stored(town.runtime), pytest.raises(InvalidInputError) as refusal:
        town.move(maja, amina, "2", paid_hours="6,5")
    assert set(refusal.value.by_field()) == {"paid_hours"}


def test_leaving_the_board_twice_is_refused(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    town.move(maja, amina, "out")
    with nothing_stored(town.runtime), pytest.raises(InvalidInputError) as refusal:
        town.move(maja, amina, "out", note="igen")
    assert set(refusal.value.by_field()) == {"to_step"}


def test_leader_sees_but_does_not_move(town: Town) -> None:
    amina, lars = town.citizen(), town.leader()
    with nothing_stored(town.runtime), pytest.raises(ForbiddenError):
        town.move(lars, amina, "7")


@pytest.mark.parametrize("role", Role)
def test_citizen_of_another_municipality_is_not_found_by_any_role(runtime: Runtime, role: Role) -> None:
    here, there = Town(runtime), Town(runtime, "Søby Kommune")
    stranger, amina = there.user(role), here.citizen()
    with nothing_stored(runtime), pytest.raises(NotFoundError):
        here.move(stranger, amina, "7")


@pytest.mark.parametrize("citizen_id", ["1", "", "nobody", "%", "' or 1=1 --", "\x00", "æøå", "x" * 5000])
def test_citizen_nobody_has_is_not_found(town: Town, citizen_id: str) -> None:
    maja = town.user()
    town.citizen()
    with nothing_stored(town.runtime), pytest.raises(NotFoundError):
        move_citizen(town.runtime, maja, citizen_id, move_fields("7", 1))


def test_broker_of_another_municipality_cannot_be_chosen(runtime: Runtime) -> None:
    here, there = Town(runtime), Town(runtime, "Søby Kommune")
    maja, amina, stranger = here.user(), here.citizen(), there.user()
    with nothing_stored(runtime), pytest.raises(InvalidInputError) as refusal:
        here.move(maja, amina, "8", broker_id=str(stranger.id))
    assert set(refusal.value.by_field()) == {"broker_id"}


def test_employee_who_has_left_or_only_leads_cannot_be_made_broker(town: Town) -> None:
    maja, amina, gone, lars = town.user(), town.citizen(), town.user(name="Gitte Gammel"), town.leader()
    disable(town.runtime, town.email(gone))
    for wrong in (gone, lars):
        with nothing_stored(town.runtime), pytest.raises(InvalidInputError) as refusal:
            town.move(maja, amina, "8", broker_id=str(wrong.id))
        assert set(refusal.value.by_field()) == {"broker_id"}


def test_leader_may_be_the_caseworker(town: Town) -> None:
    maja, amina, lars = town.user(), town.citizen(), town.leader()
    assert town.move(maja, amina, "8", caseworker_id=str(lars.id)).to_step == 8


def test_card_that_has_moved_meanwhile_is_a_conflict_naming_who_and_when(town: Town) -> None:
    maja, sofie, amina = town.user(), town.user(name="Sofie Holm"), town.citizen()
    town.move(sofie, amina, "8")
    with nothing_stored(town.runtime), pytest.raises(ConflictError) as conflict:
        move_citizen(town.runtime, maja, amina, move_fields("7", 1))
    told = conflict.value.message
    assert told.params["who"] == "Sofie Holm"
    assert f"{told.params['when']:%d-%m-%Y}" == "20-11-2026"


def test_conflict_comes_before_complaints_about_fields(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    town.move(maja, amina, "8")
    with nothing_stored(town.runtime), pytest.raises(ConflictError):
        move_citizen(town.runtime, maja, amina, move_fields("7", 1, cv_kind="", effective_on="21-11-2026"))


@pytest.mark.parametrize("version", ["2", "0", "999999999"])
def test_version_the_card_never_had_is_a_conflict(town: Town, version: str) -> None:
    maja, amina = town.user(), town.citizen()
    with nothing_stored(town.runtime), pytest.raises(ConflictError):
        move_citizen(town.runtime, maja, amina, move_fields("7", 1) | {"version": version})
