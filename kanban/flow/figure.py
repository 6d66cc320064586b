"""What a list behind a flow figure asks for, and its lines."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kanban.domain.flow_stays import Behind, FlowStay, Narrowing

Keeps = Callable[[FlowStay], bool]


@dataclass(frozen=True)
class Figure:
    """What the database is asked for and which of it counts; ``once`` counts each citizen's first such stay alone.

    ``also`` names a second kind of stay that the citizen must have too.
    """

    narrowing: Narrowing
    keeps: Keeps
    once: bool = False
    also: Keeps | None = None


def lines(figure: Figure, stays: Iterable[FlowStay]) -> list[Behind]:
    """The counted stays as lines, from stays in effective order citizen by citizen."""
    found = list(stays)
    kept = [stay for stay in found if figure.keeps(stay)]
    if figure.also is not None:
        also = {stay.citizen for stay in found if figure.also(stay)}
        kept = [stay for stay in kept if stay.citizen in also]
    if figure.once:
        kept = list({stay.citizen: stay for stay in reversed(kept)}.values())[::-1]
    return [Behind(stay.citizen, stay.step, stay.enter, stay.prev, stay.leave) for stay in kept]
