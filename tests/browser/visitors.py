"""Users in browsers of their own, logged in the way people do it."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TypedDict, Unpack

from playwright.sync_api import Browser, Page, expect

from kanban.domain.staff import Actor
from tests.browser.board import BoardPage
from tests.factories import PASSWORD, Town
from tests.support.browser import collect_troubles, open_context

# How long to go on looking for what should come to be: long, as it costs nothing where the machine has time for us.
PATIENCE_MS = 20_000
expect.set_options(timeout=PATIENCE_MS)
# What htmx and Chromium call a request that the page itself gave up: a newer search, a page left behind.
GIVEN_UP = "net::ERR_ABORTED"


class How(TypedDict, total=False):
    """What the user sits at, as in :func:`tests.support.browser.open_context`."""

    size: tuple[int, int]
    dark: bool
    javascript: bool
    touch: bool


@dataclass(frozen=True)
class Visitors:
    """Opens browsers at one server and remembers what went wrong in any of their pages."""

    browser: Browser
    url: str
    stack: ExitStack
    pages: list[list[str]] = field(default_factory=list)

    def page(self, **how: Unpack[How]) -> Page:
        """A page nobody has logged in to."""
        page = self.stack.enter_context(open_context(self.browser, **how)).new_page()
        page.set_default_timeout(PATIENCE_MS)
        self.pages.append(collect_troubles(page))
        return page

    def board(self, town: Town, user: Actor | None = None, **how: Unpack[How]) -> BoardPage:
        """The board of a user who has just logged in; a broker unless told otherwise."""
        page = self.page(**how)
        log_in(page, self.url, town.email(user or town.user()))
        return BoardPage(page, self.url)

    def expect_trouble(self, expected: re.Pattern[str]) -> None:
        """Take down that this trouble was provoked; fail if it did not come."""
        assert any(expected.search(text) for text in self.troubles())
        for page in self.pages:
            page[:] = [text for text in page if not expected.search(text)]

    def troubles(self) -> list[str]:
        """Exceptions, unanswered requests, console errors and breaches of the content security policy."""
        return [text for page in self.pages for text in page if not text.endswith(GIVEN_UP)]


@contextmanager
def visiting(browser: Browser, url: str) -> Iterator[Visitors]:
    """Browsers at a site. Whatever a test looks at, nothing may go wrong in any page meanwhile."""
    with ExitStack() as stack:
        visitors = Visitors(browser, url, stack)
        yield visitors
        assert visitors.troubles() == []


def log_in(page: Page, url: str, email: str, password: str = PASSWORD) -> None:
    """Log in through the page and stand on the board."""
    page.goto(f"{url}/login?next=/board")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Adgangskode").fill(password)
    page.get_by_role("button", name="Log ind").click()
    expect(page.locator("[data-board]")).to_be_visible()
