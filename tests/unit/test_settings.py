"""Settings from the environment: each variable, good and bad, and the keys that are made and kept."""

import json
import stat
from datetime import date
from pathlib import Path

import pytest

from kanban.settings import DEFAULT_DATABASE_URL, Settings, SettingsError, from_environment, with_keys
from tests.factories import FIELD_KEY


def test_empty_environment_gives_the_documented_defaults() -> None:
    found = from_environment({})
    assert found == Settings(DEFAULT_DATABASE_URL, "", "", "da", "Europe/Copenhagen", None)
    assert found.database_url == "sqlite:///var/kanban.db"


def test_empty_variables_count_as_not_set() -> None:
    names = ("DATABASE_URL", "SECRET_KEY", "FIELD_KEY", "LOCALE", "TIMEZONE", "TODAY")
    assert from_environment({f"KANBAN_{name}": "" for name in names}) == from_environment({})


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("sqlite:////srv/kanban.db", "sqlite:////srv/kanban.db"),
        ("postgresql+psycopg://u@h/d", "postgresql+psycopg://u@h/d"),
        ("postgresql://u@h/d", "postgresql+psycopg://u@h/d"),
        ("postgres://u:p@h:5433/d", "postgresql+psycopg://u:p@h:5433/d"),
    ],
)
def test_database_address_may_be_written_the_usual_ways(given: str, used: str) -> None:
    assert from_environment({"KANBAN_DATABASE_URL": given}).database_url == used


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://u@h/d"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "kanban.db"),
        ("LOCALE", "sv"),
        ("LOCALE", "DA"),
        ("TIMEZONE", "Mars/Olympus"),
        ("TIMEZONE", "../../etc/passwd"),
        ("TIMEZONE", "Europe"),
        ("TODAY", "20-11-2026"),
        ("TODAY", "2026-02-30"),
        ("FIELD_KEY", "short"),
        ("FIELD_KEY", "not base64 at all, no!"),
        ("FIELD_KEY", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWYwMA=="),
    ],
)
def test_bad_variable_is_refused_in_one_line_that_names_it(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"^KANBAN_{name} [^\n]+$"):
        from_environment({f"KANBAN_{name}": value})


def test_refusal_of_a_key_does_not_repeat_it() -> None:
    with pytest.raises(SettingsError) as refusal:
        from_environment({"KANBAN_FIELD_KEY": "hemmelig"})
    assert "hemmelig" not in str(refusal.value)


@pytest.mark.parametrize("given", [FIELD_KEY, FIELD_KEY.rstrip("=")])
def test_field_key_is_taken_with_and_without_padding(given: str) -> None:
    assert from_environment({"KANBAN_FIELD_KEY": given}).field_key == FIELD_KEY


def test_pinned_day_locale_and_time_zone_are_read() -> None:
    found = from_environment({"KANBAN_TODAY": "2026-11-20", "KANBAN_LOCALE": "en", "KANBAN_TIMEZONE": "Atlantic/Faroe"})
    assert (found.today, found.locale, found.timezone) == (date(2026, 11, 20), "en", "Atlantic/Faroe")


def _beside(folder: Path) -> Settings:
    return Settings(database_url=f"sqlite:///{folder / 'kanban.db'}")


def test_keys_are_made_once_and_found_again(tmp_path: Path) -> None:
    made = with_keys(_beside(tmp_path), create=True)
    assert made.secret_key
    assert made.field_key
    assert made.secret_key != made.field_key
    assert with_keys(_beside(tmp_path), create=True) == made
    assert with_keys(_beside(tmp_path), create=False) == made


def test_key_file_is_for_its_owner_only(tmp_path: Path) -> None:
    settings = _beside(tmp_path / "new")
    with_keys(settings, create=True)
    assert stat.S_IMODE(settings.key_file.stat().st_mode) == 0o600


def test_without_create_no_key_is_made(tmp_path: Path) -> None:
    settings = _beside(tmp_path)
    assert with_keys(settings, create=False) == settings
    assert list(tmp_path.iterdir()) == []


def test_key_from_the_environment_wins_and_is_not_stored(tmp_path: Path) -> None:
    settings = Settings(database_url=_beside(tmp_path).database_url, field_key=FIELD_KEY)
    assert with_keys(settings, create=True).field_key == FIELD_KEY
    assert "field_key" not in json.loads(settings.key_file.read_text())


@pytest.mark.parametrize("content", ["", "{", "not json"])
def test_key_file_that_cannot_be_read_stops_the_start(tmp_path: Path, content: str) -> None:
    settings = _beside(tmp_path)
    settings.key_file.write_text(content)
    with pytest.raises(SettingsError, match="can't be read"):
        with_keys(settings, create=True)
    assert settings.key_file.read_text() == content


@pytest.mark.parametrize("content", ["[]", '"text"', "3", "null", '{"field_key": "short"}'])
def test_key_file_that_holds_something_else_stops_the_start(tmp_path: Path, content: str) -> None:
    settings = _beside(tmp_path)
    settings.key_file.write_text(content)
    with pytest.raises(SettingsError):
        with_keys(settings, create=True)


def test_key_file_of_another_kind_of_database_lies_under_var() -> None:
    settings = Settings(database_url="postgresql+psycopg://u@h/d")
    assert settings.key_file == Path("var").resolve() / "kanban-keys.json"


def test_key_file_lies_beside_a_database_whose_address_has_options_and_blanks(tmp_path: Path) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path}/my%20data/kanban.db?timeout=3")
    assert settings.key_file == tmp_path / "my data" / "kanban-keys.json"
