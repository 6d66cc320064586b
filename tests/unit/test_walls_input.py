"""What is typed about a wall screen, tokens, and what a case code looks like."""

import pytest

from kanban.domain.citizen import CODE_LETTERS, draw_case_code, read_case_code
from kanban.domain.errors import InvalidInputError
from kanban.domain.inputs.wall import NewWall, read_wall
from kanban.domain.wall import WallLabel, WallTheme, is_token, new_token, token_hash

TEAMS = {4: "Team Havn", 7: "Team Å"}


@pytest.mark.parametrize(
    ("typed", "team_id"), [("", None), ("4", 4), ("team havn", 4), (" Team  Å ", 7), ("TEAM Å", 7)]
)
def test_team_is_found_by_number_and_by_name(typed: str, team_id: int | None) -> None:
    assert read_wall({"name": "Køkkenet", "team": typed}, TEAMS).team_id == team_id


def test_screen_shows_codes_unless_initials_are_asked_for() -> None:
    assert read_wall({"name": " Køkkenet  1 "}, TEAMS) == NewWall("Køkkenet 1", None, WallLabel.CODE, WallTheme.SYSTEM)
    asked = read_wall({"name": "Mødet", "label": "initials", "theme": "light"}, TEAMS)
    assert (asked.label, asked.theme) == (WallLabel.INITIALS, WallTheme.LIGHT)


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"name": ""}, {"name"}),
        ({"name": "\x00 \t"}, {"name"}),
        ({"name": "x" * 61}, {"name"}),
        ({"team": "5"}, {"team"}),
        ({"team": "Team Søby"}, {"team"}),
        ({"label": "names"}, {"label"}),
        ({"theme": "pink"}, {"theme"}),
        ({"name": "", "team": "x", "label": "x", "theme": "x"}, {"name", "team", "label", "theme"}),
    ],
)
def test_every_problem_is_told_at_its_field(wrong: dict[str, str], fields: set[str]) -> None:
    with pytest.raises(InvalidInputError) as refused:
        read_wall({"name": "Køkkenet", **wrong}, TEAMS)
    assert refused.value.by_field().keys() == fields


def test_tokens_are_long_random_and_known_by_their_hash() -> None:
    tokens = {new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert all(is_token(token) for token in tokens)
    assert len({token_hash(token) for token in tokens}) == 100
    assert not any(token in token_hash(token) for token in tokens)


@pytest.mark.parametrize("text", ["", "a", "x" * 42, "x" * 44, "x" * 42 + "é", "../" + "x" * 40, "x" * 42 + "\x00"])
def test_what_can_be_no_token_is_none(text: str) -> None:
    assert not is_token(text)


def test_case_codes_are_no_words_no_numbers_and_nothing_alike() -> None:
    drawn = {draw_case_code(4) for _ in range(2_000)}
    assert all(len(code) == 4 and not code.isdigit() for code in drawn)
    assert not set("AEIOUYÆØÅ015SZBGQ28") & set(CODE_LETTERS)
    assert len(drawn) > 1_900


@pytest.mark.parametrize(
    ("typed", "code"), [(" rjvd ", "RJVD"), ("RJVD7", "RJVD7"), ("RJV", ""), ("Bente", ""), ("", ""), ("RJ VD", "")]
)
def test_code_is_read_as_people_type_it(typed: str, code: str) -> None:
    assert read_case_code(typed) == code
