"""Targets and milestones in the browser: open to all, valid, and set without a script."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page, expect

from kanban.services.exchange.prepare_demo import PASSWORD
from tests.browser.site import Site, load_demo, running_site
from tests.browser.visitors import Visitors, log_in
from tests.support.axe import violations
from tests.support.databases import SqliteDatabases
from tests.support.nu import check_html

LEADER = "dorthe.lindegaard@fjordby.example"
BROKER = "maja.juhl@fjordby.example"
PATHS = (
    "/targets",
    "/targets?month=2026-07",
    "/targets/milestone?month=2027-07&number=12",
    "/targets/target?preset=fsm1_40",
    "/board",
)


@pytest.fixture(scope="module")
def site(sqlite_databases: SqliteDatabases) -> Iterator[Site]:
    with running_site(sqlite_databases, load_demo) as site:
        yield site


@pytest.mark.parametrize("path", PATHS)
def test_page_is_open_to_all_and_valid(leaders_page: Page, site: Site, path: str) -> None:
    leaders_page.goto(f"{site.url}{path}")
    for details in leaders_page.locator("main details:not([open]) > summary").all():
        if details.is_visible() and not details.locator("xpath=ancestor::*[contains(@class, 'lane')]").count():
            details.click()
    assert violations(leaders_page) == []
    assert check_html(leaders_page.content()) == []


def test_number_opens_the_citizens_it_counts(leaders_page: Page, site: Site) -> None:
    leaders_page.goto(f"{site.url}/board")
    goal = leaders_page.locator("[data-step='4'] .lane-goal a")
    number = goal.locator("b").inner_text()
    goal.focus()
    leaders_page.keyboard.press("Enter")
    expect(leaders_page.locator("[data-total]")).to_have_text(number)


def test_milestone_is_set_without_a_script(browser: Browser, site: Site) -> None:
    with ExitStack() as stack:
        page = Visitors(browser, site.url, stack).page(javascript=False)
        log_in(page, site.url, LEADER, PASSWORD)
        page.goto(f"{site.url}/targets/milestone?month=2027-01&step=2")
        page.get_by_label("Kommunens tal").fill("8")
        page.get_by_role("button", name="Vis og foreslå").click()
        expect(page.get_by_label("Fjordby Kommune")).to_have_value("8")
        page.get_by_label("Fjordby Kommune").fill("otte")
        page.get_by_role("button", name="Gem").click()
        expect(page.get_by_label("Fjordby Kommune")).to_have_attribute("aria-invalid", "true")
        assert check_html(page.content()) == []
        page.get_by_label("Fjordby Kommune").fill("9")
        page.get_by_role("button", name="Gem").click()
        expect(page.get_by_role("heading", name="Milepæle i januar 2027")).to_be_visible()
        expect(page.get_by_text("Jobformidlernes tal giver tilsammen 8.")).to_be_visible()


def test_job_broker_sees_the_own_numbers_on_the_day(browser: Browser, site: Site) -> None:
    with ExitStack() as stack:
        page = Visitors(browser, site.url, stack).page()
        log_in(page, site.url, BROKER, PASSWORD)
        page.goto(f"{site.url}/today")
        box = page.get_by_role("region", name="Milepæle i november")
        number = box.locator(".of b").first.inner_text()
        box.locator(".of").first.click()
        expect(page.locator("[data-total]")).to_have_text(number)
        assert violations(page) == []
