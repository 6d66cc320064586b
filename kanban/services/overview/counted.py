"""A number together with the address of the list behind it."""

from datetime import date

from kanban.domain.flow_counts import Period
from kanban.domain.views.overview import Counted
from kanban.store.flow_scope import FlowScope


def counted(number: int, scope: FlowScope, figure: str, **parts: str | int) -> Counted:
    """The number of a figure in a scope."""
    whose = {"team": scope.team_id, "broker": scope.broker_id, "programme": scope.programme_id}
    return Counted(number, {"figure": figure, **parts, **{name: value for name, value in whose.items() if value}})


def until(day: date) -> dict[str, str]:
    """The address's part for a figure at the end of a day."""
    return {"to": day.isoformat()}


def within(period: Period) -> dict[str, str]:
    """The address's part for a figure of some days."""
    return {"from": period.first.isoformat(), "to": period.last.isoformat()}
