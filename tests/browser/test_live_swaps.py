"""Only what has changed is swapped on an open board, and only what concerns the board is fetched."""

from collections.abc import Callable

import pytest
from playwright.sync_api import APIResponse, Page, Route, expect

from kanban.domain.staff import Actor
from kanban.services.caseload.assign_citizens import assign_citizens
from tests.browser.board import BoardPage
from tests.browser.live import asking, expect_listening, listening
from tests.browser.visitors import Visitors
from tests.factories import Town

NEWS = "**/board/news?*"
CONTACT = {"company": "Strandhotellet", "contact_kind": "visit", "contacted_on": "18-11-2026"}
MARK = """() => document.querySelectorAll("#board *").forEach((element) => { element.seenBefore = true; })"""
NEW_CARDS = """() => [...document.querySelectorAll("#board [data-citizen]")]
  .filter((card) => !card.seenBefore).map((card) => card.dataset.citizen)"""
NEW_PARTS = """() => [...document.querySelectorAll("#board .lane, #board .lane-head, #board .cards")]
  .filter((part) => !part.seenBefore).length"""


@pytest.fixture
def sofie(town: Town) -> Actor:
    """The colleague who does something."""
    return town.user(name="Sofie Holm")


@pytest.fixture
def amina(town: Town) -> str:
    """Maja's, on step 6, the longest there."""
    return placed(town, town.user(), "Amina Warsame", "01-11-2026")


@pytest.fixture
def bo(town: Town, sofie: Actor) -> str:
    """Sofie's, on step 6, in the middle."""
    return placed(town, sofie, "Bo Ærø", "05-11-2026")


@pytest.fixture
def carla(town: Town) -> str:
    """Maja's, on step 6, last."""
    return placed(town, town.user(), "Carla Friis", "09-11-2026")


@pytest.fixture
def watcher(visitors: Visitors, town: Town, amina: str, bo: str, carla: str) -> BoardPage:
    """A board of everybody, to see by that the news have come."""
    watcher = listening(visitors, town, town.user(name="Ida Krag"))
    expect(watcher.cards(6)).to_have_count(len({amina, bo, carla}))
    return watcher


def placed(town: Town, broker: Actor, name: str, day: str, step: int = 6) -> str:
    citizen = town.citizen(name)
    town.move(broker, citizen, 8, effective_on="01-10-2026")
    town.move(broker, citizen, step, effective_on=day)
    return citizen


def order(board: BoardPage, key: int) -> list[str]:
    return [card.get_attribute("data-citizen") or "" for card in board.cards(key).all()]


def opened(visitors: Visitors, town: Town, query: str) -> BoardPage:
    """A board under filters whose clock can be put forward."""
    board = visitors.board(town)
    board.page.clock.install()
    board.page.goto(f"{board.url}/board?{query}")
    expect_listening(board.page)
    return board


def test_cards_that_have_not_changed_stay_the_same_elements(
    visitors: Visitors, town: Town, amina: str, bo: str, carla: str, sofie: Actor
) -> None:
    dan = placed(town, sofie, "Dan Holm", "03-11-2026", 5)
    eva = placed(town, sofie, "Eva Lund", "20-11-2026", 5)
    board = listening(visitors, town)
    board.name(carla).focus()
    board.page.evaluate(MARK)
    town.move(sofie, bo, 5, effective_on="12-11-2026")
    expect(board.card(bo, 5)).to_be_visible()
    assert (order(board, 6), order(board, 5)) == ([amina, carla], [dan, bo, eva])
    assert board.page.evaluate(NEW_CARDS) == [bo]
    assert board.page.evaluate(NEW_PARTS) == 0
    expect(board.name(carla)).to_be_focused()
    town.move(sofie, bo, 6, effective_on="13-11-2026", reason="Prøves igen", direction="back")
    expect(board.card(bo, 6)).to_be_visible()
    assert order(board, 6) == [amina, carla, bo]
    assert board.page.evaluate(NEW_CARDS) == [bo]


def test_everything_anew_keeps_the_cards_that_are_the_same(
    visitors: Visitors, town: Town, amina: str, carla: str, sofie: Actor
) -> None:
    board = listening(visitors, town)
    board.page.evaluate(MARK)
    form = {"broker_id": str(sofie.id), "assigned_on": "20-11-2026"}
    chosen = {each: str(town.version(each)) for each in (amina, carla)}
    assign_citizens(town.runtime, town.leader(), chosen, form)
    expect(board.card(amina, 6).locator(".initials")).to_have_text("SH")
    expect(board.card(carla, 6).locator(".initials")).to_have_text("SH")
    assert board.page.evaluate(NEW_CARDS) == []


def test_column_that_goes_on_keeps_what_is_loaded_and_loads_the_rest_once(
    visitors: Visitors, town: Town, sofie: Actor, bo: str
) -> None:
    for citizen in town.crowd(70):
        town.move(sofie, citizen, 7, effective_on="01-10-2026")
    board = listening(visitors, town)
    expect(board.cards(7)).to_have_count(30)
    board.page.evaluate(MARK)
    town.move(sofie, bo, 7, reason="Kom for tidligt", effective_on="12-11-2026")
    expect(board.count(7)).to_have_text("71")
    expect(board.cards(7)).to_have_count(30)
    for number in (60, 71):
        board.lane(7).locator(".lane-more").scroll_into_view_if_needed()
        expect(board.cards(7)).to_have_count(number)
    assert len(set(order(board, 7))) == len(order(board, 7))


def test_board_of_one_broker_fetches_nothing_for_the_others_but_their_number_later(
    visitors: Visitors, town: Town, watcher: BoardPage, bo: str, sofie: Actor
) -> None:
    board = opened(visitors, town, "broker=me")
    expect(board.cards(6)).to_have_count(2)
    expect(board.lane(6)).to_contain_text("af 3")
    with asking(board.page) as asked:
        town.move(sofie, bo, 5)
        expect(watcher.card(bo, 5)).to_be_visible()
        board.page.clock.fast_forward(3_000)
        assert asked == []
        board.page.clock.fast_forward(20_000)
        expect(board.lane(6)).not_to_contain_text("af 3")
        expect(board.lane(5)).to_contain_text("af 1")
    assert asked == ["head 6", "head 5", "facts"]


def test_board_of_one_broker_follows_who_comes_and_who_goes(
    visitors: Visitors, town: Town, amina: str, bo: str, carla: str, sofie: Actor
) -> None:
    board = listening(visitors, town, path="/board?broker=me")
    expect(board.cards(6)).to_have_count(len({amina, carla}))
    maja, leader = str(town.user().id), town.leader()
    for citizen, broker, number in ((bo, maja, 3), (amina, str(sofie.id), 2)):
        form = {"broker_id": broker, "assigned_on": "20-11-2026"}
        assign_citizens(town.runtime, leader, {citizen: str(town.version(citizen))}, form)
        expect(board.cards(6)).to_have_count(number)
    assert order(board, 6) == [bo, carla]


def test_team_and_programme_keep_out_as_well(visitors: Visitors, town: Town, watcher: BoardPage, amina: str) -> None:
    town.citizen("Layla Nasser", team="Team Fjord", programme="STV")
    boards = [opened(visitors, town, query) for query in ("team=Team+Fjord", "programme=STV", "team=Team+Fjord&q=a")]
    with asking(boards[0].page) as team, asking(boards[1].page) as programme, asking(boards[2].page) as both:
        town.move(town.user(), amina, 5)
        expect(watcher.card(amina, 5)).to_be_visible()
        for board in boards:
            board.page.clock.fast_forward(3_000)
    assert (team, programme, both) == ([], [], [])


def held_back(page: Page) -> Callable[[], None]:
    """Answers for news are taken from the server at once and reach the page only when the caller says so."""
    waiting: list[tuple[Route, APIResponse]] = []
    page.route(NEWS, lambda route: waiting.append((route, route.fetch())), times=1)

    def let_go() -> None:
        for route, answer in waiting:
            route.fulfill(response=answer)

    return let_go


def test_answer_under_way_does_not_undo_what_the_user_has_done_meanwhile(
    visitors: Visitors, town: Town, amina: str, bo: str, sofie: Actor
) -> None:
    board = listening(visitors, town)
    let_go = held_back(board.page)
    with board.page.expect_request(NEWS):
        town.move(sofie, bo, 7, reason="Kom for tidligt")
    board.choose_move(amina, 5).fill(**CONTACT).submit()
    expect(board.card(amina, 5)).to_be_visible()
    with board.page.expect_response(NEWS), board.page.expect_request(NEWS):
        let_go()
    expect(board.card(bo, 7)).to_be_visible()
    expect(board.card(amina, 5)).to_be_visible()
    expect(board.card(amina, 6)).to_have_count(0)
