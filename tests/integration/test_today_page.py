"""The broker's own day, on both databases."""

from datetime import date

import pytest

from kanban.domain.audit import AuditAction
from kanban.domain.errors import ForbiddenError
from kanban.domain.follow_up import AgreedAction
from kanban.domain.sign import CitizenSign
from kanban.domain.staff import Actor
from kanban.domain.views.today import SectionView, TodayView
from kanban.i18n import Translator
from kanban.services.case.edit_fact import edit_fact
from kanban.services.caseload.assign_citizens import assign_citizens
from kanban.services.caseload.today_page import today_page
from kanban.services.runtime import Runtime
from tests.factories import Town
from tests.integration.caseloads import audited, placed, rows, statements

DANISH = Translator("da")


def section(found: TodayView, key: str) -> SectionView | None:
    return next((each for each in found.sections if each.key == key), None)


def lines(found: TodayView, key: str) -> list[tuple[str, str]]:
    shown = section(found, key)
    return [(task.who.name, DANISH.render(task.what)) for task in shown.tasks] if shown else []


@pytest.fixture
def maja(town: Town) -> Actor:
    return town.user()


def test_overdue_follow_up_leads_to_its_form(town: Town, runtime: Runtime, maja: Actor) -> None:
    citizen_id = placed(town, maja, "Hassan Aziz")
    town.move(maja, citizen_id, 4, follow_up_on="17-11-2026")
    found = today_page(runtime, maja)
    assert lines(found, "overdue") == [("Hassan Aziz", "Opfølgning hos Strandhotellet")]
    task = found.sections[0].tasks[0]
    assert (DANISH.render(task.when.text), task.when.late) == ("3 dage over", True)
    assert (task.who.id, task.button.path) == (citizen_id, "follow-ups/new")


def test_agreed_step_due_this_week_is_told_in_its_own_words(town: Town, runtime: Runtime, maja: Actor) -> None:
    citizen_id = placed(town, maja, "Layla Nasser")
    fields = {"version": str(town.version(citizen_id)), "action": "Ring til Birthe", "due_on": "21-11-2026"}
    edit_fact(runtime, maja, citizen_id, "actions", fields)
    assert [each.action for each in rows(runtime, AgreedAction)] == ["Ring til Birthe"]
    assert ("Layla Nasser", "Aftalt: Ring til Birthe") in lines(today_page(runtime, maja), "week")


def test_colleagues_citizens_are_not_shown(town: Town, runtime: Runtime, maja: Actor) -> None:
    placed(town, town.user(name="Peter Krogh"), "Jonas Friis", day="01-01-2026")
    found = today_page(runtime, maja)
    assert (found.total, found.sections) == (0, ())


def test_new_citizen_comes_with_whom_and_what_was_handed_over(town: Town, runtime: Runtime, maja: Actor) -> None:
    peter = town.user(name="Peter Krogh", team="Team Modtagelse")
    citizen_id = placed(town, peter, "Kirsten Aagaard", day="01-06-2026")
    chosen = {citizen_id: str(town.version(citizen_id))}
    assign_citizens(runtime, town.leader(), chosen, {"broker_id": str(maja.id), "handover_note": "Glad for dyr"})
    shown = section(today_page(runtime, maja), "new")
    assert shown is not None
    assert DANISH.render(shown.tasks[0].what) == "Overtaget fra Peter Krogh"
    assert shown.tasks[0].extra == "Glad for dyr"


def test_protected_citizen_tells_nothing_but_what_is_due(town: Town, runtime: Runtime, maja: Actor) -> None:
    citizen_id = placed(town, maja, "Sofie Damgaard", protected=True)
    town.move(maja, citizen_id, 4, follow_up_on="17-11-2026")
    assert lines(today_page(runtime, maja), "overdue") == [("Sofie Damgaard", "Opfølgning med virksomhed og borger")]
    assert section(today_page(runtime, maja), "overdue").tasks[0].who.name_protected  # type: ignore[union-attr]  # asserted above


def test_good_news_are_those_who_came_nearer_the_goal(town: Town, runtime: Runtime, maja: Actor) -> None:
    reached = placed(town, maja, "Win Thuzar", 3)
    placed(town, maja, "Rikke Holmgaard", 6)
    found = today_page(runtime, maja)
    assert [(each.who.id, each.by, each.on) for each in found.news] == [(reached, "Maja", date(2026, 11, 20))]


def test_bars_and_norm_count_everybody(town: Town, runtime: Runtime, maja: Actor) -> None:
    for number in range(3):
        placed(town, maja, f"Borger {number}", 8 - number)
    found = today_page(runtime, maja)
    assert {bar.step.number: bar.count for bar in found.bars if bar.count} == {8: 1, 7: 1, 6: 1}
    assert (found.total, found.norm.state) == (3, "under")


def test_number_of_statements_does_not_depend_on_the_caseload(town: Town, runtime: Runtime, maja: Actor) -> None:
    placed(town, maja, "Amina Warsame", 4)
    with statements(runtime) as few:
        today_page(runtime, maja)
    for number in range(8):
        placed(town, maja, f"Borger {number}", 4)
    with statements(runtime) as many:
        today_page(runtime, maja)
    assert len(few) == len(many) <= 20
    assert rows(runtime, CitizenSign)


def test_opening_it_is_audited_and_leaders_have_no_caseload(town: Town, runtime: Runtime, maja: Actor) -> None:
    placed(town, maja, "Amina Warsame")
    today_page(runtime, maja)
    assert [(each.staff_id, each.detail) for each in audited(runtime, AuditAction.TODAY_OPENED)] == [
        (maja.id, "citizens=1")
    ]
    with pytest.raises(ForbiddenError):
        today_page(runtime, town.leader())
