"""What has changed: the last thirty days against the thirty before (R-MON-12, R-BOARD-3)."""

from datetime import date, timedelta

from sqlmodel import Session

from kanban.domain.flow_counts import Period
from kanban.domain.messages import Message, say
from kanban.domain.views.overview import ChangesView, ChangeView
from kanban.flow.unregistered import still_to_come
from kanban.services.overview.counted import counted, within
from kanban.services.runtime import Runtime
from kanban.store import flow_log, recent
from kanban.store.flow_scope import FlowScope
from kanban.store.recent import Events

DAYS = 30
_KINDS: tuple[tuple[str, Message, dict[str, str], bool], ...] = (
    ("ahead", say("Steps ahead"), {"figure": "direction", "direction": "ahead"}, True),
    ("back", say("Steps back"), {"figure": "direction", "direction": "backward"}, False),
    ("intake", say("New on the board"), {"figure": "direction", "direction": "intake"}, False),
    ("paid", say("Got paid hours"), {"figure": "crossed", "step": "3"}, True),
    ("goal", say("Came to job or education"), {"figure": "crossed", "step": "1"}, True),
    ("out", say("Left the board"), {"figure": "departures"}, False),
)


def changes(session: Session, runtime: Runtime, scope: FlowScope, day: date) -> ChangesView:
    """The thirty days that end with a day beside the thirty before, as known now."""
    now = Period(day - timedelta(days=DAYS - 1), day)
    before = Period(now.first - timedelta(days=DAYS), now.first - timedelta(days=1))
    earlier, later = recent.events(session, scope, before, now)
    return ChangesView(
        days=DAYS,
        changes=tuple(_change(scope, kind, (now, later), (before, earlier)) for kind in _KINDS),
        late_percent=_late_percent(session, runtime, scope),
    )


def _change(
    scope: FlowScope,
    kind: tuple[str, Message, dict[str, str], bool],
    now: tuple[Period, Events],
    before: tuple[Period, Events],
) -> ChangeView:
    name, label, figure, good = kind
    later, earlier = (
        counted(getattr(found, name), scope, **figure, **within(period)) for period, found in (now, before)
    )
    return ChangeView(label, later, earlier, good)


def _late_percent(session: Session, runtime: Runtime, scope: FlowScope) -> int | None:
    lags = flow_log.lags(session, scope, runtime.clock.now(), runtime.clock.today())
    share = still_to_come(lags, DAYS)
    return round(100 * share) or None if share is not None else None
