"""The board as a workbook for the browser: a named file."""

import re
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from kanban.domain.danish import fold, parse_date
from kanban.domain.errors import FieldProblem, InvalidInputError
from kanban.domain.inputs.values import clean
from kanban.domain.messages import say
from kanban.domain.staff import Actor
from kanban.services.exchange.export_board import export_board
from kanban.services.runtime import Runtime

_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Download:
    """A workbook and the name it is saved under."""

    name: str
    file: BytesIO


def download_board(runtime: Runtime, actor: Actor, as_of: str) -> Download:
    """The municipality's workbook as the board stands, or as it stood at the end of a day typed by the user.

    Raises :class:`InvalidInputError` when that is no day, and what :func:`export_board` raises.
    """
    typed = clean(as_of, lines=False)
    day = parse_date(typed)
    if typed and day is None:
        message = say("Write a date as dd-mm-yyyy, e.g. %(example)s", example=runtime.clock.today())
        raise InvalidInputError((FieldProblem("as_of", message),))
    file = BytesIO()
    export_board(runtime, actor.municipality, file, day, actor=actor)
    file.seek(0)
    return Download(file_name(actor.municipality, day or runtime.clock.today()), file)


def file_name(municipality: str, day: date, programme: str | None = None) -> str:
    """The municipality, the programme where it is one's, and the day: ``fjordby-kommune-2026-11-22.xlsx``.

    In letters, digits and hyphens.
    """
    place = _NOT_IN_NAMES.sub("-", fold(f"{municipality} {programme or ''}")).strip("-") or "tavlen"
    return f"{place}-{day.isoformat()}.xlsx"
