"""Reading the figures' address."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from kanban.domain.clock import Clock
from kanban.domain.errors import InvalidInputError
from kanban.domain.flow_counts import Period, Target
from kanban.domain.inputs.flow_query import read_flow_query

TODAY = date(2026, 11, 20)
CLOCK = Clock(fixed_today=TODAY)
LOCAL = ZoneInfo("Europe/Copenhagen")


def test_twelve_calendar_months_to_today_are_the_default() -> None:
    query = read_flow_query({}, CLOCK)
    assert query.period == Period(date(2025, 12, 1), TODAY)
    assert (query.team, query.broker, query.known_at, query.known_on, query.target) == ("", "", None, TODAY, None)


@pytest.mark.parametrize(
    ("raw", "period"),
    [
        ({"from": "2026-01-05", "to": "31-01-2026"}, Period(date(2026, 1, 5), date(2026, 1, 31))),
        ({"to": "2026-01-31"}, Period(date(2025, 2, 1), date(2026, 1, 31))),
        ({"from": "2026-11-20"}, Period(TODAY, TODAY)),
        ({"from": " 2000-01-01 ", "to": ""}, Period(date(2000, 1, 1), TODAY)),
    ],
)
def test_period_is_read(raw: dict[str, str], period: Period) -> None:
    assert read_flow_query(raw, CLOCK).period == period


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("2026-03-01", datetime(2026, 3, 1, 23, 59, 59, tzinfo=LOCAL)),
        ("2026-03-01T10:30", datetime(2026, 3, 1, 10, 30, tzinfo=LOCAL)),
        ("2026-03-01T10:30:05Z", datetime(2026, 3, 1, 11, 30, 5, tzinfo=LOCAL)),
        ("2026-03-01T10:30:05+02:00", datetime(2026, 3, 1, 9, 30, 5, tzinfo=LOCAL)),
        ("2026-03-01T10:30:05 02:00", datetime(2026, 3, 1, 9, 30, 5, tzinfo=LOCAL)),
    ],
)
def test_moment_of_knowledge_is_local_and_a_day_means_its_end(typed: str, moment: datetime) -> None:
    query = read_flow_query({"known_at": typed}, CLOCK)
    assert (query.known_at, query.known_on) == (moment, date(2026, 3, 1))


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        ({"from": "2026-11-02", "to": "2026-11-01"}, "from"),
        ({"from": "2026-11-21"}, "from"),
        ({"to": "2026-11-21"}, "to"),
        ({"from": "1975-12-31"}, "from"),
        ({"from": "1949-01-01", "to": "1949-02-01"}, "to"),
        ({"to": "0001-01-01"}, "to"),
        ({"from": "snart"}, "from"),
        ({"to": "2026-02-30"}, "to"),
        ({"known_at": "2026-11-21"}, "known_at"),
        ({"known_at": "i går"}, "known_at"),
        ({"known_at": "0001-01-01T00:00:00+14:00"}, "known_at"),
        ({"known_at": "9999-12-31T23:59:59-14:00"}, "known_at"),
        ({"target": "mange"}, "target"),
        ({"target": "5"}, "target_by"),
        ({"target": "5", "target_by": "2026-11-20"}, "target_by"),
        ({"target": "5", "target_by": "2036-11-20"}, "target_by"),
        ({"target": "5", "target_by": "2027-01-01", "target_step": "9"}, "target_step"),
        ({"target": "5", "target_by": "2027-01-01", "target_step": "ud"}, "target_step"),
    ],
)
def test_what_cannot_be_meant_is_refused_at_its_field(raw: dict[str, str], field: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        read_flow_query(raw, CLOCK)
    assert list(refused.value.by_field()) == [field]


def test_target_is_read_with_step_one_as_default() -> None:
    raw = {"target": "12", "target_by": "31-12-2026"}
    assert read_flow_query(raw, CLOCK).target == Target(1, 12, date(2026, 12, 31))
    assert read_flow_query({**raw, "target_step": "4"}, CLOCK).target == Target(4, 12, date(2026, 12, 31))
