"""Board meetings and job openings in the browser: a meeting by keyboard, two leaders at once, print, open to all."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from kanban.services.exchange.prepare_demo import PASSWORD
from tests.browser.site import Site, load_demo, running_site
from tests.browser.visitors import log_in, visiting
from tests.support.axe import violations
from tests.support.databases import SqliteDatabases
from tests.support.nu import check_html

LEADER = "dorthe.lindegaard@fjordby.example"
BROKER = "maja.juhl@fjordby.example"
SUPERUSER = "henrik.vinding@fjordby.example"
PAGES = ("/openings", "/openings/1", "/openings/new", "/meetings", "/meetings/1/note?names=yes")


@pytest.fixture(scope="module")
def site(sqlite_databases: SqliteDatabases) -> Iterator[Site]:
    with running_site(sqlite_databases, load_demo) as site:
        yield site


def expect_point(page: Page, title: str) -> None:
    """The point is shown, and the keys are listened to."""
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.wait_for_load_state()


def begin(page: Page, url: str) -> str:
    """Begin a meeting, or go on with the one that runs; its address."""
    page.goto(f"{url}/meetings")
    page.get_by_role("button", name="Start tavlemøde").click()
    expect_point(page, "Godt nyt")
    return page.url


def entries(page: Page) -> Locator:
    return page.locator("#meeting-entries li")


@pytest.mark.parametrize("path", PAGES)
def test_page_is_open_to_all_and_valid(leaders_page: Page, site: Site, path: str) -> None:
    leaders_page.goto(f"{site.url}{path}")
    assert violations(leaders_page) == []
    assert check_html(leaders_page.content()) == []


@pytest.mark.parametrize("point", range(1, 8))
def test_point_is_open_to_all_and_valid(leaders_page: Page, site: Site, point: int) -> None:
    address = begin(leaders_page, site.url)
    leaders_page.goto(f"{address}?point={point}&names=yes")
    assert violations(leaders_page) == []
    assert check_html(leaders_page.content()) == []


def write_note(page: Page, text: str) -> None:
    """Write with the keys alone; arrows do not lead away from what is not recorded."""
    page.keyboard.press("n")
    note = page.get_by_label("Beslutning eller næste skridt")
    expect(note).to_be_focused()
    page.keyboard.type(text)
    for key in ("ArrowRight", "Escape", "ArrowRight"):
        page.keyboard.press(key)
    expect(note).to_be_focused()
    expect(note).to_have_value(text)
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Beslutning")).to_be_checked()
    page.keyboard.press("Enter")
    expect(entries(page)).to_contain_text([text])
    expect(note).to_have_value("")
    page.keyboard.press("Escape")


def test_whole_meeting_is_held_by_keyboard(browser: Browser, site: Site) -> None:
    with visiting(browser, site.url) as visitors:
        page = visitors.page()
        log_in(page, site.url, LEADER, PASSWORD)
        begin(page, site.url)
        for key, title in (("ArrowRight", "Milepæle"), ("PageDown", "Hvor stopper det"), ("ArrowLeft", "Milepæle")):
            page.keyboard.press(key)
            expect_point(page, title)
        write_note(page, "Vi ringer n")
        for number in range(3, 8):
            page.keyboard.press("ArrowRight")
            expect(page.locator(".meeting-agenda [aria-current] b")).to_have_text(str(number))
            page.wait_for_load_state()
        expect(page.locator(".meeting-settle")).to_contain_text("Vi ringer n")
        page.get_by_role("button", name="Afslut mødet").press("Enter")
        expect(page.get_by_role("link", name="Gem som PDF")).to_be_visible()
        page.emulate_media(media="print")
        expect(page.get_by_role("link", name="Gem som PDF")).to_be_hidden()
        expect(page.locator("main")).to_contain_text("Vi ringer n")


def test_two_leaders_see_what_the_other_records_and_lose_nothing(browser: Browser, site: Site) -> None:
    with visiting(browser, site.url) as visitors:
        first, second = visitors.page(), visitors.page()
        for each, email in ((first, LEADER), (second, SUPERUSER)):
            log_in(each, site.url, email, PASSWORD)
        address = f"{begin(first, site.url)}?point=4"
        for each in (first, second):
            each.goto(address)
        half = second.get_by_label("Beslutning eller næste skridt")
        half.fill("Halvt skrevet")
        for text in ("Første", "Anden"):
            first.get_by_label("Beslutning eller næste skridt").fill(text)
            first.get_by_label("Beslutning", exact=True).check()
            first.get_by_role("button", name="Skriv i referatet").click()
            expect(entries(first).filter(has_text=text)).to_have_count(1)
        expect(entries(second).filter(has_text="Anden")).to_have_count(1)
        expect(half).to_have_value("Halvt skrevet")
        second.get_by_label("Beslutning", exact=True).check()
        second.get_by_role("button", name="Skriv i referatet").click()
        expect(entries(first).filter(has_text="Halvt skrevet")).to_have_count(1)


def test_refused_entry_keeps_the_text_and_says_why(browser: Browser, site: Site) -> None:
    with visiting(browser, site.url) as visitors:
        page = visitors.page()
        log_in(page, site.url, LEADER, PASSWORD)
        begin(page, site.url)
        page.get_by_label("Beslutning eller næste skridt").fill("Uden nogen")
        page.get_by_role("button", name="Skriv i referatet").click()
        who = page.get_by_label("Hvem")
        expect(who).to_have_attribute("aria-invalid", "true")
        expect(page.get_by_label("Beslutning eller næste skridt")).to_have_value("Uden nogen")
        who.select_option(label="Maja Juhl (MJ)")
        page.get_by_role("button", name="Skriv i referatet").click()
        expect(entries(page).filter(has_text="Uden nogen")).to_have_count(1)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "plain"])
def test_opening_is_noted_for_an_own_citizen(browser: Browser, site: Site, *, javascript: bool) -> None:
    with visiting(browser, site.url) as visitors:
        page = visitors.page(javascript=javascript)
        log_in(page, site.url, BROKER, PASSWORD)
        page.goto(f"{site.url}/openings/new")
        company = f"Vaskeriet {javascript}"
        page.get_by_label("Virksomhed").fill(company)
        page.get_by_label("Hvilke opgaver").fill("Folde linned")
        page.get_by_role("button", name="Gem", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(company)
        page.get_by_label("Blandt mine egne borgere").select_option(index=1)
        page.get_by_role("button", name="Tilføj", exact=True).first.click()
        expect(page.locator(".opening-citizens li")).to_have_count(1)
        page.goto(f"{site.url}/openings")
        expect(page.locator(".opening").first).to_contain_text(company)
