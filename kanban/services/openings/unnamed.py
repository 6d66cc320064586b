"""Texts that stand on wall screens name nobody: typed by people, so they are looked at before they are stored."""

import re

from sqlmodel import Session

from kanban.domain.danish import fold
from kanban.domain.errors import FieldProblem, InvalidInputError
from kanban.domain.messages import say
from kanban.store import citizen_choice

_LIKE_CPR = re.compile(r"(?<!\d)\d{6}[- ]?\d{4}(?!\d)")
_WORDS = re.compile(r"\w+")


def refuse_names(session: Session, municipality_id: int, field: str, text: str) -> None:
    """Raise :class:`InvalidInputError` for a text with a citizen's first and last name, or what may be a CPR number."""
    words = set(_words(text))
    if _LIKE_CPR.search(text) or any(_is_named(name, words) for name in citizen_choice.names(session, municipality_id)):
        problem = say("This stands on the wall screen too. Write it without names and numbers of citizens")
        raise InvalidInputError((FieldProblem(field, problem),))


def _is_named(name: str, words: set[str]) -> bool:
    own = _words(name)
    return len(own) > 1 and {own[0], own[-1]} <= words


def _words(text: str) -> list[str]:
    return _WORDS.findall(fold(text))
