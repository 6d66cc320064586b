"""A follow-up from the panel: the dialog over the board, and the panel that follows."""

import pytest
from playwright.sync_api import Locator, expect

from kanban.services.follow_ups.record_follow_up import record_follow_up
from tests.browser.board import BoardPage
from tests.browser.visitors import Visitors
from tests.factories import Town


@pytest.fixture
def citizen(town: Town) -> str:
    """On step 4 at Strandhotellet, the user's own."""
    citizen = town.citizen("Amina Warsame")
    for target in (8, 4):
        town.move(town.user(), citizen, target)
    return citizen


@pytest.fixture
def board(visitors: Visitors, town: Town, citizen: str) -> BoardPage:
    board = visitors.board(town)
    board.name(citizen).click()
    board.page.locator("#case-follow-ups").get_by_role("link", name="Registrér opfølgning").click()
    expect(form(board)).to_be_visible()
    return board


def form(board: BoardPage) -> Locator:
    return board.page.locator("#dialog[open] [data-follow-up-form]")


def section(board: BoardPage) -> Locator:
    return board.page.locator("#panel #case-follow-ups")


def save(board: BoardPage) -> None:
    form(board).get_by_role("button", name="Gem opfølgningen").click()


def test_panel_shows_it_and_the_card_follows(board: BoardPage, citizen: str) -> None:
    form(board).get_by_label("Delmål til næste gang").fill("Alene på en vagt")
    form(board).locator("[name=paid_hours]").fill("3,5")
    save(board)
    expect(form(board)).to_have_count(0)
    expect(section(board)).to_contain_text("Alene på en vagt")
    expect(board.card(citizen, 4)).to_contain_text("3,5 t")
    expect(board.page.get_by_role("status").filter(has_text="Amina Warsame")).to_have_count(1)


def test_refused_form_stays_with_what_was_typed_and_focus_on_what_is_wrong(board: BoardPage) -> None:
    form(board).get_by_label("Delmål til næste gang").fill("Alene på en vagt")
    form(board).get_by_label("Næste opfølgning").fill("01-01-2026")
    save(board)
    summary = form(board).locator("[data-error-summary]")
    expect(summary).to_be_focused()
    summary.get_by_role("link").click()
    expect(form(board).get_by_label("Næste opfølgning")).to_be_focused()
    expect(form(board).get_by_label("Delmål til næste gang")).to_have_value("Alene på en vagt")


def test_conflict_stays_in_the_dialog_and_can_be_saved_again(board: BoardPage, town: Town, citizen: str) -> None:
    theirs = {"version": str(town.version(citizen)), "follow_up_kind": "both", "held_on": "20-11-2026"}
    record_follow_up(town.runtime, town.superuser(), citizen, {**theirs, "internship_hours": "20"})
    form(board).get_by_label("Om målet").fill("Stadig hotel")
    save(board)
    expect(form(board).locator("[data-conflict]")).to_contain_text("Susanne Skov")
    expect(form(board).get_by_label("Om målet")).to_have_value("Stadig hotel")
    save(board)
    expect(form(board)).to_have_count(0)
    expect(section(board)).to_contain_text("Stadig hotel")


def test_withdrawn_from_the_panel_it_leaves_the_list(board: BoardPage) -> None:
    save(board)
    section(board).locator("summary", has_text="Træk tilbage").click()
    section(board).get_by_label("Hvorfor trækkes den tilbage?").fill("Forkert borger")
    section(board).get_by_role("button", name="Træk tilbage").click()
    expect(section(board)).to_contain_text("Ingen opfølgning endnu")
    expect(section(board).locator(".withdrawn")).to_contain_text("Forkert borger")
