"""GET and POST /meetings, /meetings/<id> and its entries."""

import pytest

from kanban.domain.audit import AuditAction, AuditEvent
from kanban.domain.board_meeting import AGENDA, BoardMeeting, MeetingEntry
from tests.factories import Town
from tests.page import Visitor
from tests.support.stored import changed, dump, nothing_stored, one, rows
from tests.web.meeting_forms import action, begin, code_of, record

POINTS = [point.number for point in AGENDA]


@pytest.fixture
def meeting(lars: Visitor) -> str:
    """The address of a meeting of the whole municipality that Lars Lund has begun."""
    return begin(lars)


def test_meeting_is_begun_audited_and_listed(town: Town, meeting: str, lars: Visitor, maja: Visitor) -> None:
    begun = one(town.runtime, BoardMeeting)
    assert meeting == f"/meetings/{begun.id}"
    assert rows(town.runtime, AuditEvent, action=str(AuditAction.MEETING_BEGUN))
    assert maja.get("/meetings").root.one("tbody").all("a", href=meeting)
    assert lars.get(meeting).root.one("h1").text == "Godt nyt"


def test_meeting_that_runs_is_gone_on_with(town: Town, meeting: str, susanne: Visitor) -> None:
    assert susanne.post("/meetings", {"team": ""}).location == meeting
    team = str(town.user().team_id)
    assert susanne.post("/meetings", {"team": team}).location != meeting
    assert len(rows(town.runtime, BoardMeeting)) == 2


@pytest.mark.parametrize("point", POINTS)
def test_every_point_is_shown_by_code_unless_names_are_asked_for(
    town: Town, meeting: str, lars: Visitor, point: int
) -> None:
    citizen = town.citizen("Amina Warsame")
    town.move(town.user(), citizen, 8)
    lars.post(f"{meeting}/entries", action(town, point=str(point), case_code=code_of(town, citizen).lower()))
    page = lars.get(meeting, point=str(point))
    assert page.status == 200
    assert page.root.one("h1").text
    assert "Amina" not in page.text
    assert code_of(town, citizen) in page.text
    assert "Amina Warsame" in lars.get(meeting, point=str(point), names="yes").text
    assert "Amina" not in lars.get(meeting, point=str(point)).text


@pytest.mark.usefixtures("meeting")
def test_having_names_shown_is_audited(town: Town, meeting: str, lars: Visitor) -> None:
    lars.get(meeting, names="yes")
    assert rows(town.runtime, AuditEvent, action=str(AuditAction.MEETING_NAMES_SHOWN))


def test_protected_name_stays_a_code(town: Town, meeting: str, lars: Visitor) -> None:
    citizen = town.citizen("Hemmelig Hansen", protected=True)
    town.move(town.user(), citizen, 8)
    record(lars, meeting, action(town, case_code=code_of(town, citizen)))
    for point in ("3", "4", "7"):
        assert "Hemmelig" not in lars.get(meeting, point=point, names="yes").text
    assert "Hemmelig" not in lars.get(f"{meeting}/note", names="yes").text


@pytest.mark.parametrize("point", ["0", "8", "x", "99999999999999999999"])
def test_point_that_does_not_exist_is_the_first(meeting: str, lars: Visitor, point: str) -> None:
    assert lars.get(meeting, point=point).root.one("h1").text == "Godt nyt"


def test_recorded_action_stands_under_its_point(town: Town, meeting: str, lars: Visitor) -> None:
    assert record(lars, meeting, action(town)).location == f"{meeting}?point=3"
    page = lars.get(meeting, point="3")
    text = page.root.one(id="meeting-entries").text
    assert all(part in text for part in ("Ring", "Næste skridt", "MJ", "27-11-2026", "LL"))
    assert "Ring" not in lars.get(meeting, point="4").root.one(id="meeting-entries").text
    assert "Ring" in lars.get(meeting, point="7").text
    assert rows(town.runtime, AuditEvent, action=str(AuditAction.MEETING_RECORDED))


def test_recording_with_htmx_answers_with_list_and_empty_form(town: Town, meeting: str, lars: Visitor) -> None:
    answer = record(lars, meeting, action(town), htmx=True)
    assert answer.status == 200
    assert answer.root.all("html") == []
    assert "Ring" in answer.root.one(id="meeting-entries").text
    assert answer.form(f"{meeting}/entries").values["text"] == ""


def test_same_entry_sent_again_is_stored_once(town: Town, meeting: str, lars: Visitor) -> None:
    for _ in range(2):
        assert record(lars, meeting, action(town)).status == 303
    assert len(rows(town.runtime, MeetingEntry)) == 1


def test_decision_needs_nobody(town: Town, meeting: str, maja: Visitor) -> None:
    record(maja, meeting, action(town, kind="decision", action_by="", due_on=""))
    assert one(town.runtime, MeetingEntry).author_id == town.user().id


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", " "),
        ("text", "x" * 10_001),
        ("kind", ""),
        ("kind", "wish"),
        ("action_by", ""),
        ("action_by", "999"),
        ("due_on", "19-11-2026"),
        ("due_on", "i morgen"),
        ("case_code", "CCCCCCCC"),
        ("case_code", "Æ!"),
        ("opening", "999"),
        ("opening", "x"),
    ],
)
def test_refused_field_keeps_what_was_typed(
    town: Town, meeting: str, lars: Visitor, field: str, value: str, *, htmx: bool
) -> None:
    typed = action(town, text="Kør")
    typed[field] = value
    with nothing_stored(town.runtime):
        answer = record(lars, meeting, typed, htmx=htmx)
    assert answer.status == 422
    assert set(answer.problems()) == {field}
    assert answer.problems()[field]
    assert answer.form(f"{meeting}/entries").values["due_on"] == typed["due_on"]


def test_citizen_and_opening_of_another_municipality_are_unknown(town: Town, meeting: str, lars: Visitor) -> None:
    foreign = Town(town.runtime, "Søby Kommune")
    code = code_of(town, foreign.citizen())
    clerk = foreign.user()
    assert record(lars, meeting, action(town, case_code=code)).status == 422
    assert record(lars, meeting, action(town, action_by=str(clerk.id))).status == 422


def test_entry_is_corrected_by_author_or_leader_and_the_version_before_kept(
    town: Town, meeting: str, maja: Visitor, lars: Visitor
) -> None:
    record(maja, meeting, action(town))
    first = f"/meetings/entries/{one(town.runtime, MeetingEntry).id}"
    assert maja.submit(maja.get(first), first, text="Skriv").location == f"{meeting}?point=3"
    second = f"/meetings/entries/{rows(town.runtime, MeetingEntry)[-1].id}"
    assert lars.submit(lars.get(second), second, due_on="").status == 303
    assert [row.text for row in rows(town.runtime, MeetingEntry)] == ["Ring", "Skriv", "Skriv"]
    assert [row.author_id for row in rows(town.runtime, MeetingEntry)] == [town.user().id] * 3
    page = lars.get(meeting, point="3")
    assert len(page.root.one(id="meeting-entries").all("li")) == 1
    assert "rettet" in page.text


def test_entry_that_somebody_else_corrected_meanwhile_is_a_conflict(
    town: Town, meeting: str, maja: Visitor, lars: Visitor
) -> None:
    record(maja, meeting, action(town))
    address = f"/meetings/entries/{one(town.runtime, MeetingEntry).id}"
    opened = maja.get(address)
    lars.submit(lars.get(address), address, text="Skriv")
    answer = maja.submit(opened, address, text="Mail")
    assert answer.status == 409
    assert answer.form(address).values["text"] == "Mail"
    assert maja.post(f"{address}/withdraw").status == 409


def test_refused_correction_keeps_what_was_typed(town: Town, meeting: str, maja: Visitor) -> None:
    record(maja, meeting, action(town))
    address = f"/meetings/entries/{one(town.runtime, MeetingEntry).id}"
    page = maja.get(address)
    with nothing_stored(town.runtime):
        answer = maja.submit(page, address, text="")
    assert (answer.status, set(answer.problems())) == (422, {"text"})


def test_entry_is_withdrawn_once_and_kept(town: Town, meeting: str, maja: Visitor) -> None:
    record(maja, meeting, action(town))
    address = f"/meetings/entries/{one(town.runtime, MeetingEntry).id}/withdraw"
    assert [maja.post(address).status for _ in range(2)] == [303, 303]
    assert one(town.runtime, MeetingEntry).withdrawn_by == town.user().id
    assert "Ring" not in maja.get(meeting, point="3").text
    assert len(rows(town.runtime, AuditEvent, action=str(AuditAction.MEETING_WITHDRAWN))) == 1


def test_brokers_leave_others_entries_alone_and_do_not_lead(
    town: Town, meeting: str, maja: Visitor, lars: Visitor
) -> None:
    record(lars, meeting, action(town))
    address = f"/meetings/entries/{one(town.runtime, MeetingEntry).id}"
    with nothing_stored(town.runtime):
        assert [ask(address).status for ask in (maja.get, maja.post)] == [403, 403]
        assert maja.post(f"{address}/withdraw").status == 403
        assert maja.post("/meetings").status == 403
        assert maja.post(f"{meeting}/end").status == 403


def test_what_others_record_is_fetched_and_nothing_when_nothing_is_new(
    town: Town, meeting: str, maja: Visitor, lars: Visitor
) -> None:
    address = lars.get(meeting, point="3").root.one(id="meeting-entries")["data-hx-get"]
    assert lars.get(address, htmx=True).status == 204
    record(maja, meeting, action(town))
    answer = lars.get(address, htmx=True)
    assert answer.status == 200
    assert "Ring" in answer.root.one(id="meeting-entries").text
    agreed = lars.get(meeting, point="6").root.one(id="meeting-agreed")["data-hx-get"]
    assert lars.get(agreed, htmx=True).status == 204


def test_meeting_is_ended_once_and_its_record_stands(town: Town, meeting: str, lars: Visitor) -> None:
    record(lars, meeting, action(town))
    entry = f"/meetings/entries/{one(town.runtime, MeetingEntry).id}"
    opened, editing = lars.get(meeting, point="3"), lars.get(entry)
    assert [lars.post(f"{meeting}/end").location for _ in range(2)] == [f"{meeting}/note"] * 2
    assert len(rows(town.runtime, AuditEvent, action=str(AuditAction.MEETING_ENDED))) == 1
    assert lars.get(meeting).location == f"{meeting}/note"
    before = dump(town.runtime)
    for htmx in (False, True):
        answer = lars.submit(opened, f"{meeting}/entries", text="For sent", action_by=str(town.user().id), htmx=htmx)
        assert answer.status == 409
        assert "Mødet er afsluttet" in answer.text
    assert lars.submit(editing, entry, text="For sent").status == 409
    assert lars.post(f"{entry}/withdraw").status == 409
    assert changed(before, dump(town.runtime)) == set()
