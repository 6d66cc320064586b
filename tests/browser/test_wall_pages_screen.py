"""The wall's pages about milestones, flow and sparring on a real screen: large enough, whole, and readable."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page
from sqlmodel import select

from kanban.domain.milestone import Owner
from kanban.domain.staff import Staff
from kanban.services.targets.milestone_form import milestone_form
from kanban.services.targets.set_milestones import set_milestones
from kanban.services.walls.make_wall import make_wall
from kanban.store import staff as staff_store
from tests.browser.site import Site, load_demo, running_site
from tests.browser.visitors import Visitors
from tests.factories import Town
from tests.support.axe import violations
from tests.support.databases import SqliteDatabases
from tests.support.walls import wall

PAGES = ("milestones", "flow", "sparring")
SIZES = ((1920, 1080), (3840, 2160), (1280, 720), (1920, 1200), (1080, 1920))
# 2.6rem, the smallest text there is on the wall, less what rounding takes.
TOO_SMALL = """() => {
  const root = document.querySelector("[data-page]:not([hidden])");
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const size = (each) => parseFloat(getComputedStyle(each).fontSize) * (each.getScreenCTM?.().a ?? 1);
  const told = [...root.querySelectorAll("*")].filter((each) => each.checkVisibility() && !each.closest(".sr-only")
    && [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
  return told.filter((each) => size(each) < 2.58 * rem).map((each) => each.outerHTML);
}"""
# Text that ends outside the page's own room, that is cut off inside its line, or that lies on other text.
CUT = """() => {
  const root = document.querySelector("[data-page]:not([hidden])"), room = root.getBoundingClientRect();
  const told = [...root.querySelectorAll("*")].filter((each) => each.checkVisibility() && !each.closest(".sr-only")
    && [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
  const place = (each) => {
    const range = document.createRange();
    range.selectNodeContents(each);
    return range.getBoundingClientRect();
  };
  const places = told.map((each) => [each, place(each)]);
  const outside = (box) => box.right > room.right + 1 || box.bottom > room.bottom + 1;
  const cut = (each) => each.tagName !== "text" && each.clientWidth && each.scrollWidth > each.clientWidth + 2;
  const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.4 * Math.min(a.height, b.height);
  const apart = (one, other) => !one.contains(other) && !other.contains(one);
  const covered = ([one, box]) => places.some(([other, there]) => apart(one, other) && meet(box, there));
  return places.filter((each) => cut(each[0]) || outside(each[1]) || covered(each)).map(([each]) => each.outerHTML);
}"""


@pytest.fixture(scope="module")
def site(sqlite_databases: SqliteDatabases) -> Iterator[Site]:
    """The demo municipality."""
    with running_site(sqlite_databases, load_demo) as site:
        yield site


@pytest.fixture(scope="module", params=["dark", "light"])
def token(request: pytest.FixtureRequest, site: Site) -> str:
    with site.runtime.database.read() as session:
        person = session.exec(select(Staff).where(Staff.role == "superuser")).first()
        assert person
        actor = staff_store.actor(session, person.id or 0, person.session_stamp)
    assert actor
    return make_wall(site.runtime, actor, {"name": f"Skærm {request.param}", "theme": request.param}).token


def screen(visitors: Visitors, token: str, name: str, size: tuple[int, int]) -> Page:
    page = visitors.page(size=size)
    page.goto(f"{visitors.url}/wall/{token}?page={name}")
    return page


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", PAGES)
def test_text_is_large_and_whole_on_every_screen(
    visitors: Visitors, token: str, name: str, size: tuple[int, int]
) -> None:
    page = screen(visitors, token, name, size)
    assert page.evaluate(TOO_SMALL) == []
    assert page.evaluate(CUT) == []


@pytest.mark.parametrize("name", PAGES)
def test_page_has_no_accessibility_findings(visitors: Visitors, token: str, name: str) -> None:
    assert violations(screen(visitors, token, name, (1920, 1080))) == []


def test_many_teams_and_milestones_find_room_or_are_counted(visitors: Visitors, site: Site) -> None:
    town = Town(site.runtime, "Storby Kommune")
    leader = town.leader()
    owners = [Owner(), *(Owner(team_id=_team(town, f"Team Virksomhedskontakt {number}")) for number in range(7))]
    for kind, steps in (("start", range(1, 9)), ("keep", (1, 3))):
        for step in steps:
            place = {"month": "2026-11", "kind": kind, "step": str(step)}
            seen = milestone_form(town.runtime, leader, place).decided.seen
            set_milestones(town.runtime, leader, {**place, "seen": str(seen), **{each.key: "125" for each in owners}})
    page = screen(visitors, wall(town), "milestones", (1920, 1080))
    assert page.evaluate(TOO_SMALL) == []
    assert page.evaluate(CUT) == []
    assert page.locator(".wp-goals tbody tr").count() == 8
    assert page.locator(".wp-more").inner_text() == "+ 2 milepæle · + 1 team"


def _team(town: Town, name: str) -> int | None:
    return town.user(name=f"Ansat {name[-1]}", team=name).team_id
