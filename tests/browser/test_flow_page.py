"""The flow page in a browser: open to all, by keyboard, without scripts, narrow, and on paper."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from kanban.services.exchange.prepare_demo import PASSWORD
from tests.browser.site import Site, load_demo, running_site
from tests.browser.visitors import Visitors, log_in
from tests.factories import Town
from tests.support.axe import violations
from tests.support.databases import SqliteDatabases
from tests.support.nu import check_html

LEADER = "dorthe.lindegaard@fjordby.example"
FIGURES = ("moves", "stock", "cfd", "monthly", "time", "ages", "reach", "throughput")
PAST = "/flow?from=2026-01-01&to=2026-10-31&known_at=2026-11-20"


@pytest.fixture(scope="module")
def site(sqlite_databases: SqliteDatabases) -> Iterator[Site]:
    with running_site(sqlite_databases, load_demo) as site:
        yield site


def leader(visitors: Visitors, site: Site, *, javascript: bool = True, size: tuple[int, int] = (1440, 900)) -> Page:
    page = visitors.page(javascript=javascript, size=size)
    log_in(page, site.url, LEADER, PASSWORD)
    page.goto(f"{site.url}/flow")
    return page


@pytest.mark.parametrize("path", ["/flow", PAST, "/flow?from=2026-11-20", "/flow?from=2026-13-01"])
def test_page_is_open_to_all_and_valid(leaders_page: Page, site: Site, path: str) -> None:
    leaders_page.goto(f"{site.url}{path}")
    for fold in leaders_page.locator("details.figures > summary").all():
        fold.click()
    assert violations(leaders_page) == []
    assert check_html(leaders_page.content()) == []


def test_empty_page_is_open_to_all_and_valid(visitors: Visitors, site: Site) -> None:
    board = visitors.board(town := Town(site.runtime, "Tomby Kommune"), town.leader())
    board.page.goto(f"{site.url}/flow")
    expect(board.page.get_by_role("heading", name="Her er ikke flyttet nogen endnu")).to_be_visible()
    assert violations(board.page) == []
    assert check_html(board.page.content()) == []


def test_every_figure_has_a_named_drawing_and_its_numbers(visitors: Visitors, site: Site) -> None:
    page = leader(visitors, site)
    for key in FIGURES:
        section = page.locator(f"#{key}")
        drawing = section.locator("svg.drawing")
        expect(drawing).to_have_accessible_name(section.get_by_role("heading").inner_text())
        expect(drawing).to_have_accessible_description(re.compile(r"\w{3}"))
        expect(section.locator("table").first).to_be_hidden()
        section.locator("summary").press("Enter")
        expect(section.locator("tbody tr").first).to_be_visible()


def test_number_in_a_drawing_is_reached_by_keyboard_and_opens_its_citizens(visitors: Visitors, site: Site) -> None:
    page = leader(visitors, site)
    link = page.locator("#moves a[aria-label^='Trin 4,']")
    number = link.locator(".nv").text_content() or ""
    page.locator("#moves svg a").first.focus()
    for _ in range(60):
        if link.evaluate("each => each === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-total]")).to_have_attribute("data-total", number)


def test_dots_stay_out_of_the_tab_order_and_say_how_many_they_are(visitors: Visitors, site: Site) -> None:
    page = leader(visitors, site)
    dots = page.locator("#ages a:has(.dot, .stalled)")
    assert dots.count() > 20
    assert page.locator("#ages a:has(.dot, .stalled):not([tabindex='-1'])").count() == 0
    expect(dots.first).to_have_accessible_name(re.compile(r"^Trin 8, .*: \d+ borgere?, \d+.* dage$"))
    expect(page.locator("#ages a:has(.over)").first).to_have_accessible_name(re.compile(r"står stille"))


def test_page_is_whole_without_scripts(visitors: Visitors, site: Site) -> None:
    page = leader(visitors, site, javascript=False)
    assert page.locator("svg.drawing").count() == len(FIGURES)
    expect(page.get_by_role("button", name="Udskriv")).to_have_count(0)
    page.get_by_label("Team").select_option("Team Havn")
    page.get_by_role("button", name="Vis", exact=True).click()
    expect(page.get_by_label("Team")).to_have_value("Team Havn")
    assert "team=Team+Havn" in page.url
    page.get_by_role("link", name="Seneste 3 måneder").click()
    expect(page.locator(".presets [aria-current]")).to_have_text("Seneste 3 måneder")
    assert "team=Team" in page.url


def test_print_button_prints(visitors: Visitors, site: Site) -> None:
    page = leader(visitors, site)
    page.evaluate("window.print = () => document.body.setAttribute('data-printed', 'yes')")
    page.get_by_role("button", name="Udskriv").click()
    expect(page.locator("body")).to_have_attribute("data-printed", "yes")


def test_paper_has_the_drawings_and_none_of_the_controls(visitors: Visitors, site: Site) -> None:
    page = leader(visitors, site)
    page.emulate_media(media="print")
    expect(page.locator("#stock svg.drawing")).to_be_visible()
    expect(page.locator(".flow-form")).to_be_hidden()
    expect(page.locator("#stock summary")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 390, 1024])
def test_page_never_scrolls_sideways(visitors: Visitors, site: Site, width: int) -> None:
    page = leader(visitors, site, size=(width, 800))
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_diagram_of_moves_fits_at_1024(visitors: Visitors, site: Site) -> None:
    page = leader(visitors, site, size=(1024, 800))
    assert page.locator("#moves .paper").evaluate("each => each.scrollWidth <= each.clientWidth")
