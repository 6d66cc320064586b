"""The stream of changes, and the question instead of it."""

from collections.abc import Iterator
from contextlib import closing
from http import HTTPStatus
from typing import cast

import pytest
from flask import Flask

from kanban.services.accounts import disable
from kanban.services.live.hub import Hub
from kanban.web import events
from tests.factories import Town
from tests.page import FlaskWire, Visitor
from tests.support.stored import nothing_stored
from tests.web.conftest import Visit


@pytest.fixture(autouse=True)
def hub(app: Flask) -> Iterator[Hub]:
    with closing(cast("Hub", app.extensions["kanban_live"])) as hub:
        yield hub


def begun(visitor: Visitor, path: str = "/events", headers: dict[str, str] | None = None) -> str:
    """The stream's first event; the reader leaves after it."""
    wire = cast("FlaskWire", visitor.wire)
    with wire.client.get(path, headers=headers, base_url=wire.base_url) as answer:
        assert (answer.status_code, answer.mimetype) == (HTTPStatus.OK, "text/event-stream")
        assert answer.headers["X-Accel-Buffering"] == "no"
        return next(answer.iter_encoded()).decode()


def test_stream_gives_its_place_back_whether_it_was_read_or_not(maja: Visitor, hub: Hub) -> None:
    assert "event: ready" in begun(maja)
    assert hub.streams == 0
    wire = cast("FlaskWire", maja.wire)
    for ask in (wire.client.get, wire.client.head):
        with ask("/events", base_url=wire.base_url):
            assert hub.streams == 1
        assert hub.streams == 0


@pytest.mark.parametrize("since", ["0.0", "garbage", "9" * 5_000, "%00", "Å", "-1.-1"])
def test_strange_position_only_means_that_everything_is_looked_at(town: Town, maja: Visitor, since: str) -> None:
    town.move(town.user(), town.citizen(), 7)
    assert "event: board\ndata: {}" in begun(maja, headers={"Last-Event-ID": since.encode().decode("latin-1")})
    assert "event: board\ndata: {}" in begun(maja, f"/events?since={since}")


def test_no_stream_left_is_said_without_words(maja: Visitor, hub: Hub, town: Town) -> None:
    taken = []
    while found := hub.subscribe(town.user().municipality_id):
        taken.append(found)
    answer = maja.get("/events")
    assert (answer.status, answer.text) == (HTTPStatus.NO_CONTENT, "")
    for each in taken:
        hub.leave(each)
    assert "event: ready" in begun(maja)


def test_stream_ends_after_its_time_and_asks_the_page_to_come_again(
    maja: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "LIFE_SECONDS", (0, 0))
    assert maja.get("/events").text.endswith("event: again\ndata: {}\n\n")


def test_whoever_may_no_longer_log_in_is_not_let_in_again(maja: Visitor, town: Town) -> None:
    assert maja.get("/events/position").status == HTTPStatus.OK
    disable(town.runtime, town.email(town.user()))
    for path in ("/events", "/events/position"):
        assert maja.get(path).status == HTTPStatus.SEE_OTHER


def test_position_is_one_municipalitys_own(town: Town, maja: Visitor, stranger: Visitor) -> None:
    before = stranger.get("/events/position").text
    here = maja.get("/events/position").text
    town.move(town.user(), town.citizen(), 7)
    assert stranger.get("/events/position").text == before
    assert maja.get("/events/position").text != here


def test_listening_and_asking_store_nothing(town: Town, maja: Visitor) -> None:
    with nothing_stored(town.runtime):
        begun(maja)
        maja.get("/events/position")


def test_pages_say_where_they_have_come_to_and_those_of_the_past_do_not(
    town: Town, maja: Visitor, visit: Visit
) -> None:
    town.move(town.user(), town.citizen(), 8)
    leader = visit(town.leader())
    for visitor, path, part in (
        (maja, "/today", "today"),
        (leader, "/overview", "overview"),
        (leader, "/flow", "offer"),
    ):
        main = visitor.get(path).root.one("main")
        assert (main["data-follow"], main["data-position"]) == (part, "1.1")
    assert "data-position" not in leader.get("/flow", known_at="2026-11-10").root.one("main")
    assert maja.get("/board").root.one(id="board")["data-position"] == "1.1"
    assert maja.get("/board", as_of="2026-11-10").root.one(id="board")["data-position"] == ""


def test_page_that_only_listens_does_not_keep_its_user_logged_in(maja: Visitor) -> None:
    assert "Set-Cookie" in maja.get("/board").headers
    assert "Set-Cookie" not in maja.get("/events/position").headers


def test_wrong_method_is_refused(maja: Visitor) -> None:
    assert maja.post("/events").status == HTTPStatus.METHOD_NOT_ALLOWED
