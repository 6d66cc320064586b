"""No connection, a broken server, a card that has moved: told in words, and nothing typed is lost."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.board import BoardPage
from tests.browser.people import fields, stored
from tests.browser.visitors import Visitors
from tests.factories import Town


@pytest.fixture
def citizen(town: Town) -> str:
    """Somebody on step 6."""
    citizen = town.citizen("Amina Warsame")
    town.move(town.user(), citizen, 6, effective_on="01-11-2026")
    return citizen


@pytest.fixture
def board(visitors: Visitors, town: Town, citizen: str) -> BoardPage:
    board = visitors.board(town)
    expect(board.card(citizen, 6)).to_be_visible()
    return board


def test_lost_connection_is_told_in_the_dialog_and_nothing_typed_is_lost(
    visitors: Visitors, board: BoardPage, citizen: str
) -> None:
    form = board.choose_move(citizen, 5)
    form.fill(**fields(5))
    board.page.context.set_offline(True)
    form.submit()
    expect(board.dialog.get_by_role("alert")).to_contain_text("Ingen forbindelse til tavlen")
    expect(form.control("company")).to_have_value("Strandhotellet")
    board.page.context.set_offline(False)
    form.submit()
    expect(board.card(citizen, 5)).to_be_visible()
    expect(board.page.locator("#alerts")).to_be_empty()
    visitors.expect_trouble(re.compile("ERR_INTERNET_DISCONNECTED|Failed to fetch"))


def test_lost_connection_at_the_drop_puts_the_card_back(visitors: Visitors, board: BoardPage, citizen: str) -> None:
    board.carry(citizen, 5)
    board.page.context.set_offline(True)
    board.page.mouse.up()
    expect(board.alerts).to_contain_text("Ingen forbindelse til tavlen")
    expect(board.page.locator(".is-source, .is-lifted, .drop-here, .lane.is-target")).to_have_count(0)
    expect(board.dialog).to_have_count(0)
    visitors.expect_trouble(re.compile("ERR_INTERNET_DISCONNECTED|Failed to fetch"))
    board.page.context.set_offline(False)
    board.choose_move(citizen)
    expect(board.alerts).to_be_empty()


def test_card_dropped_where_somebody_else_has_put_it_already(board: BoardPage, town: Town, citizen: str) -> None:
    board.carry(citizen, 5)
    town.move(town.user(name="Sofie Holm"), citizen, 5)
    board.page.mouse.up()
    expect(board.target).to_have_value("5")
    board.form.fill(**fields(5)).submit()
    expect(board.form.summary).to_contain_text("trin 5")
    board.form.summary.get_by_role("link").click()
    expect(board.target).to_be_focused()
    assert len(stored(town, citizen).history) == 2
    board.choose_target(4).fill(**fields(4)).submit()
    expect(board.card(citizen, 4)).to_be_visible()


def test_broken_server_is_told_in_the_dialog(board: BoardPage, citizen: str) -> None:
    form = board.choose_move(citizen, 5)
    form.fill(**fields(5))
    board.page.route("**/moves", lambda route: route.fulfill(status=500, body="<h1>Fejl</h1>"))
    form.submit()
    expect(board.dialog.get_by_role("alert")).to_contain_text("Det gik galt hos os")
    expect(form.control("company")).to_have_value("Strandhotellet")
