"""Where the flow figures' counts come from: the stays for what is known now, the log of moves for an earlier moment.

The log is replayed by :mod:`kanban.services.flow.known_then`, which is imported when it is asked for: it needs pandas,
40 MB that a server process showing boards does without.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Protocol

from sqlmodel import Session

from kanban.domain.flow_counts import DetailCounts, FlowCounts, Period
from kanban.domain.flow_stays import Behind
from kanban.flow.figure import Figure, lines
from kanban.store import behind as behind_store
from kanban.store import stays
from kanban.store.flow import count_flow
from kanban.store.flow_details import count_details
from kanban.store.flow_scope import FlowScope


class FlowSource(Protocol):
    """One scope and period within one snapshot."""

    def counts(self, lags: Mapping[int, int]) -> FlowCounts:
        """What the figures are made of."""

    def details(self, within: Mapping[int, int]) -> DetailCounts:
        """What the flow page asks beside them; ``within`` is step -> days its stays are to have been watched."""

    def behind(self, figure: Figure) -> Sequence[Behind]:
        """The stays behind a flow figure."""


class KnownNow:
    """From the stays."""

    def __init__(self, session: Session, scope: FlowScope, period: Period) -> None:
        self._asked = session, scope, period

    @cached_property
    def _live_from(self) -> date | None:
        session, scope, _ = self._asked
        return stays.live_from(session, scope.municipality_id)

    def counts(self, lags: Mapping[int, int]) -> FlowCounts:
        """See :class:`FlowSource`."""
        return count_flow(*self._asked, self._live_from, lags)

    def details(self, within: Mapping[int, int]) -> DetailCounts:
        """See :class:`FlowSource`."""
        return count_details(*self._asked, self._live_from, within)

    def behind(self, figure: Figure) -> Sequence[Behind]:
        """See :class:`FlowSource`."""
        return lines(figure, behind_store.stays(*self._asked, figure.narrowing))


def flow_source(session: Session, scope: FlowScope, period: Period, known_at: datetime | None) -> FlowSource:
    """The source for what is known now (None) or was known at a moment."""
    if known_at is None:
        return KnownNow(session, scope, period)
    from kanban.services.flow.known_then import KnownThen  # noqa: PLC0415 - pandas, see above

    return KnownThen(session, scope, period, known_at)
