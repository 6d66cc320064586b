"""Every page and form of the case and its work: open to all, valid, and no wider than the screen."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from kanban.services.exchange.prepare_demo import PASSWORD, prepare_demo
from tests.browser.board import BoardPage
from tests.browser.site import SEED, Site, load_demo, running_site
from tests.browser.states import BROKERS, SUPERUSERS, State
from tests.browser.visitors import Visitors, log_in, visiting
from tests.support.axe import violations
from tests.support.databases import SqliteDatabases
from tests.support.nu import check_html

BROKER = "maja.juhl@fjordby.example"
SIZES = ((390, 844), (1024, 768), (1920, 1080), (1440, 900))
OVERHANG = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def site(sqlite_databases: SqliteDatabases) -> Iterator[Site]:
    with running_site(sqlite_databases, load_demo) as site:
        yield site


@pytest.fixture(scope="module", params=[False, True], ids=["light", "dark"])
def people(request: pytest.FixtureRequest, browser: Browser, site: Site) -> Iterator[tuple[Visitors, bool]]:
    """Who visits, and whether their screens are dark."""
    with visiting(browser, site.url) as visitors:
        yield visitors, request.param


def logged_in(people: tuple[Visitors, bool], email: str) -> BoardPage:
    found, dark = people
    page = found.page(dark=dark)
    page.emulate_media(reduced_motion="reduce")
    log_in(page, found.url, email, PASSWORD)
    return BoardPage(page, found.url)


@pytest.fixture(scope="module")
def board(people: tuple[Visitors, bool]) -> BoardPage:
    """The demo board of a broker, with one log-in for all states."""
    return logged_in(people, BROKER)


@pytest.fixture(scope="module")
def setting_up(people: tuple[Visitors, bool], site: Site) -> BoardPage:
    """The demo board of the superuser."""
    users = prepare_demo(site.runtime, SEED)
    return logged_in(people, next(user.email for user in users if user.role == "superuser"))


@pytest.mark.parametrize("state", BROKERS.values(), ids=BROKERS.keys())
def test_state_is_open_to_all_valid_and_fits(board: BoardPage, state: State) -> None:
    state(board)
    expect_open_to_all(board)


@pytest.mark.parametrize("state", SUPERUSERS.values(), ids=SUPERUSERS.keys())
def test_settings_are_open_to_all_valid_and_fit(setting_up: BoardPage, state: State) -> None:
    state(setting_up)
    expect_open_to_all(setting_up)


def expect_open_to_all(board: BoardPage) -> None:
    """No breach, no error in the HTML, and nothing wider than any of the screens."""
    assert violations(board.page) == []
    assert check_html(board.page.content()) == []
    for width, height in SIZES:
        board.page.set_viewport_size({"width": width, "height": height})
        assert (width, board.page.evaluate(OVERHANG)) == (width, 0)
