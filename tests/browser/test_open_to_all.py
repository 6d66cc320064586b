"""Every page and state of it: no breach of WCAG 2.2 AA, no error in the HTML, in light and in dark."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from kanban.services.exchange.prepare_demo import PASSWORD
from tests.browser.board import BoardPage
from tests.browser.site import Site, load_demo, running_site
from tests.browser.visitors import Visitors, log_in, visiting
from tests.support.axe import violations
from tests.support.databases import SqliteDatabases
from tests.support.nu import check_html

BROKER = "maja.juhl@fjordby.example"
State = Callable[[BoardPage], None]


@pytest.fixture(scope="module")
def site(sqlite_databases: SqliteDatabases) -> Iterator[Site]:
    with running_site(sqlite_databases, load_demo) as site:
        yield site


@pytest.fixture(scope="module", params=[False, True], ids=["light", "dark"])
def board(request: pytest.FixtureRequest, browser: Browser, site: Site) -> Iterator[BoardPage]:
    """The demo board of a broker, with one log-in for all states."""
    with visiting(browser, site.url) as visitors:
        page = visitors.page(dark=request.param)
        page.emulate_media(reduced_motion="reduce")
        log_in(page, site.url, BROKER, PASSWORD)
        yield BoardPage(page, site.url)


def whole_board(board: BoardPage) -> None:
    board.open()
    expect(board.cards(8).first).to_be_visible()


def menus(board: BoardPage) -> None:
    board.open(broker="me")
    board.lane(5).locator("summary").click()
    expect(board.lane(5).locator(".lane-help-body")).to_be_visible()
    board.page.locator(".who > summary").click()


def nobody_found(board: BoardPage) -> None:
    board.open(q="findes ikke")
    expect(board.page.locator("[data-board] [data-citizen]")).to_have_count(0)


def earlier_day(board: BoardPage) -> None:
    board.open(as_of="2026-06-01", broker="me")
    expect(board.page.locator(".past-banner")).to_be_visible()


def known_before(board: BoardPage) -> None:
    board.open(as_of="2026-06-01", known_at="2026-06-10")
    board.page.locator("#as-of summary").click()
    expect(board.page.locator("#filter-known-at")).to_have_value("2026-06-10")


def step_list(board: BoardPage) -> None:
    board.open()
    board.count(4).click()
    expect(board.page.locator("tbody [data-citizen]").first).to_be_visible()


def panel_beside_the_board(board: BoardPage) -> None:
    board.open(broker="me")
    board.cards(3).first.locator(".card-name").click()
    expect(board.panel).to_be_visible()
    board.panel.locator("details.fold > summary").first.click()


def panel_as_a_page(board: BoardPage) -> None:
    panel_beside_the_board(board)
    board.page.reload()
    expect(board.panel.get_by_role("heading", level=1)).to_be_visible()


def form(to_step: str) -> State:
    def state(board: BoardPage) -> None:
        board.open(broker="me")
        citizen = board.cards(6).first.get_attribute("data-citizen") or ""
        board.choose_move(citizen, to_step)
        board.form.root.locator("details.fold > summary").click()

    return state


def refused_form(to_step: str) -> State:
    def state(board: BoardPage) -> None:
        form(to_step)(board)
        board.form.fill(effective_on="31-02-2026").submit()
        expect(board.form.summary).to_be_visible()

    return state


def form_as_a_page(board: BoardPage) -> None:
    board.open()
    board.page.goto(f"{board.url}{board.cards(6).first.locator('.card-move').get_attribute('href')}")
    expect(board.form.root).to_be_visible()


def not_found(board: BoardPage) -> None:
    board.page.goto(f"{board.url}/citizens/findes-ikke")
    expect(board.page.get_by_role("heading", level=1)).to_have_text("Findes ikke")


STATES: dict[str, State] = {
    "board": whole_board,
    "menus": menus,
    "nobody found": nobody_found,
    "earlier day": earlier_day,
    "known before": known_before,
    "step list": step_list,
    "panel beside the board": panel_beside_the_board,
    "panel as a page": panel_as_a_page,
    "form as a page": form_as_a_page,
    "not found": not_found,
    **{f"form for step {step}": form(step) for step in ("8", "7", "5", "4", "3", "2", "1", "out")},
    **{f"refused form for step {step}": refused_form(step) for step in ("7", "4", "3")},
}


@pytest.mark.parametrize("state", STATES.values(), ids=STATES.keys())
def test_state_is_open_to_all_and_valid(board: BoardPage, state: State) -> None:
    state(board)
    assert violations(board.page) == []
    assert check_html(board.page.content()) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_log_in_is_open_to_all_and_valid(visitors: Visitors, *, dark: bool) -> None:
    page = visitors.page(dark=dark)
    page.goto(f"{visitors.url}/login")
    assert violations(page) == []
    page.get_by_label("E-mail").fill(BROKER)
    page.get_by_label("Adgangskode").fill("forkert")
    page.get_by_role("button", name="Log ind").click()
    expect(page.get_by_label("Adgangskode")).to_have_attribute("aria-invalid", "true")
    assert violations(page) == []
    assert check_html(page.content()) == []


def test_empty_board_is_open_to_all_and_valid(visitors: Visitors, site: Site) -> None:
    board = visitors.board(site.town())
    expect(board.lane(8)).to_contain_text("Ingen på trin 8 lige nu")
    assert violations(board.page) == []
    assert check_html(board.page.content()) == []


@pytest.mark.parametrize(
    "path", ["/board", "/board?as_of=2026-06-01&known_at=2026-06-10T10:30", "/board/steps/5", "/login", "/findes-ikke"]
)
def test_page_as_the_server_sends_it_is_valid(board: BoardPage, path: str) -> None:
    assert check_html(board.page.request.get(f"{board.url}{path}").text()) == []
