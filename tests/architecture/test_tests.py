"""Conventions of the tests: real things, no waiting, nothing left out, nothing unsaid."""

import ast
import re
from pathlib import Path

import pytest

from tests.support.programs import ROOT

TESTS = [path for path in sorted((ROOT / "tests").rglob("*.py")) if path != Path(__file__).resolve()]
FORBIDDEN = {
    "mocks": r"unittest\.mock|\bMagicMock\b|\bmocker\b",
    "sleep": r"\btime\.sleep\b|\bfrom time import .*\bsleep\b|wait_for_timeout",
    "skips": r"pytest\.skip|mark\.skip|importorskip|mark\.xfail",
    "unchecked timing": r"assert .*(perf_counter|monotonic)\(",
}


@pytest.mark.parametrize("kind", FORBIDDEN)
def test_tests_do_without(kind: str) -> None:
    found = [path.relative_to(ROOT).as_posix() for path in TESTS if re.search(FORBIDDEN[kind], path.read_text())]
    assert found == []


def _checks(function: ast.FunctionDef, helpers: set[str]) -> bool:
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func).rsplit(".", 1)[-1]
            if name in {"raises", "expect"} or name in helpers:
                return True
    return False


def _functions(path: Path) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)]


def test_every_test_asserts_something() -> None:
    every = {path: _functions(path) for path in TESTS}
    helpers = {each.name for found in every.values() for each in found if _checks(each, set())}
    silent = [
        f"{path.relative_to(ROOT)}:{each.name}"
        for path, found in every.items()
        if path.name.startswith("test_")
        for each in found
        if each.name.startswith("test_") and not _checks(each, helpers)
    ]
    assert silent == []


def test_no_two_tests_of_a_file_share_a_name() -> None:
    names = {path: [each.name for each in _functions(path) if each.name.startswith("test_")] for path in TESTS}
    assert {path.name for path, found in names.items() if len(found) != len(set(found))} == set()
