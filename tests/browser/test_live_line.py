"""The line to the server: lost it says so, back it is right without a reload, and nobody is left with an old board."""

import re
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, expect

from tests.browser.board import BoardPage
from tests.browser.live import asking, expect_listening, listening, sign
from tests.browser.site import SECRET_KEY, Site
from tests.browser.visitors import Visitors, log_in
from tests.factories import FIELD_KEY, TODAY, Town, runtime_on
from tests.support.axe import violations
from tests.support.databases import SqliteDatabases
from tests.support.processes import free_port
from tests.support.server import RunningServer, kill, serving, signalled

LOST = re.compile(r"Ikke opdateret siden kl\. \d\d\.\d\d . forbinder igen")
CUT_OFF = re.compile(
    r"ERR_(CONNECTION_REFUSED|CONNECTION_RESET|INCOMPLETE_CHUNKED_ENCODING|EMPTY_RESPONSE)|Failed to fetch"
)
NO_STREAM = re.compile('"text/html"|that is not "text/event-stream"')
SEEN = """hidden => {
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


@dataclass
class Machine:
    """A machine whose server can be killed and started again at the same address."""

    environment: dict[str, str]
    stack: ExitStack
    port: int = field(default_factory=free_port)

    def start(self) -> RunningServer:
        """Serve until the test ends, or the server is killed."""
        return self.stack.enter_context(serving(self.environment, port=self.port))


@pytest.fixture
def machine(sqlite_databases: SqliteDatabases) -> Iterator[Machine]:
    environment = {
        "KANBAN_DATABASE_URL": sqlite_databases.fresh(),
        "KANBAN_SECRET_KEY": SECRET_KEY,
        "KANBAN_FIELD_KEY": FIELD_KEY,
        "KANBAN_TODAY": TODAY.isoformat(),
    }
    with ExitStack() as stack:
        yield Machine(environment, stack)


@pytest.fixture
def server(machine: Machine) -> RunningServer:
    return machine.start()


@pytest.fixture
def site(machine: Machine, server: RunningServer) -> Iterator[Site]:
    runtime = runtime_on(machine.environment["KANBAN_DATABASE_URL"])
    yield Site(server.url, runtime)
    runtime.close()


@pytest.fixture
def amina(town: Town) -> str:
    """Somebody on step 6."""
    citizen = town.citizen("Amina Warsame")
    town.move(town.user(), citizen, 6, effective_on="01-11-2026")
    return citizen


def announced(page: Page) -> str:
    """What a screen reader was told last."""
    return page.locator("#live-status").inner_text()


def test_killed_server_is_told_of_and_both_boards_are_right_when_it_is_back(
    visitors: Visitors, town: Town, machine: Machine, server: RunningServer, amina: str
) -> None:
    boards = [listening(visitors, town), listening(visitors, town, town.user(name="Sofie Holm"))]
    for board in boards:
        board.page.evaluate("() => { window.sameDocument = true; }")
    kill(server)
    for board in boards:
        expect(sign(board.page)).to_have_text(LOST)
        assert LOST.search(announced(board.page))
    assert violations(boards[0].page) == []
    town.move(town.user(), amina, 5)
    machine.start()
    for board in boards:
        expect(board.card(amina, 5)).to_be_visible()
        expect_listening(board.page)
        expect(board.page.locator("#live-status")).to_have_text("Opdateret igen")
        assert board.page.evaluate("() => window.sameDocument")
    town.move(town.user(), amina, 4)
    for board in boards:
        expect(board.card(amina, 4)).to_be_visible()
    visitors.expect_trouble(CUT_OFF)


def test_silent_server_is_noticed_and_its_return_too(
    visitors: Visitors, town: Town, server: RunningServer, amina: str
) -> None:
    board = visitors.board(town)
    board.page.clock.install()
    board.open()
    expect_listening(board.page)
    signalled(server, signal.SIGSTOP)
    board.page.clock.fast_forward(60_000)
    expect(sign(board.page)).to_have_text(LOST)
    signalled(server, signal.SIGCONT)
    expect_listening(board.page)
    town.move(town.user(), amina, 5)
    expect(board.card(amina, 5)).to_be_visible()


def test_computer_that_slept_asks_at_once_what_it_has_missed(visitors: Visitors, town: Town, amina: str) -> None:
    board = visitors.board(town)
    board.page.clock.install()
    board.open()
    expect_listening(board.page)
    with board.page.expect_request(lambda request: "/events?since=" in request.url):
        board.page.clock.fast_forward("02:00:00")
    expect_listening(board.page)
    town.move(town.user(), amina, 5)
    expect(board.card(amina, 5)).to_be_visible()


def test_hidden_board_lets_its_stream_go_and_catches_up_when_seen(visitors: Visitors, town: Town, amina: str) -> None:
    board, watcher = listening(visitors, town), listening(visitors, town, town.user(name="Sofie Holm"))
    board.page.evaluate(SEEN, True)
    with asking(board.page) as asked:
        town.move(town.user(), amina, 5)
        expect(watcher.card(amina, 5)).to_be_visible()
        assert asked == []
    board.page.evaluate(SEEN, False)
    expect(board.card(amina, 5)).to_be_visible()
    expect_listening(board.page)
    assert announced(board.page) == ""


def test_board_seen_again_without_news_fetches_nothing(visitors: Visitors, town: Town, amina: str) -> None:
    board = listening(visitors, town)
    with asking(board.page) as asked:
        board.page.evaluate(SEEN, True)
        with board.page.expect_response(lambda response: "/events?since=" in response.url):
            board.page.evaluate(SEEN, False)
        board.choose_move(amina)
    assert asked == []


def test_board_of_a_session_that_has_ended_says_so_and_is_back_after_a_new_log_in(
    visitors: Visitors, town: Town
) -> None:
    board = listening(visitors, town)
    other = BoardPage(board.page.context.new_page(), board.url).open()
    other.page.locator(".who summary").click()
    other.page.get_by_role("button", name="Log ud").click()
    expect(other.page.get_by_label("E-mail")).to_be_visible()
    board.page.evaluate(SEEN, True)
    board.page.evaluate(SEEN, False)
    expect(sign(board.page)).to_have_text("Du er logget ud. Genindlæs siden")
    log_in(other.page, board.url, town.email(town.user()))
    board.page.evaluate(SEEN, True)
    board.page.evaluate(SEEN, False)
    expect_listening(board.page)
    visitors.expect_trouble(NO_STREAM)
