"""What is installed is complete: the wheel carries everything the board needs beside its code."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.programs import ROOT


@pytest.fixture(scope="module")
def wheel_names(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        return wheel.namelist()


@pytest.mark.parametrize("folder", ["templates", "static", "seed"])
def test_wheel_carries_folders_that_lie_beside_the_package(wheel_names: list[str], folder: str) -> None:
    expected = {f"kanban/{path.relative_to(ROOT).as_posix()}" for path in _files(ROOT / folder)}
    assert expected
    assert expected - set(wheel_names) == set()


@pytest.mark.parametrize("folder", ["kanban/translations", "kanban/store/migrations", "kanban/pdf"])
def test_wheel_carries_data_inside_the_package(wheel_names: list[str], folder: str) -> None:
    expected = {path.relative_to(ROOT).as_posix() for path in _files(ROOT / folder)}
    assert expected
    assert expected - set(wheel_names) == set()


def test_wheel_leaves_tests_and_tools_at_home(wheel_names: list[str]) -> None:
    assert {name.split("/")[0] for name in wheel_names if ".dist-info" not in name} == {"kanban"}


def test_each_pin_is_one_exact_version() -> None:
    pins = (ROOT / "requirements" / "pins.txt").read_text().splitlines()[1:]
    assert [pin for pin in pins if not re.fullmatch(r"[a-z0-9-]+==[\w.]+", pin)] == []


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
