"""What tests of the live board share: a board that listens, and which of its parts a page asks for."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Locator, Page, Request, expect

from kanban.domain.staff import Actor
from tests.browser.board import BoardPage
from tests.browser.visitors import How, Visitors
from tests.factories import Town


def sign(page: Page) -> Locator:
    """Where the page says whether it is up to date."""
    return page.locator("#live")


def expect_listening(page: Page) -> None:
    """Wait until the page hears of changes."""
    expect(sign(page)).to_have_attribute("data-state", "now")


def listening(visitors: Visitors, town: Town, user: Actor | None = None, path: str = "", **how: object) -> BoardPage:
    """A board that hears of changes from now on."""
    board = visitors.board(town, user, **How(**how))  # type: ignore[typeddict-item]  # handed on as it came
    if path:
        board.page.goto(f"{board.url}{path}")
    expect_listening(board.page)
    return board


def _news(url: str) -> list[str]:
    """The parts in a request for news."""
    query = dict(parse_qsl(urlsplit(url).query))
    lanes = [each.partition("-")[0] for each in query.get("lanes", "").split(",") if each]
    return [*lanes, *(f"head {key}" for key in query.get("heads", "").split(",") if key), "facts"]


@contextmanager
def asking(page: Page) -> Iterator[list[str]]:
    """The parts of the board that the page asks for within the block.

    `6` for a column, `head 6` for its numbers alone, `board`, `facts`, `panel`.
    """
    seen: list[str] = []

    def note(request: Request) -> None:
        path = request.url.split("?")[0].split("/", 3)[3]
        if not request.headers.get("hx-request") or request.method != "GET":
            return
        parts = path.split("/")
        if path.endswith("/lane"):
            seen.append(parts[-2])
        elif path == "board/news":
            seen.extend(_news(request.url))
        elif parts[0] == "board":
            seen.append(parts[-1])
        elif parts[0] == "citizens" and len(parts) == 2:
            seen.append("panel")

    page.on("request", note)
    yield seen
    page.remove_listener("request", note)
