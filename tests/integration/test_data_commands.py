"""`kanban import`, `export`, `seed` and `verify`: what they print, their exit status, and what they leave stored."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import openpyxl
import pytest
from click.testing import CliRunner, Result

from kanban.cli import main
from kanban.services.runtime import Runtime
from tests.factories import FIELD_KEY
from tests.support.stored import changed, dump
from tests.support.workbooks import ANNA, BO, PLACE, workbook

Kanban: TypeAlias = Callable[..., Result]


@pytest.fixture
def kanban(runtime: Runtime) -> Kanban:
    environment = {
        "KANBAN_DATABASE_URL": runtime.database.url,
        "KANBAN_FIELD_KEY": FIELD_KEY,
        "KANBAN_TODAY": "2026-11-20",
    }

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, [str(each) for each in arguments], env=environment)

    return run


def _file(folder: Path, data: bytes) -> str:
    path = folder / "ind.xlsx"
    path.write_bytes(data)
    return str(path)


def test_import_stores_counts_and_verifies(kanban: Kanban, tmp_path: Path) -> None:
    taken = kanban("import", _file(tmp_path, workbook([ANNA, BO])), "--municipality", PLACE)
    assert taken.exit_code == 0
    assert "2 nye" in taken.stdout
    assert taken.stdout.rstrip().endswith("Alt er gemt")
    verified = kanban("verify")
    assert (verified.exit_code, verified.stdout.strip()) == (0, "Tavlen viser det, historikken siger")


def test_dry_run_counts_and_stores_nothing(runtime: Runtime, kanban: Kanban, tmp_path: Path) -> None:
    before = dump(runtime)
    tried = kanban("import", _file(tmp_path, workbook([ANNA])), "--municipality", PLACE, "--dry-run")
    assert tried.exit_code == 0
    assert "1 nye" in tried.stdout
    assert changed(before, dump(runtime)) == set()


def test_refused_rows_are_told_with_sheet_row_and_column(runtime: Runtime, kanban: Kanban, tmp_path: Path) -> None:
    before = dump(runtime)
    data = workbook([ANNA, {**BO, "Trin": 9}])
    refused = kanban("import", _file(tmp_path, data), "--municipality", PLACE)
    told = refused.stderr.strip().splitlines()
    assert refused.exit_code == 1
    assert told[0].startswith("Borgere, række 3, Trin: ")
    assert told[-1] == "kanban: 1 række er afvist. Intet er gemt"
    assert changed(before, dump(runtime)) == set()


def test_file_that_is_not_there_is_wrong_usage(kanban: Kanban, tmp_path: Path) -> None:
    missing = kanban("import", str(tmp_path / "ingen.xlsx"), "--municipality", PLACE)
    assert missing.exit_code == 2
    assert "Traceback" not in missing.output


def test_export_writes_the_two_sheets(kanban: Kanban, tmp_path: Path) -> None:
    kanban("import", _file(tmp_path, workbook([ANNA, BO])), "--municipality", PLACE)
    target = tmp_path / "ud.xlsx"
    assert kanban("export", str(target), "--municipality", PLACE).exit_code == 0
    assert openpyxl.load_workbook(target).sheetnames[:2] == ["Borgere", "Trinhistorik"]
    unknown = kanban("export", str(target), "--municipality", "Andeby")
    assert (unknown.exit_code, unknown.stderr.strip()) == (1, "kanban: Der er ingen kommune, der hedder Andeby")


def test_seed_makes_a_municipality_once(kanban: Kanban) -> None:
    made = kanban("seed", "--municipality", "Prøveby", "--citizens", "20", "--seed", "4")
    assert made.exit_code == 0
    assert "20 nye" in made.stdout
    assert kanban("seed", "--municipality", "Prøveby", "--citizens", "20").exit_code == 1
    assert kanban("verify").exit_code == 0


def test_tampered_history_makes_verify_fail_and_name_the_citizen(
    runtime: Runtime, kanban: Kanban, tmp_path: Path
) -> None:
    kanban("import", _file(tmp_path, workbook([ANNA])), "--municipality", PLACE)
    with runtime.database.write() as session:
        session.connection().exec_driver_sql("UPDATE citizen SET current_step = 1")
        public_id = session.connection().exec_driver_sql("SELECT public_id FROM citizen").scalar_one()
    found = kanban("verify")
    assert found.exit_code == 1
    assert str(public_id) in found.stdout
