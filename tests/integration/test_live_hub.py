"""The process's hub: what boards are told, in which order, and what happens when the database or the reader is gone."""

import gc
import shutil
import sqlite3
import tracemalloc
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from kanban.domain.company import Company
from kanban.domain.live import BoardEvent
from kanban.services.companies.change_company import change_company
from kanban.services.companies.company_page import company_page
from kanban.services.live.hub import MOST_WAITING, Hub, News, Subscription
from kanban.services.runtime import Runtime
from kanban.store import live
from kanban.store.live import many_changed, tell
from kanban.web.events import stream_of
from tests.factories import Town
from tests.support.stored import rows

PATIENCE_SECONDS = 20
ROOM = 3
WARM_UP, MANY, TOGETHER = 1_200, 2_000, 100
SMALL = 100_000


@pytest.fixture
def hub(runtime: Runtime) -> Iterator[Hub]:
    with closing(Hub(runtime.database, ROOM)) as hub:
        yield hub


def place_of(town: Town) -> int:
    return town.user().municipality_id


def opened(hub: Hub, municipality_id: int, team_id: int | None = None) -> Subscription:
    found = hub.subscribe(municipality_id, team_id)
    assert found is not None
    return found


def change(runtime: Runtime, municipality_id: int, number: int = 1) -> None:
    """So many changes in one transaction."""
    with runtime.database.write() as session:
        for _ in range(number):
            tell(session, many_changed(municipality_id))


def heard(stream: Subscription) -> News:
    found = stream.next(PATIENCE_SECONDS)
    assert found is not None
    return found


def test_only_the_last_of_several_changes_brings_a_board_further(town: Town, hub: Hub) -> None:
    place = place_of(town)
    stream = opened(hub, place)
    change(town.runtime, place, 3)
    told = [heard(stream) for _ in range(3)]
    assert [news.position for news in told] == ["", "", hub.position(place)]
    assert len({news.told.id for news in told if news.told}) == 3


def test_team_hears_its_own_changes_and_those_of_everybody(town: Town, hub: Hub) -> None:
    place, team = place_of(town), town.user().team_id
    other = town.user(name="Bo Fjord", team="Team Fjord").team_id
    stream = opened(hub, place, team)
    for wanted in (other, team, None):
        with town.runtime.database.write() as session:
            tell(session, many_changed(place, wanted))
    assert [news.told.team_id for news in (heard(stream), heard(stream)) if news.told] == [team, None]


def test_there_are_only_so_many_streams_and_those_that_leave_make_room(town: Town, hub: Hub) -> None:
    streams = [opened(hub, place_of(town)) for _ in range(ROOM)]
    assert hub.subscribe(place_of(town)) is None
    hub.leave(streams[0])
    hub.leave(streams[0])
    assert hub.streams == ROOM - 1
    assert hub.subscribe(place_of(town)) is not None


def test_whoever_reads_too_slowly_looks_at_everything_instead_of_the_rest() -> None:
    stream = Subscription(1, None)
    for _ in range(5 * MOST_WAITING):
        stream.tell(News(None, "7.7"))
    assert stream.queue.qsize() == MOST_WAITING + 1
    told = [stream.next(1) for _ in range(MOST_WAITING + 1)]
    assert told[-1] == News(None)


def test_open_streams_hold_no_database_connection(town: Town, hub: Hub) -> None:
    place = place_of(town)
    streams = [stream_of(hub, opened(hub, place), "") for _ in range(ROOM)]
    reading = [iter(stream.iter_encoded()) for stream in streams]
    assert [next(each).decode().count("event: ready") for each in reading] == [1] * ROOM
    change(town.runtime, place)
    assert [next(each).decode().count("event: board") for each in reading] == [1] * ROOM
    assert town.runtime.database.engine.pool.checkedout() == 0  # type: ignore[attr-defined]  # every pool of ours counts


def test_streams_end_and_no_more_begin_when_the_process_does(town: Town, hub: Hub) -> None:
    stream = opened(hub, place_of(town))
    ending: list[bool] = []
    hub.ends_when(lambda: bool(ending))
    ending.append(True)
    assert stream.next(PATIENCE_SECONDS) is None
    assert hub.subscribe(place_of(town)) is None


def test_corrected_company_tells_the_boards(town: Town, hub: Hub) -> None:
    citizen, user = town.citizen(), town.user()
    town.move(user, citizen, 5)
    stream = opened(hub, place_of(town))
    company = rows(town.runtime, Company)[0]
    seen = company_page(town.runtime, user, company.id or 0).form.seen
    change_company(town.runtime, user, company.id or 0, {"company": "Havnehotellet", "company_cvr": "", "seen": seen})
    assert heard(stream).told is not None


def test_lost_connection_is_made_anew_and_everybody_looks(town: Town, hub: Hub) -> None:
    place = place_of(town)
    stream = opened(hub, place)
    lose_connection(town.runtime)
    assert heard(stream) == News(None, hub.position(place))
    change(town.runtime, place)
    assert heard(stream).told is not None


def lose_connection(runtime: Runtime) -> None:
    """As a restored copy in SQLite's place does, or an operator of PostgreSQL who ends all sessions."""
    url = make_url(runtime.database.url)
    if url.get_backend_name() == "postgresql":
        address = url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
                "AND pid <> pg_backend_pid()"
            )
        return
    path = Path(url.database or "")
    copy = path.with_suffix(".copy")
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    runtime.database.close()
    for beside in path.parent.glob(f"{path.name}-*"):
        beside.unlink()
    shutil.copymode(path, copy)
    copy.replace(path)


def test_stream_of_thousands_of_changes_holds_its_memory(town: Town, hub: Hub) -> None:
    place = place_of(town)
    reading = iter(stream_of(hub, opened(hub, place), "").iter_encoded())
    next(reading)

    def go_through(number: int) -> None:
        for _ in range(number // TOGETHER):
            change(town.runtime, place, TOGETHER)
            for _ in range(TOGETHER):
                next(reading)

    tracemalloc.start()
    held = []
    for number in (WARM_UP, MANY):
        go_through(number)
        gc.collect()
        held.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    assert held[1] - held[0] < SMALL


def test_events_older_than_some_days_are_thrown_away(town: Town) -> None:
    place = place_of(town)
    with town.runtime.database.write() as session:
        old = many_changed(place)
        old.at -= 2 * live.KEPT_FOR
        tell(session, old)
    change(town.runtime, place, live.PRUNED_EVERY)
    assert all(event.id != old.id for event in rows(town.runtime, BoardEvent))
