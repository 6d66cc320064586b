"""A citizen's whole file: moves and facts as stored, and writing back everything derived from them.

Every change goes through :func:`save`, so that stays, card and signs are rewritten in the change's own transaction.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, tzinfo

from sqlalchemy import delete, func, insert
from sqlalchemy import select as sql_select
from sqlmodel import Session, col, select

from kanban.domain.case import CaseFacts
from kanban.domain.citizen import Citizen
from kanban.domain.company import Company
from kanban.domain.fact import Fact
from kanban.domain.facts import FACT_TABLES
from kanban.domain.gathering import gather
from kanban.domain.projection import card, write_card
from kanban.domain.readiness import CitizenSign, Sign, signs
from kanban.domain.talk import StepConfirmation, TalkMark
from kanban.domain.transition import StepTransition, StepVisit, Visit, replay, standing
from kanban.store import live, talks
from kanban.store.database import zone_of

Row = dict[str, object]


@dataclass
class CaseFile:
    """One citizen with all moves and all versions of all facts, annulled and withdrawn ones too."""

    citizen: Citizen
    moves: list[StepTransition] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    talks: list[TalkMark] = field(default_factory=list)
    confirmed_on: date | None = None
    companies: dict[int, Company] = field(default_factory=dict)
    zone: tzinfo = UTC

    @property
    def case(self) -> CaseFacts:
        """The facts as they stand."""
        arrived_on = self.citizen.created_at.astimezone(self.zone).date()
        return gather(self.facts, self.companies, self.talks, self.confirmed_on, arrived_on, zone=self.zone)

    @property
    def latest(self) -> StepTransition | None:
        """The latest standing move."""
        return next(iter(reversed(standing(self.moves))), None)


def open_file(session: Session, citizen: Citizen) -> CaseFile:
    """One citizen's file, in a number of statements that does not depend on its length."""
    return open_files(session, [citizen])[0]


def open_files(session: Session, citizens: Sequence[Citizen]) -> list[CaseFile]:
    """The files of up to some hundred citizens, in the order given."""
    files = {citizen.id: CaseFile(citizen, zone=zone_of(session)) for citizen in citizens}
    ids = [citizen.id for citizen in citizens]
    for move in session.exec(select(StepTransition).where(col(StepTransition.citizen_id).in_(ids))):
        files[move.citizen_id].moves.append(move)
    for table in FACT_TABLES:
        for fact in session.exec(select(table).where(col(table.citizen_id).in_(ids))):
            files[fact.citizen_id].facts.append(fact)
    _read_talks(session, files)
    companies = _companies(session, (fact for file in files.values() for fact in file.facts))
    for file in files.values():
        file.companies = companies
    return list(files.values())


def _read_talks(session: Session, files: Mapping[int | None, CaseFile]) -> None:
    """Marks only: what was said at hundreds of talks is not read to know when the last one was."""
    for citizen_id, mark in talks.marks(session, files.keys()):
        files[citizen_id].talks.append(mark)
    owner, confirmed_on = col(StepConfirmation.citizen_id), func.max(col(StepConfirmation.confirmed_on))
    latest = sql_select(owner, confirmed_on).where(owner.in_(files), col(StepConfirmation.withdrawn_at).is_(None))
    for citizen_id, confirmed in session.execute(latest.group_by(owner)):
        files[citizen_id].confirmed_on = confirmed


def save(session: Session, file: CaseFile) -> None:
    """Store new moves and facts, rewrite what is derived and tell open boards; the card's version rises."""
    from_step = file.citizen.current_step
    session.add_all([*file.moves, *file.facts])
    session.flush()
    _add_missing_companies(session, file)
    file.citizen.version += 1
    rewrite_derived(session, [file])
    moved = file.citizen.current_step != from_step
    live.tell(session, live.changed(file.citizen, from_step, _latest_mover(file.moves) if moved else None))


def _latest_mover(moves: Iterable[StepTransition]) -> int | None:
    """Who recorded or annulled a move last; of one second the newest move, and its annulment after it."""
    acts = [(move.recorded_at, move.id or 0, False, move.recorded_by) for move in moves]
    acts += [(move.annulled_at, move.id or 0, True, move.annulled_by) for move in moves if move.annulled_at]
    return max(acts, key=lambda act: act[:3])[3] if acts else None


def rewrite_derived(session: Session, files: Sequence[CaseFile]) -> None:
    """Derive card, stays and signs of up to some hundred citizens anew and store them in place of the former."""
    visits: list[Row] = []
    found: list[Row] = []
    for file in files:
        stays, own = derive(file)
        visits += visit_rows(file.citizen, stays)
        found += sign_rows(file.citizen, own)
    ids = [file.citizen.id for file in files]
    for table, rows in ((StepVisit, visits), (CitizenSign, found)):
        session.execute(delete(table).where(col(table.citizen_id).in_(ids)))
        if rows:
            session.execute(insert(table), rows)
    session.flush()


def derive(file: CaseFile) -> tuple[list[Visit], list[Sign]]:
    """Replay the file, put the derived columns on the citizen, and return stays and signs."""
    visits, case = replay(file.moves), file.case
    write_card(file.citizen, card(file.citizen.name, visits, case))
    return visits, signs(file.citizen.current_step, file.citizen.step_since, case)


def visit_rows(citizen: Citizen, visits: Iterable[Visit]) -> list[Row]:
    """Rows of ``step_visit``."""
    owner = {"citizen_id": citizen.id, "municipality_id": citizen.municipality_id, "programme_id": citizen.programme_id}
    return [{**owner, **_own(visit), **vars(visit.course), "days": visit.days} for visit in visits]


def _own(visit: Visit) -> Row:
    return {name: value for name, value in vars(visit).items() if name != "course"}


def sign_rows(citizen: Citizen, found: Iterable[Sign]) -> list[Row]:
    """Rows of ``citizen_sign``."""
    return [
        {
            "citizen_id": citizen.id,
            "code": sign.code,
            "kind": str(sign.kind),
            "from_date": sign.from_date,
            "due_on": sign.due_on if sign.rank == 0 else None,
        }
        for sign in found
    ]


def _companies(session: Session, facts: Iterable[Fact]) -> dict[int, Company]:
    ids = {found for fact in facts if (found := getattr(fact, "company_id", None))}
    if not ids:
        return {}
    query = select(Company).where(col(Company.id).in_(ids)).execution_options(populate_existing=True)
    return {found.id: found for found in session.exec(query) if found.id}


def _add_missing_companies(session: Session, file: CaseFile) -> None:
    wanted = {getattr(fact, "company_id", None) for fact in file.facts} - {None}
    if wanted - file.companies.keys():
        file.companies = _companies(session, file.facts)
