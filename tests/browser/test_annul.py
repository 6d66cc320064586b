"""Annulling a move from the panel: the history keeps both, the board follows, the impossible is refused."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, expect

from kanban.services.case.citizen_panel import citizen_panel
from tests.browser.board import BoardPage
from tests.browser.visitors import Visitors
from tests.factories import Town
from tests.support.nu import check_html

REASON = "Tastet på den forkerte borger"


@dataclass(frozen=True)
class Line:
    """One line of the history in the panel."""

    root: Locator

    def annul(self, reason: str) -> None:
        """Open the form in the line, write and send."""
        self.write(reason)
        self.send()

    def write(self, reason: str) -> None:
        """Open the form in the line and write."""
        if not self.reason.is_visible():
            self.root.locator("summary", has_text="Annullér flytning").click()
        self.reason.fill(reason)

    def send(self) -> None:
        """Send what was written."""
        self.root.get_by_role("button", name="Annullér flytning").click()

    @property
    def reason(self) -> Locator:
        """Where the reason is written."""
        return self.root.get_by_label("Hvorfor annulleres flytningen?")


@pytest.fixture
def citizen(town: Town) -> str:
    """Somebody who went from step 7 to 6."""
    citizen = town.citizen("Amina Warsame")
    town.move(town.user(), citizen, 7, effective_on="01-11-2026")
    town.move(town.user(), citizen, 6, effective_on="09-11-2026", goal_a="Gartner")
    return citizen


def line(board: BoardPage, number: int) -> Line:
    """A line of the history, the newest being 0."""
    return Line(board.panel.locator("[data-move]").nth(number))


@pytest.mark.parametrize("javascript", [True, False], ids=["htmx", "plain"])
def test_annulled_move_is_struck_through_with_its_reason_and_the_board_follows(
    visitors: Visitors, town: Town, citizen: str, *, javascript: bool
) -> None:
    board = visitors.board(town, javascript=javascript)
    board.open_panel(citizen)
    line(board, 0).annul(REASON)
    expect(line(board, 0).root).to_contain_text(f"Annulleret af Maja Juhl: “{REASON}”")
    expect(line(board, 0).root.locator("b")).to_have_css("text-decoration-line", "line-through")
    expect(line(board, 1).root.locator("b")).not_to_have_css("text-decoration-line", "line-through")
    expect(board.panel.locator("#case-goals .goals")).to_have_count(0)
    expect(board.status).to_have_text("Flytningen af Amina Warsame er annulleret")
    if not javascript:
        board.panel.get_by_role("link", name="Luk panelet").click()
    expect(board.card(citizen, 7)).to_be_visible()
    expect(board.card(citizen)).to_have_count(1)
    expect(board.count(6)).to_have_text("0")
    panel = citizen_panel(town.runtime, town.user(), citizen)
    assert (panel.history[0].annul_reason, panel.step and panel.step.number) == (REASON, 7)


def test_annulment_keeps_the_panel_open_with_focus_inside(visitors: Visitors, town: Town, citizen: str) -> None:
    board = visitors.board(town)
    board.open_panel(citizen)
    line(board, 0).annul(REASON)
    expect(line(board, 0).root).to_contain_text("Annulleret")
    assert board.page.evaluate("() => document.activeElement.closest('#panel') !== null")
    board.page.keyboard.press("Escape")
    expect(board.name(citizen)).to_be_focused()


def test_only_move_annulled_puts_the_citizen_into_the_tray(visitors: Visitors, town: Town) -> None:
    bo = town.citizen("Bo Ærø")
    town.move(town.user(), bo, 7)
    board = visitors.board(town)
    expect(board.lane("none")).to_be_hidden()
    board.open_panel(bo)
    line(board, 0).annul(REASON)
    expect(board.card(bo, "none")).to_be_visible()
    expect(board.count("none")).to_have_text("1")


@pytest.mark.parametrize("javascript", [True, False], ids=["htmx", "plain"])
def test_annulment_needs_a_reason(visitors: Visitors, town: Town, citizen: str, *, javascript: bool) -> None:
    board = visitors.board(town, javascript=javascript)
    board.open_panel(citizen)
    line(board, 0).annul("   ")
    field = board.page.locator('[data-annul-form] textarea[aria-invalid="true"]')
    expect(field).to_be_visible()
    message = (field.get_attribute("aria-describedby") or "").split()[-1]
    expect(board.page.locator(f"#{message}")).to_contain_text("Skriv, hvorfor flytningen annulleres")
    assert citizen_panel(town.runtime, town.user(), citizen).history[0].annulled_at is None


def test_corrected_annulment_goes_through(visitors: Visitors, town: Town, citizen: str) -> None:
    board = visitors.board(town)
    board.open_panel(citizen)
    line(board, 0).annul("")
    expect(line(board, 0).reason).to_have_attribute("aria-invalid", "true")
    line(board, 0).annul(REASON)
    expect(line(board, 0).root).to_contain_text(REASON)
    expect(board.card(citizen, 7)).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["htmx", "plain"])
def test_annulment_that_leaves_an_impossible_history_is_refused_with_the_reason(
    visitors: Visitors, town: Town, citizen: str, *, javascript: bool
) -> None:
    town.move(town.user(), citizen, "out", effective_on="10-11-2026")
    town.move(town.user(), citizen, 7, effective_on="11-11-2026")
    board = visitors.board(town, javascript=javascript)
    board.open_panel(citizen)
    line(board, 1).annul(REASON)
    problem = board.page.locator("[data-annul-form] .form-error-message", has_text="trin 7 den 11-11-2026")
    expect(problem).to_be_visible()
    expect(board.page.locator('[data-annul-form] textarea[aria-invalid="true"]')).to_have_value(REASON)
    assert check_html(board.page.content()) == []
    assert citizen_panel(town.runtime, town.user(), citizen).history[1].annulled_at is None


def test_colleague_sees_no_way_to_annul_and_the_superuser_does(visitors: Visitors, town: Town, citizen: str) -> None:
    colleague = visitors.board(town, town.user(name="Sofie Holm"))
    colleague.open_panel(citizen)
    expect(colleague.panel.get_by_text("Annullér flytning")).to_have_count(0)
    superuser = visitors.board(town, town.superuser())
    superuser.open_panel(citizen)
    line(superuser, 0).annul(REASON)
    expect(line(superuser, 0).root).to_contain_text(f"Annulleret af Susanne Skov: “{REASON}”")


def test_move_annulled_by_somebody_else_first_is_told(visitors: Visitors, town: Town, citizen: str) -> None:
    first, second = visitors.board(town, town.superuser()), visitors.board(town)
    first.open_panel(citizen)
    second.open_panel(citizen)
    line(second, 0).write("Min egen grund")
    line(first, 0).annul(REASON)
    expect(line(first, 0).root).to_contain_text(REASON)
    line(second, 0).send()
    expect(line(second, 0).root.locator(".form-error-message")).to_contain_text("Susanne Skov")
    expect(line(second, 0).reason).to_have_value("Min egen grund")
