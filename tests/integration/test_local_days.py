"""Days are the municipality's: what is typed between midnight and one or two belongs to the day that has begun."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import col, select, update

from kanban.domain.citizen import Citizen
from kanban.domain.transition import StepTransition
from kanban.services.runtime import Runtime
from kanban.store import flow_log
from kanban.store.case_file import open_file
from kanban.store.flow_scope import FlowScope
from kanban.store.local_day import distances
from tests.factories import Town
from tests.support.flow_logs import store
from tests.support.flow_oracle import Event

ZONES = ("Europe/Copenhagen", "Atlantic/Faroe", "America/Nuuk", "Pacific/Auckland", "Asia/Kathmandu", "UTC")
LOCAL_DAYS = [
    pytest.param("2026-11-19T22:59", "2026-11-19", id="winter, a minute to midnight"),
    pytest.param("2026-11-19T23:00", "2026-11-20", id="winter, midnight"),
    pytest.param("2026-07-01T21:59", "2026-07-01", id="summer, a minute to midnight"),
    pytest.param("2026-07-01T22:00", "2026-07-02", id="summer, midnight"),
    pytest.param("2026-10-24T22:30", "2026-10-25", id="the day on which summer time ends begins"),
    pytest.param("2026-10-25T22:30", "2026-10-25", id="the day on which summer time ends goes on"),
    pytest.param("2026-10-25T23:00", "2026-10-26", id="the day after summer time begins"),
    pytest.param("2026-03-28T23:00", "2026-03-29", id="the day on which summer time begins"),
    pytest.param("2026-03-29T22:00", "2026-03-30", id="the day after summer time has begun"),
]


@pytest.mark.parametrize(("moment", "day"), LOCAL_DAYS)
def test_move_is_registered_on_the_local_day(runtime: Runtime, moment: str, day: str) -> None:
    recorded, effective = datetime.fromisoformat(moment).replace(tzinfo=UTC), date(2026, 2, 1)
    place, _ = store(runtime, [Event(0, 8, effective, 0, recorded, team=0)])
    with runtime.database.write() as session:
        session.exec(update(StepTransition).values(base_version=1))
    today = date(2026, 11, 20)
    with runtime.database.read() as session:
        found = flow_log.lags(session, FlowScope(place), datetime(2026, 11, 20, 12, tzinfo=UTC), today)
    assert found == {(date.fromisoformat(day) - effective).days: 1}


@pytest.mark.parametrize(("moment", "day"), LOCAL_DAYS)
def test_citizen_arrives_on_the_local_day(town: Town, moment: str, day: str) -> None:
    citizen = town.citizen("Amina Warsame")
    with town.runtime.database.write() as session:
        created = datetime.fromisoformat(moment).replace(tzinfo=UTC)
        session.exec(update(Citizen).where(col(Citizen.public_id) == citizen).values(created_at=created))
    with town.runtime.database.read() as session:
        found = open_file(session, session.exec(select(Citizen).where(Citizen.public_id == citizen)).one())
    assert found.case.arrived_on == date.fromisoformat(day)


@given(
    zone=st.sampled_from(ZONES).map(ZoneInfo),
    first=st.dates(date(1990, 1, 1), date(2030, 1, 1)),
    length=st.integers(0, 40),
)
def test_distances_are_the_zones_in_every_hour(zone: ZoneInfo, first: date, length: int) -> None:
    last = first + timedelta(days=length)
    found = distances(zone, first, last)
    hour = datetime.combine(first, datetime.min.time(), zone).astimezone(UTC)
    while hour.astimezone(zone).date() <= last:
        told = next((distance for until, distance in found[:-1] if hour < until), found[-1][1])
        assert told == hour.astimezone(zone).utcoffset()
        hour += timedelta(hours=1)
