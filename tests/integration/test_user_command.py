"""`kanban migrate`, `kanban user` and `kanban serve`: what they do, and one line for what goes wrong."""

from collections.abc import Callable
from typing import TypeAlias

import pytest
from click.testing import CliRunner, Result

from kanban.cli import main
from kanban.services.accounts import log_in
from kanban.services.runtime import Runtime
from tests.factories import FIELD_KEY, PASSWORD
from tests.support.stored import changed, dump

EMAIL = "maja@fjordby.example"
ADD = ("user", "add", "--email", EMAIL, "--name", "Maja Juhl", "--role", "broker", "--municipality", "Fjordby Kommune")
Kanban: TypeAlias = Callable[..., Result]


@pytest.fixture
def kanban(runtime: Runtime) -> Kanban:
    """Run a command on the test's database, with a text on standard input and more settings."""

    def run(*arguments: str, typed: str = "", **settings: str) -> Result:
        environment = {
            "KANBAN_DATABASE_URL": runtime.database.url,
            "KANBAN_SECRET_KEY": "only-for-this-test",
            "KANBAN_FIELD_KEY": FIELD_KEY,
            **settings,
        }
        return CliRunner().invoke(main, arguments, input=typed, env=environment)

    return run


def refused(result: Result, status: int) -> str:
    """The one line on standard error of a command that ended with this status."""
    assert result.exit_code == status
    assert "Traceback" not in result.output
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1 or lines[0].startswith("Usage:")
    return lines[-1]


def test_user_added_with_a_typed_password_logs_in(runtime: Runtime, kanban: Kanban) -> None:
    result = kanban(*ADD, "--team", "Team Havn", typed=f"{PASSWORD}\n")
    assert (result.exit_code, result.stderr) == (0, "")
    assert EMAIL in result.stdout
    assert PASSWORD not in result.output
    assert log_in(runtime, EMAIL, PASSWORD).staff_id


def test_password_may_come_from_the_environment(runtime: Runtime, kanban: Kanban) -> None:
    assert kanban(*ADD, KANBAN_PASSWORD=PASSWORD).exit_code == 0
    assert log_in(runtime, EMAIL, PASSWORD).staff_id


def test_list_names_every_user_and_no_password(kanban: Kanban) -> None:
    kanban(*ADD, "--team", "Team Havn", KANBAN_PASSWORD=PASSWORD)
    result = kanban("user", "list")
    assert result.stdout == f"{EMAIL}\tbroker\tFjordby Kommune\tTeam Havn\tMaja Juhl\n"


def test_disabled_user_is_out_and_marked(runtime: Runtime, kanban: Kanban) -> None:
    kanban(*ADD, KANBAN_PASSWORD=PASSWORD)
    assert kanban("user", "disable", "--email", EMAIL).exit_code == 0
    assert "no log-in" in kanban("user", "list").stdout
    with pytest.raises(Exception, match="does not fit"):
        log_in(runtime, EMAIL, PASSWORD)


def test_new_password_replaces_the_old_one(runtime: Runtime, kanban: Kanban) -> None:
    kanban(*ADD, KANBAN_PASSWORD=PASSWORD)
    assert kanban("user", "password", "--email", EMAIL, typed="another long password\n").exit_code == 0
    assert log_in(runtime, EMAIL, "another long password").staff_id


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"--email": "maja"}, "e-mail"),
        ({"--name": " "}, "navn"),
        ({"--municipality": " "}, "kommune"),
    ],
)
def test_bad_field_is_refused_in_danish_and_nothing_is_stored(
    runtime: Runtime, kanban: Kanban, changes: dict[str, str], word: str
) -> None:
    before = dump(runtime)
    given = dict(zip(ADD[2::2], ADD[3::2], strict=True)) | changes
    result = kanban("user", "add", *(part for pair in given.items() for part in pair), KANBAN_PASSWORD=PASSWORD)
    assert word in refused(result, 1).lower()
    assert changed(before, dump(runtime)) == set()


@pytest.mark.parametrize("password", ["", "short"])
def test_short_password_is_refused(kanban: Kanban, password: str) -> None:
    assert "8" in refused(kanban(*ADD, typed=f"{password}\n"), 1)


def test_address_in_use_is_refused(kanban: Kanban) -> None:
    kanban(*ADD, KANBAN_PASSWORD=PASSWORD)
    assert EMAIL in refused(kanban(*ADD, KANBAN_PASSWORD=PASSWORD), 1)


@pytest.mark.parametrize("command", ["disable", "password"])
def test_address_nobody_has_is_refused(kanban: Kanban, command: str) -> None:
    assert EMAIL in refused(kanban("user", command, "--email", EMAIL, KANBAN_PASSWORD=PASSWORD), 1)


@pytest.mark.parametrize(
    "arguments",
    [
        ("user", "add"),
        (*ADD[:-6], "--role", "admin", "--municipality", "Fjordby"),
        ("user", "nothing"),
        ("nothing",),
        ("serve", "--port", "0"),
        ("serve", "--port", "x"),
        ("serve", "--workers", "0"),
        ("migrate", "--now"),
    ],
)
def test_wrong_usage_has_its_own_status(kanban: Kanban, arguments: tuple[str, ...]) -> None:
    assert refused(kanban(*arguments), 2).startswith("Error:")


@pytest.mark.parametrize(
    "settings",
    [
        {"KANBAN_DATABASE_URL": "mysql://x"},
        {"KANBAN_FIELD_KEY": "short"},
        {"KANBAN_LOCALE": "sv"},
        {"KANBAN_TIMEZONE": "Mars"},
        {"KANBAN_TODAY": "i dag"},
    ],
)
@pytest.mark.parametrize("command", [("migrate",), ("user", "list"), ("serve",)])
def test_wrong_setting_is_named_in_one_line(kanban: Kanban, settings: dict[str, str], command: tuple[str, ...]) -> None:
    assert next(iter(settings)) in refused(kanban(*command, **settings), 2)


@pytest.mark.parametrize("url", ["sqlite:////proc/kanban.db", "postgresql://u:hemmelig@127.0.0.1:1/d"])
def test_database_that_cannot_be_used_is_told_without_its_password(kanban: Kanban, url: str) -> None:
    line = refused(kanban("migrate", KANBAN_DATABASE_URL=url), 1)
    assert "hemmelig" not in line


def test_another_field_key_is_refused(kanban: Kanban) -> None:
    assert kanban("migrate").exit_code == 0
    assert "KANBAN_FIELD_KEY" in refused(kanban("migrate", KANBAN_FIELD_KEY="A" * 43), 1)


def test_schema_is_brought_up_to_date_again_and_again(kanban: Kanban) -> None:
    assert [kanban("migrate").exit_code for _ in range(2)] == [0, 0]


def test_server_does_not_start_without_a_secret_key(kanban: Kanban, tmp_path: object) -> None:
    settings = {"KANBAN_SECRET_KEY": "", "KANBAN_DATABASE_URL": f"sqlite:///{tmp_path}/kanban.db"}
    assert "KANBAN_SECRET_KEY" in refused(kanban("serve", **settings), 2)
