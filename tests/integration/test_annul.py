"""Annulling a move: history keeps both, the facts of its form are withdrawn, and the board follows."""

from datetime import date

import pytest

from kanban.domain.audit import AuditAction, AuditEvent
from kanban.domain.citizen import Citizen
from kanban.domain.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError, RefusedError
from kanban.domain.facts import Closing, Cv, HoursEntry, JobGoals
from kanban.domain.staff import Role
from kanban.domain.transition import StepTransition, StepVisit
from kanban.services.case.annul_move import annul_form, annul_move
from kanban.services.case.citizen_panel import citizen_panel
from kanban.services.runtime import Runtime
from kanban.services.verify_board import verify_board
from tests.factories import Town
from tests.support.stored import changed, dump, nothing_stored, one, rows

REASON = "Tastet på den forkerte borger"


def last_move(town: Town) -> int:
    return rows(town.runtime, StepTransition)[-1].id or 0


def path(town: Town) -> list[tuple[int, date, date | None]]:
    found = sorted(rows(town.runtime, StepVisit), key=lambda visit: visit.seq)
    return [(visit.step, visit.enter_date, visit.leave_date) for visit in found]


def test_annulled_move_stays_in_the_history_with_who_when_and_why(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    town.move(maja, amina, "8", effective_on="01-11-2026")
    town.move(maja, amina, "7")
    done = annul_move(town.runtime, maja, last_move(town), f"  {REASON} ")
    assert (done.citizen_id, done.step_before, done.step_after) == (amina, 7, 8)
    first, second = rows(town.runtime, StepTransition)
    assert (first.annulled_at, first.annul_reason) == (None, "")
    assert (second.to_step, second.annulled_by, second.annul_reason) == (7, maja.id, REASON)
    assert second.annulled_at is not None
    assert path(town) == [(8, date(2026, 11, 1), None)]


def test_only_move_of_a_citizen_can_be_annulled_and_leaves_the_tray(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    town.move(maja, amina, "8")
    done = annul_move(town.runtime, maja, last_move(town), REASON)
    card = one(town.runtime, Citizen)
    assert (done.step_before, done.step_after) == (8, None)
    assert (card.current_step, card.step_since, card.broker_id) == (None, None, None)
    assert path(town) == []


def test_annulment_in_the_middle_joins_the_stays_around_it(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    town.move(maja, amina, "7", effective_on="01-11-2026")
    town.move(maja, amina, "6", effective_on="05-11-2026")
    wrong = last_move(town)
    town.move(maja, amina, "7", effective_on="09-11-2026", reason="Tilbage")
    annul_move(town.runtime, maja, wrong, REASON)
    assert path(town) == [(7, date(2026, 11, 1), None)]
    assert verify_board(town.runtime) == []


def test_later_moves_follow_when_an_earlier_one_is_annulled(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    for target, day in (("8", "01-11-2026"), ("7", "05-11-2026"), ("6", "09-11-2026")):
        town.move(maja, amina, target, effective_on=day)
    annul_move(town.runtime, maja, rows(town.runtime, StepTransition)[1].id or 0, REASON)
    assert path(town) == [(8, date(2026, 11, 1), date(2026, 11, 9)), (6, date(2026, 11, 9), None)]


def test_facts_of_the_annulled_form_are_withdrawn_and_older_ones_count_again(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    town.move(maja, amina, "6", goal_a="Stuepige")
    town.move(maja, amina, "7", reason="CV mangler")
    town.move(maja, amina, "6", goal_a="Gartner")
    annul_move(town.runtime, maja, last_move(town), REASON)
    assert [(goals.goal_a, goals.withdrawn_at is None) for goals in rows(town.runtime, JobGoals)] == [
        ("Stuepige", True),
        ("Gartner", False),
    ]
    panel = citizen_panel(town.runtime, maja, amina)
    assert panel.goals is not None
    assert panel.goals.goal_a == "Stuepige"
    assert one(town.runtime, Cv).withdrawn_at is None


def test_hours_of_an_annulled_move_leave_the_card(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    town.move(maja, amina, "3", paid_hours="6,5")
    town.move(maja, amina, "2", paid_hours="12")
    annul_move(town.runtime, maja, last_move(town), REASON)
    assert one(town.runtime, Citizen).paid_minutes == 390
    assert [entry.withdrawn_at is None for entry in rows(town.runtime, HoursEntry)] == [True, False]


def test_citizen_comes_back_when_leaving_is_annulled(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    town.move(maja, amina, "5")
    town.move(maja, amina, "out")
    done = annul_move(town.runtime, maja, last_move(town), REASON)
    assert (done.step_before, done.step_after) == (0, 5)
    assert one(town.runtime, Closing).withdrawn_at is not None


def test_day_is_free_again_for_the_right_move_and_its_order_is_not_reused(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    town.move(maja, amina, "8", effective_on="01-11-2026")
    town.move(maja, amina, "6", effective_on="15-11-2026")
    annul_move(town.runtime, maja, last_move(town), REASON)
    town.move(maja, amina, "7", effective_on="10-11-2026")
    town.move(maja, amina, "6", effective_on="15-11-2026")
    assert [(move.effective_on.day, move.day_order) for move in rows(town.runtime, StepTransition)] == [
        (1, 1),
        (15, 1),
        (10, 1),
        (15, 2),
    ]
    assert path(town)[-1] == (6, date(2026, 11, 15), None)


def test_annulment_raises_the_cards_version_and_is_audited(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    town.move(maja, amina, "7")
    annul_move(town.runtime, maja, last_move(town), REASON)
    assert town.version(amina) == 3
    event = one(town.runtime, AuditEvent, action=str(AuditAction.MOVE_ANNULLED))
    assert (event.staff_id, event.detail) == (maja.id, f"move={last_move(town)}")


def test_superuser_annuls_what_others_recorded(town: Town) -> None:
    maja, boss, amina = town.user(), town.superuser(), town.citizen()
    town.move(maja, amina, "7")
    assert annul_move(town.runtime, boss, last_move(town), REASON).step_after is None


@pytest.mark.parametrize(("role", "name"), [(Role.BROKER, "Sofie Holm"), (Role.LEADER, "Lars Lund")])
def test_nobody_else_annuls(town: Town, role: Role, name: str) -> None:
    amina, other = town.citizen(), town.user(role, name)
    town.move(town.user(), amina, "7")
    with nothing_stored(town.runtime), pytest.raises(ForbiddenError):
        annul_move(town.runtime, other, last_move(town), REASON)


@pytest.mark.parametrize("role", Role)
def test_move_of_another_municipality_is_not_found(runtime: Runtime, role: Role) -> None:
    here, there = Town(runtime), Town(runtime, "Søby Kommune")
    here.move(here.user(), here.citizen(), "7")
    stranger = there.user(role)
    with nothing_stored(runtime), pytest.raises(NotFoundError):
        annul_move(runtime, stranger, last_move(here), REASON)
    with pytest.raises(NotFoundError):
        annul_form(runtime, stranger, last_move(here))


@pytest.mark.parametrize("move_id", [0, -1, 999, 2**31, 2**63, 10**30])
def test_move_nobody_made_is_not_found(town: Town, move_id: int) -> None:
    maja = town.user()
    with nothing_stored(town.runtime), pytest.raises(NotFoundError):
        annul_move(town.runtime, maja, move_id, REASON)
    with pytest.raises(NotFoundError):
        annul_form(town.runtime, maja, move_id)


@pytest.mark.parametrize("reason", ["", "   ", "\n\t", "\x00", "x" * 10_001])
def test_annulment_without_a_fitting_reason_is_refused(town: Town, reason: str) -> None:
    maja, amina = town.user(), town.citizen()
    town.move(maja, amina, "7")
    with nothing_stored(town.runtime), pytest.raises(InvalidInputError) as refusal:
        annul_move(town.runtime, maja, last_move(town), reason)
    assert set(refusal.value.by_field()) == {"reason"}


def test_annulment_that_would_leave_a_setback_without_reason_is_refused(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    town.move(maja, amina, "6")
    town.move(maja, amina, "out")
    leaving = last_move(town)
    town.move(maja, amina, "7")
    with nothing_stored(town.runtime), pytest.raises(RefusedError) as refusal:
        annul_move(town.runtime, maja, leaving, REASON)
    assert refusal.value.message.params["step"] == 7


def test_annulment_that_would_leave_twice_in_a_row_is_refused(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    town.move(maja, amina, "out")
    town.move(maja, amina, "6")
    back = last_move(town)
    town.move(maja, amina, "out", closing_reason="deceased")
    with nothing_stored(town.runtime), pytest.raises(RefusedError):
        annul_move(town.runtime, maja, back, REASON)


def test_later_move_first_then_the_earlier_one_is_the_way_out(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    for target in ("6", "out", "7"):
        town.move(maja, amina, target)
    ids = [move.id or 0 for move in rows(town.runtime, StepTransition)]
    annul_move(town.runtime, maja, ids[2], REASON)
    annul_move(town.runtime, maja, ids[1], REASON)
    assert one(town.runtime, Citizen).current_step == 6


def test_annulment_sent_twice_is_stored_once(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    town.move(maja, amina, "7")
    annul_move(town.runtime, maja, last_move(town), REASON)
    before = dump(town.runtime)
    annul_move(town.runtime, maja, last_move(town), REASON)
    assert changed(before, dump(town.runtime)) == set()


def test_annulment_somebody_else_made_first_is_a_conflict_naming_who(town: Town) -> None:
    maja, boss, amina = town.user(), town.superuser(), town.citizen()
    town.move(maja, amina, "7")
    annul_move(town.runtime, boss, last_move(town), REASON)
    with nothing_stored(town.runtime), pytest.raises(ConflictError) as conflict:
        annul_move(town.runtime, maja, last_move(town), "Min egen grund")
    assert conflict.value.message.params["who"] == "Susanne Skov"


def test_stale_card_after_an_annulment_tells_who_annulled(town: Town) -> None:
    maja, boss, amina = town.user(), town.superuser(), town.citizen()
    town.move(maja, amina, "7")
    stale = town.version(amina)
    annul_move(town.runtime, boss, last_move(town), REASON)
    with pytest.raises(ConflictError) as conflict:
        town.move(maja, amina, "6", version=str(stale))
    assert "annulled" in conflict.value.message.text
    assert conflict.value.message.params["who"] == "Susanne Skov"


def test_form_shows_the_move_to_be_annulled(town: Town) -> None:
    maja, amina = town.user(), town.citizen("Amina Warsame")
    town.move(maja, amina, "8")
    town.move(maja, amina, "6")
    form = annul_form(town.runtime, maja, last_move(town))
    assert (form.citizen_id, form.citizen_name, form.move.to_step.number) == (amina, "Amina Warsame", 6)
    assert form.move.from_step is not None
    assert form.move.from_step.number == 8
