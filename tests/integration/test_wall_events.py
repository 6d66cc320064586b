"""What an open wall screen hears: on a real server with several processes, on both databases."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from kanban.domain.wall import Wall
from kanban.services.walls.make_wall import revoke_wall
from tests.factories import Town
from tests.integration.brokers import move_all, served, visitors
from tests.page import SocketWire, Visitor
from tests.support.server import RunningServer
from tests.support.stored import one, rows
from tests.support.streams import Heard, Stream
from tests.support.walls import wall


@pytest.fixture
def server(town: Town) -> Iterator[RunningServer]:
    town.user()
    with served(town.runtime, workers=2) as running:
        yield running


def listening(server: RunningServer, token: str, since: str = "") -> Stream:
    """A screen's stream that is open and has said so."""
    stream = Stream(server.url, f"/events?wall={token}&since={since}", {})
    assert (stream.status, stream.type) == (200, "text/event-stream; charset=utf-8")
    return stream


def first(stream: Stream) -> Heard:
    return stream.next()


def board(stream: Stream) -> Heard:
    """The next change; beats in between say nothing."""
    while (heard := stream.next()).name != "board":
        assert heard.name == "beat"
    return heard


def test_change_is_told_without_saying_what_it_is(town: Town, server: RunningServer) -> None:
    token, citizen = wall(town), town.citizen("Amina Warsame")
    with visitors(town, server.url, ["Ane"]) as (ane,), closing(listening(server, token)) as stream:
        before = first(stream)
        move_all(ane, [citizen], "8")
        heard = board(stream)
    assert (before.name, before.data, heard.data) == ("ready", {}, {})
    assert heard.id != before.id
    assert not heard.id.isdigit()


def test_team_screen_hears_its_own_team_and_what_concerns_all(town: Town, server: RunningServer) -> None:
    theirs, own = town.citizen("Bo Bek", team="Team Å"), town.citizen("Amina Warsame")
    token, every, ane = wall(town, team="Team Havn"), wall(town, "Mødet"), town.user()
    with closing(listening(server, token)) as stream, closing(listening(server, every)) as whole:
        places = [first(stream).id, first(whole).id]
        town.move(ane, theirs, "8")
        places.append(board(whole).id)
        town.move(ane, own, "8")
        board(whole)
        heard = board(stream).id
    assert heard not in places


def test_other_municipality_is_not_heard(town: Town, server: RunningServer) -> None:
    elsewhere = Town(town.runtime, "Søby Kommune")
    foreign, own = elsewhere.citizen("Carl Clausen"), town.citizen("Amina Warsame")
    with closing(listening(server, wall(town))) as stream:
        place = first(stream).id
        elsewhere.move(elsewhere.user(), foreign, "8")
        with closing(SocketWire(server.url)) as wire:
            token = wall(town, "Mødet")
            before = Visitor(wire).get("/events/position", wall=token).text
            town.move(town.user(), own, "8")
            assert Visitor(wire).get("/events/position", wall=token).text != before
        assert board(stream).id != place


def test_screen_that_was_away_hears_that_something_has_changed(town: Town, server: RunningServer) -> None:
    token, citizen = wall(town), town.citizen("Amina Warsame")
    with closing(listening(server, token)) as stream:
        place = first(stream).id
    with closing(listening(server, token, place)) as stream:
        assert first(stream).name == "ready"
    town.move(town.user(), citizen, "8")
    with closing(listening(server, token, place)) as stream:
        assert first(stream).name == "board"


def test_stream_of_a_revoked_screen_ends_and_is_not_opened_again(town: Town, server: RunningServer) -> None:
    token = wall(town, team="Team Havn")
    with closing(listening(server, token)) as stream:
        first(stream)
        revoke_wall(town.runtime, town.superuser(), one(town.runtime, Wall).public_id)
        board(stream)
        assert stream.next().name == "again"
        with pytest.raises(StopIteration):
            stream.next()
    with closing(Stream(server.url, f"/events?wall={token}", {})) as stream:
        assert stream.status == 404


def test_open_streams_tell_when_a_screen_was_seen(town: Town, server: RunningServer) -> None:
    with closing(listening(server, wall(town))) as stream:
        first(stream)
        assert rows(town.runtime, Wall)[0].last_seen is not None
