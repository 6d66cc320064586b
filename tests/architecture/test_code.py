"""Conventions of the code that no linter knows."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kanban.domain.steps import STEPS
from tests.support.programs import ROOT, imported_with

LONGEST_FUNCTION, LONGEST_FILE = 25, 250
LONG_ON_PURPOSE = {
    "kanban/services/case/citizen_panel.py:_view": "one line for each field of the view",
}
CODE = sorted((ROOT / "kanban").rglob("*.py"))
WRITTEN = [path for path in CODE if "migrations" not in path.parts]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, the docstring left out."""
    first = function.body[0]
    has_docstring = ast.get_docstring(function) is not None
    docstring = (first.end_lineno or 0) - first.lineno + 1 if has_docstring else 0
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


def test_functions_are_short() -> None:
    found = {f"{name_of(path)}:{each.name}": length(each) for path in WRITTEN for each in functions(path)}
    too_long = {name: lines for name, lines in found.items() if lines > LONGEST_FUNCTION}
    assert too_long.keys() == LONG_ON_PURPOSE.keys()


@pytest.mark.parametrize("pattern", ["kanban/**/*.py", "tests/**/*.py", "templates/**/*.html", "static/*/*.[cj]s*"])
def test_files_are_short(pattern: str) -> None:
    files = [path for path in ROOT.glob(pattern) if "migrations" not in path.parts and "vendor" not in path.parts]
    assert files
    assert [name_of(path) for path in files if len(path.read_text().splitlines()) > LONGEST_FILE] == []


def test_nothing_is_left_to_do_later() -> None:
    marker = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    files = [
        path for path in ROOT.glob("[kts]*/**/*.*") if path.suffix in {".py", ".html", ".js", ".css", ".md", ".po"}
    ]
    found = [name_of(path) for path in files if path != Path(__file__).resolve() and marker.search(path.read_text())]
    assert found == []


@pytest.mark.parametrize("room", ["domain", "settings.py"])
def test_rules_know_no_database_session(room: str) -> None:
    place = ROOT / "kanban" / room
    files = [place] if place.is_file() else sorted(place.rglob("*.py"))
    imported = {(name_of(path), name) for path in files for name in _imported(path)}
    forbidden = {"Session", "create_engine", "Engine", "sessionmaker", "select"}
    assert {found for found in imported if found[1] in forbidden} == set()


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom | ast.Import):
            yield from (alias.name.rsplit(".")[-1] for alias in node.names)


def test_only_one_file_knows_htmx_headers() -> None:
    assert [name_of(path) for path in CODE if "HX-" in path.read_text()] == ["kanban/web/fragments.py"]


def test_only_one_file_lists_the_steps() -> None:
    quoted = [f'"{step.name}"' for step in STEPS]
    found = [name_of(path) for path in WRITTEN if any(name in path.read_text() for name in quoted)]
    assert found == ["kanban/domain/steps.py"]


def test_nobody_swallows_every_error() -> None:
    handlers = {
        (name_of(path), ast.unparse(node.type) if node.type else "everything")
        for path in WRITTEN
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ExceptHandler)
    }
    broad = {"everything", "Exception", "BaseException", "DomainError"}
    assert {found for found in handlers if found[1] in broad} <= {("kanban/cli/office.py", "DomainError")}


def test_directions_of_imports_are_checked_by_make_check() -> None:
    recipe = (ROOT / "Makefile").read_text().split("\ncheck:")[1].split("\n\n")[0]
    assert "lint-imports" in recipe
    assert "mypy" in recipe
    assert "ruff check" in recipe
    assert "[tool.importlinter]" in (ROOT / "pyproject.toml").read_text()


@pytest.mark.parametrize("library", ["alembic", "numpy", "openpyxl", "pandas", "psycopg", "typst"])
def test_board_does_without_what_it_seldom_needs(library: str) -> None:
    """Together they are 85 MB in every server process; each is loaded by the first who asks for what it makes."""
    assert library not in imported_with("kanban.app")


@pytest.mark.parametrize("library", ["flask", "kanban.app", "pydantic", "sqlalchemy"])
def test_process_that_watches_over_the_workers_does_without_the_program(library: str) -> None:
    assert library not in imported_with("kanban.server")
