"""A municipality's programmes to choose from; where there is but one there is nothing to choose."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from kanban.domain.danish import sort_key
from kanban.domain.programme import Programme
from kanban.domain.views.board import Option
from kanban.store import programmes


def programme_options(session: Session, municipality_id: int, chosen: str) -> tuple[Option, ...]:
    """Whose figures or cards can be asked for, by name; ``chosen`` is an id or a name."""
    known = programmes.of_municipality(session, municipality_id)
    found = programmes.find(known, chosen)
    return options(known, found.id if found else None) if len(known) > 1 else ()


def options(known: Sequence[Programme], chosen: int | None) -> tuple[Option, ...]:
    """The entries of a select, by name."""
    ordered = sorted(known, key=lambda each: sort_key(each.name))
    return tuple(Option(str(each.id), each.name, each.id == chosen) for each in ordered)


def joinable(known: Sequence[Programme], today: date, present: int | None = None) -> list[Programme]:
    """Those a citizen can be put into: what has not ended, and where the citizen is."""
    return [each for each in known if each.id == present or not each.has_ended(today)]
