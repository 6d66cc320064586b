"""The leader's front page in the browser: open to all, valid, within the screen, by keyboard and without a script."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from kanban.services.exchange.prepare_demo import PASSWORD
from tests.browser.site import Site, load_demo, running_site
from tests.browser.visitors import Visitors, log_in, visiting
from tests.support.axe import violations
from tests.support.databases import SqliteDatabases
from tests.support.nu import check_html

LEADER, BROKER = "dorthe.lindegaard@fjordby.example", "maja.juhl@fjordby.example"
SIZES = ((390, 844), (1024, 768), (1920, 1080), (1440, 900))
OVERHANG = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def demo(sqlite_databases: SqliteDatabases) -> Iterator[Site]:
    with running_site(sqlite_databases, load_demo) as site:
        yield site


@pytest.fixture
def readers(browser: Browser, demo: Site) -> Iterator[Visitors]:
    with visiting(browser, demo.url) as visitors:
        yield visitors


def expect_open_to_all(page: Page) -> None:
    assert violations(page) == []
    assert check_html(page.content()) == []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        assert (width, page.evaluate(OVERHANG)) == (width, 0)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("email", [LEADER, BROKER], ids=["leader", "broker"])
def test_page_is_open_to_all_valid_and_fits(readers: Visitors, email: str, *, dark: bool) -> None:
    page = readers.page(dark=dark)
    page.emulate_media(reduced_motion="reduce")
    log_in(page, readers.url, email, PASSWORD)
    page.goto(f"{readers.url}/overview")
    expect(page.get_by_role("heading", level=1)).to_have_text("Overblik")
    expect_open_to_all(page)


def test_number_opens_its_citizens_by_keyboard(readers: Visitors) -> None:
    page = readers.page()
    log_in(page, readers.url, LEADER, PASSWORD)
    page.goto(f"{readers.url}/overview")
    first = page.locator(".stop-list a").first
    number = first.inner_text()
    first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-total]")).to_have_text(number)
    expect(page.locator("tbody [data-citizen]")).to_have_count(int(number))


def test_team_is_chosen_without_a_script(readers: Visitors) -> None:
    page = readers.page(javascript=False)
    page.goto(f"{readers.url}/login")
    page.get_by_label("E-mail").fill(LEADER)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Overblik")
    page.locator("main").get_by_label("Team", exact=True).select_option("Team Havn")
    page.get_by_role("button", name="Vis", exact=True).click()
    expect(page.locator(".loads-table")).to_contain_text("Maja Juhl")
    expect(page.locator(".loads-table")).not_to_contain_text("Peter Krogh")


def test_empty_page_is_open_to_all(visitors: Visitors, site: Site) -> None:
    town = site.town()
    page = visitors.board(town, town.leader()).page
    page.goto(f"{visitors.url}/overview")
    expect(page.locator("main")).to_contain_text("Her er ingen borgere endnu")
    expect_open_to_all(page)
