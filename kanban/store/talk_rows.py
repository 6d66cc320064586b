"""Talks of many citizens at once, for taking a whole board out and in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from sqlalchemy import insert, select
from sqlmodel import Session, SQLModel, col
from sqlmodel import select as select_rows

from kanban.domain.citizen import Citizen
from kanban.domain.talk import StepConfirmation, Talk, TalkScore
from kanban.store import talks
from kanban.store.bulk import core, portions, row_of
from kanban.store.case_file import Row

Key: TypeAlias = tuple[date, str]


def _empty(kind: type[SQLModel]) -> Row:
    return {name: column.default for name, column in kind.model_fields.items() if name != "id"}


_EMPTY_TALK, _EMPTY_CONFIRMATION = _empty(Talk), _empty(StepConfirmation)


@dataclass(frozen=True)
class HeldTalk:
    """A standing talk with its levels by theme."""

    talk: Talk
    levels: dict[str, int]


@dataclass(frozen=True)
class NewTalk:
    """A talk about to be stored, its columns by name; the step is confirmed in it when the talk says so.

    Columns, not objects: of talks there are many, and making an object of each takes longer than storing it.
    """

    citizen: Citizen
    columns: Row
    levels: dict[str, int]


def held_talks(session: Session, citizen_ids: Sequence[int]) -> dict[int, list[HeldTalk]]:
    """Citizen id -> standing talks in the order held."""
    query = select_rows(Talk).where(col(Talk.citizen_id).in_(citizen_ids), talks.standing())
    rows = session.exec(query.order_by(col(Talk.held_on), col(Talk.id))).all()
    levels: dict[int, dict[str, int]] = {}
    for part in portions([talk.id for talk in rows]):
        levels.update(talks.scores(session, part))
    found: dict[int, list[HeldTalk]] = {}
    for talk in rows:
        found.setdefault(talk.citizen_id, []).append(HeldTalk(talk, levels.get(talk.id or 0, {})))
    return found


def known_talks(session: Session, citizen_ids: Iterable[int | None]) -> dict[int, list[set[Key]]]:
    """Citizen id -> for each talk the day and kind of all its versions, corrected and withdrawn ones too."""
    columns = (col(Talk.id), col(Talk.citizen_id), col(Talk.replaces_id), col(Talk.held_on), col(Talk.talk_kind))
    query = select(*columns).where(col(Talk.citizen_id).in_(list(citizen_ids)))
    versions: dict[int, set[Key]] = {}
    found: dict[int, list[set[Key]]] = {}
    for talk_id, citizen_id, replaces_id, held_on, kind in session.execute(query.order_by(col(Talk.id))):
        if replaces_id in versions:
            versions[talk_id] = versions[replaces_id]
        else:
            versions[talk_id] = set()
            found.setdefault(citizen_id, []).append(versions[talk_id])
        versions[talk_id].add((held_on, kind))
    return found


def confirmations(session: Session, citizen_ids: Sequence[int]) -> dict[int, list[date]]:
    """Citizen id -> the days on which the step was confirmed, in order."""
    owner, day = col(StepConfirmation.citizen_id), col(StepConfirmation.confirmed_on)
    query = select(owner, day).where(owner.in_(citizen_ids), col(StepConfirmation.withdrawn_at).is_(None))
    found: dict[int, list[date]] = {}
    for citizen_id, confirmed_on in session.execute(query.order_by(day)):
        found.setdefault(citizen_id, []).append(confirmed_on)
    return found


def insert_talks(session: Session, new: Sequence[NewTalk]) -> None:
    """Store talks with their levels and confirmations; the citizens must be stored."""
    if not new:
        return
    table = core(Talk)
    statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    rows = [{**_EMPTY_TALK, **each.columns, "citizen_id": each.citizen.id} for each in new]
    ids = session.execute(statement, rows).scalars().all()
    levels = [
        {"talk_id": talk_id, "theme": theme, "level": level}
        for talk_id, each in zip(ids, new, strict=True)
        for theme, level in each.levels.items()
    ]
    confirmed = [_confirmation(talk_id, row) for talk_id, row in zip(ids, rows, strict=True) if row["step_confirmed"]]
    for owner, found in ((TalkScore, levels), (StepConfirmation, confirmed)):
        if found:
            session.execute(insert(core(owner)), found)


def insert_confirmations(session: Session, new: Sequence[tuple[Citizen, StepConfirmation]]) -> None:
    """Store that steps were confirmed beside the talks; the citizens must be stored."""
    for citizen, confirmation in new:
        confirmation.citizen_id = citizen.id or 0
    if new:
        session.execute(insert(core(StepConfirmation)), [row_of(confirmation) for _, confirmation in new])


def _confirmation(talk_id: int, talk: Row) -> Row:
    shared = ("citizen_id", "recorded_at", "recorded_by", "base_version", "step")
    said = {"confirmed_on": talk["held_on"], "talk_id": talk_id}
    return {**_EMPTY_CONFIRMATION, **{name: talk[name] for name in shared}, **said}
