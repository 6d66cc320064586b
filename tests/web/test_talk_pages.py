"""Correcting, listing and printing talks, and progression over time."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from kanban.domain.audit import AuditAction, AuditEvent
from kanban.domain.talk import Talk
from tests.factories import Town
from tests.integration.talks import hold_talk
from tests.page import Visitor
from tests.support.stored import one, rows


def talk(town: Town, **changes: str) -> tuple[str, int]:
    amina = town.citizen()
    town.move(town.user(), amina, "7")
    return amina, hold_talk(town, town.user(), amina, **changes).talk_id


def printed(visitor: Visitor, talk_id: int) -> PdfReader:
    answer = visitor.wire.client.get(f"/talks/{talk_id}.pdf")  # type: ignore[attr-defined]  # bytes, not text
    assert answer.status_code == 200
    assert answer.content_type == "application/pdf"
    assert answer.headers["Content-Disposition"] == "attachment; filename=samtale-18-11-2026.pdf"
    return PdfReader(BytesIO(answer.data))


def words(reader: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in reader.pages)


def test_talk_is_corrected_and_the_former_version_shown(town: Town, maja: Visitor) -> None:
    amina, first = talk(town)
    page = maja.get(f"/talks/{first}/edit")
    assert page.form(f"/talks/{first}/edit").values["note"] == "Glad for kollegerne"
    assert not {"to_step", "step_confirmed", "action"} & page.form(f"/talks/{first}/edit").names
    answer = maja.submit(page, f"/talks/{first}/edit", note="Rettet tekst")
    assert (answer.status, answer.location) == (303, f"/citizens/{amina}")
    shown = maja.get(f"/citizens/{amina}/talks").root.one("li", class_="talk-entry").text
    assert "Rettet tekst" in shown
    assert "Rettet én gang" in shown
    assert "Glad for kollegerne" in shown
    events = [event.detail for event in rows(town.runtime, AuditEvent, action=str(AuditAction.TALK_RECORDED))]
    assert events == ["", "corrected"]


def test_correction_with_htmx_has_the_page_follow(town: Town, maja: Visitor) -> None:
    _, first = talk(town)
    page = maja.get(f"/talks/{first}/edit", htmx=True)
    answer = maja.submit(page, f"/talks/{first}/edit", htmx=True, note="Rettet")
    assert (answer.status, answer.root.all("html")) == (200, [])
    assert "caseChanged" in answer.headers["HX-Trigger"]


def test_wrong_correction_comes_back_as_typed(town: Town, maja: Visitor) -> None:
    _, first = talk(town)
    page = maja.get(f"/talks/{first}/edit")
    answer = maja.submit(page, f"/talks/{first}/edit", held_on="", note="Kladde")
    assert answer.status == 422
    assert answer.problems().keys() == {"held_on"}
    assert answer.form(f"/talks/{first}/edit").values["note"] == "Kladde"


def test_stale_correction_shows_both_and_can_be_sent_again(town: Town, maja: Visitor, susanne: Visitor) -> None:
    _, first = talk(town)
    mine, theirs = maja.get(f"/talks/{first}/edit"), susanne.get(f"/talks/{first}/edit")
    assert susanne.submit(theirs, f"/talks/{first}/edit", note="Susannes").status == 303
    answer = maja.submit(mine, f"/talks/{first}/edit", note="Majas")
    assert answer.status == 409
    assert "Susanne Skov" in answer.root.one(data_error_summary=None).text
    now = rows(town.runtime, Talk)[-1].id
    form = answer.form(f"/talks/{now}/edit")
    assert form.values["note"] == "Majas"
    assert "Susannes" in form.element.text
    assert maja.post(f"/talks/{now}/edit", form.values).status == 303
    assert rows(town.runtime, Talk)[-1].note == "Majas"


def test_newest_five_stand_in_the_panel_and_all_on_pages(town: Town, maja: Visitor) -> None:
    amina, _ = talk(town)
    for number in range(27):
        hold_talk(town, town.user(), amina, note=f"Samtale nummer {number}")
    panel = maja.get(f"/citizens/{amina}").root.one("section", id="case-talks")
    assert len(panel.all("li", class_="talk-entry")) == 5
    assert "Vis alle 28 samtaler" in panel.text
    pages = [maja.get(f"/citizens/{amina}/talks", page=str(number)) for number in (1, 2)]
    assert [len(page.root.all("li", class_="talk-entry")) for page in pages] == [25, 3]
    assert maja.get(f"/citizens/{amina}/talks", htmx=True).root.all("html") == []
    assert maja.get(f"/citizens/{amina}/talks", page="3").status == 404


def test_letter_says_what_the_talk_said(town: Town, maja: Visitor) -> None:
    amina, _ = talk(town, progress_health="2", held_on="10-11-2026")
    found = hold_talk(
        town, town.user(), amina, progress_health="4", next_talk_on="16-12-2026", participants="Birthe Holst",
        action="Ring til Birthe", action_by=str(town.user().id), due_on="24-11-2026",
    )  # fmt: skip
    reader = printed(maja, found.talk_id)
    text = words(reader)
    expected = {
        *("Fjordby Kommune", "Amina Warsame", amina, "Samtale 18-11-2026", "Birthe Holst", "Maja Juhl"),
        *("Møder stabilt", "Ondt i ryggen", "Glad for kollegerne", "Trin 7, CV udarbejdet, er rigtigt"),
        *("Dit helbred 4 I høj grad 2", "16-12-2026", "Ring til Birthe", "senest 24-11-2026", "Side 1 af 1"),
    }
    assert {each for each in expected if each not in text} == set()
    assert text.index("Møder stabilt") < text.index("Ondt i ryggen")
    assert town.cpr(amina) not in text.replace("-", "")
    assert str(reader.root_object["/MarkInfo"]) == "{'/Marked': True, '/Suspects': False}"
    assert str(reader.root_object["/Lang"]) == "da"
    assert one(town.runtime, AuditEvent, action=str(AuditAction.TALK_PRINTED)).staff_id == town.user().id


def test_letter_of_a_move_says_where_to(town: Town, maja: Visitor) -> None:
    amina = town.citizen()
    found = hold_talk(
        town, town.user(), amina, step_confirmed="no", to_step="7", cv_prepared_on="01-10-2026", cv_kind="jobnet"
    )
    assert "Flyttet til trin 7, CV udarbejdet" in words(printed(maja, found.talk_id))


@pytest.mark.parametrize(
    "text",
    ['#[sys.inputs] #read("/etc/passwd")', "$x^2$ *fed* _kursiv_ `kode` @navn <mærke>", "a\\b \\u{41}", "Æøå Łódź Ž"],
)
def test_what_was_typed_is_never_markup_in_the_letter(town: Town, maja: Visitor, text: str) -> None:
    _, found = talk(town, note=text)
    assert text in words(printed(maja, found))


def test_long_talk_runs_over_pages(town: Town, maja: Visitor) -> None:
    _, found = talk(town, note="ord " * 2499 + "slut", challenges="linje\n" * 300)
    reader = printed(maja, found)
    assert len(reader.pages) > 3
    assert "slut" in words(reader)
    assert f"Side 2 af {len(reader.pages)}" in words(reader)


def test_letter_with_an_emoji_is_printed_all_the_same(town: Town, maja: Visitor) -> None:
    _, found = talk(town, note="Godt gået 😀 i dag")
    assert "Godt gået" in words(printed(maja, found))


def test_corrected_talks_old_letter_says_so(town: Town, maja: Visitor) -> None:
    _, first = talk(town)
    maja.submit(maja.get(f"/talks/{first}/edit"), f"/talks/{first}/edit", note="Rettet")
    assert "Denne udgave er rettet siden" in words(printed(maja, first))


@pytest.mark.parametrize("address", ["/talks/{talk}.pdf", "/talks/{talk}/edit"])
def test_leader_may_not_print_or_correct_and_strangers_find_nothing(
    town: Town, lars: Visitor, stranger: Visitor, maja: Visitor, address: str
) -> None:
    _, found = talk(town)
    assert lars.get(address.format(talk=found)).status == 403
    assert stranger.get(address.format(talk=found)).status == 404
    assert maja.get(address.format(talk=0)).status == 404
    assert maja.get(address.format(talk=2**40)).status == 404


@pytest.mark.parametrize("page", ["talks", "progression"])
def test_leader_may_read_and_strangers_find_nothing(town: Town, lars: Visitor, stranger: Visitor, page: str) -> None:
    amina, _ = talk(town, progress_health="4")
    assert lars.get(f"/citizens/{amina}/{page}").status == 200
    assert stranger.get(f"/citizens/{amina}/{page}").status == 404
