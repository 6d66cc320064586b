"""The board fits its screen: eight columns on a desk and a tablet, one at a time on a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from kanban.services.exchange.prepare_demo import PASSWORD
from tests.browser.board import BoardPage
from tests.browser.site import Site, load_demo, running_site
from tests.browser.visitors import Visitors, log_in
from tests.support.axe import violations
from tests.support.databases import SqliteDatabases

DESK, TABLET, UPRIGHT, PHONE = (1440, 900), (1024, 768), (820, 1180), (390, 844)
STEPS = range(8, 0, -1)
SMALLEST_TEXT = """() => {
  const shown = [...document.querySelectorAll("body *")].filter((element) =>
    element.checkVisibility({ visibilityProperty: true }) && !element.closest(".sr-only, svg, option") &&
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()));
  return Math.min(...shown.map((element) => parseFloat(getComputedStyle(element).fontSize)));
}"""
SMALL_TARGETS = """(size) => [...document.querySelectorAll("a, button, select, input, summary")].filter((element) => {
  const { width, height } = element.getBoundingClientRect();
  const covered = element.matches(".card-name, .sr-only, .skipnav, [type=hidden]");
  return element.checkVisibility() && !covered && !element.closest("p, td, th") && (width < size || height < size);
}).map((element) => element.outerHTML)"""
# A card's own box and the text in it: nothing may stick out or be cut, save the one line that may end in dots.
CUT = """() => [...document.querySelectorAll("[data-citizen]:not(tr), .lane-head")].filter((box) =>
  box.checkVisibility() && box.scrollWidth > box.clientWidth + 1).map((box) => box.innerText)"""


@pytest.fixture(scope="module")
def site(sqlite_databases: SqliteDatabases) -> Iterator[Site]:
    with running_site(sqlite_databases, load_demo) as site:
        yield site


def demo_board(visitors: Visitors, size: tuple[int, int], *, touch: bool = False) -> BoardPage:
    page = visitors.page(size=size, touch=touch)
    log_in(page, visitors.url, "maja.juhl@fjordby.example", PASSWORD)
    return BoardPage(page, visitors.url)


def fits(page: Page) -> bool:
    overhang: int = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return overhang <= 0


@pytest.mark.parametrize("size", [DESK, TABLET, UPRIGHT, (1920, 1080)])
def test_all_eight_columns_are_in_view_without_scrolling_sideways(visitors: Visitors, size: tuple[int, int]) -> None:
    board = demo_board(visitors, size)
    assert fits(board.page)
    edges = []
    for step in STEPS:
        expect(board.lane(step)).to_be_in_viewport()
        box = board.lane(step).bounding_box()
        assert box is not None
        edges += [box["x"], box["x"] + box["width"]]
    assert edges == sorted(edges)
    assert 0 <= edges[0] <= edges[-1] <= size[0]


@pytest.mark.parametrize("size", [DESK, TABLET, UPRIGHT, PHONE])
def test_text_and_targets_are_large_enough_and_nothing_is_cut(visitors: Visitors, size: tuple[int, int]) -> None:
    page = demo_board(visitors, size).page
    assert page.evaluate(SMALLEST_TEXT) >= 12
    assert page.evaluate(SMALL_TARGETS, 24) == []
    assert page.evaluate(CUT) == []


def test_desk_shows_some_fifty_cards(visitors: Visitors) -> None:
    board = demo_board(visitors, DESK)
    inside = "all => all.filter(each => each.getBoundingClientRect().bottom <= innerHeight).length"
    assert board.page.locator("[data-board] [data-citizen]").evaluate_all(inside) >= 40


def test_column_heads_stay_in_view_while_scrolling(visitors: Visitors) -> None:
    board = demo_board(visitors, DESK)
    board.cards(5).last.scroll_into_view_if_needed()
    expect(board.count(5)).to_be_in_viewport()
    expect(board.count(8)).to_be_in_viewport()


@pytest.mark.parametrize("size", [DESK, TABLET, UPRIGHT, PHONE])
def test_dialog_and_panel_fit(visitors: Visitors, size: tuple[int, int]) -> None:
    board = demo_board(visitors, size)
    citizen = show_first_card(board, 6)
    board.choose_move(citizen, 4)
    box = board.dialog.bounding_box()
    assert box is not None
    assert box["width"] <= size[0]
    assert box["height"] <= size[1]
    expect(board.form.root.get_by_role("button", name="Flyt til trin 4")).to_be_in_viewport(ratio=1)
    assert board.page.evaluate(SMALLEST_TEXT) >= 12
    board.page.keyboard.press("Escape")
    board.open_panel(citizen)
    assert fits(board.page)
    expect(board.panel.get_by_role("link", name="Luk panelet")).to_be_in_viewport(ratio=1)


def show_first_card(board: BoardPage, step: int) -> str:
    """The first citizen of a column; on a phone the column is chosen first."""
    switch = board.page.locator(".step-switch label", has=board.page.locator(f'[value="{step}"]'))
    if switch.is_visible():
        switch.click()
    expect(board.cards(step).first).to_be_visible()
    return board.cards(step).first.get_attribute("data-citizen") or ""


def test_phone_shows_one_column_at_a_time(visitors: Visitors) -> None:
    board = demo_board(visitors, PHONE, touch=True)
    assert fits(board.page)
    for step in STEPS:
        show_first_card(board, step)
        assert [each for each in STEPS if board.lane(each).is_visible()] == [step]
        assert fits(board.page)


def test_phone_follows_the_moved_card_to_its_column(visitors: Visitors) -> None:
    board = demo_board(visitors, PHONE, touch=True)
    citizen = show_first_card(board, 7)
    before = int(board.page.locator('[data-count-of="6"]').inner_text())
    board.choose_move(citizen, 6).fill(goal_a="Gartner", goal_registered_on="20-11-2026").submit()
    expect(board.card(citizen, 6)).to_be_visible()
    expect(board.page.locator('[data-count-of="6"]')).to_have_text(str(before + 1))


def test_phone_is_open_to_all(visitors: Visitors) -> None:
    board = demo_board(visitors, PHONE, touch=True)
    board.page.emulate_media(reduced_motion="reduce")
    assert violations(board.page) == []
    board.choose_move(show_first_card(board, 6), 4)
    assert violations(board.page) == []


def test_fingers_get_larger_targets(visitors: Visitors) -> None:
    board = demo_board(visitors, PHONE, touch=True)
    control = board.card(show_first_card(board, 6)).locator(".card-move")
    box = control.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 44
