"""Adding a programme, changing it, ending it, or removing one that nobody has taken part in."""

from collections.abc import Mapping

from sqlmodel import Session

from kanban.domain.audit import AuditAction
from kanban.domain.errors import ConflictError, FieldProblem, InvalidInputError, NotFoundError
from kanban.domain.inputs.programme import ProgrammeInput, read_programme
from kanban.domain.messages import Message, say
from kanban.domain.permissions import Permission, require
from kanban.domain.programme import Programme, name_key
from kanban.domain.staff import Actor
from kanban.services.runtime import Runtime
from kanban.store import audit, live, programmes, staff
from kanban.store.bulk import lock_municipality

NEW = "0"


def set_programme(runtime: Runtime, actor: Actor, number: str, raw: Mapping[str, str]) -> bool:
    """Store what is typed about a programme, or about a new one (``0``), or ``remove`` it; whether anything changed.

    The same new programme sent twice is stored once. Raises :class:`ForbiddenError`, :class:`NotFoundError`,
    :class:`InvalidInputError`, and :class:`ConflictError` when somebody else changed it since the form was opened.
    """
    require(actor, Permission.SET_UP)
    wanted = None if raw.get("remove", "") == "yes" else read_programme(raw, runtime.clock.today())
    with runtime.database.write() as session:
        lock_municipality(session, actor.municipality_id)
        known = programmes.of_municipality(session, actor.municipality_id)
        stands = next((each for each in known if str(each.id) == number), None)
        if stands is None and (number != NEW or wanted is None):
            raise NotFoundError
        if wanted is not None and any(_says(each, wanted) for each in known if number in {NEW, str(each.id)}):
            return False
        _refuse_unseen(session, runtime, stands, raw)
        if wanted is None:
            _remove(session, runtime, actor, stands)
        else:
            _store(session, runtime, actor, stands, wanted, known)
        live.tell(session, live.many_changed(actor.municipality_id))
    return True


def why_kept(session: Session, municipality_id: int) -> dict[int | None, Message]:
    """Programme -> why it can't be removed; those that can are left out."""
    found = dict.fromkeys(
        programmes.with_targets(session, municipality_id),
        say("A target is or has been about this programme. End it instead"),
    )
    inside = say("Citizens take part in this programme. Put them into another one first, or end it")
    return found | dict.fromkeys(programmes.sizes(session, municipality_id), inside)


def _remove(session: Session, runtime: Runtime, actor: Actor, stands: Programme | None) -> None:
    if stands is None:
        raise NotFoundError
    reason = why_kept(session, actor.municipality_id).get(stands.id)
    if reason is not None:
        raise InvalidInputError((FieldProblem("name", reason),))
    _log(session, runtime, actor, stands, "removed")
    session.delete(stands)


def _store(
    session: Session,
    runtime: Runtime,
    actor: Actor,
    stands: Programme | None,
    wanted: ProgrammeInput,
    known: list[Programme],
) -> None:
    if any(each.name_key == name_key(wanted.name) and each is not stands for each in known):
        raise InvalidInputError((FieldProblem("name", say("Another programme is called the same")),))
    programme = stands or Programme(
        municipality_id=actor.municipality_id, name="", name_key="", version=0, recorded_at=runtime.clock.now()
    )
    for name, value in vars(wanted).items():
        setattr(programme, name, value)
    programme.name_key, programme.version = name_key(wanted.name), programme.version + 1
    programme.recorded_at, programme.recorded_by = runtime.clock.now(), actor.id
    session.add(programme)
    session.flush()
    _log(session, runtime, actor, programme, "changed" if stands else "added")


def _log(session: Session, runtime: Runtime, actor: Actor, programme: Programme, done: str) -> None:
    told = {name: getattr(programme, name) or "" for name in ("name", "about", "begins_on", "ends_on")}
    detail = f"{done} programme={programme.id} " + " ".join(f"{name}={value}" for name, value in told.items())
    audit.write(session, runtime.clock, AuditAction.PROGRAMMES_CHANGED, actor, detail=detail)


def _refuse_unseen(session: Session, runtime: Runtime, stands: Programme | None, raw: Mapping[str, str]) -> None:
    if stands is None or raw.get("seen", "") == str(stands.version):
        return
    people = staff.names(session, [stands.recorded_by])
    who = people[stands.recorded_by].name if stands.recorded_by in people else say("somebody")
    when = runtime.clock.local(stands.recorded_at)
    raise ConflictError(say("%(who)s changed this on %(when)s. Here is what counts now", who=who, when=when))


def _says(programme: Programme, wanted: ProgrammeInput) -> bool:
    return all(getattr(programme, name) == value for name, value in vars(wanted).items())
