"""The dated facts that targets are measured on, for all citizens of a scope at once: one statement for each table.

Only the columns needed are read, and only facts that stand: neither withdrawn nor replaced by one that stands.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, tzinfo
from typing import Any

from sqlalchemy import ColumnElement, Row, select
from sqlmodel import Session

from kanban.domain.citizen import Citizen
from kanban.domain.fact import Fact
from kanban.domain.facts import BenefitPeriod, Closing, GroupPeriod, HoursEntry, Marking, Outcome, WorkAgreement
from kanban.domain.indicators import Life, Placement, Span, Stay
from kanban.domain.transition import StepVisit
from kanban.store.bulk import core
from kanban.store.database import zone_of
from kanban.store.flow_scope import FlowScope

_EXEMPT = "fritag"
_citizen = core(Citizen).c
_OWN = {"started_on": "started_on", "group": "target_group", "benefit": "benefit", "programme": "programme_id"}
_DAYS = {
    HoursEntry: "valid_from",
    Outcome: "starts_on",
    Closing: "closed_on",
    GroupPeriod: "valid_from",
    BenefitPeriod: "valid_from",
}


def lives(session: Session, scope: FlowScope) -> list[Life]:
    """Every citizen of the scope, those who have left too; a team's, broker's and programme's are theirs now."""
    return _Reader(session, scope).lives()


class _Reader:
    """Reads the tables of one scope within one snapshot."""

    def __init__(self, session: Session, scope: FlowScope) -> None:
        self._session = session
        self._here = scope.citizens()
        if scope.team_id is not None:
            self._here.append(_citizen.team_id == scope.team_id)

    def lives(self) -> list[Life]:
        """One for each citizen, by id."""
        stays, hours, deals = self._stays(), self._facts(HoursEntry, "paid_hours"), self._placements()
        outcomes, closings = self._facts(Outcome, "outcome"), self._facts(Closing, "closing_reason")
        groups, benefits = self._periods(GroupPeriod, "target_group"), self._periods(BenefitPeriod, "benefit")
        exempt = self._exemptions()
        query = select(_citizen.id, *(_citizen[column] for column in _OWN.values()))
        return [
            Life(
                citizen=each,
                stays=tuple(stays.get(each, ())),
                hours=tuple((row.day, row.value) for row in hours.get(each, ()) if row.value is not None),
                placements=tuple(deals.get(each, ())),
                outcomes=tuple((row.value or "job", row.day) for row in outcomes.get(each, ())),
                closings=tuple((row.value, row.day) for row in closings.get(each, ())),
                exempt=tuple(exempt.get(each, ())),
                groups=tuple(groups.get(each, ())),
                benefits=tuple(benefits.get(each, ())),
                **dict(zip(_OWN, own, strict=True)),
            )
            for each, *own in self._session.execute(query.where(*self._here).order_by(_citizen.id))
        ]

    def _stays(self) -> dict[int, list[Stay]]:
        visit = core(StepVisit).c
        query = select(visit.citizen_id, visit.step, visit.enter_date, visit.leave_date)
        query = query.join(core(Citizen), _citizen.id == visit.citizen_id).where(*self._here)
        found = defaultdict(list)
        for citizen, step, enter, leave in self._session.execute(query.order_by(visit.citizen_id, visit.seq)):
            found[citizen].append(Stay(step, enter, leave))
        return found

    def _standing(self, table: type[Fact], *columns: ColumnElement[Any]) -> Iterator[Row[Any]]:
        """The rows of a table's standing facts, in the order of recording: citizen, then the columns."""
        fact = core(table).c
        query = (
            select(fact.citizen_id, *columns, fact.id.label("own_id"), fact.replaces_id)
            .join(core(Citizen), _citizen.id == fact.citizen_id)
            .where(*self._here, fact.withdrawn_at.is_(None))
            .order_by(fact.id)
        )
        rows = self._session.execute(query).all()
        replaced = {row.replaces_id for row in rows}
        return (row for row in rows if row.own_id not in replaced)

    def _facts(self, table: type[Fact], value: str) -> dict[int, list[Row[Any]]]:
        """Citizen -> rows of citizen, value and ``day``, by day and then in the order of recording."""
        fact = core(table).c
        found = defaultdict(list)
        for row in self._standing(table, fact[value].label("value"), fact[_DAYS[table]].label("day")):
            found[row.citizen_id].append(row)
        for rows in found.values():
            rows.sort(key=lambda row: row.day or date.min)
        return found

    def _periods(self, table: type[Fact], value: str) -> dict[int, list[tuple[Any, Span]]]:
        fact = core(table).c
        rows = self._standing(table, fact[value].label("value"), fact.valid_from, fact.valid_to)
        found = defaultdict(list)
        for row in sorted(rows, key=lambda row: row.valid_from):
            found[row.citizen_id].append((row.value, _until(row.valid_from, row.valid_to)))
        return found

    def _exemptions(self) -> dict[int, list[Span]]:
        fact = core(Marking).c
        found = defaultdict(list)
        for row in self._standing(Marking, fact.name, fact.exemption_kind, fact.valid_from, fact.valid_to):
            if row.exemption_kind or row.name.casefold().startswith(_EXEMPT):
                found[row.citizen_id].append(_until(row.valid_from or date.min, row.valid_to))
        return found

    def _placements(self) -> dict[int, list[Placement]]:
        """The newest version of each placement that has begun on a known day."""
        fact = core(WorkAgreement).c
        names = ("placement", "agreement_kind", "starts_on", "ends_on", "paid_hours", "internship_hours")
        columns = (*(fact[name] for name in names), fact.ended_reason, fact.recorded_at)
        latest = {(row.citizen_id, row.placement): row for row in self._standing(WorkAgreement, *columns)}
        found, zone = defaultdict(list), zone_of(self._session)
        for row in latest.values():
            if row.starts_on is not None:
                found[row.citizen_id].append(_placement(row, zone))
        return found


def _placement(row: Row[Any], zone: tzinfo) -> Placement:
    """A placement that somebody has written off without saying when ended on the day that was written."""
    written_off = row.recorded_at.astimezone(zone).date() if row.ended_reason else None
    internship = row.agreement_kind == "internship" or bool(row.internship_hours)
    span = Span(row.starts_on, row.ends_on or written_off)
    return Placement(row.agreement_kind, span, bool(row.paid_hours), internship)


def _until(first: date, following: date | None) -> Span:
    """A period whose end is stored as the first day it no longer counts."""
    return Span(first, date.fromordinal(following.toordinal() - 1) if following else None)
