"""A served board and the users who visit it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from kanban.services.exchange.prepare_demo import PASSWORD
from tests.browser.site import Site, running_site
from tests.browser.visitors import Visitors, log_in, visiting
from tests.factories import Town
from tests.support.databases import SqliteDatabases

LEADER = "dorthe.lindegaard@fjordby.example"


@pytest.fixture(scope="module")
def site(sqlite_databases: SqliteDatabases) -> Iterator[Site]:
    """One server for the tests of a file."""
    with running_site(sqlite_databases) as site:
        yield site


@pytest.fixture
def town(site: Site) -> Town:
    """A municipality for this test alone."""
    return site.town()


@pytest.fixture
def visitors(browser: Browser, site: Site) -> Iterator[Visitors]:
    """Browsers at the site."""
    with visiting(browser, site.url) as visitors:
        yield visitors


@pytest.fixture(scope="module", params=[False, True], ids=["light", "dark"])
def leaders_page(request: pytest.FixtureRequest, browser: Browser, site: Site) -> Iterator[Page]:
    """The page of the demo's leader, with one log-in for the tests of a file."""
    with visiting(browser, site.url) as visitors:
        page = visitors.page(dark=request.param)
        page.emulate_media(reduced_motion="reduce")
        log_in(page, site.url, LEADER, PASSWORD)
        yield page


@pytest.fixture
def ours(town: Town) -> str:
    """The citizen the user is busy with, on step 6."""
    citizen = town.citizen("Amina Warsame")
    town.move(town.user(), citizen, 6, effective_on="01-11-2026")
    return citizen


@pytest.fixture
def theirs(town: Town) -> str:
    """The citizen somebody else moves meanwhile, from step 6 too."""
    citizen = town.citizen("Bo Ærø")
    town.move(town.user(), citizen, 6, effective_on="02-11-2026")
    return citizen
