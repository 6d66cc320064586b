"""Withdrawing a follow-up takes back what its form changed, and nothing else."""

import pytest

from kanban.domain.audit import AuditAction, AuditEvent
from kanban.domain.citizen import Citizen
from kanban.domain.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from kanban.domain.facts import HoursEntry, Outcome, WorkAgreement
from kanban.domain.follow_up import FollowUp
from kanban.services.follow_ups.record_follow_up import record_follow_up
from kanban.services.follow_ups.withdraw_follow_up import withdraw_follow_up, withdrawal_form
from kanban.services.verify_board import verify_board
from tests.factories import Town
from tests.support.stored import changed, dump, one, rows

REASON = "Tastet på den forkerte borger"


@pytest.fixture
def number(town: Town) -> int:
    """A follow-up that raised the internship hours from 15 to 20."""
    citizen = town.citizen()
    for target in ("8", "4"):
        town.move(town.user(), citizen, target)
    form = {
        "version": str(town.version(citizen)),
        "follow_up_kind": "both",
        "held_on": "18-11-2026",
        "internship_hours": "20",
        "next_follow_up_on": "10-12-2026",
    }
    record_follow_up(town.runtime, town.user(), citizen, form)
    return rows(town.runtime, FollowUp)[-1].id or 0


def test_agreement_and_hours_go_back_to_what_they_were(town: Town, number: int) -> None:
    done = withdraw_follow_up(town.runtime, town.user(), number, f" {REASON} ")
    said = one(town.runtime, FollowUp)
    assert (done.changed, said.withdrawn_by, said.withdrawn_reason) == (True, town.user().id, REASON)
    assert [each.withdrawn_at is None for each in rows(town.runtime, WorkAgreement)] == [True, False]
    assert [each.withdrawn_at is None for each in rows(town.runtime, HoursEntry)] == [True, False]
    assert verify_board(town.runtime) == []


def test_what_was_recorded_later_stands(town: Town, number: int) -> None:
    citizen = one(town.runtime, Citizen).public_id
    town.move(town.user(), citizen, "3")
    withdraw_follow_up(town.runtime, town.user(), number, REASON)
    assert rows(town.runtime, WorkAgreement)[-1].withdrawn_at is None
    assert one(town.runtime, Citizen).paid_minutes == 390
    assert verify_board(town.runtime) == []


def test_aftercare_goes_back_to_its_date(town: Town) -> None:
    citizen = town.citizen()
    town.move(town.user(), citizen, "1", retention_follow_up_on="15-11-2026")
    form = {
        "version": str(town.version(citizen)),
        "follow_up_kind": "aftercare",
        "held_on": "18-11-2026",
        "next_follow_up_on": "10-12-2026",
    }
    record_follow_up(town.runtime, town.user(), citizen, form)
    withdraw_follow_up(town.runtime, town.user(), one(town.runtime, FollowUp).id or 0, REASON)
    assert [each.withdrawn_at is None for each in rows(town.runtime, Outcome)] == [True, False]


@pytest.mark.parametrize("reason", ["", " \n", "x" * 1001])
def test_reason_is_needed(town: Town, number: int, reason: str) -> None:
    before = dump(town.runtime)
    with pytest.raises(InvalidInputError) as error:
        withdraw_follow_up(town.runtime, town.user(), number, reason)
    assert set(error.value.by_field()) == {"reason"}
    assert changed(before, dump(town.runtime)) == set()


def test_sent_twice_it_is_stored_once_and_others_are_told_who_was_first(town: Town, number: int) -> None:
    actor = town.superuser()
    assert withdraw_follow_up(town.runtime, town.user(), number, REASON).changed
    before = dump(town.runtime)
    assert not withdraw_follow_up(town.runtime, town.user(), number, REASON).changed
    with pytest.raises(ConflictError):
        withdraw_follow_up(town.runtime, actor, number, REASON)
    assert changed(before, dump(town.runtime)) == set()


@pytest.mark.parametrize("other", [0, 999_999, 2**40])
def test_unknown_and_foreign_ones_are_not_found(town: Town, number: int, other: int) -> None:
    for actor, asked in ((town.user(), other), (Town(town.runtime, "Søby Kommune").user(), number)):
        with pytest.raises(NotFoundError):
            withdraw_follow_up(town.runtime, actor, asked, REASON)
        with pytest.raises(NotFoundError):
            withdrawal_form(town.runtime, actor, asked)


def test_leader_withdraws_none(town: Town, number: int) -> None:
    with pytest.raises(ForbiddenError):
        withdraw_follow_up(town.runtime, town.leader(), number, REASON)
    with pytest.raises(ForbiddenError):
        withdrawal_form(town.runtime, town.leader(), number)


def test_withdrawal_is_audited(town: Town, number: int) -> None:
    withdraw_follow_up(town.runtime, town.user(), number, REASON)
    event = rows(town.runtime, AuditEvent)[-1]
    assert (event.action, event.detail) == (str(AuditAction.FACT_WITHDRAWN), "follow_up")
