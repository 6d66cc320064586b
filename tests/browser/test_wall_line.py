"""A wall screen outlives its server: killed and started again, and streams that can't be had."""

import re
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.site import SECRET_KEY, Site
from tests.browser.visitors import Visitors
from tests.factories import FIELD_KEY, TODAY, Town, runtime_on
from tests.support.databases import SqliteDatabases
from tests.support.processes import free_port
from tests.support.server import RunningServer, kill, serving
from tests.support.walls import wall

CUT_OFF = re.compile(r"ERR_(CONNECTION_|INCOMPLETE_CHUNKED|EMPTY_RESPONSE|FAILED)|Failed to fetch")
LOST = re.compile(r"Ikke opdateret siden kl\. \d\d\.\d\d . forbinder igen")
LONG_MS = 90_000


@pytest.fixture
def environment(sqlite_databases: SqliteDatabases) -> dict[str, str]:
    return {
        "KANBAN_DATABASE_URL": sqlite_databases.fresh(),
        "KANBAN_SECRET_KEY": SECRET_KEY,
        "KANBAN_FIELD_KEY": FIELD_KEY,
        "KANBAN_TODAY": TODAY.isoformat(),
    }


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def server(environment: dict[str, str], port: int) -> Iterator[RunningServer]:
    with ExitStack() as stack:
        yield stack.enter_context(serving(environment, port=port))


@pytest.fixture
def town(environment: dict[str, str], server: RunningServer) -> Iterator[Town]:
    runtime = runtime_on(environment["KANBAN_DATABASE_URL"])
    yield Site(server.url, runtime).town()
    runtime.close()


@pytest.fixture
def visitors(browser: Browser, server: RunningServer) -> Iterator[Visitors]:
    with ExitStack() as stack:
        yield Visitors(browser, server.url, stack)


def count(page: Page, step: int, number: str) -> None:
    """Wait for a column's count."""
    found = page.locator(f'[data-page="board"] [data-step="{step}"] [data-count]')
    expect(found).to_have_text(number, timeout=LONG_MS)


def test_screen_comes_back_when_the_server_does(
    visitors: Visitors, town: Town, server: RunningServer, environment: dict[str, str], port: int
) -> None:
    citizen, token = town.citizen("Amina Warsame"), wall(town)
    page = visitors.page(size=(1920, 1080))
    page.goto(f"{server.url}/wall/{token}?page=board")
    expect(page.locator("[data-live]")).to_have_text("Opdateret nu")
    kill(server)
    expect(page.locator("[data-live]")).to_have_text(LOST)
    town.move(town.user(), citizen, "8")
    with serving(environment, port=port):
        count(page, 8, "1")
        expect(page.locator("[data-live]")).to_have_text("Opdateret nu")
        town.move(town.user(), citizen, "7")
        count(page, 7, "1")
    visitors.expect_trouble(CUT_OFF)


def test_screen_without_a_stream_asks_instead(visitors: Visitors, town: Town, server: RunningServer) -> None:
    citizen, token = town.citizen("Amina Warsame"), wall(town)
    page = visitors.page(size=(1920, 1080))
    page.route(re.compile(r"/events\?"), lambda route: route.fulfill(status=204))
    page.goto(f"{server.url}/wall/{token}?page=board")
    town.move(town.user(), citizen, "8")
    count(page, 8, "1")
    expect(page.locator("[data-live]")).to_have_text("Opdateret nu")
