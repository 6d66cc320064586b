"""Facts that are refused, each for its reason, and whatever the reason, nothing is stored."""

import pytest

from kanban.domain.errors import ForbiddenError, InvalidInputError, NotFoundError
from kanban.domain.facts import CompanyContact, Cv, HoursEntry, JobGoals, Marking
from kanban.domain.staff import Role
from kanban.services.case.edit_fact import edit_fact
from kanban.services.runtime import Runtime
from tests.factories import Town
from tests.integration.fact_forms import FORMS, KINDS, newest_id, record, send
from tests.support.stored import nothing_stored, one, rows

BAD_INPUT: dict[str, tuple[str, dict[str, str], str]] = {
    "a day not in the calendar": ("cv", {"cv_prepared_on": "31-02-2026"}, "cv_prepared_on"),
    "a leap day in another year": ("cv", {"cv_prepared_on": "29-02-2026"}, "cv_prepared_on"),
    "a date to come": ("cv", {"cv_prepared_on": "21-11-2026"}, "cv_prepared_on"),
    "a date that is none": ("contacts", {"contacted_on": "i går"}, "contacted_on"),
    "a year long gone": ("goals", {"goal_registered_on": "01-01-1999"}, "goal_registered_on"),
    "a year far ahead": ("actions", {"due_on": "01-01-2100"}, "due_on"),
    "a choice nobody offers": ("cv", {"cv_kind": "video"}, "cv_kind"),
    "a yes that is none": ("cv", {"cv_approved": "måske"}, "cv_approved"),
    "negative hours": ("hours", {"paid_hours": "-1"}, "paid_hours"),
    "too many hours": ("hours", {"paid_hours": "59,1"}, "paid_hours"),
    "hours in words": ("hours", {"internship_hours": "ti"}, "internship_hours"),
    "hours without end": ("hours", {"paid_hours": "1e3"}, "paid_hours"),
    "no hours at all": ("hours", {"paid_hours": "", "internship_hours": ""}, "paid_hours"),
    "a number of seven digits": ("contacts", {"company_cvr": "1122334"}, "company_cvr"),
    "a very long company": ("contacts", {"company": "x" * 201}, "company"),
    "a company of blanks": ("agreement", {"company": " \x00 "}, "company"),
    "ends before it starts": ("agreement", {"ends_on": "13-09-2026"}, "ends_on"),
    "pay from no day": ("agreement", {"paid_hours_outlook": "yes"}, "paid_hours_from"),
    "a marking that ends first": ("markings", {"valid_to": "30-09-2026"}, "valid_to"),
    "a benefit that ends first": ("benefit", {"valid_to": "30-09-2026"}, "valid_to"),
    "a group there is not": ("group", {"target_group": "4"}, "target_group"),
    "a group in words": ("group", {"target_group": "et"}, "target_group"),
    "a month there is not": ("payslips", {"month": "2026-13"}, "month"),
    "a month in words": ("payslips", {"month": "oktober"}, "month"),
    "a payslip that neither came nor will": ("payslips", {"received_on": ""}, "received_on"),
    "somebody nobody is": ("actions", {"action_by": "999999"}, "action_by"),
    "somebody in words": ("actions", {"action_by": "Maja"}, "action_by"),
    "text of 10,001 characters": ("cv", {"cv_summary": "x" * 10_001}, "cv_summary"),
    "no goal of any kind": ("goals", {"goal_a": ""}, "goal_a"),
    "a kind of exemption without one": ("markings", {"exemption_kind": "illness"}, "exemption_kind"),
    "a version in words": ("cv", {"version": "ny"}, "version"),
    "no version": ("cv", {"version": ""}, "version"),
    "a negative version": ("cv", {"version": "-1"}, "version"),
    "an endless version": ("cv", {"version": "9" * 30}, "version"),
    "a version the card never had": ("cv", {"version": "4"}, "version"),
    "an entry in words": ("hours", {"entry": "den første"}, "entry"),
    "an endless entry": ("hours", {"entry": "9" * 30}, "entry"),
}


@pytest.mark.parametrize(("kind", "changes", "field"), BAD_INPUT.values(), ids=BAD_INPUT)
def test_bad_input_is_told_beside_its_field(town: Town, kind: str, changes: dict[str, str], field: str) -> None:
    maja, amina = town.user(), town.citizen()
    town.move(maja, amina, "8")
    with nothing_stored(town.runtime), pytest.raises(InvalidInputError) as refusal:
        record(town, maja, amina, kind, **changes)
    assert set(refusal.value.by_field()) == {field}


def test_every_problem_is_told_at_once(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    with nothing_stored(town.runtime), pytest.raises(InvalidInputError) as refusal:
        send(town, maja, amina, "contacts", company="x" * 201, contacted_on="31-02-2026", company_cvr="1")
    assert list(refusal.value.by_field()) == ["company", "contact_kind", "contacted_on", "company_cvr"]


@pytest.mark.parametrize("kind", KINDS)
def test_empty_form_asks_for_what_the_fact_cannot_be_without(town: Town, kind: str) -> None:
    maja, amina = town.user(), town.citizen()
    with nothing_stored(town.runtime), pytest.raises(InvalidInputError) as refusal:
        edit_fact(town.runtime, maja, amina, kind, {"version": "1"})
    assert refusal.value.by_field()


@pytest.mark.parametrize("text", ["x" * 10_000, "<script>alert(1)</script>", "'; DROP TABLE cv; --", "{{ 7 * 7 }}"])
def test_text_is_kept_as_it_was_written(town: Town, text: str) -> None:
    maja, amina = town.user(), town.citizen()
    record(town, maja, amina, "cv", cv_summary=text)
    assert one(town.runtime, Cv).cv_summary == text


def test_control_characters_are_left_out_and_lines_kept(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    record(town, maja, amina, "goals", goal_a="Stue\x00pi\x1bge\n", sub_goals="Et\r\nTo\x07\ttre \ud800")
    goals = one(town.runtime, JobGoals)
    assert (goals.goal_a, goals.sub_goals) == ("Stuepige", "Et\nTo\ttre")


@pytest.mark.parametrize(("typed", "minutes"), [("59", 3540), ("0,01", 1), ("7.25", 435), ("0", 0)])
def test_hours_from_nought_to_fifty_nine_are_taken(town: Town, typed: str, minutes: int) -> None:
    maja, amina = town.user(), town.citizen()
    record(town, maja, amina, "hours", paid_hours=typed, internship_hours="")
    assert one(town.runtime, HoursEntry).paid_hours == minutes


@pytest.mark.parametrize("kind", KINDS)
def test_leader_may_look_but_not_edit(town: Town, kind: str) -> None:
    amina, lars = town.citizen(), town.leader()
    with nothing_stored(town.runtime), pytest.raises(ForbiddenError):
        record(town, lars, amina, kind)


def test_superuser_may_edit(town: Town) -> None:
    amina = town.citizen()
    assert record(town, town.superuser(), amina, "cv").changed


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("kind", ["cv", "hours"])
def test_citizen_of_another_municipality_is_not_found(runtime: Runtime, role: Role, kind: str) -> None:
    here, there = Town(runtime), Town(runtime, "Søby Kommune")
    amina, stranger = here.citizen(), there.user(role)
    with nothing_stored(runtime), pytest.raises(NotFoundError):
        record(here, stranger, amina, kind)


@pytest.mark.parametrize("citizen_id", ["", "1", "../../etc/passwd", "x" * 12, "æøåæøåæøåæøå"])
def test_citizen_nobody_is_not_found(town: Town, citizen_id: str) -> None:
    maja = town.user()
    with nothing_stored(town.runtime), pytest.raises(NotFoundError):
        edit_fact(town.runtime, maja, citizen_id, "cv", {"version": "1", **FORMS["cv"]})


@pytest.mark.parametrize("kind", ["", "Cv", "closing", "assignment", "talks", "../cv"])
def test_kind_there_is_not_is_not_found(town: Town, kind: str) -> None:
    maja, amina = town.user(), town.citizen()
    with nothing_stored(town.runtime), pytest.raises(NotFoundError):
        edit_fact(town.runtime, maja, amina, kind, {"version": "1"})


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("removed", [False, True])
def test_entry_of_another_citizen_is_not_found(town: Town, kind: str, *, removed: bool) -> None:
    maja, amina, omar = town.user(), town.citizen(), town.citizen("Omar Aden")
    record(town, maja, amina, kind)
    record(town, maja, omar, kind)
    extra = {"remove": "yes", "reason": "Forkert"} if removed else {}
    with nothing_stored(town.runtime), pytest.raises(NotFoundError):
        record(town, maja, amina, kind, entry=newest_id(town.runtime, kind), **extra)


@pytest.mark.parametrize("entry", ["0", "999999999"])
def test_entry_nobody_made_is_not_found(town: Town, entry: str) -> None:
    maja, amina = town.user(), town.citizen()
    with nothing_stored(town.runtime), pytest.raises(NotFoundError):
        record(town, maja, amina, "hours", entry=entry)


def test_employee_of_another_municipality_is_not_offered(runtime: Runtime) -> None:
    here, there = Town(runtime), Town(runtime, "Søby Kommune")
    maja, amina, stranger = here.user(), here.citizen(), there.user()
    with nothing_stored(runtime), pytest.raises(InvalidInputError) as refusal:
        record(here, maja, amina, "actions", action_by=str(stranger.id))
    assert set(refusal.value.by_field()) == {"action_by"}


EXEMPT = {"marking": "Fritagelse", "valid_from": "01-10-2026"}


def test_r_mark_4_only_those_with_the_case_state_the_kind_of_exemption(town: Town) -> None:
    maja, sofie, susanne, amina = town.user(), town.user(name="Sofie Holm"), town.superuser(), town.citizen()
    town.move(maja, amina, "8")
    for stranger in (sofie, susanne):
        for kind in ("illness", ""):
            with nothing_stored(town.runtime), pytest.raises(ForbiddenError):
                send(town, stranger, amina, "markings", **EXEMPT, exemption_kind=kind)
    assert send(town, maja, amina, "markings", **EXEMPT, exemption_kind="illness").changed
    assert one(town.runtime, Marking).exemption_kind == "illness"


def test_r_mark_4_others_may_correct_the_period_and_the_kind_stays(town: Town) -> None:
    maja, sofie, amina = town.user(), town.user(name="Sofie Holm"), town.citizen()
    town.move(maja, amina, "8")
    send(town, maja, amina, "markings", **EXEMPT, exemption_kind="illness")
    send(town, sofie, amina, "markings", entry=newest_id(town.runtime, "markings"), valid_to="01-12-2026")
    assert [each.exemption_kind for each in rows(town.runtime, Marking)] == ["illness", "illness"]
    send(town, sofie, amina, "markings", entry=newest_id(town.runtime, "markings"), marking="Step up")
    assert [each.exemption_kind for each in rows(town.runtime, Marking)] == ["illness", "illness", None]


def test_nothing_is_stored_of_a_company_whose_fact_is_refused(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    with nothing_stored(town.runtime), pytest.raises(InvalidInputError):
        record(town, maja, amina, "contacts", contacted_on="")
    record(town, maja, amina, "contacts")
    assert one(town.runtime, CompanyContact).contact_person == "Birthe Holst"
