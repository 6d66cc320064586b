"""A talk in the browser: the step is confirmed or the citizen moves, and nothing typed is lost on the way."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, expect
from pypdf import PdfReader

from tests.browser.board import BoardPage
from tests.browser.case import CasePage, TalkForm, open_case
from tests.browser.people import fields, stored
from tests.browser.visitors import Visitors
from tests.factories import Town

SCRIPTS = pytest.mark.parametrize("javascript", [True, False], ids=["htmx", "plain"])
SAID = {"resources": "Møder stabilt", "challenges": "Ondt i ryggen", "note": "Glad for kollegerne"}


@pytest.fixture
def citizen(town: Town) -> str:
    """Somebody on step 6."""
    citizen = town.citizen("Amina Warsame")
    town.move(town.user(), citizen, 6, effective_on="01-11-2026")
    return citizen


def begin_talk(visitors: Visitors, town: Town, citizen: str, *, javascript: bool = True) -> tuple[CasePage, TalkForm]:
    """The case in the panel and the form for a talk with it."""
    case = open_case(visitors.board(town, javascript=javascript), citizen)
    return case, case.begin_talk()


def recorded(case: CasePage) -> None:
    """Wait until the form is gone and the case is back."""
    expect(case.talk.root).to_have_count(0)
    expect(case.part("talks").locator(".talk-entry").first).to_be_visible()


@SCRIPTS
def test_talk_confirms_the_step_and_progression_appears(
    visitors: Visitors, town: Town, citizen: str, *, javascript: bool
) -> None:
    case, form = begin_talk(visitors, town, citizen, javascript=javascript)
    expect(form.control("held_on")).to_have_value("20-11-2026")
    form.fill(talk_kind="conversation", **SAID, action="Ringe til hotellet", due_on="01-12-2026")
    form.fill(next_talk_on="18-12-2026")
    form.level("self_belief", 4)
    form.level("health", 2)
    form.decide("yes")
    form.submit()
    recorded(case)
    newest = case.part("talks").locator(".talk-entry").first
    for text in (*SAID.values(), "Trin 6 bekræftet", "Næste samtale 18-12-2026", "Maja Juhl"):
        expect(newest).to_contain_text(text)
    expect(case.part("progression").get_by_role("listitem")).to_have_count(2)
    expect(case.part("progression").locator("rect.on")).to_have_count(6)
    expect(case.part("dates")).to_contain_text("18-12-2026")
    expect(case.part("actions")).to_contain_text("Ringe til hotellet")
    expect(case.page.locator("#status")).to_have_text("Samtalen med Amina Warsame er registreret")
    assert stored(town, citizen).confirmed_on is not None


@SCRIPTS
def test_talk_moves_the_citizen_and_keeps_what_was_typed_while_the_fields_come(
    visitors: Visitors, town: Town, citizen: str, *, javascript: bool
) -> None:
    case, form = begin_talk(visitors, town, citizen, javascript=javascript)
    form.fill(talk_kind="three_party", **SAID)
    form.level("network", 5)
    form.choose_target(5)
    for name, text in SAID.items():
        expect(form.control(name)).to_have_value(text)
    expect(form.root.locator('[name="progress_network"][value="5"]')).to_be_checked()
    expect(form.root.locator('[name="step_confirmed"][value="no"]')).to_be_checked()
    form.fill(**without_day(5))
    form.submit()
    recorded(case)
    expect(case.part("talks").locator(".talk-entry").first).to_contain_text("Flyttet til trin 5")
    expect(case.page.locator("#status")).to_contain_text("Amina Warsame står nu på trin 5")
    panel = stored(town, citizen)
    assert [move.to_step.number for move in panel.history] == [5, 6]
    assert panel.talks.total == 1


def without_day(to_step: int) -> dict[str, str]:
    return {name: value for name, value in fields(to_step).items() if name != "effective_on"}


def test_board_follows_a_move_at_a_talk(visitors: Visitors, town: Town, citizen: str) -> None:
    case, form = begin_talk(visitors, town, citizen)
    form.fill(talk_kind="phone").choose_target(5)
    form.fill(**without_day(5)).submit()
    recorded(case)
    board = BoardPage(case.page, visitors.url)
    expect(board.card(citizen, 5)).to_be_visible()
    expect(board.count(6)).to_have_text("0")


@SCRIPTS
def test_refused_talk_keeps_what_was_typed_and_asks_for_the_decision(
    visitors: Visitors, town: Town, citizen: str, *, javascript: bool
) -> None:
    case, form = begin_talk(visitors, town, citizen, javascript=javascript)
    form.fill(held_on="24-12-2026", talk_kind="phone", **SAID)
    form.level("health", 3)
    form.submit()
    expect(form.problem("held_on")).not_to_be_empty()
    expect(form.problem("step_confirmed")).to_contain_text("Tag stilling")
    expect(form.control("note")).to_have_value(SAID["note"])
    expect(form.root.locator('[name="progress_health"][value="3"]')).to_be_checked()
    if javascript:
        expect(form.summary).to_be_focused()
    assert stored(town, citizen).talks.total == 0
    form.fill(held_on="19-11-2026")
    form.decide("yes")
    form.submit()
    recorded(case)
    assert stored(town, citizen).talks.total == 1


def test_refused_move_keeps_the_talk_and_marks_the_moves_field(visitors: Visitors, town: Town, citizen: str) -> None:
    case, form = begin_talk(visitors, town, citizen)
    form.fill(talk_kind="phone", **SAID).choose_target(5)
    form.fill(**{**without_day(5), "company": ""}).submit()
    expect(form.problem("company")).to_be_visible()
    expect(form.control("contacted_on")).to_have_value("03-10-2026")
    expect(form.control("note")).to_have_value(SAID["note"])
    form.fill(company="Strandhotellet").submit()
    recorded(case)


@pytest.mark.parametrize("leave", ["Escape", "Annullér", "Luk uden at registrere"])
def test_leaving_a_begun_form_asks_first(visitors: Visitors, town: Town, citizen: str, leave: str) -> None:
    case, form = begin_talk(visitors, town, citizen)
    form.fill(note="Noget halvt")
    asked = answers(case.page, [False, True])
    press_leave(case.page, leave)
    expect(form.control("note")).to_have_value("Noget halvt")
    press_leave(case.page, leave)
    expect(case.page.get_by_role("dialog")).to_have_count(0)
    assert asked == ["Luk formularen? Det, du har skrevet, går tabt."] * 2
    assert stored(town, citizen).talks.total == 0


def answers(page: Page, replies: list[bool]) -> list[str]:
    """Answer the browser's questions in turn; what they were."""
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.accept() if replies[len(asked) - 1] else dialog.dismiss()

    page.on("dialog", answer)
    return asked


def press_leave(page: Page, leave: str) -> None:
    if leave == "Escape":
        page.keyboard.press("Escape")
    else:
        page.get_by_role("dialog").get_by_role("link", name=leave).click()


def test_untouched_form_closes_at_once_and_gives_focus_back(visitors: Visitors, town: Town, citizen: str) -> None:
    case, _ = begin_talk(visitors, town, citizen)
    case.page.keyboard.press("Escape")
    expect(case.page.get_by_role("dialog")).to_have_count(0)
    expect(case.link("talks", "Registrér samtale")).to_be_focused()


def test_double_click_records_once(visitors: Visitors, town: Town, citizen: str) -> None:
    case, form = begin_talk(visitors, town, citizen)
    form.fill(talk_kind="phone").decide("yes")
    form.root.locator(".button-primary").dblclick(no_wait_after=True)
    recorded(case)
    assert stored(town, citizen).talks.total == 1


def test_somebody_else_moved_the_citizen_meanwhile_and_nothing_typed_is_lost(
    visitors: Visitors, town: Town, citizen: str
) -> None:
    case, form = begin_talk(visitors, town, citizen)
    form.fill(talk_kind="phone", **SAID).choose_target(5)
    form.fill(**without_day(5))
    town.move(town.user(name="Sofie Holm"), citizen, 7, reason="CV mangler")
    form.submit()
    expect(form.summary).to_be_focused()
    expect(form.summary).to_contain_text("Sofie Holm")
    expect(form.control("note")).to_have_value(SAID["note"])
    assert stored(town, citizen).talks.total == 0
    form.decide("yes")
    form.submit()
    recorded(case)
    expect(case.part("talks")).to_contain_text("Trin 7 bekræftet")


@SCRIPTS
def test_talk_is_fetched_as_a_pdf(visitors: Visitors, town: Town, citizen: str, *, javascript: bool) -> None:
    case, form = begin_talk(visitors, town, citizen, javascript=javascript)
    form.fill(talk_kind="conversation", **SAID).decide("yes")
    form.submit()
    recorded(case)
    with case.page.expect_download() as started:
        case.link("talks", "PDF").click()
    assert started.value.suggested_filename == "samtale-20-11-2026.pdf"
    data = Path(started.value.path()).read_bytes()
    assert data.startswith(b"%PDF")
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    for expected in ("Amina Warsame", *SAID.values()):
        assert expected in re.sub(r"\s+", " ", text)


@SCRIPTS
def test_talk_is_corrected_and_the_former_version_stays(
    visitors: Visitors, town: Town, citizen: str, *, javascript: bool
) -> None:
    case, form = begin_talk(visitors, town, citizen, javascript=javascript)
    form.fill(talk_kind="phone", note="Vil gerne i gnag").decide("yes")
    form.submit()
    recorded(case)
    case.link("talks", "Ret samtalen").click()
    expect(form.control("note")).to_have_value("Vil gerne i gnag")
    form.fill(note="Vil gerne i gang").submit()
    recorded(case)
    newest = case.part("talks").locator(".talk-entry").first
    expect(newest).to_contain_text("Vil gerne i gang")
    newest.get_by_text("Rettet én gang").click()
    expect(newest.locator(".former")).to_contain_text("Vil gerne i gnag")


def test_enter_records_the_talk_without_scripts_too(visitors: Visitors, town: Town, citizen: str) -> None:
    case, form = begin_talk(visitors, town, citizen, javascript=False)
    form.fill(talk_kind="phone").decide("yes")
    form.control("talk_place").press("Enter")
    recorded(case)
    assert stored(town, citizen).talks.total == 1
