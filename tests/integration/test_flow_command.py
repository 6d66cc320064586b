"""`kanban flow`, on a board that was taken in as a workbook."""

import json
from collections.abc import Callable
from datetime import date
from typing import TypeAlias

import pytest
from click.testing import CliRunner, Result

from kanban.cli import main
from kanban.services.runtime import Runtime
from tests.factories import FIELD_KEY
from tests.support.workbooks import ANNA, BO, PLACE, move, take_in, workbook

Kanban: TypeAlias = Callable[..., Result]
CITIZENS = [{**ANNA, "Team": "Team Havn", "Trin": 6}, {**BO, "Team": "Team By", "Trin": 8}]
HISTORY = [
    move(ANNA, "05-01-2026", 8),
    move(ANNA, "05-01-2026", 7),
    move(ANNA, "15-01-2026", 6),
    move(ANNA, "01-02-2026", 7, {"Årsag": "Nyt CV"}),
    move(ANNA, "01-03-2026", "ud", {"Årsag": "Andet"}),
    move(ANNA, "20-03-2026", 6),
    move(BO, "01-02-2026", 8),
]


@pytest.fixture
def kanban(runtime: Runtime) -> Kanban:
    environment = {
        "KANBAN_DATABASE_URL": runtime.database.url,
        "KANBAN_FIELD_KEY": FIELD_KEY,
        "KANBAN_TODAY": "2026-11-20",
    }

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["flow", *arguments], env=environment)

    return run


@pytest.fixture
def taken_in(runtime: Runtime) -> Runtime:
    take_in(runtime, workbook(CITIZENS, HISTORY))
    return runtime


@pytest.mark.usefixtures("taken_in")
def test_figures_of_an_imported_history_are_printed_as_json(kanban: Kanban) -> None:
    period = ("--from", "2026-01-01", "--to", "30-03-2026", "--format", "json")
    told = kanban("--municipality", PLACE, *period)
    assert told.exit_code == 0
    found = json.loads(told.stdout)
    assert (found["from"], found["to"], found["citizens"]) == ("2026-01-01", "2026-03-30", 2)
    assert {row["step"]: row["count"] for row in found["distribution"] if row["count"]} == {8: 1, 6: 1}
    assert [(row["from_step"], row["to_step"], row["direction"]) for row in found["moves"]] == [
        (None, 8, "intake"),
        (8, 7, "forward"),
        (7, 6, "forward"),
        (7, 0, "out"),
        (6, 7, "backward"),
        (0, 6, "return"),
    ]
    assert found["backflow"] == {"moves": 1 / 3, "citizens": 1 / 2}
    assert found["little"]["mean_days"] == (date(2026, 3, 1) - date(2026, 1, 5)).days


@pytest.mark.usefixtures("taken_in")
def test_imported_months_are_final_once_they_are_over(kanban: Kanban) -> None:
    found = json.loads(kanban("--municipality", PLACE, "--from", "2026-10-01").stdout)
    assert {row["month"]: row["provisional"] for row in found["throughput"]} == {"2026-10": False, "2026-11": True}


@pytest.mark.usefixtures("taken_in")
def test_a_team_can_be_asked_for(kanban: Kanban) -> None:
    found = json.loads(kanban("--municipality", PLACE, "--team", "Team By").stdout)
    assert (found["team"], found["citizens"]) == ("Team By", 1)


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("--municipality", "Andeby"), 1),
        (("--municipality", PLACE, "--team", "Team Ingen"), 1),
        (("--municipality", PLACE, "--broker", "ingen@fjordby.example"), 1),
        (("--municipality", PLACE, "--from", "2026-02-01", "--to", "2026-01-01"), 2),
        (("--municipality", PLACE, "--from", "snart"), 2),
        (("--municipality", PLACE, "--known-at", "snart"), 2),
        (("--municipality", PLACE, "--format", "xml"), 2),
        ((), 2),
    ],
)
@pytest.mark.usefixtures("taken_in")
def test_refusals_are_one_line_on_standard_error(kanban: Kanban, arguments: tuple[str, ...], status: int) -> None:
    refused = kanban(*arguments)
    assert (refused.exit_code, refused.stdout) == (status, "")
    assert refused.stderr
    assert "Traceback" not in refused.stderr


def test_figures_of_a_board_that_is_still_empty(runtime: Runtime, kanban: Kanban) -> None:
    take_in(runtime, workbook([ANNA]))
    found = json.loads(kanban("--municipality", PLACE).stdout)
    assert (found["citizens"], found["moves"], found["little"]["mean_wip"]) == (0, [], 0)
