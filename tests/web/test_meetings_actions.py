"""POST /meetings/actions/<id>: what became of what was agreed, and where it stands until then."""

import pytest

from kanban.domain.audit import AuditAction, AuditEvent
from kanban.domain.board_meeting import ActionOutcome, MeetingEntry
from tests.factories import Town
from tests.page import Visitor
from tests.support.stored import nothing_stored, one, rows
from tests.web.meeting_forms import action, begin, code_of, record


@pytest.fixture
def meeting(lars: Visitor) -> str:
    """The address of a meeting of the whole municipality that Lars Lund has begun."""
    return begin(lars)


def test_agreed_steps_come_up_at_the_next_meeting(town: Town, meeting: str, lars: Visitor) -> None:
    for text in ("Ring", "Skriv", "Besøg"):
        record(lars, meeting, action(town, text=text))
    lars.post(f"{meeting}/end")
    following = lars.post("/meetings", {"team": ""}).location
    number = following.rsplit("/", 1)[1]
    first, second, _ = (row.id for row in rows(town.runtime, MeetingEntry))
    for entry, state in ((first, "done"), (first, "done"), (second, "carried")):
        answer = lars.post(f"/meetings/actions/{entry}", {"state": state, "meeting": number})
        assert answer.location == f"{following}?point=6"
    assert [row.state for row in rows(town.runtime, ActionOutcome)] == ["done", "carried"]
    page = lars.get(following, point="6")
    assert [item.get("data-state") for item in page.root.one(id="meeting-agreed").all("li")] == ["carried", "", "done"]
    lars.post(f"{following}/end")
    note = lars.get(f"{following}/note").text
    assert "Gjort" in note
    assert "Ført videre" in note
    assert "Besøg" not in note
    again = lars.get(lars.post("/meetings", {"team": ""}).location, point="6").root.one(id="meeting-agreed")
    assert [item.get("data-state") for item in again.all("li")] == ["", ""]


def test_own_steps_stand_on_today_and_in_the_case_until_done(
    town: Town, meeting: str, lars: Visitor, maja: Visitor
) -> None:
    citizen = town.citizen("Amina Warsame")
    record(lars, meeting, action(town, case_code=code_of(town, citizen)))
    lars.post(f"{meeting}/end")
    assert "Ring" in maja.get("/today").text
    assert "Ring" in maja.get("/meetings").root.one("section", class_="box meeting-mine").text
    assert "Ring" in maja.get(f"/citizens/{citizen}").text
    address = f"/meetings/actions/{one(town.runtime, MeetingEntry).id}"
    assert maja.submit(maja.get("/today"), address, state="done").location == "/today"
    assert "Ring" not in maja.get("/today").text + maja.get(f"/citizens/{citizen}").text
    assert rows(town.runtime, AuditEvent, action=str(AuditAction.ACTION_SETTLED))[0].citizen_id


def test_what_became_of_it_is_refused_when_it_can_not_be_said(town: Town, meeting: str, lars: Visitor) -> None:
    record(lars, meeting, action(town))
    record(lars, meeting, action(town, kind="decision"))
    step, decision = (f"/meetings/actions/{row.id}" for row in rows(town.runtime, MeetingEntry))
    lars.post(f"/meetings/entries/{one(town.runtime, MeetingEntry, kind='action').id}/withdraw")
    with nothing_stored(town.runtime):
        assert lars.post(step, {"state": "done"}).status == 409
        assert lars.post(step, {"state": "gone"}).status == 422
        assert lars.post(decision, {"state": "done"}).status == 404
        assert lars.post(step, {"state": "done", "meeting": "999"}).status == 404
