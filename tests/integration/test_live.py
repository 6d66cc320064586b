"""Open boards hear of changes: on a real server with two processes, on both databases."""

import os
import signal
from collections.abc import Iterator

import pytest

from kanban.domain.citizen import Citizen
from tests.factories import Town
from tests.integration.brokers import move_all, served, visitors
from tests.page import Visitor
from tests.support.server import RunningServer
from tests.support.stored import one
from tests.support.streams import Stream


@pytest.fixture
def server(town: Town) -> Iterator[RunningServer]:
    town.user()
    with served(town.runtime, workers=2) as running:
        yield running


def listening(server: RunningServer, visitor: Visitor, path: str = "/events", last_id: str = "") -> Stream:
    """A stream that is open: what happens from now on is told."""
    stream = Stream(server.url, path, visitor.wire.cookies, last_id)
    assert (stream.status, stream.type) == (200, "text/event-stream; charset=utf-8")
    return stream


def whose(town: Town, citizen: str) -> dict[str, int | None]:
    """By what boards are filtered, as it stands stored."""
    found = one(town.runtime, Citizen, public_id=citizen)
    assert found.broker_id
    return {"team": found.team_id, "broker": found.broker_id, "programme": found.programme_id}


def test_move_reaches_the_streams_of_every_process_and_says_what_moved(town: Town, server: RunningServer) -> None:
    citizen = town.citizen("Amina Warsame")
    with visitors(town, server.url, ["Ane", "Bo"]) as (ane, bo):
        streams = [listening(server, bo) for _ in range(6)]
        assert {stream.next().name for stream in streams} == {"ready"}
        move_all(ane, [citizen], "8")
        heard = [stream.next() for stream in streams]
        assert {event.name for event in heard} == {"board"}
        assert [event.data for event in heard] == [
            {"citizen": citizen, "version": 2, "from": "none", "to": "8", "by": "AB", "whose": whose(town, citizen)}
        ] * len(streams)
        for stream in streams:
            stream.close()


def test_other_municipality_hears_nothing_of_it(town: Town, server: RunningServer) -> None:
    here, elsewhere = town.citizen("Amina Warsame"), Town(town.runtime, "Søby Kommune")
    there = elsewhere.citizen("Bo Ærø")
    with visitors(town, server.url, ["Ane"]) as (ane,), visitors(elsewhere, server.url, ["Søs"]) as (stranger,):
        stream = listening(server, stranger)
        stream.next()
        move_all(ane, [here], "8")
        move_all(stranger, [there], "7")
        assert stream.next().data["citizen"] == there
        stream.close()


def test_whoever_was_away_looks_at_everything_anew_and_only_when_something_changed(
    town: Town, server: RunningServer
) -> None:
    citizen = town.citizen("Amina Warsame")
    with visitors(town, server.url, ["Ane"]) as (ane,):
        with listening(server, ane) as stream:
            before = stream.next().id
        with listening(server, ane, last_id=before) as stream:
            assert stream.next().name == "ready"
        move_all(ane, [citizen], "8")
        for path, last_id in (("/events", before), (f"/events?since={before}", "")):
            with listening(server, ane, path, last_id) as stream:
                heard = stream.next()
                assert (heard.name, heard.data) == ("board", {})
                assert heard.id != before


def test_position_is_asked_for_where_streams_cannot_be_had(town: Town, server: RunningServer) -> None:
    citizen = town.citizen("Amina Warsame")
    with visitors(town, server.url, ["Ane"]) as (ane,):
        first = ane.get("/events/position")
        etag = {"If-None-Match": first.headers["ETag"]}
        assert ane.wire.send("GET", "/events/position", None, etag).status == 304
        move_all(ane, [citizen], "8")
        assert ane.wire.send("GET", "/events/position", None, etag).status == 200


def test_streams_end_with_the_server_and_do_not_hold_it_up(town: Town, server: RunningServer) -> None:
    with visitors(town, server.url, ["Ane"]) as (ane,):
        streams = [listening(server, ane) for _ in range(4)]
        for stream in streams:
            stream.next()
        os.kill(server.process.pid, signal.SIGTERM)
        for stream in streams:
            with pytest.raises(StopIteration):
                stream.next()
            stream.close()
        assert server.process.wait(timeout=8) == 0


def test_whoever_is_not_logged_in_hears_nothing(server: RunningServer) -> None:
    with Stream(server.url, "/events", {}) as stream:
        assert (stream.status, stream.type.partition(";")[0]) == (303, "text/html")
