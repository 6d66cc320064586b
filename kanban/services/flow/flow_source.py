"""Where the flow figures' counts come from: the stays for what is known now, the log of moves for an earlier moment."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Protocol

from sqlmodel import Session

from kanban.domain.flow_counts import DetailCounts, FlowCounts, Period
from kanban.flow.known import KnownStays, count_known
from kanban.flow.known_details import count_known_details
from kanban.flow.replay import replayed
from kanban.store import flow_log, stays
from kanban.store.flow import count_flow
from kanban.store.flow_details import count_details
from kanban.store.flow_scope import FlowScope


class FlowSource(Protocol):
    """One scope and period within one snapshot."""

    def counts(self, lags: Mapping[int, int]) -> FlowCounts:
        """What the figures are made of."""

    def details(self, within: Mapping[int, int]) -> DetailCounts:
        """What the flow page asks beside them; ``within`` is step -> days its stays are to have been watched."""


class KnownNow:
    """From the stays."""

    def __init__(self, session: Session, scope: FlowScope, period: Period) -> None:
        self._asked = session, scope, period
        self._live_from = stays.live_from(session, scope.municipality_id)

    def counts(self, lags: Mapping[int, int]) -> FlowCounts:
        """See :class:`FlowSource`."""
        return count_flow(*self._asked, self._live_from, lags)

    def details(self, within: Mapping[int, int]) -> DetailCounts:
        """See :class:`FlowSource`."""
        return count_details(*self._asked, self._live_from, within)


class KnownThen:
    """From the moves that were known at a moment and stood then, replayed once."""

    def __init__(self, session: Session, scope: FlowScope, period: Period, known_at: datetime) -> None:
        moves = flow_log.known_moves(session, scope.municipality_id, known_at)
        self._known, self._period = KnownStays(replayed(moves), scope.team_id, scope.broker_id), period
        self._live_from = self._records_begin(stays.records_begin(session, scope.municipality_id))

    def counts(self, lags: Mapping[int, int]) -> FlowCounts:
        """See :class:`FlowSource`."""
        return count_known(self._known, self._period, self._live_from, lags)

    def details(self, within: Mapping[int, int]) -> DetailCounts:
        """See :class:`FlowSource`."""
        return count_known_details(self._known, self._period, self._live_from, within)

    def _records_begin(self, begun: date | None) -> date | None:
        return None if begun is None or self._known.ended_before(begun) else begun
