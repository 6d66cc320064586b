"""Today is the municipality's calendar day."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kanban.domain.clock import Clock


def test_pinned_day_is_today_and_now_lies_on_it() -> None:
    clock = Clock(fixed_today=date(2026, 11, 20))
    assert clock.today() == date(2026, 11, 20)
    assert clock.local(clock.now()).date() == date(2026, 11, 20)


def test_now_is_aware_utc_in_whole_seconds() -> None:
    now = Clock().now()
    assert now.utcoffset() == timedelta(0)
    assert now.microsecond == 0


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (datetime(2026, 6, 30, 22, 30, tzinfo=UTC), "2026-07-01 00:30"),
        (datetime(2026, 12, 31, 22, 30, tzinfo=UTC), "2026-12-31 23:30"),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "2027-01-01 00:30"),
    ],
)
def test_local_time_follows_danish_summer_and_winter(moment: datetime, shown: str) -> None:
    assert f"{Clock().local(moment):%Y-%m-%d %H:%M}" == shown
