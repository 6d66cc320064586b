"""Recording a follow-up: the fact, the agreement's next version, hours, aftercare, and nothing half done."""

from datetime import date

import pytest

from kanban.domain.audit import AuditAction, AuditEvent
from kanban.domain.citizen import Citizen
from kanban.domain.errors import FactConflictError, ForbiddenError, InvalidInputError, NotFoundError
from kanban.domain.facts import HoursEntry, Outcome, WorkAgreement
from kanban.domain.follow_up import FollowUp
from kanban.services.follow_ups.record_follow_up import Recorded, record_follow_up
from kanban.services.runtime import Runtime
from kanban.services.verify_board import verify_board
from tests.factories import Town
from tests.support.stored import changed, dump, one, rows


def form(town: Town, citizen: str, **changes: str) -> dict[str, str]:
    return {
        "version": str(town.version(citizen)),
        "follow_up_kind": "both",
        "held_on": "18-11-2026",
        "goal_still_right": "yes",
        "next_sub_goal": "Alene på en vagt",
        "next_follow_up_on": "10-12-2026",
        **changes,
    }


def follow_up(town: Town, citizen: str, **changes: str) -> Recorded:
    return record_follow_up(town.runtime, town.user(), citizen, form(town, citizen, **changes))


@pytest.fixture
def amina(town: Town) -> str:
    """On step 4 with an internship of 15 hours, Maja Juhl's."""
    citizen = town.citizen()
    for target in ("8", "4"):
        town.move(town.user(), citizen, target)
    return citizen


def refused(town: Town, citizen: str, **changes: str) -> set[str]:
    actor, before = town.user(), dump(town.runtime)
    with pytest.raises(InvalidInputError) as error:
        record_follow_up(town.runtime, actor, citizen, form(town, citizen, **changes))
    assert changed(before, dump(town.runtime)) == set()
    return set(error.value.by_field())


def test_agreement_gets_the_next_date_and_sub_goal_and_keeps_the_rest(town: Town, amina: str) -> None:
    done = follow_up(town, amina)
    first, second = rows(town.runtime, WorkAgreement)
    said = one(town.runtime, FollowUp)
    assert (done.citizen_id, done.step, done.changed) == (amina, 4, True)
    assert (said.placement, said.held_on, said.goal_still_right) == (1, date(2026, 11, 18), True)
    assert (second.placement, second.follow_up_on, second.milestone) == (1, date(2026, 12, 10), "Alene på en vagt")
    assert (second.tasks, second.internship_hours, second.adjusted_on) == (first.tasks, 900, None)
    assert len(rows(town.runtime, HoursEntry)) == 1
    assert verify_board(town.runtime) == []


def test_overdue_follow_up_is_no_longer_late_once_held(town: Town) -> None:
    citizen = town.citizen()
    town.move(town.user(), citizen, "4", follow_up_on="01-11-2026")
    follow_up(town, citizen, next_sub_goal="")
    newest = rows(town.runtime, WorkAgreement)[-1]
    assert (newest.follow_up_on, newest.milestone) == (date(2026, 12, 10), "Otte værelser på en vagt")
    assert verify_board(town.runtime) == []


def test_changed_hours_adjust_the_agreement_and_count_from_that_day(town: Town, amina: str) -> None:
    follow_up(town, amina, internship_hours="12", paid_hours="3,5")
    newest = rows(town.runtime, WorkAgreement)[-1]
    hours = rows(town.runtime, HoursEntry)[-1]
    assert (newest.internship_hours, newest.paid_hours, newest.adjusted_on) == (720, 210, date(2026, 11, 18))
    assert (hours.valid_from, hours.internship_hours, hours.paid_hours) == (date(2026, 11, 18), 720, 210)
    assert one(town.runtime, Citizen).paid_minutes == 210
    assert verify_board(town.runtime) == []


def test_hours_that_have_stopped_are_written_as_none(town: Town, amina: str) -> None:
    assert refused(town, amina, internship_hours="") == {"internship_hours"}
    follow_up(town, amina, internship_hours="0")
    assert rows(town.runtime, HoursEntry)[-1].internship_hours == 0


def test_emptied_date_leaves_the_cadence_to_say_when(town: Town, amina: str) -> None:
    follow_up(town, amina, next_follow_up_on="")
    assert rows(town.runtime, WorkAgreement)[-1].follow_up_on is None


def test_contact_in_between_leaves_the_agreed_date(town: Town, amina: str) -> None:
    follow_up(town, amina, follow_up_kind="ad_hoc", next_follow_up_on="", next_sub_goal="")
    assert len(rows(town.runtime, WorkAgreement)) == 1
    assert one(town.runtime, FollowUp).placement == 1


def test_late_entry_of_an_earlier_follow_up_agrees_on_nothing_new(town: Town, amina: str) -> None:
    follow_up(town, amina)
    follow_up(town, amina, held_on="01-11-2026", next_follow_up_on="29-11-2026")
    assert len(rows(town.runtime, FollowUp)) == 2
    assert rows(town.runtime, WorkAgreement)[-1].follow_up_on == date(2026, 12, 10)
    assert refused(town, amina, held_on="02-11-2026", internship_hours="3") == {"internship_hours"}


def test_each_placement_is_followed_up_by_itself(town: Town, amina: str) -> None:
    with town.runtime.database.write() as session:
        owner = one(town.runtime, Citizen).id or 0
        session.add(
            WorkAgreement(
                citizen_id=owner, placement=2, agreement_kind="ordinary", recorded_at=town.runtime.clock.now()
            )
        )
    follow_up(town, amina, placement="1", paid_hours="5", internship_hours="15")
    newest = rows(town.runtime, WorkAgreement)[-1]
    assert (newest.placement, newest.paid_hours) == (1, 300)


@pytest.mark.parametrize("placement", ["2", "0", "x", "99999999999"])
def test_placement_the_citizen_does_not_have_is_not_found(town: Town, amina: str, placement: str) -> None:
    with pytest.raises(NotFoundError):
        follow_up(town, amina, placement=placement)


@pytest.mark.parametrize("kind", ["citizen", "ad_hoc"])
def test_citizen_without_an_agreement_can_be_followed_up(town: Town, kind: str) -> None:
    citizen = town.citizen()
    follow_up(town, citizen, follow_up_kind=kind)
    assert one(town.runtime, FollowUp).placement is None
    assert rows(town.runtime, WorkAgreement) == []
    assert verify_board(town.runtime) == []


@pytest.mark.parametrize("kind", ["both", "company", "aftercare"])
def test_company_and_aftercare_need_what_they_are_about(town: Town, kind: str) -> None:
    assert refused(town, town.citizen(), follow_up_kind=kind) == {"follow_up_kind"}


def test_aftercare_moves_its_next_date_on(town: Town, amina: str) -> None:
    town.move(town.user(), amina, "1", retention_follow_up_on="15-11-2026")
    follow_up(town, amina, follow_up_kind="aftercare", placement="")
    first, second = rows(town.runtime, Outcome)
    assert (first.retention_follow_up_on, second.retention_follow_up_on) == (date(2026, 11, 15), date(2026, 12, 10))
    assert (second.outcome, second.company_id) == (first.outcome, first.company_id)
    assert one(town.runtime, FollowUp).placement is None
    assert verify_board(town.runtime) == []


def test_aftercare_adjusts_no_agreement(town: Town, amina: str) -> None:
    town.move(town.user(), amina, "1")
    assert refused(town, amina, follow_up_kind="aftercare", paid_hours="20") == {"paid_hours"}


def test_every_problem_is_told_at_its_field(town: Town, amina: str) -> None:
    wrong = {"held_on": "21-11-2026", "follow_up_kind": "", "paid_hours": "x", "next_follow_up_on": "32-13-2026"}
    assert refused(town, amina, **wrong) == set(wrong)
    assert refused(town, amina, next_follow_up_on="18-11-2026") == {"next_follow_up_on"}
    assert refused(town, amina, version="99") == {"version"}


def test_same_follow_up_sent_twice_is_stored_once(town: Town, amina: str) -> None:
    sent = form(town, amina, internship_hours="12")
    answers = [record_follow_up(town.runtime, town.user(), amina, sent) for _ in range(2)]
    assert [answer.changed for answer in answers] == [True, False]
    assert len(rows(town.runtime, FollowUp)) == 1
    assert len(rows(town.runtime, WorkAgreement)) == 2


def test_form_opened_before_somebody_changed_the_agreement_is_a_conflict(town: Town, amina: str) -> None:
    stale = form(town, amina, internship_hours="15")
    record_follow_up(town.runtime, town.superuser(), amina, {**stale, "internship_hours": "20"})
    before = dump(town.runtime)
    with pytest.raises(FactConflictError) as conflict:
        record_follow_up(town.runtime, town.user(), amina, stale)
    assert (conflict.value.theirs["internship_hours"], conflict.value.version) == ("20", town.version(amina))
    assert changed(before, dump(town.runtime)) == set()


def test_something_else_recorded_meanwhile_is_no_conflict(town: Town, amina: str) -> None:
    opened = form(town, amina)
    town.move(town.user(), amina, "5", reason="Ny virksomhed")
    assert record_follow_up(town.runtime, town.user(), amina, opened).changed


def test_cause_of_absence_is_for_those_with_the_case(town: Town, amina: str) -> None:
    with pytest.raises(ForbiddenError):
        record_follow_up(town.runtime, town.superuser(), amina, form(town, amina, absence_cause="Migræne"))
    follow_up(town, amina, absence_cause="Migræne", absence_handling="Ringer om morgenen")
    assert one(town.runtime, FollowUp).absence_cause == "Migræne"


def test_leader_records_none_and_others_see_none(town: Town, amina: str, runtime: Runtime) -> None:
    sent = form(town, amina)
    with pytest.raises(ForbiddenError):
        record_follow_up(runtime, town.leader(), amina, sent)
    with pytest.raises(NotFoundError):
        record_follow_up(runtime, Town(runtime, "Søby Kommune").user(), amina, sent)
    assert rows(runtime, FollowUp) == []


def test_follow_up_is_audited(town: Town, amina: str) -> None:
    follow_up(town, amina)
    event = rows(town.runtime, AuditEvent)[-1]
    assert (event.action, event.staff_id, event.detail) == (
        str(AuditAction.FOLLOW_UP_RECORDED),
        town.user().id,
        "both",
    )
