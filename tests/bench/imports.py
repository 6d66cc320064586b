"""Import of the largest municipality as the operator does it: `kanban import` in a process of its own."""

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from kanban.services.exchange.export_board import export_board
from kanban.services.exchange.seed_municipality import seed_municipality
from tests.factories import FIELD_KEY, runtime_on
from tests.support.databases import DatabaseMaker

CITIZENS = 4_012
HISTORY_MONTHS = 18
PLACE = "Målby Kommune"


@dataclass(frozen=True)
class ImportFigures:
    """One run's wall time and the largest memory of the process."""

    citizens: int
    moves: int
    seconds: float
    peak_mb: float


def import_figures(maker: DatabaseMaker) -> ImportFigures:
    """Export a seeded municipality to a workbook and import that into an empty database."""
    with tempfile.TemporaryDirectory() as folder:
        workbook = Path(folder) / "stor.xlsx"
        moves = _write(maker, workbook)
        target = maker.fresh()
        seconds, peak_mb = _run(workbook, target)
        maker.drop(target)
    return ImportFigures(CITIZENS, moves, seconds, peak_mb)


def _run(workbook: Path, url: str) -> tuple[float, float]:
    program = str(Path(sys.executable).with_name("kanban"))
    begun = perf_counter()
    process = subprocess.Popen(
        [program, "import", str(workbook), "--municipality", PLACE],
        env={**os.environ, "KANBAN_DATABASE_URL": url, "KANBAN_FIELD_KEY": FIELD_KEY},
        stdout=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"kanban import ended with {process.returncode}")
    return perf_counter() - begun, usage.ru_maxrss / 1024


def _write(maker: DatabaseMaker, workbook: Path) -> int:
    url = maker.fresh()
    runtime = runtime_on(url)
    seed_municipality(runtime, PLACE, CITIZENS, months=HISTORY_MONTHS, seed=1)
    export_board(runtime, PLACE, workbook)
    with runtime.database.read() as session:
        moves = session.connection().exec_driver_sql("SELECT count(*) FROM step_transition").scalar_one()
    runtime.close()
    maker.drop(url)
    return int(moves)
