"""Texts for people, kept untranslated until they reach a screen, a terminal or a workbook.

Rules live below the web and the command line and do not know the reader's language. They say what
is wrong as a :class:`Message`; :mod:`kanban.i18n` turns it into Danish (or English) at the edge.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias

Param: TypeAlias = "str | int | date | datetime | Message"


@dataclass(frozen=True)
class Message:
    """An English source text with ``%(name)s`` placeholders, its values, and a plural form if it counts something."""

    text: str
    params: Mapping[str, Param] = field(default_factory=dict, hash=False)
    plural: str | None = None
    count: int = 0


def say(text: str, **params: Param) -> Message:
    """A message to translate later; the catalogue finds its text by this function's name."""
    return Message(text, params)


def say_count(singular: str, plural: str, count: int, **params: Param) -> Message:
    """A message whose wording depends on ``count``; both texts may use ``%(count)s``."""
    return Message(singular, {"count": count, **params}, plural, count)


def mark(text: str) -> str:
    """Mark a source text for the catalogue where no message is made yet (labels in tables)."""
    return text
