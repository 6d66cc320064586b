"""The side panel: the whole case, its history with annulled moves, and what the next step takes."""

from datetime import date

import pytest

from kanban.domain.audit import AuditAction, AuditEvent
from kanban.domain.citizen import Citizen
from kanban.domain.errors import NotFoundError
from kanban.domain.staff import Role
from kanban.domain.steps import Direction
from kanban.domain.transition import StepTransition
from kanban.services.case.annul_move import annul_move
from kanban.services.case.citizen_panel import citizen_panel
from kanban.services.runtime import Runtime
from tests.factories import Town
from tests.support.stored import one, rows


def test_new_citizen_has_an_empty_case_and_needs_a_broker(town: Town) -> None:
    maja, amina = town.user(), town.citizen(group=2)
    panel = citizen_panel(town.runtime, maja, amina)
    assert (panel.name, panel.team, panel.group, panel.started_on) == (
        "Amina Warsame",
        "Team Havn",
        2,
        date(2025, 5, 1),
    )
    assert (panel.step, panel.since, panel.days, panel.left, panel.history) == (None, None, None, False, ())
    assert panel.next_step is not None
    assert panel.next_step.number == 8
    assert [need.done for need in panel.needs] == [False]
    assert (panel.cv, panel.goals, panel.contact, panel.agreement, panel.outcome, panel.closing) == (None,) * 6


def test_panel_shows_every_fact_with_who_recorded_it(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    for target in ("8", "7", "6", "5", "4", "3", "2", "1"):
        town.move(maja, amina, target)
    panel = citizen_panel(town.runtime, maja, amina)
    assert panel.cv is not None
    assert panel.goals is not None
    assert panel.contact is not None
    assert panel.agreement is not None
    assert panel.outcome is not None
    assert (panel.cv.kind, panel.goals.goal_a, panel.contact.company) == (
        "jobnet",
        "Stuepige på hotel",
        "Strandhotellet",
    )
    assert (panel.agreement.number, panel.agreement.paid_minutes, panel.outcome.kind) == (3, 720, "job")
    assert {fact.recorded.by for fact in (panel.cv, panel.goals, panel.contact, panel.agreement)} == {"Maja Juhl"}
    assert [(point.paid_minutes, point.internship_minutes) for point in panel.hours] == [
        (None, 900),
        (390, 900),
        (720, None),
    ]


def test_history_is_newest_first_and_keeps_annulled_moves(town: Town) -> None:
    maja, boss, amina = town.user(), town.superuser(), town.citizen()
    town.move(maja, amina, "8", effective_on="01-11-2026")
    town.move(maja, amina, "6", effective_on="05-11-2026", note="Sprunget over")
    wrong = rows(town.runtime, StepTransition)[-1].id or 0
    town.move(maja, amina, "8", effective_on="09-11-2026", reason="Ny retning")
    town.move(maja, amina, "out")
    annul_move(town.runtime, boss, wrong, "Forkert borger")
    lines = citizen_panel(town.runtime, maja, amina).history
    assert [(line.to_step.number, line.from_step and line.from_step.number, line.direction) for line in lines] == [
        (0, 8, Direction.OUT),
        (8, 8, Direction.FORWARD),
        (6, None, None),
        (8, None, Direction.INTAKE),
    ]
    annulled = lines[2]
    assert (annulled.annulled_by, annulled.annul_reason, annulled.note) == (
        "Susanne Skov",
        "Forkert borger",
        "Sprunget over",
    )
    assert (lines[1].reason, lines[1].recorded_by, lines[1].backdated) == ("Ny retning", "Maja Juhl", True)
    assert not lines[0].backdated


def test_moves_of_one_day_stand_in_the_order_they_were_made(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    for target in ("8", "7", "6"):
        town.move(maja, amina, target)
    assert [line.to_step.number for line in citizen_panel(town.runtime, maja, amina).history] == [6, 7, 8]


@pytest.mark.parametrize(
    ("role", "name", "expected"),
    [
        (Role.BROKER, "Maja Juhl", True),
        (Role.BROKER, "Sofie Holm", False),
        (Role.SUPERUSER, "Susanne Skov", True),
        (Role.LEADER, "Lars Lund", False),
    ],
)
def test_annulment_is_offered_to_who_may_do_it(town: Town, role: Role, name: str, *, expected: bool) -> None:
    amina = town.citizen()
    town.move(town.user(), amina, "8")
    panel = citizen_panel(town.runtime, town.user(role, name), amina)
    assert panel.history[0].can_annul is expected
    assert panel.can_move is (role is not Role.LEADER)


def test_annulled_move_is_not_offered_again(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    town.move(maja, amina, "8")
    annul_move(town.runtime, maja, rows(town.runtime, StepTransition)[0].id or 0, "Forkert")
    assert [line.can_annul for line in citizen_panel(town.runtime, maja, amina).history] == [False]


def test_detail_of_a_move_names_what_its_form_registered(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    town.move(maja, amina, "6", goal_b="Lager")
    town.move(maja, amina, "3")
    details = [line.detail for line in citizen_panel(town.runtime, maja, amina).history]
    assert details == ["Strandhotellet, 6,5 t", "A: Stuepige på hotel, B: Lager"]


def test_citizen_who_left_shows_why_and_one_who_came_back_does_not(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    town.move(maja, amina, "out", closing_reason="deceased", closing_note="Besked fra familien")
    panel = citizen_panel(town.runtime, maja, amina)
    assert panel.closing is not None
    assert (panel.left, panel.closing.reason, panel.closing.note) == (True, "deceased", "Besked fra familien")
    assert (panel.step, panel.next_step, panel.signs) == (None, None, ())
    town.move(maja, amina, "8")
    assert citizen_panel(town.runtime, maja, amina).closing is None


def test_signs_stand_in_order_of_urgency(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    town.move(maja, amina, "4", follow_up_on="10-11-2026", ends_on="22-11-2026")
    signs = citizen_panel(town.runtime, maja, amina).signs
    assert [(sign.kind, sign.code) for sign in signs] == [
        ("late", "follow_up"),
        ("late", "ends"),
        ("missing", "paid_hours_outlook"),
        ("missing", "no_cv"),
        ("missing", "no_goal"),
    ]
    assert [sign.message.count for sign in signs][:2] == [10, 2]


def test_opening_a_case_is_audited_every_time(town: Town) -> None:
    amina, lars = town.citizen(), town.leader()
    for _ in range(2):
        citizen_panel(town.runtime, lars, amina)
    events = rows(town.runtime, AuditEvent, action=str(AuditAction.CASE_OPENED))
    citizen = one(town.runtime, Citizen)
    assert [(event.staff_id, event.citizen_id) for event in events] == [(lars.id, citizen.id)] * 2


@pytest.mark.parametrize("role", Role)
def test_case_of_another_municipality_is_not_found_and_not_audited(runtime: Runtime, role: Role) -> None:
    here, there = Town(runtime), Town(runtime, "Søby Kommune")
    amina, stranger = here.citizen(), there.user(role)
    with pytest.raises(NotFoundError):
        citizen_panel(runtime, stranger, amina)
    assert rows(runtime, AuditEvent) == []
