"""The board's address: filters read, refused, and written back."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from kanban.domain.clock import Clock
from kanban.domain.errors import InvalidInputError
from kanban.domain.inputs.board_filters import read_filters, read_time
from kanban.domain.views.board import BoardFilters

TODAY = date(2026, 11, 20)
CLOCK = Clock(fixed_today=TODAY)
COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def test_filters_are_read_from_the_address_and_written_back() -> None:
    raw = {"team": "Havn", "broker": "me", "q": "aage", "marking": "Indsatsgruppe", "group": "2", "sign": "late"}
    times = {"as_of": "2026-11-01", "known_at": "2026-11-02T10:30"}
    found = read_filters(raw | times | {"unknown": "x"})
    assert found.query() == raw | times
    assert found.active


def test_filter_can_be_changed_and_taken_away_in_an_address() -> None:
    found = BoardFilters(team="Havn", sign="late")
    assert found.query(sign="") == {"team": "Havn"}
    assert found.query(sign="still") == {"team": "Havn", "sign": "still"}


def test_day_alone_does_not_narrow_the_board() -> None:
    assert not read_filters({"as_of": "2026-11-01", "known_at": "2026-11-01"}).active
    assert not read_filters({}).active


@pytest.mark.parametrize(
    ("name", "value"), [("group", "4"), ("group", "0"), ("group", "1 2"), ("sign", "red"), ("sign", "LATE")]
)
def test_filter_that_does_not_exist_is_refused_at_its_name(name: str, value: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        read_filters({name: value})
    assert list(refusal.value.by_field()) == [name]


def test_search_text_is_cleaned_and_kept_short() -> None:
    assert read_filters({"q": "  a\x00  b\n "}).q == "a b"
    assert len(read_filters({"q": "x" * 5000}).q) == 200


@pytest.mark.parametrize(
    ("as_of", "day"),
    [("", TODAY), ("2026-11-20", TODAY), ("01-11-2026", date(2026, 11, 1)), ("1900-01-01", date(1900, 1, 1))],
)
def test_day_is_read_either_way_and_defaults_to_today(as_of: str, day: date) -> None:
    found = read_time(BoardFilters(as_of=as_of), CLOCK)
    assert (found.day, found.known_at, found.past) == (day, None, day < TODAY)


@pytest.mark.parametrize(
    ("known_at", "moment"),
    [
        ("05-11-2026", datetime(2026, 11, 5, 23, 59, 59, tzinfo=COPENHAGEN)),
        ("2026-11-05T10:30", datetime(2026, 11, 5, 10, 30, tzinfo=COPENHAGEN)),
        ("2026-11-05T23:30:00Z", datetime(2026, 11, 6, 0, 30, tzinfo=COPENHAGEN)),
    ],
)
def test_knowledge_brings_its_own_day_unless_one_is_named(known_at: str, moment: datetime) -> None:
    found = read_time(BoardFilters(known_at=known_at), CLOCK)
    assert (found.day, found.known_at, found.past) == (moment.date(), moment, True)
    named = read_time(BoardFilters(known_at=known_at, as_of="2026-11-20"), CLOCK)
    assert (named.day, named.known_at, named.past) == (TODAY, moment, True)


def test_knowledge_of_all_of_today_is_todays_board() -> None:
    found = read_time(BoardFilters(known_at="2026-11-20"), CLOCK)
    assert (found.day, found.known_at, found.past) == (TODAY, None, False)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        *(("as_of", typed) for typed in ("2026-11-21", "i går", "2026-02-30", "0000-00-00")),
        *(("known_at", typed) for typed in ("2026-11-21", "i går", "2026-02-30", "9999-12-31", "1999-01-01")),
    ],
)
def test_time_that_lies_ahead_or_is_none_is_refused(name: str, typed: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        read_time(BoardFilters(**{name: typed}), CLOCK)
    assert list(refusal.value.by_field()) == [name]
