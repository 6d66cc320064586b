"""CPR numbers: refused for form and date only, replacement numbers with day + 60, the century from digit seven."""

from datetime import date

import pytest

from kanban.domain.cpr import birth_date, normalise, show
from kanban.domain.danish import show_date
from tests.factories import synthetic_cpr


@pytest.mark.parametrize("text", ["610190-1234", "610190 1234", "6101901234", " 610190-1234 "])
def test_number_is_recognised_with_and_without_hyphen(text: str) -> None:
    assert normalise(text) == "6101901234"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "123",
        "610190-123",
        "610190-12345",
        "610190--1234",
        "61019O1234",
        "610190_1234",
        "=610190-1234",
        "٦١٠١٩٠١٢٣٤",
    ],
)
def test_text_of_another_form_is_refused(text: str) -> None:
    assert normalise(text) is None


@pytest.mark.parametrize(
    "text", ["320190-1234", "610013-1234", "001290-1234", "920190-1234", "300290-1234", "900290-1234"]
)
def test_number_without_a_possible_day_is_refused(text: str) -> None:
    assert normalise(text) is None


def test_no_number_is_refused_for_modulus_eleven() -> None:
    serials = [f"610190{serial:04d}" for serial in range(0, 4000, 7)]
    assert [number for number in serials if normalise(number) is None] == []


@pytest.mark.parametrize(
    ("digits", "born"),
    [
        ("0101900000", date(1990, 1, 1)),
        ("6101900000", date(1990, 1, 1)),
        ("9112993999", date(1999, 12, 31)),
        ("6101364000", date(2036, 1, 1)),
        ("6101374000", date(1937, 1, 1)),
        ("6101005000", date(2000, 1, 1)),
        ("6101578999", date(2057, 1, 1)),
        ("6101585000", date(1858, 1, 1)),
        ("6101369000", date(2036, 1, 1)),
        ("6101379000", date(1937, 1, 1)),
        ("8902004000", date(2000, 2, 29)),
    ],
)
def test_century_comes_from_the_seventh_digit(digits: str, born: date) -> None:
    assert birth_date(digits) == born


@pytest.mark.parametrize("digits", ["8902000000", "0001900000", "6001900000", "6113900000"])
def test_day_that_never_was_gives_no_birth_date(digits: str) -> None:
    assert birth_date(digits) is None


def test_number_is_shown_with_a_hyphen() -> None:
    assert show("6101901234") == "610190-1234"


def test_made_up_numbers_of_the_tests_are_replacement_numbers_and_all_different() -> None:
    numbers = [synthetic_cpr(number) for number in range(5000)]
    assert len(set(numbers)) == len(numbers)
    assert all(normalise(number) == number and int(number[:2]) > 60 for number in numbers)
    assert show_date(birth_date(numbers[0]) or date.min)[6:] != "0001"
