"""Two brokers have the same card's form open: the second is told who was first and sees the true board."""

import pytest
from playwright.sync_api import expect

from kanban.services.case.citizen_panel import citizen_panel
from tests.browser.board import BoardPage
from tests.browser.visitors import Visitors
from tests.factories import Town
from tests.support.axe import violations
from tests.support.nu import check_html

GOAL = {"goal_a": "Gartner", "goal_registered_on": "18-11-2026"}
CONTACT = {"company": "Strandhotellet", "contact_kind": "visit", "contacted_on": "18-11-2026"}


@pytest.fixture
def citizen(town: Town) -> str:
    """Somebody on step 7."""
    citizen = town.citizen("Amina Warsame")
    town.move(town.user(), citizen, 7, effective_on="01-11-2026")
    return citizen


def beaten(visitors: Visitors, town: Town, citizen: str, *, javascript: bool = True) -> BoardPage:
    """The board of the second broker, who sends a form that was opened before the first broker's move."""
    first = visitors.board(town, town.user(name="Sofie Holm"))
    second = visitors.board(town, javascript=javascript)
    second.choose_move(citizen, 5).fill(**CONTACT)
    first.choose_move(citizen, 6).fill(**GOAL).submit()
    expect(first.card(citizen, 6)).to_be_visible()
    second.form.submit()
    return second


def expect_told(board: BoardPage, town: Town, citizen: str) -> None:
    alert = board.page.locator(".alert", has_text="Sofie Holm flyttede")
    expect(alert).to_contain_text("Kortet er flyttet i mellemtiden")
    expect(alert).to_contain_text(f"{town.runtime.clock.local(town.runtime.clock.now()):%d-%m-%Y}")
    expect(board.card(citizen, 6)).to_be_visible()
    expect(board.card(citizen)).to_have_count(1)
    expect(board.count(6)).to_have_text("1")
    expect(board.count(7)).to_have_text("0")
    panel = citizen_panel(town.runtime, town.user(), citizen)
    assert [move.to_step.number for move in panel.history] == [6, 7]
    assert panel.contact is None


def test_second_broker_is_told_and_the_dialog_closes(visitors: Visitors, town: Town, citizen: str) -> None:
    board = beaten(visitors, town, citizen)
    expect_told(board, town, citizen)
    expect(board.page.locator("dialog")).to_be_hidden()
    expect(board.page.locator("#conflict")).to_be_focused()
    expect(board.page.locator(".is-source, .lane.is-target")).to_have_count(0)
    assert violations(board.page) == []
    assert check_html(board.page.content()) == []


def test_second_broker_can_go_on_from_the_true_board(visitors: Visitors, town: Town, citizen: str) -> None:
    board = beaten(visitors, town, citizen)
    expect(board.card(citizen, 6)).to_be_visible()
    board.choose_move(citizen, 5).fill(**CONTACT).submit()
    expect(board.card(citizen, 5)).to_be_visible()
    expect(board.alerts).to_be_empty()


def test_message_can_be_closed(visitors: Visitors, town: Town, citizen: str) -> None:
    board = beaten(visitors, town, citizen)
    board.alerts.get_by_role("button", name="Luk beskeden").click()
    expect(board.alerts).to_be_empty()


def test_second_broker_is_told_without_javascript(visitors: Visitors, town: Town, citizen: str) -> None:
    expect_told(beaten(visitors, town, citizen, javascript=False), town, citizen)
