"""GET /meetings/<id>/note and /meetings/<id>.pdf, and meetings of other municipalities."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from kanban.domain.audit import AuditAction, AuditEvent
from kanban.domain.board_meeting import MeetingEntry
from kanban.domain.citizen import Citizen
from tests.factories import Town
from tests.page import Visitor
from tests.support.stored import changed, dump, one, rows


@pytest.fixture
def meeting(town: Town, lars: Visitor) -> str:
    """The address of an ended meeting with one entry about Amina Warsame."""
    address = lars.submit(lars.get("/meetings"), "/meetings", team="").location
    code = one(town.runtime, Citizen, public_id=town.citizen("Amina Warsame")).case_code
    fields = {"point": "1", "kind": "decision", "text": "Vi roser", "case_code": code}
    lars.post(f"{address}/entries", fields)
    lars.post(f"{address}/end")
    return address


def words_of(visitor: Visitor, address: str) -> str:
    """What stands in a PDF."""
    answer = visitor.wire.client.get(address)  # type: ignore[attr-defined]  # bytes, not text
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"] == "attachment; filename=tavlemoede-20-11-2026.pdf"
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(answer.data)).pages)


def test_note_leaves_names_out_unless_chosen(town: Town, meeting: str, maja: Visitor) -> None:
    page = maja.get(f"{meeting}/note")
    assert "Vi roser" in page.text
    assert "Amina" not in page.text
    assert one(town.runtime, Citizen).case_code in page.text
    assert "Amina Warsame" in maja.get(f"{meeting}/note", names="yes").text
    assert rows(town.runtime, AuditEvent, action=str(AuditAction.MEETING_NAMES_SHOWN))


def test_note_without_entries_says_so(lars: Visitor) -> None:
    address = lars.submit(lars.get("/meetings"), "/meetings", team="").location
    assert "ikke skrevet noget" in lars.get(f"{address}/note").text


def test_pdf_says_what_the_note_says(town: Town, meeting: str, maja: Visitor) -> None:
    plain, named = words_of(maja, f"{meeting}.pdf"), words_of(maja, f"{meeting}.pdf?names=yes")
    assert "Vi roser" in plain
    assert one(town.runtime, Citizen).case_code in plain
    assert "Amina" not in plain
    assert "Amina Warsame" in named
    printed = rows(town.runtime, AuditEvent, action=str(AuditAction.MEETING_PRINTED))
    assert [event.detail.rpartition(" ")[2] for event in printed] == ["names=no", "names=yes"]


@pytest.mark.parametrize("address", ["", "/note", ".pdf", "/entries", "/agreed"])
def test_others_and_unknown_meetings_are_not_found(
    meeting: str, maja: Visitor, stranger: Visitor, address: str
) -> None:
    assert stranger.get(f"{meeting}{address}").status == 404
    assert maja.get(f"/meetings/999{address}").status == 404
    assert maja.get(f"/meetings/99999999999999999999{address}").status == 404


def test_nothing_of_others_can_be_changed(town: Town, meeting: str, stranger: Visitor) -> None:
    entry = f"/meetings/entries/{one(town.runtime, MeetingEntry).id}"
    team = str(town.user().team_id)
    before = dump(town.runtime)
    assert stranger.get(entry).status == 404
    sent = [entry, f"{entry}/withdraw", f"{meeting}/entries", f"{meeting}/end"]
    assert [stranger.post(each, {"point": "1"}).status for each in sent] == [404] * 4
    assert stranger.post(f"/meetings/actions/{one(town.runtime, MeetingEntry).id}", {"state": "done"}).status == 404
    assert stranger.post("/meetings", {"team": team}).status == 404
    assert changed(before, dump(town.runtime)) == set()
    assert stranger.get("/meetings").root.all("table") == []


@pytest.mark.parametrize("number", ["0", "999", "99999999999999999999"])
def test_unknown_entries_are_not_found(maja: Visitor, number: str) -> None:
    assert maja.get(f"/meetings/entries/{number}").status == 404
    assert maja.post(f"/meetings/entries/{number}").status == 404
    assert maja.post(f"/meetings/entries/{number}/withdraw").status == 404
    assert maja.post(f"/meetings/actions/{number}", {"state": "done"}).status == 404


@pytest.mark.parametrize("address", ["/meetings", "/meetings/1", "/meetings/1/note", "/meetings/1.pdf"])
def test_nobody_is_sent_to_the_log_in(nobody: Visitor, address: str) -> None:
    assert nobody.get(address).status == 303
