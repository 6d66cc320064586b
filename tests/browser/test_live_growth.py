"""A board left open for months: after thousands of changes it holds no more nodes and listeners than before."""

import re
from datetime import UTC, datetime

from playwright.sync_api import CDPSession, expect

from kanban.domain.live import BoardEvent
from kanban.store.live import tell
from tests.browser.board import BoardPage
from tests.browser.live import listening
from tests.browser.visitors import Visitors
from tests.factories import Town

ROUNDS, TOGETHER = 24, 100
HELD_BACK = 1.05
LANE_7 = re.compile(r"/board/news\?.*lanes=(?:[^&]*%2C)?7-")


def held(session: CDPSession) -> dict[str, float]:
    """What the page holds once what nobody needs has been thrown away."""
    session.send("HeapProfiler.collectGarbage")
    metrics = session.send("Performance.getMetrics")["metrics"]
    return {each["name"]: each["value"] for each in metrics if each["name"] in {"Nodes", "JSEventListeners"}}


def burst(town: Town, board: BoardPage, citizen: str) -> None:
    """So many changes of a citizen on step 7, of which the board shows none yet."""
    place, now = town.user().municipality_id, datetime.now(UTC)
    with (
        board.page.expect_response(lambda answer: bool(LANE_7.search(answer.url))),
        town.runtime.database.write() as session,
    ):
        for _ in range(TOGETHER):
            told = BoardEvent(at=now, municipality_id=place, citizen=citizen, version=10_000, from_step=7, to_step=7)
            tell(session, told)


def go_on(town: Town, board: BoardPage, citizens: list[str], number: int) -> None:
    """Let one citizen wander between two steps while much happens to another."""
    for turn in range(number):
        step = 5 if turn % 2 == 0 else 6
        town.move(town.user(name="Sofie Holm"), citizens[0], step, reason="Prøves igen")
        burst(town, board, citizens[1])
        expect(board.card(citizens[0], step)).to_be_visible()


def test_board_holds_no_more_after_thousands_of_changes(visitors: Visitors, town: Town) -> None:
    citizens = town.crowd(20)
    for citizen in citizens:
        town.move(town.user(), citizen, 7, effective_on="01-11-2026")
    town.move(town.user(), citizens[0], 6)
    board = listening(visitors, town)
    session = board.page.context.new_cdp_session(board.page)
    session.send("Performance.enable")
    go_on(town, board, citizens, ROUNDS // 4)
    before = held(session)
    go_on(town, board, citizens, ROUNDS)
    after = held(session)
    assert {name: after[name] <= before[name] * HELD_BACK for name in before} == {
        "Nodes": True,
        "JSEventListeners": True,
    }
