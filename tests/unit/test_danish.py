"""Danish dates, hours, letters and alphabetical order."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanban.domain.danish import fold, parse_date, parse_hours, show_date, show_hours, sort_key

ALPHABET = ["Anna", "Berit", "Zenia", "Æblegård", "Ærø", "Østergaard", "Åbenrå", "Aagesen", "Aarhus", "Åse"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20-11-2026", date(2026, 11, 20)),
        ("2026-11-20", date(2026, 11, 20)),
        ("20.11.2026", date(2026, 11, 20)),
        ("20/11/2026", date(2026, 11, 20)),
        ("1-2-2026", date(2026, 2, 1)),
        (" 29-02-2024 ", date(2024, 2, 29)),
        ("2024-02-29", date(2024, 2, 29)),
    ],
)
def test_date_is_read_the_danish_way_or_as_iso(text: str, day: date) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "i går",
        "20-11-26",
        "20112026",
        "2026-1-1",
        "20-11-2026 10:30",
        "20-11-20266",
        "--",
        "20-11-2026;",
        "1e3-01-2026",
    ],
)
def test_text_that_is_no_date_is_refused(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    "text", ["31-02-2026", "29-02-2025", "32-01-2026", "11-20-2026", "2026-13-01", "0-0-0", "01-01-0000"]
)
def test_day_that_is_not_in_the_calendar_is_refused(text: str) -> None:
    assert parse_date(text) is None


@given(st.dates())
def test_shown_date_reads_back_as_itself(day: date) -> None:
    assert parse_date(f"{day.day:02d}-{day.month:02d}-{day.year:04d}") == day
    if day.year >= 1000:
        assert show_date(day) == f"{day.day:02d}-{day.month:02d}-{day.year}"


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("7,5", 450), ("7.5", 450), ("37", 2220), ("0", 0), ("0,25", 15), (" 6,5 ", 390), ("59", 3540), ("200", 12000)],
)
def test_hours_are_read_with_comma_or_point_as_minutes(text: str, minutes: int) -> None:
    assert parse_hours(text) == minutes


@pytest.mark.parametrize(
    "text",
    ["-3", "+3", "1.000", "1.000,5", "7,5,5", "7,", ",5", "7:30", "syv", "", "1e2", "7 5", "nan", "inf", "7,555"],
)
def test_text_that_is_no_number_of_hours_is_refused(text: str) -> None:
    assert parse_hours(text) is None


@pytest.mark.parametrize(("minutes", "text"), [(450, "7,5"), (390, "6,5"), (2220, "37"), (15, "0,25"), (600, "10")])
def test_hours_are_shown_with_comma_and_no_needless_zeros(minutes: int, text: str) -> None:
    assert show_hours(minutes) == text


@given(st.integers(min_value=0, max_value=59 * 60))
def test_shown_hours_read_back_as_the_same_minutes(minutes: int) -> None:
    assert parse_hours(show_hours(minutes)) == minutes


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("aage", "Åge"),
        ("åge", "Aage"),
        ("ÅGE", "åge"),
        ("oester", "Østergaard"),
        ("ØSTER", "østergaard"),
        ("aeblegaard", "Æblegård"),
        ("æblegård", "Aeblegaard"),
        ("jose", "José"),
        ("a\u030age", "Åge"),
        ("müller", "MULLER"),
        ("strasse", "Straße"),
        ("maja  juhl", "Maja Juhl"),
    ],
)
def test_search_finds_danish_letters_however_they_are_written(query: str, name: str) -> None:
    assert fold(query) in fold(name)


@pytest.mark.parametrize(("query", "name"), [("oge", "Åge"), ("age", "Ærø"), ("oster", "Østergaard")])
def test_search_does_not_take_danish_letters_for_plain_ones(query: str, name: str) -> None:
    assert fold(query) not in fold(name)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_names_sort_in_danish_order_with_double_a_as_the_last_letter() -> None:
    assert sorted(sorted(ALPHABET), key=sort_key) == ALPHABET


@pytest.mark.parametrize(("first", "second"), [("anna", "Berit"), ("Müller", "Munk"), ("Ole", "Ole B"), ("Zoe", "æ")])
def test_sorting_ignores_case_and_foreign_accents(first: str, second: str) -> None:
    assert sort_key(first) < sort_key(second)


def test_days_of_a_month_read_back_in_order() -> None:
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(31)]
    assert [parse_date(show_date(day)) for day in days] == days
