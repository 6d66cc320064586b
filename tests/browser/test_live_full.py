"""A server that has no stream left: boards ask every few seconds instead, and try for a stream now and then."""

from collections.abc import Iterator
from contextlib import closing
from threading import Thread

import pytest
from playwright.sync_api import expect
from werkzeug.serving import make_server

from kanban.app import build
from kanban.services.live.hub import Hub
from kanban.settings import Settings
from tests.browser.live import asking, expect_listening, listening
from tests.browser.site import SECRET_KEY, Site
from tests.browser.visitors import Visitors
from tests.factories import FIELD_KEY, Town, runtime_on
from tests.support.databases import SqliteDatabases

ROOM = 1


@pytest.fixture
def site(sqlite_databases: SqliteDatabases) -> Iterator[Site]:
    """The application with room for a single stream."""
    with closing(runtime_on(sqlite_databases.fresh())) as runtime:
        app = build(Settings(runtime.database.url, secret_key=SECRET_KEY, field_key=FIELD_KEY), runtime)
        app.extensions["kanban_live"] = hub = Hub(runtime.database, ROOM)
        server = make_server("127.0.0.1", 0, app, threaded=True)
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield Site(f"http://127.0.0.1:{server.server_port}", runtime)
        hub.close()
        server.shutdown()
        thread.join()


def test_board_without_a_stream_follows_all_the_same(visitors: Visitors, town: Town) -> None:
    amina = town.citizen("Amina Warsame")
    town.move(town.user(), amina, 6)
    first = listening(visitors, town)
    second = visitors.board(town, town.user(name="Sofie Holm"))
    second.page.clock.install()
    with second.page.expect_response(lambda answer: "/events?since=" in answer.url) as refused:
        second.open()
    assert refused.value.status == 204
    expect_listening(second.page)
    town.move(town.user(), amina, 5)
    expect(first.card(amina, 5)).to_be_visible()
    with asking(second.page) as asked:
        expect(second.card(amina, 5)).to_be_visible()
        with second.page.expect_response(lambda answer: "/events/position" in answer.url and answer.status == 304):
            second.page.clock.fast_forward(8_000)
    assert sorted(asked) == [*"12345678", "facts", "none"]
    with second.page.expect_request(lambda request: "/events?since=" in request.url):
        second.page.clock.fast_forward(90_000)
    expect_listening(second.page)
