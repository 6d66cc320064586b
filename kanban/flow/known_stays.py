"""Replayed stays one by one, for the lists behind figures as they were known at a moment."""

from collections.abc import Iterator
from datetime import date

from kanban.domain.flow_counts import Period
from kanban.domain.flow_stays import FlowStay, Narrowing
from kanban.flow.known import KnownStays
from kanban.flow.replay import NEVER, NONE

_COLUMNS = ("citizen", "step", "prev", "enter", "leave", "begun", "age", "spell", "best", "first")


def known_stays(known: KnownStays, period: Period, narrowing: Narrowing) -> Iterator[FlowStay]:
    """The scope's stays begun by the period's last day, in effective order citizen by citizen."""
    stays = known.began_here if narrowing.began_here else known.here
    stays = stays[stays["enter"] <= period.last.toordinal()]
    if narrowing.steps is not None:
        stays = stays[stays["step"].isin(narrowing.steps)]
    for values in stays[list(_COLUMNS)].astype(int).to_numpy().tolist():
        row = dict(zip(_COLUMNS, values, strict=True))
        yield FlowStay(
            citizen=row["citizen"],
            step=row["step"],
            prev=_some(row["prev"]),
            enter=date.fromordinal(row["enter"]),
            leave=None if row["leave"] == NEVER else date.fromordinal(row["leave"]),
            begun=None if row["begun"] == NONE else date.fromordinal(row["begun"]),
            age=_some(row["age"]),
            spell=row["spell"],
            best=_some(row["best"]),
            first=bool(row["first"]),
        )


def _some(value: int) -> int | None:
    return None if value == NONE else value
