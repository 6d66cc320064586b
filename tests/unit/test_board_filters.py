"""The board's address: filters read, refused, and written back."""

from datetime import date

import pytest

from kanban.domain.errors import InvalidInputError
from kanban.domain.inputs.board_filters import read_day, read_filters
from kanban.domain.views.board import BoardFilters

TODAY = date(2026, 11, 20)


def test_filters_are_read_from_the_address_and_written_back() -> None:
    raw = {"team": "Havn", "broker": "me", "q": "aage", "marking": "Indsatsgruppe", "group": "2", "sign": "late"}
    found = read_filters(raw | {"as_of": "2026-11-01", "unknown": "x"})
    assert found.query() == raw | {"as_of": "2026-11-01"}
    assert found.active


def test_filter_can_be_changed_and_taken_away_in_an_address() -> None:
    found = BoardFilters(team="Havn", sign="late")
    assert found.query(sign="") == {"team": "Havn"}
    assert found.query(sign="still") == {"team": "Havn", "sign": "still"}


def test_day_alone_does_not_narrow_the_board() -> None:
    assert not read_filters({"as_of": "2026-11-01"}).active
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
    assert read_day(BoardFilters(as_of=as_of), TODAY) == day


@pytest.mark.parametrize("as_of", ["2026-11-21", "i går", "2026-02-30", "0000-00-00"])
def test_day_that_lies_ahead_or_is_none_is_refused(as_of: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        read_day(BoardFilters(as_of=as_of), TODAY)
    assert list(refusal.value.by_field()) == ["as_of"]
