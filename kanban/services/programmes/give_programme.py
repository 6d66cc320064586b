"""Putting citizens into another programme: one or many, in one transaction, and the form for one (R-STEP-0)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from kanban.domain.audit import AuditAction
from kanban.domain.citizen import Citizen, is_public_id
from kanban.domain.day_words import as_it_is
from kanban.domain.errors import ConflictError, DomainError, FieldProblem, InvalidInputError, NotFoundError
from kanban.domain.inputs.assignment import check_chosen
from kanban.domain.inputs.programme import NO_SUCH_PROGRAMME
from kanban.domain.messages import say, say_count
from kanban.domain.permissions import Permission, require
from kanban.domain.programme import Programme
from kanban.domain.staff import Actor
from kanban.domain.views.programmes import MemberForm
from kanban.services.programmes.choices import joinable, options
from kanban.services.runtime import Runtime
from kanban.store import audit, citizens, live, programmes
from kanban.store import caseload as caseload_store
from kanban.store.bulk import lock_municipality

_NAMED = 5


@dataclass(frozen=True)
class Given:
    """How many were chosen and the programme they are in now; ``step`` is where the citizen stands when it was one."""

    count: int
    programme: str
    citizen_name: str
    step: int | None


def give_programme(runtime: Runtime, actor: Actor, chosen: Mapping[str, str], raw: Mapping[str, str]) -> Given:
    """Put the chosen citizens into ``programme_id``, each named with the id of the programme that was shown.

    Who is in it already stays as is. Raises :class:`NotFoundError`, :class:`ForbiddenError`,
    :class:`InvalidInputError` (``citizen_id``, ``programme_id``), and :class:`ConflictError` when one of them has got
    into another programme meanwhile. Whatever is raised, nothing is stored.
    """
    if not all(map(is_public_id, chosen)):
        raise NotFoundError
    check_chosen(chosen)
    with runtime.database.write() as session:
        lock_municipality(session, actor.municipality_id)
        found = caseload_store.by_public_ids(session, actor.municipality_id, chosen)
        if len(found) != len(chosen):
            raise NotFoundError
        require(actor, Permission.ASSIGN)
        wanted = _wanted(session, actor, raw)
        waiting = [citizen for citizen in found if citizen.programme_id != wanted.id]
        _refuse(runtime, waiting, wanted, chosen)
        _give(session, runtime, actor, waiting, wanted)
    return Given(len(found), wanted.name, found[0].name, found[0].current_step)


def member_form(runtime: Runtime, actor: Actor, citizen_id: str, error: DomainError | None = None) -> MemberForm:
    """The form for one citizen. Raises :class:`NotFoundError` and :class:`ForbiddenError`."""
    with runtime.database.read() as session:
        citizen = citizens.get(session, actor, citizen_id)
        require(actor, Permission.ASSIGN)
        known = programmes.of_municipality(session, actor.municipality_id)
    if error is None:
        with runtime.database.write() as session:
            detail = "programme form"
            audit.write(session, runtime.clock, AuditAction.CASE_OPENED, actor, citizen_id=citizen.id, detail=detail)
    problems = error.by_field() if isinstance(error, InvalidInputError) else {}
    return MemberForm(
        citizen_id=citizen.public_id,
        citizen_name=citizen.name,
        seen=citizen.programme_id or 0,
        options=options(joinable(known, runtime.clock.today(), citizen.programme_id), citizen.programme_id),
        problem=next(iter(problems.values()), None),
        conflict=error.message if error and not problems else None,
    )


def _wanted(session: Session, actor: Actor, raw: Mapping[str, str]) -> Programme:
    typed = raw.get("programme_id", "")
    for each in programmes.of_municipality(session, actor.municipality_id):
        if str(each.id) == typed:
            return each
    raise InvalidInputError((FieldProblem("programme_id", NO_SUCH_PROGRAMME),))


def _refuse(runtime: Runtime, waiting: Sequence[Citizen], wanted: Programme, chosen: Mapping[str, str]) -> None:
    """Raise for a programme that has ended, and for citizens who are not where the form showed them."""
    if waiting and wanted.has_ended(runtime.clock.today()):
        message = say("%(programme)s has ended. Choose another programme", programme=as_it_is(wanted.name))
        raise InvalidInputError((FieldProblem("programme_id", message),))
    stale = [citizen for citizen in waiting if str(citizen.programme_id or 0) != chosen[citizen.public_id]]
    if not stale:
        return
    names = [citizen.name for citizen in stale if not citizen.name_protected][:_NAMED]
    more = say_count("%(count)s more", "%(count)s more", len(stale) - len(names))
    named = as_it_is(", ".join(names))
    whom = say("%(names)s and %(more)s", names=named, more=more) if names and len(stale) > len(names) else named
    raise ConflictError(
        say(
            "Somebody has put these into another programme meanwhile: %(whom)s. Look again",
            whom=whom if names else more,
        )
    )


def _give(session: Session, runtime: Runtime, actor: Actor, waiting: Sequence[Citizen], wanted: Programme) -> None:
    for citizen in waiting:
        detail = f"programme={wanted.id} before={citizen.programme_id or ''}"
        citizen.version += 1
        audit.write(session, runtime.clock, AuditAction.PROGRAMME_GIVEN, actor, citizen_id=citizen.id, detail=detail)
    programmes.put(session, waiting, wanted.id or 0)
    if len(waiting) == 1:
        live.tell(session, live.changed(waiting[0], waiting[0].current_step, None))
    elif waiting:
        live.tell(session, live.many_changed(actor.municipality_id))
