"""Decisions of which the newest row counts: a form that has not seen it is refused, whoever's decision it is."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol

from sqlmodel import Session

from kanban.domain.errors import ConflictError
from kanban.domain.messages import say
from kanban.services.runtime import Runtime
from kanban.store import staff


class Decision(Protocol):
    """A stored row with who decided it and when."""

    id: int | None
    recorded_at: datetime
    recorded_by: int | None


def refuse_unseen(session: Session, runtime: Runtime, raw: Mapping[str, str], standing: Iterable[Decision]) -> None:
    """Raise :class:`ConflictError` unless the form's ``seen`` is the newest of the decisions it would replace."""
    newest = max(standing, key=lambda row: row.id or 0, default=None)
    if newest is None or str(newest.id) == raw.get("seen", ""):
        return
    names = staff.names(session, [newest.recorded_by])
    who = names[newest.recorded_by].name if newest.recorded_by in names else say("somebody")
    when = runtime.clock.local(newest.recorded_at)
    raise ConflictError(say("%(who)s changed this on %(when)s. Here is what counts now", who=who, when=when))
