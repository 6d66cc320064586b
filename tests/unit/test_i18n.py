"""Texts for people: the Danish catalogue is complete and fits, and messages become sentences at the edge."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TypeAlias

import pytest
from babel.messages.catalog import Message as Entry
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from kanban.domain.messages import Message, mark, say, say_count
from kanban.i18n import CATALOGUES, Translator, catalogue
from tests.support.programs import ROOT

KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "say": None,
    "mark": None,
    "say_count": (1, 2),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
AREAS = sorted((CATALOGUES / "da").glob("*.po"))


@cache
def _used() -> dict[str | tuple[str, ...], str]:
    """Every source text of code and templates, and a place where it stands."""
    sources = [("python", path) for path in (ROOT / "kanban").rglob("*.py")]
    sources += [("jinja2.ext.babel_extract", path) for path in (ROOT / "templates").rglob("*.html")]
    return {text: place for method, path in sources for text, place in _texts(method, path)}


def _texts(method: str, path: Path) -> Iterator[tuple[str | tuple[str, ...], str]]:
    with path.open("rb") as file:
        for line, text, _comments, _context in extract(method, file, KEYWORDS, options={"silent": "false"}):
            yield text, f"{path.relative_to(ROOT)}:{line}"


def _entries() -> list[tuple[str, Entry]]:
    found = []
    for path in AREAS:
        with path.open("rb") as file:
            found += [(path.name, entry) for entry in read_po(file, locale="da") if entry.id]
    return found


Wording: TypeAlias = "str | tuple[str, ...] | list[str] | None"


def _forms(text: Wording) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ())


def _placeholders(text: Wording) -> set[str]:
    return {name for form in _forms(text) for name in PLACEHOLDER.findall(form)}


def test_texts_are_found_in_code_and_in_templates() -> None:
    places = {place.split("/")[0] for place in _used().values()}
    assert places == {"kanban", "templates"}


def test_every_text_has_its_danish() -> None:
    known = {entry.id for _, entry in _entries() if all(_forms(entry.string))}
    assert {text: place for text, place in _used().items() if text not in known} == {}


def test_no_danish_text_is_fuzzy() -> None:
    assert [(area, entry.id) for area, entry in _entries() if entry.fuzzy] == []


def test_danish_keeps_the_placeholders_of_its_source() -> None:
    changed = [entry.id for _, entry in _entries() if _placeholders(entry.id) != _placeholders(entry.string)]
    assert changed == []


def test_every_wording_can_be_filled_in() -> None:
    values: dict[str, str] = defaultdict(lambda: "x")
    wordings = [form for _, entry in _entries() for form in (*_forms(entry.id), *_forms(entry.string))]
    assert [form for form in wordings if "%(" in form and not form % values] == []


def test_text_has_one_danish_wording_over_all_areas() -> None:
    wordings: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for _, entry in _entries():
        wordings[_forms(entry.id)[0]].add(tuple(_forms(entry.string)))
    assert {text: found for text, found in wordings.items() if len(found) > 1} == {}


def test_no_area_repeats_or_keeps_a_text_nobody_uses() -> None:
    used = {_forms(text)[0] for text in _used()}
    assert [(area, entry.id) for area, entry in _entries() if _forms(entry.id)[0] not in used] == []


def test_danish_is_spoken_without_exclamation_marks() -> None:
    assert [entry.string for _, entry in _entries() if any("!" in form for form in _forms(entry.string))] == []


def test_danish_has_two_forms_where_something_is_counted() -> None:
    assert [entry.id for _, entry in _entries() if isinstance(entry.id, tuple) and len(_forms(entry.string)) != 2] == []


def test_areas_are_read_as_one_catalogue() -> None:
    merged = catalogue("da")
    assert AREAS
    assert all(_forms(entry.id)[0] in merged for _, entry in _entries())


@pytest.mark.parametrize(
    ("message", "danish", "english"),
    [
        (say("A CVR number has eight digits"), "Et CVR-nummer har otte cifre", "A CVR number has eight digits"),
        (
            say_count("Follow-up %(count)s day overdue", "Follow-up %(count)s days overdue", 1),
            "Opfølgning 1 dag over",
            "Follow-up 1 day overdue",
        ),
        (
            say_count("Follow-up %(count)s day overdue", "Follow-up %(count)s days overdue", 5),
            "Opfølgning 5 dage over",
            "Follow-up 5 days overdue",
        ),
        (say("Fill in: %(field)s", field=say("Job goal A")), "Udfyld: Jobmål A", "Fill in: Job goal A"),
        (None, "", ""),
    ],
)
def test_message_becomes_a_sentence_in_the_readers_language(message: Message | None, danish: str, english: str) -> None:
    assert Translator("da").render(message) == danish
    assert Translator("en").render(message) == english


def test_dates_and_times_are_shown_the_danish_way() -> None:
    day = say("%(date)s", date=date(2026, 11, 2))
    moment = say("%(date)s", date=datetime(2026, 11, 22, 10, 31, tzinfo=UTC))
    assert Translator("da").render(day) == "02-11-2026"
    assert Translator("da").render(moment) == "22-11-2026 kl. 10.31"
    assert Translator("en").render(moment) == "22-11-2026 at 10.31"


def test_marked_text_is_the_text_itself() -> None:
    assert mark("Board") == "Board"


def test_text_the_catalogue_does_not_know_shows_itself() -> None:
    assert Translator("da").gettext("") == ""
    assert Translator("da").gettext("Ressourceforløb") == "Ressourceforløb"
