"""A board shows what is done in another browser, and fetches only what has changed."""

import pytest
from playwright.sync_api import expect

from kanban.domain.staff import Actor
from kanban.services.case.annul_move import annul_move
from kanban.services.case.citizen_panel import citizen_panel
from kanban.services.caseload.assign_citizens import assign_citizens
from tests.browser.board import BoardPage
from tests.browser.gestures import drag
from tests.browser.live import asking, expect_listening, listening, sign
from tests.browser.people import AAGE
from tests.browser.visitors import Visitors
from tests.factories import Town
from tests.support.axe import violations
from tests.support.workbooks import take_in, workbook

CONTACT = {"company": "Strandhotellet", "contact_kind": "visit", "contacted_on": "18-11-2026"}


@pytest.fixture
def sofie(town: Town) -> Actor:
    """The colleague who does something."""
    return town.user(name="Sofie Holm")


@pytest.fixture
def amina(town: Town) -> str:
    """Somebody on step 6."""
    citizen = town.citizen("Amina Warsame")
    town.move(town.user(), citizen, 6, effective_on="01-11-2026")
    return citizen


@pytest.fixture
def board(visitors: Visitors, town: Town, amina: str) -> BoardPage:
    board = listening(visitors, town)
    expect(board.card(amina, 6)).to_be_visible()
    return board


def test_dragged_card_appears_in_the_other_browser_and_says_who_moved_it(
    visitors: Visitors, town: Town, board: BoardPage, amina: str, sofie: Actor
) -> None:
    theirs = listening(visitors, town, sofie)
    with asking(board.page) as asked:
        drag(theirs.card(amina), theirs.lane(5))
        theirs.form.fill(**CONTACT).submit()
        expect(board.card(amina, 5)).to_be_visible()
        expect(board.card(amina, 5)).to_contain_text("Flyttet hertil af SH")
        assert violations(board.page) == []
        expect(board.card(amina, 6)).to_have_count(0)
        expect(board.count(5)).to_have_text("1")
        expect(board.count(6)).to_have_text("0")
        expect(board.card(amina, 5)).not_to_contain_text("Flyttet hertil af SH")
    assert sorted(asked) == ["5", "6", "facts"]


def test_annulled_move_goes_back_in_the_other_browser(town: Town, board: BoardPage, amina: str, sofie: Actor) -> None:
    town.move(sofie, amina, 5)
    expect(board.card(amina, 5)).to_be_visible()
    move = citizen_panel(town.runtime, sofie, amina).history[0]
    annul_move(town.runtime, sofie, move.id, "Tastet forkert")
    expect(board.card(amina, 6)).to_be_visible()
    expect(board.card(amina, 6)).to_contain_text("Flyttet hertil af SH")


def test_corrected_fact_reaches_the_card_and_the_open_panel(
    visitors: Visitors, town: Town, board: BoardPage, amina: str, sofie: Actor
) -> None:
    board.open_panel(amina)
    theirs = listening(visitors, town, sofie)
    theirs.open_panel(amina).locator("#case-goals").get_by_role("link", name="Ret").first.click()
    form = theirs.page.locator('[data-fact-form="goals"]')
    form.get_by_label("Jobmål A").fill("Gartner i Søby")
    with asking(board.page) as asked:
        form.get_by_role("button", name="Gem").click()
        expect(board.card(amina, 6)).to_contain_text("Gartner i Søby")
        expect(board.panel.locator("#case-goals")).to_contain_text("Gartner i Søby")
        expect(board.card(amina, 6)).not_to_contain_text("Flyttet hertil")
    assert sorted(asked) == ["6", "facts", "panel"]


def test_assignment_and_import_reach_the_other_board(town: Town, board: BoardPage, amina: str, sofie: Actor) -> None:
    chosen, form = {amina: str(town.version(amina))}, {"broker_id": str(sofie.id), "assigned_on": "20-11-2026"}
    assign_citizens(town.runtime, town.leader(), chosen, form)
    expect(board.card(amina, 6).locator(".initials")).to_have_text("SH")
    take_in(town.runtime, workbook([AAGE]), town.name)
    expect(board.cards(7)).to_have_count(1)
    expect(board.page.locator(".filter-result")).to_contain_text("2 borgere")


def test_user_does_not_fetch_the_own_move_twice(visitors: Visitors, town: Town, amina: str, sofie: Actor) -> None:
    bo = town.citizen("Bo Ærø")
    board = listening(visitors, town)
    with asking(board.page) as asked:
        board.choose_move(amina, 5).fill(**CONTACT).submit()
        expect(board.card(amina, 5)).to_be_visible()
        expect(board.card(amina, 6)).to_have_count(0)
        town.move(sofie, bo, 7)
        expect(board.card(bo, 7)).to_be_visible()
    assert (asked.count("5"), asked.count("6")) == (1, 1)
    expect(board.card(amina, 5)).not_to_contain_text("Flyttet hertil")


def test_filters_of_the_open_board_hold_for_what_comes(
    visitors: Visitors, town: Town, amina: str, sofie: Actor
) -> None:
    bo = town.citizen("Bo Ærø", team="Team Fjord")
    town.move(town.user(), bo, 6, effective_on="01-11-2026")
    board = listening(visitors, town, path="/board?q=Warsame")
    expect(board.cards(6)).to_have_count(1)
    with asking(board.page) as asked:
        town.move(sofie, bo, 5)
        town.move(sofie, amina, 5)
        expect(board.card(amina, 5)).to_be_visible()
    assert board.card(bo).count() == 0
    expect(board.count(5)).to_have_text("1")
    expect(board.lane(5)).to_contain_text("af 2")
    expect(board.page.locator(".filter-result")).to_contain_text("1 af 2")
    assert {"5", "6", "facts"} >= set(asked)


def test_busy_board_fetches_a_column_few_times(visitors: Visitors, town: Town, sofie: Actor) -> None:
    crowd = town.crowd(40)
    board = listening(visitors, town)
    with asking(board.page) as asked:
        for citizen in crowd:
            town.move(sofie, citizen, 7)
        expect(board.count(7)).to_have_text("40")
        expect(board.lane("none")).to_be_hidden()
    assert asked.count("7") < len(crowd) / 4


def test_card_that_comes_last_in_a_long_column_is_there_before_anybody_scrolls(
    visitors: Visitors, town: Town, sofie: Actor
) -> None:
    *crowd, newest = town.crowd(36)
    for citizen in crowd:
        town.move(sofie, citizen, 7, effective_on="19-11-2026")
    board = listening(visitors, town, size=(1440, 400))
    expect(board.lane(7).locator(".lane-more")).to_have_count(1)
    town.move(sofie, newest, 7)
    expect(board.card(newest, 7)).to_contain_text("Flyttet hertil af SH")
    expect(board.cards(7)).to_have_count(36)


def test_board_of_an_earlier_day_hears_nothing_until_today_is_chosen(
    visitors: Visitors, town: Town, amina: str, sofie: Actor
) -> None:
    board = visitors.board(town).open(as_of="2026-11-10")
    expect(board.card(amina, 6)).to_be_visible()
    expect(sign(board.page)).to_be_hidden()
    board.page.get_by_role("link", name="Tilbage til i dag").click()
    expect_listening(board.page)
    town.move(sofie, amina, 5)
    expect(board.card(amina, 5)).to_be_visible()
