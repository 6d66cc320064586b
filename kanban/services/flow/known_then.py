"""What was known at an earlier moment, replayed from the log of moves. Importing it loads pandas."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cached_property

from sqlmodel import Session

from kanban.domain.flow_counts import DetailCounts, FlowCounts, Period
from kanban.domain.flow_stays import Behind
from kanban.flow.figure import Figure, lines
from kanban.flow.known import KnownStays, count_known
from kanban.flow.known_details import count_known_details
from kanban.flow.known_stays import known_stays
from kanban.flow.replay import replayed
from kanban.store import flow_log, stays
from kanban.store.flow_scope import FlowScope


class KnownThen:
    """From the moves that were known at a moment and stood then, replayed once."""

    def __init__(self, session: Session, scope: FlowScope, period: Period, known_at: datetime) -> None:
        moves = replayed(flow_log.known_moves(session, scope, known_at))
        self._known = KnownStays(moves, scope.team_id is not None, flow_log.chosen_citizens(session, scope))
        self._asked, self._period = (session, scope), period

    @cached_property
    def _live_from(self) -> date | None:
        session, scope = self._asked
        begun = stays.records_begin(session, scope.municipality_id)
        if begun is None or self._known.ended_before(begun):
            return None
        return None if stays.history_up_to(session, scope.municipality_id, begun) else begun

    def counts(self, lags: Mapping[int, int]) -> FlowCounts:
        """See :class:`FlowSource`."""
        return count_known(self._known, self._period, self._live_from, lags)

    def details(self, within: Mapping[int, int]) -> DetailCounts:
        """See :class:`FlowSource`."""
        return count_known_details(self._known, self._period, self._live_from, within)

    def behind(self, figure: Figure) -> Sequence[Behind]:
        """The stays behind a flow figure."""
        return lines(figure, known_stays(self._known, self._period, figure.narrowing))
