"""Takes the pictures of the README and the guide from the demo municipality, on the fixed day of the tests.

Run it with `make screenshots`; an argument names another folder than docs/images, and then the wall screen is taken
at 3840 by 2160 as well.
"""

import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Page, expect

from kanban.services.exchange.prepare_demo import PASSWORD, prepare_demo
from tests.browser.board import BoardPage
from tests.browser.case import CasePage
from tests.browser.screenshots_wall import LARGE, take_walls
from tests.browser.screenshots_wall import take_pages as take_wall_pages
from tests.browser.site import SEED, Site, load_demo, running_site
from tests.browser.visitors import Visitors, log_in
from tests.support.browser import running_browser
from tests.support.databases import SqliteDatabases
from tests.support.programs import ROOT

IMAGES = ROOT / "docs" / "images"
BROKER = "maja.juhl@fjordby.example"
DESK = (1440, 900)
OTHER_SCREENS = ((1024, 768), (1920, 1080))
PAGES = {"today": "/today", "review": "/review", "caseloads": "/caseloads", "companies": "/companies"}
FIGURES = {"overview": "/overview", "flow": "/flow", "targets": "/targets", "openings": "/openings"}
COMPANY = "Café Molen"


def main(folder: Path) -> None:
    """Serve the demo and take every picture."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, ExitStack() as stack:
        site = stack.enter_context(running_site(SqliteDatabases(Path(data)), load_demo))
        visitors = Visitors(stack.enter_context(running_browser()), site.url, stack)
        take_all(visitors, site, folder)
        for size in OTHER_SCREENS:
            take(logged_in(visitors, BROKER, size).page, folder / f"board-{size[0]}.png")


def take_all(visitors: Visitors, site: Site, folder: Path, size: tuple[int, int] = DESK, *, dark: bool = False) -> None:
    """The board and what opens over it, the broker's pages, and the superuser's, on one kind of screen."""
    board = logged_in(visitors, BROKER, size, dark=dark)
    take_board(board, folder)
    take_pages(board, folder)
    users = {user.role: user.email for user in prepare_demo(site.runtime, SEED)}
    settings = logged_in(visitors, users["superuser"], size, dark=dark).page
    settings.goto(f"{visitors.url}/settings")
    take(settings, folder / "settings.png")
    address = take_walls(visitors, settings, folder, take)
    if folder != IMAGES:
        take_wall_pages(visitors, address, folder / "3840", LARGE, take)
    figures = logged_in(visitors, users["leader"], size, dark=dark).page
    for name, path in FIGURES.items():
        figures.goto(f"{visitors.url}{path}")
        take(figures, folder / f"{name}.png")
    take_meeting(figures, visitors.url, folder)


def take_meeting(page: Page, url: str, folder: Path) -> None:
    """A board meeting of the whole municipality, at the point about who is ready."""
    page.goto(f"{url}/meetings")
    page.get_by_role("button", name="Start tavlemøde").click()
    fourth = page.locator(".meeting-agenda a").nth(3)
    fourth.click()
    expect(fourth).to_have_attribute("aria-current", "page")
    take(page, folder / "meeting.png")


def take_board(board: BoardPage, folder: Path) -> None:
    """The board, the dialogs for a move and for a talk, and the panel."""
    take(board.page, folder / "board.png")
    board.choose_move(longest_on(board, 5), 4)
    take(board.page, folder / "dialog.png")
    board.page.keyboard.press("Escape")
    expect(board.dialog).to_have_count(0)
    board.open_panel(longest_on(board, 2))
    take(board.page, folder / "panel.png")
    CasePage(board.page).begin_talk()
    take(board.page, folder / "talk.png")
    board.page.keyboard.press("Escape")
    expect(board.dialog).to_have_count(0)


def take_pages(board: BoardPage, folder: Path) -> None:
    """The pages that a broker works on beside the board."""
    for name, path in PAGES.items():
        board.page.goto(f"{board.url}{path}")
        take(board.page, folder / f"{name}.png")
    board.page.get_by_role("link", name=COMPANY).click()
    expect(board.page.get_by_role("heading", level=1)).to_have_text(COMPANY)
    take(board.page, folder / "company.png")


def logged_in(visitors: Visitors, email: str, size: tuple[int, int], *, dark: bool = False) -> BoardPage:
    """A user's board; without motion, so that nothing is caught half way."""
    page = visitors.page(size=size, dark=dark)
    page.emulate_media(reduced_motion="reduce")
    log_in(page, visitors.url, email, PASSWORD)
    return BoardPage(page, visitors.url)


def longest_on(board: BoardPage, step: int) -> str:
    """The citizen who has been on a step the longest."""
    return board.cards(step).first.get_attribute("data-citizen") or ""


def take(page: Page, path: Path) -> None:
    """Take one picture once the typeface is there, with the pointer out of the way."""
    page.mouse.move(0, 0)
    page.evaluate("() => document.fonts.ready.then(() => true)")
    page.screenshot(path=path, animations="disabled")
    print(f"{path}: {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else IMAGES)
