"""Correcting a talk: a further version that replaces the one before, which stays with who wrote it and when."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from kanban.domain.audit import AuditAction
from kanban.domain.errors import FactConflictError, InvalidInputError
from kanban.domain.inputs.talk import TALK_FIELDS, TalkInput, read_talk
from kanban.domain.messages import say
from kanban.domain.permissions import Permission, require
from kanban.domain.staff import Actor
from kanban.domain.talk import Talk, TalkScore
from kanban.services.case.record_facts import sign_for
from kanban.services.runtime import Runtime
from kanban.services.talks.record_talk import Recorded
from kanban.services.talks.talk_fields import texts_of
from kanban.store import audit, progression, staff, talks
from kanban.store.case_file import CaseFile, open_file, save


def correct_talk(runtime: Runtime, actor: Actor, talk_id: int, raw: Mapping[str, str]) -> Recorded:
    """Store a talk anew; saying what it says already stores nothing. The decision about the step stays as it is.

    Raises :class:`NotFoundError`, :class:`ForbiddenError`, :class:`InvalidInputError`, and :class:`FactConflictError`
    with what stands now when the talk has been corrected since the form was opened.
    """
    with runtime.database.write() as session:
        talk, citizen = talks.get(session, actor, talk_id, lock=True)
        require(actor, Permission.EDIT_CASE)
        template = progression.template_of(session, talk.template_id)
        found = read_talk(raw, template, runtime.clock.today())
        now = talks.successor(session, talk)
        levels = talks.scores(session, [talk.id, now.id])
        if now is not talk:
            _refuse_unless_repeated(
                session, runtime, actor, now, found, texts_of(now, levels.get(now.id or 0, {}), template)
            )
            return _recorded(now, open_file(session, citizen), repeated=True)
        if found.problems:
            raise InvalidInputError(found.problems)
        if _says(talk, levels.get(talk.id or 0, {}), found):
            return _recorded(talk, open_file(session, citizen), repeated=True)
        return _store(session, runtime, actor, open_file(session, citizen), talk, found)


def _refuse_unless_repeated(
    session: Session, runtime: Runtime, actor: Actor, now: Talk, found: TalkInput, theirs: Mapping[str, str]
) -> None:
    if now.recorded_by == actor.id and now.fingerprint == found.fingerprint:
        return
    people = staff.names(session, [now.recorded_by])
    who = people[now.recorded_by].name if now.recorded_by in people else say("an import")
    when = runtime.clock.local(now.recorded_at)
    message = say("%(who)s changed this on %(when)s. Choose which values count", who=who, when=when)
    raise FactConflictError(message, theirs, now.id or 0)


def _says(talk: Talk, levels: Mapping[str, int], found: TalkInput) -> bool:
    same = all((getattr(talk, name) or None) == found.values.get(name) for name in TALK_FIELDS)
    return same and dict(levels) == dict(found.levels)


def _store(
    session: Session, runtime: Runtime, actor: Actor, file: CaseFile, before: Talk, found: TalkInput
) -> Recorded:
    told: dict[str, Any] = {name: found.values[name] for name in TALK_FIELDS if name in found.values}
    talk = Talk(
        **told,
        step=before.step,
        step_confirmed=before.step_confirmed,
        template_id=before.template_id,
        fingerprint=found.fingerprint,
        replaces_id=before.id,
    )
    sign_for(talk, file, runtime.clock.now(), actor.id, before.transition_id)
    session.add(talk)
    session.flush()
    session.add_all(TalkScore(talk_id=talk.id or 0, theme=theme, level=each) for theme, each in found.levels.items())
    session.flush()
    file.talks = [mark for _, mark in talks.marks(session, [file.citizen.id])]
    save(session, file)
    citizen_id = file.citizen.id
    audit.write(session, runtime.clock, AuditAction.TALK_RECORDED, actor, citizen_id=citizen_id, detail="corrected")
    return _recorded(talk, file)


def _recorded(talk: Talk, file: CaseFile, *, repeated: bool = False) -> Recorded:
    citizen = file.citizen
    return Recorded(talk.id or 0, citizen.public_id, citizen.name, citizen.current_step, repeated=repeated)
