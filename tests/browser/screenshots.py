"""Takes the pictures of the README and the guide from the demo municipality, on the fixed day of the tests.

Run it with `make screenshots`; an argument names another folder than docs/images.
"""

import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Page, expect

from kanban.services.exchange.prepare_demo import PASSWORD
from tests.browser.board import BoardPage
from tests.browser.site import load_demo, running_site
from tests.browser.visitors import Visitors, log_in
from tests.support.browser import running_browser
from tests.support.databases import SqliteDatabases
from tests.support.programs import ROOT

BROKER = "maja.juhl@fjordby.example"
DESK = (1440, 900)
OTHER_SCREENS = ((1024, 768), (1920, 1080))


def main(folder: Path) -> None:
    """Serve the demo and take every picture."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, ExitStack() as stack:
        site = stack.enter_context(running_site(SqliteDatabases(Path(data)), load_demo))
        browser = stack.enter_context(running_browser())
        take_all(Visitors(browser, site.url, stack), folder)


def take_all(visitors: Visitors, folder: Path) -> None:
    """Board, dialog and panel on a desk screen, and the board on a tablet and on a large screen."""
    board = demo_board(visitors, DESK)
    take(board.page, folder / "board.png")
    board.choose_move(longest_on(board, 5), 4)
    take(board.page, folder / "dialog.png")
    board.page.keyboard.press("Escape")
    expect(board.dialog).to_have_count(0)
    board.open_panel(longest_on(board, 2))
    take(board.page, folder / "panel.png")
    for size in OTHER_SCREENS:
        take(demo_board(visitors, size).page, folder / f"board-{size[0]}.png")


def demo_board(visitors: Visitors, size: tuple[int, int]) -> BoardPage:
    """A broker's board; without motion, so that nothing is caught half way."""
    page = visitors.page(size=size)
    page.emulate_media(reduced_motion="reduce")
    log_in(page, visitors.url, BROKER, PASSWORD)
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
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "images")
