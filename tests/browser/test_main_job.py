"""The product's main job, on both databases: a citizen goes from step 7 to 6 with a date and a job goal."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from kanban.services.case.citizen_panel import citizen_panel
from tests.browser.board import BoardPage
from tests.browser.gestures import Finger, drag
from tests.browser.keyboard import tab_to
from tests.browser.site import Site, running_site
from tests.browser.visitors import Visitors
from tests.factories import Town

GOAL = "Pædagogmedhjælper i børnehave"
FIELDS = {"goal_a": GOAL, "goal_registered_on": "18-11-2026", "effective_on": "19-11-2026"}


@pytest.fixture(scope="module", params=["sqlite_databases", "postgres_databases"])
def site(request: pytest.FixtureRequest) -> Iterator[Site]:
    with running_site(request.getfixturevalue(request.param)) as site:
        yield site


@pytest.fixture
def citizen(town: Town) -> str:
    """Somebody on step 7."""
    citizen = town.citizen("Amina Warsame")
    town.move(town.user(), citizen, 7, effective_on="01-11-2026")
    return citizen


def expect_moved(board: BoardPage, town: Town, citizen: str) -> None:
    """After a reload the card, the fact and the dated history line are there; so they are in the database."""
    board.page.reload()
    expect(board.card(citizen, 6)).to_be_visible()
    expect(board.card(citizen, 7)).to_have_count(0)
    expect(board.count(6)).to_have_text("1")
    expect(board.count(7)).to_have_text("0")
    board.name(citizen).click()
    expect(board.panel).to_contain_text(GOAL)
    expect(newest(board.panel)).to_contain_text("19-11-2026")
    expect(newest(board.panel)).to_contain_text("Trin 7 til trin 6")
    expect(newest(board.panel)).to_contain_text("Maja Juhl")
    panel = citizen_panel(town.runtime, town.user(), citizen)
    assert panel.step is not None
    assert (panel.step.number, len(panel.history)) == (6, 2)


def newest(panel: Locator) -> Locator:
    return panel.locator("[data-move]").first


def test_broker_drags_the_card_with_the_mouse(visitors: Visitors, town: Town, citizen: str) -> None:
    board = visitors.board(town)
    drag(board.card(citizen), board.lane(6))
    expect(board.dialog).to_be_visible()
    expect(board.card(citizen, 7)).to_be_visible()
    board.form.fill(**FIELDS).submit()
    expect(board.card(citizen, 6)).to_be_visible()
    expect(board.dialog).to_be_hidden()
    expect(board.count(6)).to_have_text("1")
    expect(board.count(7)).to_have_text("0")
    expect_moved(board, town, citizen)


def test_broker_drags_the_card_with_a_finger(visitors: Visitors, town: Town, citizen: str) -> None:
    board = visitors.board(town, size=(1024, 768), touch=True)
    Finger.on(board.page).drag(board.card(citizen), board.lane(6))
    expect(board.dialog).to_be_visible()
    board.form.fill(**FIELDS).submit()
    expect(board.card(citizen, 6)).to_be_visible()
    expect_moved(board, town, citizen)


def test_broker_uses_the_keyboard_alone(visitors: Visitors, town: Town, citizen: str) -> None:
    board = visitors.board(town)
    keyboard = board.page.keyboard
    tab_to(board.move_control(citizen))
    keyboard.press("Enter")
    expect(board.form.control("goal_a")).to_be_focused()
    tab_to(board.target, "Shift+Tab")
    keyboard.press("ArrowDown")
    expect(board.form.control("company")).to_be_visible()
    expect(board.target).to_be_focused()
    keyboard.press("ArrowUp")
    expect(board.form.control("goal_a")).to_be_visible()
    tab_to(board.form.control("goal_a"))
    keyboard.type(GOAL)
    tab_to(board.form.control("goal_registered_on"))
    keyboard.type("18-11-2026")
    tab_to(board.form.control("effective_on"))
    keyboard.press("ControlOrMeta+a")
    keyboard.type("19-11-2026")
    keyboard.press("Enter")
    expect(board.card(citizen, 6)).to_be_visible()
    expect(board.name(citizen)).to_be_focused()
    expect_moved(board, town, citizen)


def test_broker_without_javascript_uses_plain_links_and_forms(visitors: Visitors, town: Town, citizen: str) -> None:
    board = visitors.board(town, javascript=False)
    board.move_control(citizen).click()
    expect(board.page.get_by_role("heading", level=1)).to_have_text("Flyt Amina Warsame")
    board.form.fill(**{**FIELDS, "goal_a": ""}).submit()
    expect(board.form.problem("goal_a")).to_be_visible()
    board.form.fill(goal_a=GOAL).submit()
    expect(board.status).to_contain_text("Amina Warsame står nu på trin 6")
    expect(board.card(citizen, 6)).to_be_visible()
    expect_moved(board, town, citizen)
