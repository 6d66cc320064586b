"""Every page of a wall screen, and the pages where screens are made: no breach of WCAG 2.2 AA, no error in the HTML."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from kanban.services.exchange.prepare_demo import PASSWORD
from tests.browser.site import Site, load_demo, running_site
from tests.browser.visitors import log_in, visiting
from tests.support.axe import violations
from tests.support.databases import SqliteDatabases
from tests.support.nu import check_html

SUPERUSER = "henrik.vinding@fjordby.example"
SIZES = [(1920, 1080), (3840, 2160), (1366, 768), (1080, 1920)]
SMALLEST_REM = 2.6
TOO_SMALL = """smallest => {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const small = (element) => parseFloat(getComputedStyle(element).fontSize) < smallest * rem - 0.5;
  const said = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  return [...document.querySelectorAll("#wall *:not(.sr-only, svg *)")]
    .filter((element) => said(element) && element.checkVisibility() && small(element))
    .map((element) => element.outerHTML.slice(0, 120));
}"""

CUT_OFF = """() => {
  const shown = (places) => [...document.querySelectorAll(places)].filter((one) => one.checkVisibility());
  const found = (places, isCut) => shown(places).filter(isCut);
  return [
    ...found("#wall, [data-page], .wcol > ol", (one) => one.scrollHeight > one.clientHeight + 1),
    ...found("#wall, [data-page], .whead, .wfoot, .tile", (one) => one.scrollWidth > one.clientWidth + 1),
  ].map((one) => one.outerHTML.slice(0, 120));
}"""


@pytest.fixture(scope="module")
def site(sqlite_databases: SqliteDatabases) -> Iterator[Site]:
    with running_site(sqlite_databases, load_demo) as site:
        yield site


@pytest.fixture(scope="module", params=["light", "dark"])
def theme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def page(browser: Browser, site: Site, theme: str) -> Iterator[Page]:
    """A superuser's browser."""
    with visiting(browser, site.url) as visitors:
        page = visitors.page(dark=theme == "dark")
        page.emulate_media(reduced_motion="reduce")
        log_in(page, site.url, SUPERUSER, PASSWORD)
        yield page


@pytest.fixture(scope="module")
def address(page: Page, site: Site, theme: str) -> str:
    """The address of a new screen, read where it is shown."""
    page.goto(f"{site.url}/walls")
    check(page)
    page.get_by_label("Navn").fill(f"Køkkenet {theme}")
    page.get_by_label("Udseende").select_option(theme)
    page.get_by_role("button", name="Lav skærmen").click()
    expect(page.get_by_role("heading", name="Skærmen er lavet")).to_be_visible()
    check(page)
    return page.get_by_label("Skærmens adresse").input_value()


def check(page: Page) -> None:
    assert violations(page) == []
    assert check_html(page.content()) == []


def test_screens_are_made_and_revoked_on_pages_open_to_all(page: Page, site: Site, address: str) -> None:
    page.goto(address)
    page.goto(f"{site.url}/walls")
    page.locator("summary", has_text="Sluk").first.click()
    check(page)
    page.get_by_label("Navn").fill("x" * 60)
    page.locator("#f-name").evaluate("field => { field.removeAttribute('maxlength'); field.value = 'x'.repeat(80); }")
    page.get_by_role("button", name="Lav skærmen").click()
    expect(page.locator("#f-name")).to_have_attribute("aria-invalid", "true")
    check(page)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_page_of_the_screen_fits_and_reads_from_afar(page: Page, address: str, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(address)
    for name in page.locator("[data-page]").evaluate_all("all => all.map((each) => each.dataset.page)"):
        page.goto(f"{address}?page={name}")
        assert page.evaluate(TOO_SMALL, SMALLEST_REM) == []
        assert page.evaluate(CUT_OFF) == []
        check(page)


def test_screen_switched_off_is_open_to_all(page: Page, site: Site, address: str) -> None:
    assert address.startswith(site.url)
    page.goto(f"{site.url}/wall/x")
    check(page)
    assert check_html(page.request.get(address).text()) == []
