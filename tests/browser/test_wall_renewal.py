"""A screen that nobody touches renews itself at night, when it has been on for long, and not by day."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.visitors import Visitors
from tests.factories import Town
from tests.support.walls import wall

NIGHT = datetime.fromisoformat("2026-11-21T04:00")
MARK = "document.documentElement.dataset.before = ''"
SOON = timedelta(seconds=20)


@dataclass
class LaterServer:
    """The server's own pages, told at another time of the municipality's clock."""

    now: datetime

    def answer(self, route: Route) -> None:
        found = route.fetch()
        text = re.sub(r'data-now="[^"]*"', f'data-now="{self.now.isoformat()}"', found.text())
        route.fulfill(response=found, body=text)


@pytest.fixture
def token(town: Town) -> str:
    town.user()
    return wall(town)


def open_at(visitors: Visitors, token: str, server: LaterServer) -> Page:
    """A screen that is switched on at the server's time; its renewal is at four sharp."""
    page = visitors.page(size=(1920, 1080))
    page.add_init_script("Math.random = () => 0")
    page.clock.install()
    page.route(re.compile("/wall/"), server.answer)
    page.goto(f"{visitors.url}/wall/{token}")
    expect(page.locator("[data-live]")).to_have_text("Opdateret nu")
    page.evaluate(MARK)
    return page


def pass_time(page: Page, server: LaterServer, until: datetime) -> None:
    """Jump to some seconds before a time, then let it come second by second, the server answering in between."""
    page.clock.fast_forward(int((until - SOON - server.now).total_seconds() * 1_000))
    server.now = until - SOON
    while server.now < until + SOON and page.locator("html[data-before]").count():
        server.now += timedelta(seconds=1)
        page.clock.run_for(1_000)
        page.request.get(page.url)


@pytest.mark.parametrize(
    ("switched_on", "until", "renewed"),
    [
        pytest.param(NIGHT - timedelta(hours=13), NIGHT, True, id="thirteen hours before four"),
        pytest.param(NIGHT - timedelta(hours=11), NIGHT, False, id="eleven hours before four"),
        pytest.param(NIGHT, NIGHT + timedelta(hours=13), False, id="until the afternoon"),
    ],
)
def test_screen_renews_itself_at_four_when_it_is_half_a_day_old(
    visitors: Visitors, token: str, switched_on: datetime, until: datetime, *, renewed: bool
) -> None:
    server = LaterServer(switched_on)
    page = open_at(visitors, token, server)
    pass_time(page, server, until)
    expect(page.locator("html[data-before]")).to_have_count(0 if renewed else 1)
    expect(page.locator("#wall")).to_be_visible()
