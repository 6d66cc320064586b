"""Scales, grids and the short numbers that drawings are written with."""

from collections.abc import Sequence
from datetime import date
from math import ceil, floor, log10
from typing import TypeVar

from kanban.domain.views.drawings import Box, Level

T = TypeVar("T")
_NICE = (1, 2, 5, 10)
MOST_POINTS = 180


def short(value: float) -> str:
    """A place with one decimal at most, none where it is whole: paths stay light."""
    return f"{value:.1f}".removesuffix(".0")


def grid(peak: float, most: int = 6) -> list[int]:
    """Round whole numbers from 0 to at or above the peak, at most so many steps of 1, 2 or 5 times a power of ten."""
    wanted = max(peak, 1) / most
    power = 10 ** max(0, floor(log10(wanted)))
    size = next(power * nice for nice in _NICE if power * nice >= wanted)
    return list(range(0, ceil(max(peak, 1) / size) * size + 1, size))


def rising(peak: float, box: Box, most: int = 6) -> tuple[Level, ...]:
    """The grid's lines on the field, 0 at its bottom."""
    values = grid(peak, most)
    return tuple(Level(up(value, values[-1], box), value) for value in values)


def up(value: float, top: float, box: Box) -> float:
    """The y of a value between 0 and ``top``."""
    return round(box.bottom - (box.bottom - box.top) * value / top, 1)


def along(value: float, end: float, box: Box) -> float:
    """The x of a value between 0 and ``end``."""
    return round(box.left + (box.right - box.left) * value / end, 1)


def on_day(day: date, first: date, last: date, box: Box) -> float:
    """The x of a day; a period of one day lies at the right end."""
    span = (last - first).days
    return along((day - first).days, span, box) if span else box.right


def thinned(found: Sequence[T], most: int = MOST_POINTS) -> list[T]:
    """At most so many, evenly spread, the first and the last among them."""
    if len(found) <= most:
        return list(found)
    step = (len(found) - 1) / (most - 1)
    return [found[round(number * step)] for number in range(most)]


def wrapped(name: str, room: int) -> tuple[str, ...]:
    """A name in lines of at most ``room`` letters, never cut within a word."""
    lines = [""]
    for word in name.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)
