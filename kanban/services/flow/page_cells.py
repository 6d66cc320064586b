"""Cells, headings and doors of the flow page's tables."""

from collections.abc import Iterable
from datetime import date

from kanban.domain.day_words import as_it_is
from kanban.domain.messages import Message, say
from kanban.domain.steps import OUT, STEP_NUMBERS, step
from kanban.domain.views.drawings import Door
from kanban.domain.views.flow_page import Cell

NOTHING = as_it_is("\N{EN DASH}")


def number(value: int | None, door: Door | None = None) -> Cell:
    """A count; nobody stands behind a nought, so it has no door."""
    if value is None:
        return Cell(NOTHING, None)
    return Cell(as_it_is(str(value)), value, door if value else None)


def signed(value: int) -> Cell:
    """A difference of two counts, each of which has its own door."""
    return Cell(as_it_is(plus(value)), value)


def plus(value: int) -> str:
    """A change with its sign: ``+3``, minus two with a true minus, ``0``."""
    return f"+{value}" if value > 0 else f"\N{MINUS SIGN}{-value}" if value else "0"


def share(value: float | None, door: Door | None = None) -> Cell:
    """A share in whole per cent; the workbook gets it with all its decimals."""
    if value is None:
        return Cell(NOTHING, None)
    return Cell(as_it_is(percent(value)), value, door if value else None, computed=True)


def percent(value: float) -> str:
    """``38 %``, with a space that never breaks."""
    return f"{100 * value:.0f}\N{NO-BREAK SPACE}%"


def words(message: Message) -> Cell:
    """A word."""
    return Cell(message, message)


def day(value: date) -> Cell:
    """A day."""
    return Cell(Message("%(day)s", {"day": value}), value)


def step_words(number: int | None) -> Message:
    """A step by number and name; out of the board, or not yet on it."""
    if number is None:
        return say("New to the board")
    if number == OUT:
        return say("Out of the board")
    return as_it_is(f"{number} {step(number).short_name}")


def named(number: int) -> Message:
    """The same within a sentence."""
    return as_it_is(f"{number}, {step(number).short_name}")


def step_heads(numbers: Iterable[int] = STEP_NUMBERS) -> tuple[Message, ...]:
    """Headings of columns for steps: their numbers, for names would make the table too broad."""
    return tuple(say("Out") if each == OUT else say("Step %(number)s", number=each) for each in numbers)
