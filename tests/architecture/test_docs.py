"""The documents say what is there: links lead somewhere, and README names every command and setting."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from kanban.cli.main import main
from kanban.excel.columns import LAYOUTS, Sheet
from tests.support.programs import ROOT

README = ROOT / "README.md"
DOCUMENTS = [README, ROOT / "CHANGELOG.md", ROOT / "seed" / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
_LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)\s]+)\)")
_CODE_BLOCK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_SETTING = re.compile(r"\bKANBAN_[A-Z_]+\b")


def _text(document: Path) -> str:
    return _CODE_BLOCK.sub("", document.read_text(encoding="utf-8"))


def _links(document: Path) -> Iterator[tuple[bool, str]]:
    """Whether it is an image, and where it leads; links out of the project are left out."""
    for mark, target in _LINK.findall(_text(document)):
        if "://" not in target:
            yield mark == "!", target


def _anchors(document: Path) -> set[str]:
    """The names of a document's headings in an address: lower case, no punctuation, hyphens for blanks."""
    headings = re.findall(r"^#+ (.+)$", _text(document), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _is_broken(document: Path, target: str) -> bool:
    path, _, anchor = target.partition("#")
    found = document.parent / path if path else document
    if not found.exists():
        return True
    return bool(anchor) and anchor not in _anchors(found)


def _commands() -> dict[str, click.Command]:
    return {f"kanban {name}": command for name, command in main.commands.items()}


def _row_of(command: str) -> str:
    """The row of README's table that begins with the command; empty when there is none."""
    found = re.search(rf"^\| `{command}\b.*$", README.read_text(encoding="utf-8"), re.MULTILINE)
    return found[0] if found else ""


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document: Path) -> None:
    assert [target for _, target in _links(document) if _is_broken(document, target)] == []


def test_pictures_shown_are_in_the_pictures_folder() -> None:
    shown = {(each.parent / target).resolve() for each in DOCUMENTS for is_image, target in _links(each) if is_image}
    folder = ROOT / "docs" / "images"
    assert {folder / name for name in ("board.png", "dialog.png", "panel.png")} <= shown
    assert [path for path in shown if path.parent != folder or not path.read_bytes().startswith(b"\x89PNG")] == []


@pytest.mark.parametrize("command", _commands())
def test_readme_lists_the_command_with_its_options(command: str) -> None:
    params = _commands()[command].params
    options = [name for each in params if isinstance(each, click.Option) for name in each.opts if name[:2] == "--"]
    assert _row_of(command)
    assert [name for name in options if name not in _row_of(command)] == []


def test_readme_lists_the_commands_inside_groups() -> None:
    groups = {name: each for name, each in _commands().items() if isinstance(each, click.Group)}
    assert groups
    assert [
        (name, each) for name, group in groups.items() for each in group.commands if each not in _row_of(name)
    ] == []


def test_readme_lists_no_command_that_does_not_exist() -> None:
    listed = re.findall(r"^\| `(kanban [a-z]+)", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(listed) == sorted(_commands())


@pytest.mark.parametrize("document", [README, ROOT / "docs" / "operations.md"], ids=lambda path: path.name)
def test_settings_are_listed(document: Path) -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "kanban").rglob("*.py"))
    listed = re.findall(r"^\| `(KANBAN_[A-Z_]+)`", document.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(_SETTING.findall(code)) == set(listed)


def test_every_decision_stands_in_their_list() -> None:
    folder = ROOT / "docs" / "adr"
    records = {path.name for path in folder.glob("0*.md")}
    assert {target for _, target in _links(folder / "README.md")} == records


@pytest.mark.parametrize("sheet", LAYOUTS, ids=lambda sheet: sheet.title)
def test_workbook_columns_are_described_in_their_order(sheet: Sheet) -> None:
    chapter = (ROOT / "docs" / "workbook.md").read_text(encoding="utf-8").split(f"\n## `{sheet.title}`\n")[1]
    cells = re.findall(r"^\| (`[^|]+?) \|", chapter.split("\n## ")[0], re.MULTILINE)
    described = [(name, " *" in cell) for cell in cells for name in re.findall(r"`([^`]+)`", cell)]
    assert described == [(column.heading, column.required) for column in sheet.columns]
