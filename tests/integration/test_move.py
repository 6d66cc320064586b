"""Moving a citizen: for every step the move, its facts, the stays, the card and audit (R-STEP-1 to R-STEP-9)."""

from datetime import date

import pytest
from sqlmodel import SQLModel

from kanban.domain.audit import AuditAction, AuditEvent
from kanban.domain.citizen import Citizen
from kanban.domain.company import Company
from kanban.domain.facts import (
    BrokerAssignment,
    Closing,
    CompanyContact,
    Cv,
    HoursEntry,
    JobGoals,
    Outcome,
    WorkAgreement,
)
from kanban.domain.steps import Direction
from kanban.domain.transition import StepTransition, StepVisit
from kanban.services.runtime import Runtime
from kanban.services.verify_board import verify_board
from tests.factories import TODAY, Town
from tests.support.stored import changed, dump, one, rows

DERIVED = {"citizen", "step_visit", "citizen_sign", "step_transition", "audit_event"}
COMPANY = {"company", "company_word"}
WRITTEN: dict[str, set[str]] = {
    "8": {"broker_assignment"},
    "7": {"cv"},
    "6": {"job_goals"},
    "5": {"company_contact", *COMPANY},
    "4": {"work_agreement", *COMPANY, "company_person", "hours_entry"},
    "3": {"work_agreement", *COMPANY, "company_person", "hours_entry"},
    "2": {"work_agreement", "hours_entry"},
    "1": {"outcome", *COMPANY},
    "out": {"closing"},
}
STORED: list[tuple[str, type[SQLModel], dict[str, object]]] = [
    ("8", BrokerAssignment, {"assigned_on": TODAY}),
    ("7", Cv, {"cv_prepared_on": date(2026, 10, 1), "cv_kind": "jobnet", "cv_approved": None}),
    ("6", JobGoals, {"goal_a": "Stuepige på hotel", "goal_registered_on": date(2026, 10, 2)}),
    ("5", CompanyContact, {"contact_kind": "visit", "contacted_on": date(2026, 10, 3)}),
    (
        "4",
        WorkAgreement,
        {"agreement_kind": "internship", "internship_hours": 900, "ends_on": date(2026, 12, 11), "paid_hours": None},
    ),
    ("4", HoursEntry, {"valid_from": date(2026, 9, 14), "internship_hours": 900, "paid_hours": None}),
    ("3", WorkAgreement, {"contact_person": "Birthe Holst", "paid_hours": 390, "follow_up_on": date(2026, 12, 1)}),
    ("3", HoursEntry, {"valid_from": date(2026, 9, 14), "paid_hours": 390}),
    ("2", WorkAgreement, {"paid_hours": 720, "adjusted_on": date(2026, 11, 10)}),
    ("2", HoursEntry, {"valid_from": date(2026, 11, 10), "paid_hours": 720}),
    ("1", Outcome, {"outcome": "job", "starts_on": date(2026, 11, 1)}),
    ("out", Closing, {"closing_reason": "moved", "closed_on": TODAY}),
]


@pytest.mark.parametrize("target", WRITTEN)
def test_move_to_any_step_writes_its_facts_and_nothing_else(town: Town, target: str) -> None:
    maja, amina = town.user(), town.citizen()
    before = dump(town.runtime)
    town.move(maja, amina, target)
    assert changed(before, dump(town.runtime)) - {"citizen_sign"} == (DERIVED | WRITTEN[target]) - {"citizen_sign"}


@pytest.mark.parametrize(("target", "table", "values"), STORED)
def test_fact_holds_what_the_form_said(
    town: Town, target: str, table: type[SQLModel], values: dict[str, object]
) -> None:
    maja, amina = town.user(), town.citizen()
    town.move(maja, amina, target)
    fact = one(town.runtime, table)
    transition = one(town.runtime, StepTransition)
    assert {name: getattr(fact, name) for name in values} == values
    assert (getattr(fact, "transition_id"), getattr(fact, "recorded_by")) == (transition.id, maja.id)  # noqa: B009 - any fact


def test_move_is_recorded_with_day_order_recorder_and_words(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    town.move(maja, amina, "7", note="Talt i telefon", effective_on="2026-11-18")
    found = one(town.runtime, StepTransition)
    assert (found.to_step, found.effective_on, found.day_order) == (7, date(2026, 11, 18), 1)
    assert (found.recorded_by, found.note, found.reason, found.annulled_at) == (maja.id, "Talt i telefon", "", None)
    assert town.runtime.clock.local(found.recorded_at).date() == TODAY


def test_way_down_the_staircase_gives_one_stay_per_step(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    days = ["01-10-2026", "02-10-2026", "05-10-2026", "05-10-2026", "06-10-2026", "10-11-2026", "12-11-2026"]
    for target, day in zip(["8", "7", "6", "5", "4", "3", "2"], days, strict=True):
        town.move(maja, amina, target, effective_on=day)
    found = [(visit.step, visit.days) for visit in rows(town.runtime, StepVisit)]
    assert sorted(found, reverse=True) == [(8, 1), (7, 3), (6, 0), (5, 1), (4, 35), (3, 2), (2, None)]
    card = one(town.runtime, Citizen)
    assert (card.current_step, card.step_since, card.version) == (2, date(2026, 11, 12), 8)
    assert (card.broker_id, card.paid_minutes, card.context) == (maja.id, 720, "Strandhotellet")
    assert verify_board(town.runtime) == []


@pytest.mark.parametrize(
    ("first", "then", "reason", "direction"),
    [
        ("8", "7", "", Direction.FORWARD),
        ("8", "3", "", Direction.SKIP),
        ("3", "7", "Virksomheden lukkede", Direction.BACKWARD),
        ("3", "out", "", Direction.OUT),
        ("out", "6", "", Direction.RETURN),
    ],
)
def test_move_tells_where_it_went(town: Town, first: str, then: str, reason: str, direction: Direction) -> None:
    maja, amina = town.user(), town.citizen("Amina Warsame")
    assert town.move(maja, amina, first).direction in {Direction.INTAKE, Direction.OUT}
    moved = town.move(maja, amina, then, reason=reason)
    assert (moved.direction, moved.citizen_name, moved.repeated) == (direction, "Amina Warsame", False)
    assert (moved.from_step, moved.to_step) == (0 if first == "out" else int(first), 0 if then == "out" else int(then))


def test_audit_tells_who_moved_whom_where_without_naming_the_citizen(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    town.move(maja, amina, "7")
    event = one(town.runtime, AuditEvent, action=str(AuditAction.CITIZEN_MOVED))
    citizen = one(town.runtime, Citizen)
    assert (event.staff_id, event.citizen_id, event.municipality_id) == (maja.id, citizen.id, maja.municipality_id)
    assert event.detail == "to_step=7"


def test_superuser_may_move_too(town: Town) -> None:
    amina, boss = town.citizen(), town.superuser()
    assert town.move(boss, amina, "7").to_step == 7


def test_what_is_on_record_counts_and_makes_no_new_version(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    town.move(maja, amina, "7")
    town.move(maja, amina, "8", reason="Ny jobformidler")
    town.move(maja, amina, "7", cv_prepared_on="01-10-2026")
    assert len(rows(town.runtime, Cv)) == 1
    assert [move.to_step for move in rows(town.runtime, StepTransition)] == [7, 8, 7]


def test_changed_fact_is_a_new_version_and_the_old_one_stays(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    town.move(maja, amina, "6")
    town.move(maja, amina, "7", reason="CV skal rettes")
    town.move(maja, amina, "6", goal_a="Kontorassistent", goal_b="Lager")
    assert [(fact.goal_a, fact.goal_b) for fact in rows(town.runtime, JobGoals)] == [
        ("Stuepige på hotel", ""),
        ("Kontorassistent", "Lager"),
    ]


def test_optional_fields_are_stored_as_answered(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    town.move(maja, amina, "7", cv_approved="yes", cv_profile_job_directed="no", cv_summary="Ti år i køkken")
    cv = one(town.runtime, Cv)
    assert (cv.cv_approved, cv.cv_profile_job_directed, cv.cv_qualifications_filled) == (True, False, None)
    assert cv.cv_summary == "Ti år i køkken"


def test_company_is_one_row_however_its_name_is_written(town: Town) -> None:
    maja, amina, bo = town.user(), town.citizen("Amina"), town.citizen("Bo")
    town.move(maja, amina, "5", company="Café Åen")
    town.move(maja, bo, "5", company="  CAFÉ   AAEN ", company_cvr="11223344")
    assert [(found.name, found.cvr) for found in rows(town.runtime, Company)] == [("Café Åen", "11223344")]


def test_another_company_is_never_replaced_by_the_recorded_one(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    town.move(maja, amina, "5", company="Strandhotellet", company_cvr="11223344")
    town.move(maja, amina, "4", company="Netto Havnen")
    town.move(maja, amina, "3", company="Netto Torvet", company_cvr="11223344")
    stored = {found.id: (found.name, found.cvr) for found in rows(town.runtime, Company)}
    agreements = [stored[found.company_id] for found in rows(town.runtime, WorkAgreement) if found.company_id]
    assert agreements == [("Netto Havnen", ""), ("Netto Torvet", "11223344")]
    assert one(town.runtime, Citizen).context == "Netto Torvet"


def test_companies_of_two_municipalities_are_kept_apart(runtime: Runtime) -> None:
    here, there = Town(runtime), Town(runtime, "Søby Kommune")
    here.move(here.user(), here.citizen(), "5")
    there.move(there.user(), there.citizen(), "5")
    assert [found.name for found in rows(runtime, Company)] == ["Strandhotellet"] * 2
    assert len({found.municipality_id for found in rows(runtime, Company)}) == 2


def test_fewer_paid_hours_after_a_setback_show_on_the_card(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    town.move(maja, amina, "3", paid_hours="6,5")
    town.move(maja, amina, "2", paid_hours="12")
    town.move(maja, amina, "3", reason="Færre vagter", paid_hours="4")
    assert one(town.runtime, Citizen).paid_minutes == 240


def test_more_paid_hours_show_on_the_card_whatever_day_they_were_agreed(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    town.move(maja, amina, "3", starts_on="01-12-2026", paid_hours="6,5")
    town.move(maja, amina, "2", adjusted_on="10-11-2026", paid_hours="12")
    assert one(town.runtime, Citizen).paid_minutes == 720
