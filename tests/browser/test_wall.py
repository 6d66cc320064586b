"""A wall screen in a browser: it turns its pages, follows the board, goes dark when revoked, and needs nobody."""

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from kanban.domain.wall import Wall
from kanban.services.walls.make_wall import revoke_wall
from tests.browser.visitors import Visitors
from tests.factories import Town
from tests.support.stored import rows
from tests.support.walls import codes, wall

OFF = "Skærmen er slukket"
MARK = "document.documentElement.dataset.before = ''"
REFRESHES, NODES_OF_A_SCREEN = 100, 1_000
ABSENT = re.compile("ERR_INTERNET_DISCONNECTED|ERR_FAILED|ERR_CONNECTION")


def column(page: Page, step: int) -> Locator:
    return page.locator(f'[data-page="board"] [data-step="{step}"]')


@pytest.fixture
def token(town: Town) -> str:
    town.user()
    return wall(town)


def open_wall(visitors: Visitors, token: str, query: str = "", **how: object) -> Page:
    page = visitors.page(size=(1920, 1080), **how)  # type: ignore[arg-type]  # of the page's own choices
    page.goto(f"{visitors.url}/wall/{token}{query}")
    expect(page.locator("[data-live]")).to_have_text("Opdateret nu")
    return page


def revoke(town: Town) -> None:
    (stored,) = rows(town.runtime, Wall, municipality_id=town.superuser().municipality_id)
    revoke_wall(town.runtime, town.superuser(), stored.public_id)


def test_move_appears_with_a_star_and_the_star_goes_again(visitors: Visitors, town: Town, token: str) -> None:
    amina = town.citizen("Amina Warsame")
    town.move(town.user(), amina, "7", effective_on="01-10-2026")
    page = open_wall(visitors, token, "?page=board")
    expect(column(page, 7).locator("[data-count]")).to_have_text("1")
    town.move(town.user(), amina, "6")
    expect(column(page, 6).locator(".tile.is-news b")).to_have_text(codes(town)["Amina Warsame"])
    expect(column(page, 7)).to_contain_text("Ingen lige nu")
    expect(page.locator(".is-news")).to_have_count(0, timeout=60_000)
    expect(column(page, 6).locator(".tile")).to_have_count(1)


def test_revoked_screen_goes_dark_by_itself(visitors: Visitors, town: Town, token: str) -> None:
    page = open_wall(visitors, token)
    revoke(town)
    expect(page.locator("main")).to_have_text(OFF)
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.locator("#wall").count() == 0


def test_pages_turn_by_the_screens_own_clock(visitors: Visitors, token: str) -> None:
    page = visitors.page(size=(1920, 1080))
    page.clock.install()
    page.goto(f"{visitors.url}/wall/{token}")
    names = page.locator("[data-page]").evaluate_all("all => all.map((each) => each.dataset.page)")
    seen = []
    for _ in [*names, "again"]:
        expect(page.locator("[data-page]:visible")).to_have_count(1)
        seen.append(page.locator("[data-page]:visible").get_attribute("data-page"))
        expect(page.locator("[data-tab][aria-current=page]")).to_have_attribute("data-tab", seen[-1] or "")
        page.clock.run_for(20_000)
    assert seen == [*names, names[0]]


def test_screen_that_is_told_one_page_stays_there(visitors: Visitors, token: str) -> None:
    page = visitors.page(size=(1920, 1080))
    page.clock.install()
    page.goto(f"{visitors.url}/wall/{token}?page=flow")
    page.clock.run_for(45_000)
    expect(page.locator("[data-page]:visible")).to_have_attribute("data-page", "flow")


def test_refresh_keeps_the_page_that_is_shown(visitors: Visitors, town: Town, token: str) -> None:
    page = open_wall(visitors, token, "?page=flow")
    town.move(town.user(), town.citizen("Amina Warsame"), "8")
    expect(column(page, 8).locator("[data-count]")).to_have_text("1")
    expect(page.locator("[data-page]:visible")).to_have_attribute("data-page", "flow")


def test_screen_says_when_it_is_not_up_to_date_and_comes_back(visitors: Visitors, town: Town, token: str) -> None:
    page = open_wall(visitors, token, "?page=board")
    page.context.set_offline(True)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator("[data-live]")).to_contain_text(re.compile(r"Ikke opdateret siden kl\. \d\d\.\d\d"))
    town.move(town.user(), town.citizen("Amina Warsame"), "8")
    page.context.set_offline(False)
    expect(column(page, 8).locator("[data-count]")).to_have_text("1", timeout=60_000)
    expect(page.locator("[data-live]")).to_have_text("Opdateret nu")
    visitors.expect_trouble(ABSENT)


def test_clock_is_the_municipalitys_and_not_the_screens(visitors: Visitors, token: str) -> None:
    page = visitors.page(size=(1920, 1080))
    page.clock.set_fixed_time("2001-01-01T03:04:05")
    page.goto(f"{visitors.url}/wall/{token}")
    expect(page.locator("[data-clock]")).not_to_have_text("03.04")
    told = page.locator("#wall").get_attribute("data-now") or ""
    expect(page.locator("[data-clock]")).to_have_text(told[11:16].replace(":", "."))


def test_other_version_after_a_deploy_is_loaded_once_it_was_seen_twice(
    visitors: Visitors, town: Town, token: str
) -> None:
    page = open_wall(visitors, token, "?page=board")
    page.evaluate(MARK)
    page.route(re.compile("/wall/"), deployed)
    town.move(town.user(), town.citizen("Amina Warsame"), "8")
    expect(column(page, 8).locator("[data-count]")).to_have_text("1")
    expect(page.locator("html[data-before]")).to_have_count(0, timeout=60_000)
    expect(page.locator("#wall")).to_have_attribute("data-version", re.compile("^other"))
    page.evaluate(MARK)
    town.move(town.user(), town.citizen("Bo Bek"), "8")
    expect(column(page, 8).locator("[data-count]")).to_have_text("2")
    expect(page.locator("html[data-before]")).to_have_count(1)


def deployed(route: Route) -> None:
    """The server's own answer, from another version of the product."""
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace('data-version="', 'data-version="other'))


def test_screen_does_not_hammer_a_server_that_does_not_answer(visitors: Visitors, town: Town, token: str) -> None:
    page = visitors.page(size=(1920, 1080))
    page.clock.install()
    page.goto(f"{visitors.url}/wall/{token}")
    asked: list[str] = []

    def refused(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=502)

    page.route(re.compile("/wall/"), refused)
    town.move(town.user(), town.citizen("Amina Warsame"), "8")
    for _ in range(30):
        page.clock.run_for(10_000)
    assert 2 <= len(asked) <= 15
    expect(page.locator("[data-live]")).to_contain_text("Ikke opdateret siden")
    page.unroute(re.compile("/wall/"))
    pass_until_it_is_right(page)
    expect(column(page, 8).locator("[data-count]")).to_have_text("1")
    expect(page.locator("[data-live]")).to_have_text("Opdateret nu")


def pass_until_it_is_right(page: Page) -> None:
    """Pass up to two minutes by the screen's clock, and with each second let the server answer once.

    Without that the screen's patience, which the clock passes too, would end before any answer came.
    """
    for _ in range(120):
        page.clock.run_for(1_000)
        page.request.get(page.url)
        if page.locator("[data-live]").text_content() == "Opdateret nu":
            return


def test_refreshes_leave_nothing_behind(visitors: Visitors, token: str) -> None:
    page = visitors.page(size=(1920, 1080))
    page.clock.install()
    page.goto(f"{visitors.url}/wall/{token}")
    devtools = page.context.new_cdp_session(page)
    counts = []
    for times in (10, REFRESHES):
        for _ in range(times):
            refresh(page)
        devtools.send("HeapProfiler.collectGarbage")
        counts.append(devtools.send("Memory.getDOMCounters"))
    before, after = counts
    assert after["nodes"] < before["nodes"] + NODES_OF_A_SCREEN
    assert after["jsEventListeners"] <= before["jsEventListeners"] + 5
    assert after["documents"] <= before["documents"] + 2


def refresh(page: Page) -> None:
    """Five minutes pass without a change: the screen reads itself anew, and comes back to its stream."""
    page.evaluate("document.getElementById('wall').dataset.old = ''")
    page.clock.fast_forward(301_000)
    page.clock.run_for(1_500)
    expect(page.locator("#wall[data-old]")).to_have_count(0)
