"""The citizens behind a figure: a page of the list, and the whole list as a workbook (R-DASH-8, R-XLS-1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from sqlalchemy import Row
from sqlmodel import Session

from kanban.domain.audit import AuditAction
from kanban.domain.errors import NotFoundError
from kanban.domain.flow_stays import Behind
from kanban.domain.inputs.behind_query import Question
from kanban.domain.inputs.flow_query import FlowQuery, read_flow_query
from kanban.domain.messages import Message
from kanban.domain.permissions import Permission, require
from kanban.domain.staff import Actor
from kanban.domain.views.behind import BehindLine, BehindView
from kanban.services.behind.asked import Asked
from kanban.services.behind.headings import MOVES, heading
from kanban.services.behind.present import PRESENT
from kanban.services.behind.readers import READERS
from kanban.services.flow.whose import Whose, open_to, whose
from kanban.services.runtime import Runtime
from kanban.store import audit, organisation
from kanban.store import behind as behind_store
from kanban.store import staff as staff_store

PAGE_LINES = 500
_ABOUT_THE_PAGE = {"page"}
_SCOPE = ("from", "to", "team", "broker", "programme", "known_at")
_Names: TypeAlias = Mapping[int | None, str]


@dataclass(frozen=True)
class Found:
    """The whole list, in the order shown."""

    query: FlowQuery
    whose: Whose
    title: Message
    lines: tuple[BehindLine, ...]
    citizens: int


def citizens_behind(runtime: Runtime, actor: Actor, raw: Mapping[str, str]) -> BehindView:
    """A page of the citizens behind a figure; opening it is written to the audit trail.

    Raises :class:`NotFoundError` for a figure there is not, :class:`InvalidInputError` for a part of it that can't be
    read, and otherwise as :func:`kanban.services.flow.flow_report.flow_report` does.
    """
    found = find(runtime, actor, raw, AuditAction.FIGURE_OPENED)
    pages = max(1, -(-len(found.lines) // PAGE_LINES))
    page = _page(raw.get("page", ""), pages)
    given = {name: value for name, value in raw.items() if value and name not in _ABOUT_THE_PAGE}
    return BehindView(
        title=found.title,
        lines=found.lines[(page - 1) * PAGE_LINES : page * PAGE_LINES],
        total=len(found.lines),
        citizens=found.citizens,
        page=page,
        pages=pages,
        first=found.query.period.first,
        last=found.query.period.last,
        team=found.whose.team,
        broker=found.whose.broker,
        programme=found.whose.programme,
        known_at=runtime.clock.local(found.query.known_at) if found.query.known_at else None,
        is_moves=raw.get("figure", "") in MOVES,
        is_today=raw.get("figure", "") in PRESENT,
        scope={name: value for name, value in given.items() if name in _SCOPE},
        query=given,
    )


def find(runtime: Runtime, actor: Actor, raw: Mapping[str, str], action: AuditAction) -> Found:
    """The whole list. Raises as :func:`citizens_behind` does."""
    require(actor, Permission.SEE_FIGURES)
    query = read_flow_query(raw, runtime.clock)
    question = Question(raw.get("figure", ""), query.period, raw)
    if question.figure not in READERS:
        raise NotFoundError
    with runtime.database.read() as session:
        query = open_to(session, actor, query)
        asked_of = whose(session, actor.municipality_id, query)
        counted = READERS[question.figure](Asked(session, runtime, asked_of.scope, query, question))
        title = heading(question)
        found = _lines(session, actor, counted, query.period.last)
        if question.figure in MOVES:
            found = found[::-1]
    with runtime.database.write() as session:
        detail = "&".join(f"{name}={value}" for name, value in raw.items() if value)[:500]
        audit.write(session, runtime.clock, action, actor, detail=detail)
    return Found(query, asked_of, title, found, len({line.id for line in found}))


def _lines(session: Session, actor: Actor, counted: Sequence[Behind], last: date) -> tuple[BehindLine, ...]:
    """In the order of days, then names: of stays the longest come first."""
    rows = behind_store.citizens(session, actor.municipality_id, sorted({each.citizen for each in counted}))
    people = {person.id: person.name for person in staff_store.of_municipality(session, actor.municipality_id)}
    teams = {team.id: team.name for team in organisation.teams(session, actor.municipality_id)}
    ordered = sorted(counted, key=lambda each: (each.on or date.max, rows[each.citizen].sort_name, each.citizen))
    return tuple(_line(each, rows[each.citizen], last, people, teams) for each in ordered)


def _line(counted: Behind, row: Row[Any], last: date, people: _Names, teams: _Names) -> BehindLine:
    running = counted.until is None or counted.until > last
    end = last if running else counted.until
    return BehindLine(
        id=row.public_id,
        name=row.name,
        name_protected=row.name_protected,
        step=counted.step,
        came_from=counted.came_from,
        on=counted.on,
        days=(end - counted.on).days if counted.on and end else None,
        running=running,
        now=row.current_step,
        broker=people.get(row.broker_id, ""),
        team=teams.get(row.team_id, ""),
    )


def _page(typed: str, pages: int) -> int:
    return min(int(typed), pages) if typed.isascii() and typed.isdigit() and int(typed[:6]) > 0 else 1
