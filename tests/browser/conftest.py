"""A served board and the users who visit it."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser

from tests.browser.site import Site, running_site
from tests.browser.visitors import Visitors
from tests.factories import Town
from tests.support.databases import SqliteDatabases


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
    """Browsers at the site. Whatever a test looks at, nothing may go wrong in any page meanwhile."""
    with ExitStack() as stack:
        visitors = Visitors(browser, site.url, stack)
        yield visitors
        assert visitors.troubles() == []
