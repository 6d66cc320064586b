"""Municipalities with long histories straight into the tables: a million moves in less than a minute."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, cast

import psycopg
from psycopg import sql
from sqlalchemy import Connection, Table, text

from kanban.domain.citizen import Citizen, new_public_id
from kanban.domain.organisation import Municipality
from kanban.domain.programme import name_key
from kanban.domain.steps import OUT, STEP_NUMBERS
from kanban.domain.transition import StepTransition, StepVisit, replay
from kanban.services.runtime import Runtime
from kanban.store import organisation, programmes
from kanban.store.bulk import core
from kanban.store.case_file import visit_rows
from tests.factories import TODAY

MOVES_EACH = 10
PORTION = 5_000
_TEAMS = 4
PROGRAMMES = ("Indsats 0", "Indsats 1")
_YEARS_BACK = 1_400


@dataclass(frozen=True)
class Move:
    """What of a :class:`StepTransition` makes its stays; a table object each would take ten times as long."""

    team_id: int
    to_step: int
    effective_on: date
    day_order: int
    recorded_at: datetime
    annulled_at: None = None

    @property
    def order(self) -> tuple[date, int]:
        """As :attr:`StepTransition.order`."""
        return self.effective_on, self.day_order


def fill(runtime: Runtime, place: str, citizens: int, seed: int = 1) -> None:
    """A municipality of so many citizens, ten moves each, by the thousand."""
    dice = random.Random(seed)  # noqa: S311 - invented citizens, not secrets
    with runtime.database.write() as session:
        found = organisation.ensure_municipality(session, place, datetime.combine(TODAY, time(8), UTC))
        teams = list(organisation.ensure_teams(session, found.id or 0, {f"Team {n}" for n in range(_TEAMS)}).values())
        known = programmes.ensure(session, found.id or 0, PROGRAMMES, found.created_at)
        taken = session.connection().execute(text("SELECT coalesce(max(id), 0) FROM citizen")).scalar_one()
        for start in range(0, citizens, PORTION):
            ids = range(taken + start + 1, taken + min(start + PORTION, citizens) + 1)
            portion = [_citizen(each, found, dice.choice(teams)) for each in ids]
            for citizen in portion:
                citizen.programme_id = known[name_key(PROGRAMMES[(citizen.id or 0) % len(PROGRAMMES)])]
            _insert(session.connection(), portion, dice)
    if runtime.database.engine.dialect.name == "postgresql":
        _tidy(runtime)


def _tidy(runtime: Runtime) -> None:
    """What PostgreSQL does by itself within some minutes."""
    with runtime.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))


def _citizen(number: int, place: Municipality, team: int) -> Citizen:
    return Citizen(
        id=number,
        public_id=new_public_id(),
        case_code=str(number),
        municipality_id=place.id or 0,
        team_id=team,
        cpr_encrypted="",
        cpr_hash=str(number),
        name="Borger",
        sort_name="borger",
        started_on=TODAY,
        created_at=datetime.combine(TODAY - timedelta(days=_YEARS_BACK + 1), time(8), UTC),
        version=MOVES_EACH,
    )


def _insert(connection: Connection, citizens: Sequence[Citizen], dice: random.Random) -> None:
    moves, visits = [], []
    for citizen in citizens:
        own = list(_moves(citizen.team_id or 0, dice))
        citizen.current_step, citizen.step_since = own[-1].to_step, own[-1].effective_on
        moves += [_row(citizen.id or 0, move) for move in own]
        visits += visit_rows(citizen, replay(cast("Iterable[StepTransition]", own)))
    _load(connection, core(Citizen), [each.model_dump() for each in citizens])
    _load(connection, core(StepTransition), moves)
    _load(connection, core(StepVisit), visits)


def _moves(team: int, dice: random.Random) -> Iterator[Move]:
    day, step = TODAY - timedelta(days=dice.randrange(30, _YEARS_BACK)), STEP_NUMBERS[0]
    for place in range(1, MOVES_EACH + 1):
        late = 0 if dice.random() < 0.8 else dice.randrange(1, 25)
        recorded = datetime.combine(min(TODAY, day + timedelta(days=late)), time(7), UTC)
        yield Move(team, step, day, place, recorded)
        day, step = min(TODAY, day + timedelta(days=int(dice.expovariate(1 / 45)))), _next(step, dice)


def _next(step: int, dice: random.Random) -> int:
    """Mostly ahead, now and then back, past a step, or out."""
    chance = dice.random()
    if step == OUT:
        return STEP_NUMBERS[0]
    if chance < 0.03:
        return OUT
    if chance < 0.25 and step < STEP_NUMBERS[0]:
        return dice.randrange(step + 1, STEP_NUMBERS[0] + 1)
    return max(STEP_NUMBERS[-1], step - (1 if chance < 0.85 else dice.randrange(1, 4)))


def _row(citizen_id: int, move: Move) -> dict[str, Any]:
    return {**vars(move), "citizen_id": citizen_id, "scheme": "", "base_version": move.day_order, **_EMPTY}


_EMPTY = dict.fromkeys(("recorded_by_name", "reason", "note", "fingerprint", "annul_reason"), "")


def _load(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """PostgreSQL takes a million rows by COPY in a fraction of the time."""
    if connection.dialect.name != "postgresql":
        connection.execute(table.insert(), rows)
        return
    names = list(rows[0])
    server = cast("psycopg.Connection[Any]", connection.connection.driver_connection)
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table.name), sql.SQL(", ").join(map(sql.Identifier, names))
    )
    with server.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([row[name] for name in names])
