"""The follow-up form and the panel's section: what is proposed, and who sees what."""

from datetime import date

import pytest

from kanban.domain.audit import AuditAction, AuditEvent
from kanban.domain.errors import ForbiddenError, NotFoundError
from kanban.services.case.citizen_panel import citizen_panel
from kanban.services.follow_ups.follow_up_form import Asked, follow_up_form
from kanban.services.follow_ups.record_follow_up import record_follow_up
from kanban.services.follow_ups.withdraw_follow_up import withdraw_follow_up
from tests.factories import Town
from tests.support.stored import rows


@pytest.fixture
def amina(town: Town) -> str:
    """On step 4 at Strandhotellet, Maja Juhl's."""
    citizen = town.citizen()
    for target in ("8", "6", "4"):
        town.move(town.user(), citizen, target)
    return citizen


def record(town: Town, citizen: str, held_on: str, **changes: str) -> None:
    form = {"version": str(town.version(citizen)), "follow_up_kind": "both", "held_on": held_on, **changes}
    record_follow_up(town.runtime, town.user(), citizen, form)


def test_form_talks_from_what_is_agreed_and_proposes_the_next_date(town: Town, amina: str) -> None:
    form = follow_up_form(town.runtime, town.user(), amina, Asked())
    values = {name: view.value for name, view in form.fields.items() if view.value}
    assert values == {
        "follow_up_kind": "both",
        "held_on": "20-11-2026",
        "internship_hours": "15",
        "next_follow_up_on": "11-12-2026",
    }
    assert (form.agreed.goal, form.agreed.company, form.agreed.milestone) == (
        "Stuepige på hotel",
        "Strandhotellet",
        "Otte værelser på en vagt",
    )
    assert (form.placement, form.number, form.others) == (1, None, ())


def test_flex_job_says_which_of_the_four_it_is(town: Town, amina: str) -> None:
    town.move(town.user(), amina, "3", agreement_kind="flexjob", starts_on="01-09-2026", ends_on="")
    record(town, amina, "13-10-2026")
    form = follow_up_form(town.runtime, town.user(), amina, Asked())
    assert (form.number, form.planned, form.fields["next_follow_up_on"].value) == (2, 4, "05-01-2027")


def test_aftercare_has_no_agreement_to_adjust(town: Town, amina: str) -> None:
    town.move(town.user(), amina, "1")
    form = follow_up_form(town.runtime, town.user(), amina, Asked())
    assert (form.aftercare, form.placement, form.agreed.company) == (True, None, "Strandhotellet")
    assert {"paid_hours", "internship_hours"}.isdisjoint(form.fields)


def test_form_asks_only_those_with_the_case_for_the_cause_of_absence(town: Town, amina: str) -> None:
    assert "absence_cause" in follow_up_form(town.runtime, town.user(), amina, Asked()).fields
    assert "absence_cause" not in follow_up_form(town.runtime, town.superuser(), amina, Asked()).fields


def test_opening_the_form_is_audited_and_refused_to_others(town: Town, amina: str) -> None:
    follow_up_form(town.runtime, town.user(), amina, Asked())
    event = rows(town.runtime, AuditEvent)[-1]
    assert (event.action, event.detail) == (str(AuditAction.CASE_OPENED), "follow-up form")
    with pytest.raises(ForbiddenError):
        follow_up_form(town.runtime, town.leader(), amina, Asked())
    with pytest.raises(NotFoundError):
        follow_up_form(town.runtime, Town(town.runtime, "Søby Kommune").user(), amina, Asked())


def test_panel_shows_the_newest_five_and_the_rest_apart(town: Town, amina: str) -> None:
    for day in range(1, 8):
        record(town, amina, f"{day:02d}-11-2026")
    shown = citizen_panel(town.runtime, town.user(), amina).follow_ups
    assert [each.held_on.day for each in shown.newest] == [7, 6, 5, 4, 3]
    assert [each.held_on.day for each in shown.older] == [2, 1]
    assert {(each.company, each.recorded.by) for each in shown.newest} == {("Strandhotellet", "Maja Juhl")}


def test_panel_keeps_the_cause_of_absence_from_others(town: Town, amina: str) -> None:
    record(town, amina, "18-11-2026", absence_cause="Migræne")
    mine, other = (
        citizen_panel(town.runtime, actor, amina).follow_ups.newest[0] for actor in (town.user(), town.superuser())
    )
    assert (mine.absence_cause, mine.cause_withheld) == ("Migræne", False)
    assert (other.absence_cause, other.cause_withheld) == ("", True)


def test_withdrawn_follow_up_stays_with_its_reason(town: Town, amina: str) -> None:
    record(town, amina, "18-11-2026")
    number = citizen_panel(town.runtime, town.user(), amina).follow_ups.newest[0].id
    withdraw_follow_up(town.runtime, town.user(), number, "Forkert borger")
    shown = citizen_panel(town.runtime, town.leader(), amina).follow_ups
    assert (shown.newest, shown.may_record) == ((), False)
    assert [(each.withdrawn_by, each.withdrawn_reason) for each in shown.older] == [("Maja Juhl", "Forkert borger")]
    assert shown.older[0].held_on == date(2026, 11, 18)
