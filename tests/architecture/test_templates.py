"""Conventions of the templates: used, without inline code, translated, safe."""

import re
from pathlib import Path

import pytest

from kanban.domain.steps import STEPS
from tests.support.programs import ROOT

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PAGES = [path for path in TEMPLATES if "{% extends" in path.read_text()]
CODE = "\n".join(path.read_text() for path in (ROOT / "kanban").rglob("*.py"))
FORBIDDEN = {
    "inline script": r"<script(?![^>]*\bsrc=)",
    "inline style": r"<style|\sstyle=",
    "event attributes": r"\son[a-z]+=",
    "javascript addresses": r"javascript:",
    "unescaped values": r"\|\s*safe\b|autoescape\s+false|Markup",
    "htmx's own spelling": r"\shx-[a-z]",
    "other sites": r"(?:src|href|action)=\"(?:https?:)?//",
}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT / "templates").as_posix()


@pytest.mark.parametrize("kind", FORBIDDEN)
def test_templates_do_without(kind: str) -> None:
    assert [name_of(path) for path in TEMPLATES if re.search(FORBIDDEN[kind], path.read_text())] == []


def test_every_template_is_used() -> None:
    everything = CODE + "\n".join(path.read_text() for path in TEMPLATES)
    assert [name_of(path) for path in TEMPLATES if f'"{name_of(path)}"' not in everything] == []


def test_every_template_that_is_named_exists() -> None:
    named = set(re.findall(r'"((?:\w+/)?\w+\.html)"', CODE + "\n".join(path.read_text() for path in TEMPLATES)))
    assert named - {name_of(path) for path in TEMPLATES} == set()


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_every_page_has_a_title(path: Path) -> None:
    text = path.read_text()
    assert re.search(r"{% block title %}.*\S.*{% endblock %}", text)


def test_forms_that_change_something_carry_the_token() -> None:
    forms = [
        (name_of(path), form)
        for path in TEMPLATES
        for form in re.findall(r"<form\b.*?</form>", path.read_text(), flags=re.DOTALL)
        if 'method="post"' in form
    ]
    assert forms
    assert [name for name, form in forms if 'name="csrf_token"' not in form] == []


def test_words_are_translated() -> None:
    builds_attributes = {"macros/field.html", "macros/inputs.html"}
    bare = {name_of(path): _bare(path.read_text()) for path in TEMPLATES if name_of(path) not in builds_attributes}
    found = {name: re.findall(r"[A-Za-zÆØÅæøå]{2,}", text) for name, text in bare.items()}
    assert {name: words for name, words in found.items() if words} == {}


def _bare(text: str) -> str:
    """What stands between tags outside of any expression; names of product, registers and steps stay as they are."""
    without_classes = re.sub(r"{% block main_class %}.*?{% endblock %}", "", text)
    bare = re.sub(r"{#.*?#}|{{.*?}}|{%.*?%}|<[^>]*>", " ", without_classes, flags=re.DOTALL)
    return re.sub("|".join(["Produktionstavlen", "CVR", *(step.name for step in STEPS)]), "", bare)
