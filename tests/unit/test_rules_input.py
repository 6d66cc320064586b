"""Reading norms, bands and the template for progression."""

import pytest

from kanban.domain.errors import InvalidInputError
from kanban.domain.inputs.rules import read_bands, read_norms, read_template, stored_rules
from kanban.domain.local_rules import LocalRules, band_of, bands, rules_from
from kanban.domain.progression import DEFAULT_TEMPLATE, MOST_THEMES

WORDS = {f"word_{level}": word for level, word in enumerate(DEFAULT_TEMPLATE.words, start=1)}
CODES = {theme.code for theme in DEFAULT_TEMPLATE.themes}


def template(*rows: tuple[str, str, str]) -> dict[str, str]:
    """Rows of place, code and name."""
    form = dict(WORDS)
    for number, (place, code, name) in enumerate(rows, start=1):
        form |= {f"place_{number}": place, f"code_{number}": code, f"theme_{number}": name}
    return form


def refused(form: dict[str, str]) -> set[str]:
    with pytest.raises(InvalidInputError) as error:
        read_template(form, CODES)
    return set(error.value.by_field())


def test_norms_are_whole_numbers_in_order() -> None:
    assert read_norms({"norm_low": " 030", "norm_high": "45"}) == {"norm_low": "30", "norm_high": "45"}


@pytest.mark.parametrize(
    ("low", "high", "fields"),
    [
        ("", "50", {"norm_low"}),
        ("0", "201", {"norm_low", "norm_high"}),
        ("30,5", "x", {"norm_low", "norm_high"}),
        ("50", "30", {"norm_high"}),
        ("٣٠", "50", {"norm_low"}),
    ],
)
def test_other_norms_are_refused_at_their_field(low: str, high: str, fields: set[str]) -> None:
    with pytest.raises(InvalidInputError) as error:
        read_norms({"norm_low": low, "norm_high": high})
    assert set(error.value.by_field()) == fields


@pytest.mark.parametrize("typed", ["5,10,30", " 5, 10; 30 ", "5 10 30"])
def test_bands_are_stored_as_rising_limits(typed: str) -> None:
    assert read_bands({"hours_bands": typed}) == {"hours_bands": "5,10,30"}


@pytest.mark.parametrize("typed", ["", "10,5", "5,5", "0,5", "60", "5,x", "5.5", "1,2,3,4,5,6,7"])
def test_other_bands_are_refused(typed: str) -> None:
    with pytest.raises(InvalidInputError) as error:
        read_bands({"hours_bands": typed})
    assert set(error.value.by_field()) == {"hours_bands"}


@pytest.mark.parametrize("typed", ["1", "5,10,30", "1,2,3,4,5,59"])
def test_every_number_of_hours_falls_into_exactly_one_band(typed: str) -> None:
    rules = rules_from(read_bands({"hours_bands": typed}))
    for minutes in range(1, 60 * 60, 7):
        fitting = [each for each in bands(rules) if each.over * 60 < minutes <= (each.up_to or 99) * 60]
        assert fitting == [band_of(minutes, rules)]


def test_stored_rules_are_read_back_as_they_were() -> None:
    rules = LocalRules(10, 20, (8, 16))
    assert rules_from(stored_rules(rules)) == rules


def test_theme_keeps_its_code_whatever_it_is_called_and_wherever_it_stands() -> None:
    found = read_template(template(("2", "health", "Helbredet"), ("1", "network", "Netværk")), CODES)
    assert [(theme.code, theme.name) for theme in found.themes] == [("network", "Netværk"), ("health", "Helbredet")]


def test_new_theme_gets_a_code_that_was_never_used() -> None:
    rows = (("1", "", "Sprog"), ("2", "made_up", "Økonomi"), ("3", "health", "Helbred"), ("4", "health", "Søvn"))
    found = read_template(template(*rows), {*CODES, "t3"})
    assert [theme.code for theme in found.themes] == ["t4", "t5", "health", "t6"]


def test_emptied_name_takes_the_theme_out_and_an_unreadable_place_keeps_the_row_where_it_is() -> None:
    found = read_template(template(("x", "health", "Helbred"), ("2", "network", ""), ("9", "", "Sprog")), CODES)
    assert [theme.name for theme in found.themes] == ["Helbred", "Sprog"]


def test_template_needs_a_theme_and_five_different_words() -> None:
    assert refused({**template(("1", "", " ")), "word_2": "", "word_3": "Slet ikke"}) == {
        "theme_1",
        "word_2",
        "word_3",
    }


def test_names_are_short_and_different() -> None:
    assert refused(template(("1", "", "x" * 61), ("2", "", "Sprog"), ("3", "", "sprog"))) == {"theme_1", "theme_3"}


def test_more_than_twelve_rows_are_not_read() -> None:
    rows = [(str(number), "", f"Tema {number}") for number in range(1, 15)]
    assert len(read_template(template(*rows), CODES).themes) == MOST_THEMES
