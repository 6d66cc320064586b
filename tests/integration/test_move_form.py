"""The move form: the target's fields, prefilled with what is on record and where it comes from."""

import pytest

from kanban.domain.audit import AuditAction, AuditEvent
from kanban.domain.errors import FieldProblem, ForbiddenError, InvalidInputError, NotFoundError
from kanban.domain.messages import say
from kanban.domain.staff import Role
from kanban.domain.steps import Direction, step
from kanban.domain.views.move_form import FieldView, MoveFormView
from kanban.services.accounts import disable
from kanban.services.case.move_form import RefusedForm, move_form
from kanban.services.runtime import Runtime
from tests.factories import Town, move_fields
from tests.support.stored import rows

TARGETS = ["8", "7", "6", "5", "4", "3", "2", "1", "out"]


def field(form: MoveFormView, name: str) -> FieldView:
    return next(each for each in (*form.fields, form.effective_on, form.note) if each.name == name)


@pytest.mark.parametrize("target", TARGETS)
def test_form_asks_for_exactly_the_targets_fields(town: Town, target: str) -> None:
    maja, amina = town.user(), town.citizen()
    form = move_form(town.runtime, maja, amina, target)
    expected = step(0 if target == "out" else int(target))
    assert form.to_step == expected
    assert {each.name for each in form.fields if each.required} == set(expected.required)
    assert {each.name for each in form.fields if not each.required} == set(expected.optional)
    assert (form.effective_on.required, form.effective_on.value, form.note.required) == (True, "20-11-2026", False)
    assert (form.version, form.citizen_name, form.problems) == (1, "Amina Warsame", ())


@pytest.mark.parametrize(("current", "target"), [(None, 8), ("8", 7), ("2", 1), ("1", 0), ("out", 8)])
def test_form_without_a_target_is_for_the_next_step(town: Town, current: str | None, target: int) -> None:
    maja, amina = town.user(), town.citizen()
    if current:
        town.move(maja, amina, current)
    assert move_form(town.runtime, maja, amina, "").to_step.number == target


def test_reason_is_asked_for_on_the_way_back_only(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    town.move(maja, amina, "5")
    back, on = (move_form(town.runtime, maja, amina, target) for target in ("7", "4"))
    assert back.reason is not None
    assert (back.reason.required, back.direction, on.reason) == (True, Direction.BACKWARD, None)


def test_form_offers_every_step_but_the_present_one(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    town.move(maja, amina, "5", effective_on="10-11-2026")
    form = move_form(town.runtime, maja, amina, "4")
    assert [each.number for each in form.targets] == [8, 7, 6, 4, 3, 2, 1, 0]
    assert f"{form.earliest:%d-%m-%Y}" == "10-11-2026"


def test_known_values_are_prefilled_and_say_where_they_come_from(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    town.move(maja, amina, "5", contact_person="Birthe Holst", company_cvr="11223344")
    form = move_form(town.runtime, maja, amina, "4")
    values = {each.name: each.value for each in form.fields if each.known_from}
    assert values == {"company": "Strandhotellet", "contact_person": "Birthe Holst", "company_cvr": "11223344"}
    assert field(form, "tasks").value == ""


def test_prefilled_values_are_written_as_one_types_them(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    town.move(maja, amina, "3", paid_hours="6,5", starts_on="14-09-2026")
    town.move(maja, amina, "7", reason="CV", cv_approved="no")
    again, cv = (move_form(town.runtime, maja, amina, target) for target in ("3", "7"))
    assert (field(again, "paid_hours").value, field(again, "starts_on").value) == ("6,5", "14-09-2026")
    assert field(cv, "cv_approved").value == "no"


def test_prefilled_form_sent_back_as_it_stands_is_taken(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    for target in ("8", "7", "6", "5", "4"):
        town.move(maja, amina, target)
    town.move(maja, amina, "8", reason="Forfra")
    for target in ("7", "6", "5", "4"):
        form = move_form(town.runtime, maja, amina, target)
        sent = {each.name: each.value for each in form.fields}
        assert town.move(maja, amina, target, **sent).to_step == int(target)


def test_broker_is_chosen_among_those_at_work_and_the_present_one_stays_a_choice(town: Town) -> None:
    maja, gone, amina = town.user(), town.user(name="Gitte Gammel"), town.citizen()
    town.user(name="Sofie Holm")
    town.leader()
    town.move(gone, amina, "8")
    disable(town.runtime, town.email(gone))
    broker = field(move_form(town.runtime, maja, amina, "8"), "broker_id")
    assert {option.label for option in broker.options} == {"Gitte Gammel (GG)", "Maja Juhl (MJ)", "Sofie Holm (SH)"}
    assert [option.label for option in broker.options if option.selected] == ["Gitte Gammel (GG)"]


def test_refused_form_keeps_what_was_typed_and_the_version_it_was_based_on(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    problem = InvalidInputError((FieldProblem("cv_kind", say("Choose one of the answers")),))
    typed = move_fields("7", 1, cv_kind="linkedin", effective_on="i går", note="Husk")
    form = move_form(town.runtime, maja, amina, "7", RefusedForm(typed, problem))
    assert [each.name for each in form.problems] == ["cv_kind"]
    assert (field(form, "cv_kind").value, form.effective_on.value, form.note.value) == ("linkedin", "i går", "Husk")
    assert form.version == 1


@pytest.mark.parametrize("target", ["9", "0", "x"])
def test_step_that_does_not_exist_is_refused(town: Town, target: str) -> None:
    with pytest.raises(InvalidInputError):
        move_form(town.runtime, town.user(), town.citizen(), target)


def test_leader_gets_no_form(town: Town) -> None:
    amina = town.citizen()
    with pytest.raises(ForbiddenError):
        move_form(town.runtime, town.leader(), amina, "7")


@pytest.mark.parametrize("role", Role)
def test_other_municipality_gets_no_form(runtime: Runtime, role: Role) -> None:
    here, there = Town(runtime), Town(runtime, "Søby Kommune")
    with pytest.raises(NotFoundError):
        move_form(runtime, there.user(role), here.citizen(), "7")


def test_opening_the_form_is_a_look_into_the_case_and_is_audited(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    move_form(town.runtime, maja, amina, "7")
    (event,) = rows(town.runtime, AuditEvent)
    assert (event.action, event.staff_id) == (str(AuditAction.CASE_OPENED), maja.id)
