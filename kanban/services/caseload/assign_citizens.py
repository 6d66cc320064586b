"""Handing citizens over: another broker, caseworker or team for one citizen or many, in one transaction (R-ROLE-5).

All or nothing: what was chosen goes over together, or nothing does. The moves already made keep the team of their day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from kanban.domain.audit import AuditAction
from kanban.domain.citizen import is_public_id
from kanban.domain.day_words import as_it_is
from kanban.domain.errors import ConflictError, FieldProblem, InvalidInputError, NotFoundError
from kanban.domain.facts import BrokerAssignment
from kanban.domain.inputs.assignment import AssignmentInput, check_chosen, read_assignment
from kanban.domain.messages import Message, say, say_count
from kanban.domain.permissions import Permission, require
from kanban.domain.staff import Actor, Staff
from kanban.domain.tenure import tenures
from kanban.services.case.record_facts import new_version, sign_for
from kanban.services.case.staff_choices import check_staff
from kanban.services.runtime import Runtime
from kanban.store import audit, organisation
from kanban.store import caseload as caseload_store
from kanban.store import staff as staff_store
from kanban.store.bulk import rewrite_files
from kanban.store.case_file import CaseFile, open_files

_NAMED = 5


@dataclass(frozen=True)
class Assigned:
    """How many went over and to whom; ``step`` is where the citizen stands when it was one."""

    count: int
    broker: str
    citizen_name: str
    step: int | None


def assign_citizens(runtime: Runtime, actor: Actor, chosen: Mapping[str, str], raw: Mapping[str, str]) -> Assigned:
    """Hand over the chosen citizens, each named with the version of the card that was shown.

    Raises :class:`NotFoundError`, :class:`ForbiddenError`, :class:`InvalidInputError` (fields), and
    :class:`ConflictError` when one of them got another broker meanwhile. Whatever is raised, nothing is stored.
    """
    if not all(map(is_public_id, chosen)):
        raise NotFoundError
    check_chosen(chosen)
    with runtime.database.write() as session:
        found = caseload_store.by_public_ids(session, actor.municipality_id, chosen)
        if len(found) != len(chosen):
            raise NotFoundError
        require(actor, Permission.ASSIGN)
        wanted = read_assignment(raw, runtime.clock.today())
        check_staff(session, actor, {"broker_id": wanted.broker_id, "caseworker_id": wanted.caseworker_id})
        _check_team(session, actor, wanted)
        files = open_files(session, found)
        return _Handover(session, runtime, actor, wanted).take(files, chosen)


def _check_team(session: Session, actor: Actor, wanted: AssignmentInput) -> None:
    teams = {team.id for team in organisation.teams(session, actor.municipality_id)}
    if wanted.team_id is not None and wanted.team_id not in teams:
        raise InvalidInputError((FieldProblem("team_id", say("Choose a team from the list")),))


class _Handover:
    """One submission on its way into the cases."""

    def __init__(self, session: Session, runtime: Runtime, actor: Actor, wanted: AssignmentInput) -> None:
        self._session, self._runtime, self._actor, self._wanted = session, runtime, actor, wanted
        self._broker = staff_store.names(session, [wanted.broker_id])[wanted.broker_id]

    def take(self, files: list[CaseFile], chosen: Mapping[str, str]) -> Assigned:
        """Check them all, then store them all; what this person has just said is not stored again."""
        versions = {file.citizen.public_id: int(chosen[file.citizen.public_id]) for file in files}
        waiting = [file for file in files if not self._said_before(file, versions[file.citizen.public_id])]
        self._refuse_stale([(file, _since(file, versions[file.citizen.public_id])) for file in waiting])
        self._check_dates(waiting)
        changed = [file for file in waiting if self._change(file)]
        if changed:
            rewrite_files(self._session, changed, ())
        for file in changed:
            self._log(file)
        first = files[0].citizen
        return Assigned(len(files), self._broker.name, first.name, first.current_step)

    def _said_before(self, file: CaseFile, version: int) -> bool:
        wanted = self._wanted
        return any(
            fact.recorded_by == self._actor.id
            and (fact.broker_id, fact.handover_note) == (wanted.broker_id, wanted.note)
            and wanted.caseworker_id in {None, fact.caseworker_id}
            for fact in _since(file, version)
        )

    def _refuse_stale(self, found: list[tuple[CaseFile, list[BrokerAssignment]]]) -> None:
        stale = [(file, newer[-1]) for file, newer in found if newer]
        if not stale:
            return
        latest = max((fact for _, fact in stale), key=lambda fact: fact.recorded_at)
        people = staff_store.names(self._session, [latest.recorded_by])
        raise ConflictError(_stale_message([file for file, _ in stale], people, latest, self._when(latest.recorded_at)))

    def _when(self, moment: datetime) -> datetime:
        return self._runtime.clock.local(moment)

    def _check_dates(self, files: list[CaseFile]) -> None:
        for file in files:
            known = tenures(_assignments(file))
            begins = known[-1].begins if known and known[-1].broker_id != self._wanted.broker_id else None
            if begins and self._wanted.assigned_on < begins:
                text = say("The present job broker took over on %(date)s. Choose that day or later", date=begins)
                raise InvalidInputError((FieldProblem("assigned_on", text),))

    def _change(self, file: CaseFile) -> bool:
        fact = new_version(BrokerAssignment, file.case.assignment, self._given(file), keep_rest=True)
        if fact is None:
            return False
        sign_for(fact, file, self._runtime.clock.now(), self._actor.id)
        file.facts.append(fact)
        if fact.to_team_id is not None:
            file.citizen.team_id = fact.to_team_id
        return True

    def _given(self, file: CaseFile) -> dict[str, object]:
        """What is new; with the same broker as before the day it began and what was handed over then stay."""
        wanted, citizen = self._wanted, file.citizen
        given: dict[str, object] = {"broker_id": wanted.broker_id}
        if wanted.caseworker_id is not None:
            given["caseworker_id"] = wanted.caseworker_id
        if citizen.broker_id != wanted.broker_id:
            team = wanted.team_id or self._broker.team_id or citizen.team_id
            return (
                given
                | _team_change(citizen.team_id, team)
                | {
                    "assigned_on": wanted.assigned_on,
                    "handover_note": wanted.note,
                }
            )
        if wanted.team_id not in {None, citizen.team_id}:
            given |= _team_change(citizen.team_id, wanted.team_id)
        return given | ({"handover_note": wanted.note} if wanted.note else {})

    def _log(self, file: CaseFile) -> None:
        detail = f"broker={self._wanted.broker_id}"
        clock, citizen_id = self._runtime.clock, file.citizen.id
        audit.write(self._session, clock, AuditAction.CASE_ASSIGNED, self._actor, citizen_id=citizen_id, detail=detail)


def _team_change(before: int | None, after: int | None) -> dict[str, object]:
    return {"from_team_id": before, "to_team_id": after}


def _assignments(file: CaseFile) -> list[BrokerAssignment]:
    found = [fact for fact in file.facts if isinstance(fact, BrokerAssignment)]
    return sorted(found, key=lambda fact: fact.id or 0)


def _since(file: CaseFile, version: int) -> list[BrokerAssignment]:
    """The assignments recorded since the card had that version."""
    return [fact for fact in _assignments(file) if fact.base_version >= version and fact.withdrawn_at is None]


def _stale_message(
    files: list[CaseFile], people: Mapping[int, Staff], latest: BrokerAssignment, when: datetime
) -> Message:
    names = [file.citizen.name for file in files if not file.citizen.name_protected][:_NAMED]
    others = len(files) - len(names)
    by = people.get(latest.recorded_by or 0)
    named = as_it_is(", ".join(names))
    more = say_count("%(count)s more", "%(count)s more", others)
    whom = named if not others else say("%(names)s and %(more)s", names=named, more=more) if names else more
    return say(
        "%(who)s changed who follows these citizens on %(when)s: %(whom)s. Look at the list again",
        who=by.name if by else say("an import"),
        when=when,
        whom=whom,
    )
