"""What the rows of a workbook refer to by name: the municipality's employees, teams and programmes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlmodel import Session

from kanban.domain.inputs.import_rows import ImportRows, RowProblem, StaffRow
from kanban.domain.messages import say
from kanban.domain.programme import name_key
from kanban.domain.staff import Staff, initials_of
from kanban.excel.columns import STAFF
from kanban.services.runtime import Runtime
from kanban.store import bulk, organisation, programmes
from kanban.store import staff as staff_store


@dataclass
class ImportContext:
    """One import's surroundings; ``municipality_id`` is None while there is no such municipality.

    ``staff`` maps an e-mail to an id, None for employees whom the sheet introduces and who are not stored yet.
    ``programmes`` maps a name's key to an id; ``usual_programme`` is that of new citizens of whom none is told, None
    where all are told or nothing is stored.
    """

    municipality_id: int | None
    today: date
    now: datetime
    staff: dict[str, int | None] = field(default_factory=dict)
    emails: dict[int, str] = field(default_factory=dict)
    teams: dict[str, int] = field(default_factory=dict)
    programmes: dict[str, int] = field(default_factory=dict)
    usual_programme: int | None = None
    all_told: bool = False
    new_staff: list[StaffRow] = field(default_factory=list)
    new_teams: set[str] = field(default_factory=set)
    new_programmes: dict[str, str] = field(default_factory=dict)
    problems: list[RowProblem] = field(default_factory=list)


def open_context(session: Session, runtime: Runtime, municipality_id: int | None, rows: ImportRows) -> ImportContext:
    """Look up employees and teams, and find out whom and what the workbook adds; nothing is stored."""
    context = ImportContext(municipality_id, runtime.clock.today(), runtime.clock.now())
    if municipality_id is not None:
        for person in staff_store.of_municipality(session, municipality_id):
            context.staff[person.email] = person.id
            context.emails[person.id or 0] = person.email
        context.teams = {team.name: team.id or 0 for team in organisation.teams(session, municipality_id)}
        known = programmes.of_municipality(session, municipality_id)
        context.programmes = {each.name_key: each.id or 0 for each in known}
    context.new_staff = [row for row in rows.staff if row.email not in context.staff]
    named = {row.team for row in rows.citizens} | {row.team for row in context.new_staff}
    context.new_teams = named - context.teams.keys() - {""}
    context.all_told = all(row.programme for row in rows.citizens)
    told = {name_key(row.programme): row.programme for row in reversed(rows.citizens)}
    context.new_programmes = {key: told[key] for key in told if key and key not in context.programmes}
    elsewhere = bulk.emails_elsewhere(session, municipality_id, [row.email for row in context.new_staff])
    for row in context.new_staff:
        if row.email in elsewhere:
            reason = say("This e-mail belongs to somebody outside the municipality")
            context.problems.append(RowProblem(STAFF.title, row.row, STAFF.heading("email"), reason))
        context.staff[row.email] = None
    return context


def store_surroundings(session: Session, context: ImportContext) -> None:
    """Store the teams, programmes and employees the workbook adds. They get no password: an operator gives them one."""
    if context.municipality_id is None:
        raise ValueError("The municipality must be stored first")
    context.teams = organisation.ensure_teams(session, context.municipality_id, context.new_teams)
    if not context.all_told:
        context.usual_programme = programmes.usual(session, context.municipality_id, context.now)
    names = sorted(context.new_programmes.values())
    context.programmes = programmes.ensure(session, context.municipality_id, names, context.now)
    people = list(_people(context.new_staff, context, context.municipality_id))
    session.add_all(people)
    session.flush()
    for person in people:
        context.staff[person.email] = person.id
        context.emails[person.id or 0] = person.email


def _people(rows: Iterable[StaffRow], context: ImportContext, municipality_id: int) -> Iterable[Staff]:
    for row in rows:
        yield Staff(
            municipality_id=municipality_id,
            team_id=context.teams.get(row.team),
            email=row.email,
            name=row.name,
            initials=row.initials or initials_of(row.name),
            role=row.role,
            created_at=context.now,
        )
