"""Recording a talk: what was said, the decision about the step, the levels, and what was agreed, in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from kanban.domain.audit import AuditAction
from kanban.domain.errors import ConflictError, FieldProblem, InvalidInputError
from kanban.domain.follow_up import AgreedAction
from kanban.domain.inputs.fact import read_version
from kanban.domain.inputs.talk import DECISION, TALK_FIELDS, Decision, TalkInput, read_talk
from kanban.domain.messages import Message, say
from kanban.domain.permissions import Permission, require
from kanban.domain.progression import Template
from kanban.domain.staff import Actor
from kanban.domain.steps import is_step
from kanban.domain.talk import Talk, TalkMark, TalkScore
from kanban.services.case.confirm_step import confirm_in
from kanban.services.case.move_citizen import Moved, move_in, who_was_first
from kanban.services.case.record_facts import sign_for
from kanban.services.case.staff_choices import check_staff
from kanban.services.runtime import Runtime
from kanban.store import audit, citizens, progression, talks
from kanban.store.case_file import CaseFile, open_file, save


@dataclass(frozen=True)
class Recorded:
    """A stored talk; ``moved`` when the citizen moved at it, ``step`` where the citizen stands now."""

    talk_id: int
    citizen_id: str
    citizen_name: str
    step: int | None
    moved: Moved | None = None
    repeated: bool = False


def record_talk(runtime: Runtime, actor: Actor, citizen_id: str, raw: Mapping[str, str]) -> Recorded:
    """Store a talk; the same submission sent again is answered like the first.

    Raises :class:`NotFoundError`, :class:`ForbiddenError`, :class:`InvalidInputError` with every problem of talk and
    move, and :class:`ConflictError` when a move was decided on a card that has changed since. Whatever is raised,
    nothing is stored (R-STEP-11, R-CONN-1).
    """
    with runtime.database.write() as session:
        citizen = citizens.get(session, actor, citizen_id, lock=True)
        require(actor, Permission.EDIT_CASE)
        template = progression.current_template(session, actor.municipality_id)
        found = read_talk(raw, template, runtime.clock.today())
        earlier = talks.sent_before(session, citizen.id or 0, actor.id, found.fingerprint)
        if earlier is not None:
            return Recorded(earlier.id or 0, citizen.public_id, citizen.name, citizen.current_step, repeated=True)
        return _Recording(session, runtime, actor, open_file(session, citizen), template).take(found)


class _Recording:
    """One talk on its way into the case."""

    def __init__(self, session: Session, runtime: Runtime, actor: Actor, file: CaseFile, template: Template) -> None:
        self._session, self._runtime, self._actor = session, runtime, actor
        self._file, self._template = file, template

    def take(self, found: TalkInput) -> Recorded:
        """Check everything at once, then store it."""
        problems = [*found.problems, *self._undecided(found), *self._nobody(found)]
        moved: Moved | None = None
        if found.decision is Decision.MOVE:
            try:
                moved = self._move(found)
            except InvalidInputError as refusal:
                problems += [each for each in refusal.problems if not self._told(each, found)]
        if problems:
            raise InvalidInputError(tuple(problems))
        talk = self._store(found, moved)
        citizen = self._file.citizen
        return Recorded(talk.id or 0, citizen.public_id, citizen.name, citizen.current_step, moved)

    def _undecided(self, found: TalkInput) -> list[FieldProblem]:
        if found.decision is not Decision.NONE or not is_step(self._file.citizen.current_step):
            return []
        return [FieldProblem(DECISION, say("Decide whether the step is right, or choose the step to move to"))]

    def _nobody(self, found: TalkInput) -> tuple[FieldProblem, ...]:
        try:
            check_staff(self._session, self._actor, found.action)
        except InvalidInputError as refusal:
            return refusal.problems
        return ()

    def _told(self, problem: FieldProblem, found: TalkInput) -> bool:
        """Whether the day is refused at the talk already: the move only took it from there."""
        refused = {each.field for each in found.problems}
        return problem.field == "effective_on" and not found.own_day and "held_on" in refused

    def _move(self, found: TalkInput) -> Moved:
        if read_version(found.move) != self._file.citizen.version:
            raise ConflictError(self._who_was_first())
        moved = move_in(self._session, self._runtime, self._actor, self._file, found.move)
        if moved.repeated:
            raise ConflictError(self._who_was_first())
        return moved

    def _who_was_first(self) -> Message:
        who = who_was_first(self._session, self._runtime, self._file).params
        if "who" not in who:
            return say("The card has changed since you opened the form. See whether the decision still holds")
        return say("%(who)s changed this citizen's case on %(when)s. See whether the decision still holds", **who)

    def _store(self, found: TalkInput, moved: Moved | None) -> Talk:
        file, values = self._file, found.values
        told: dict[str, Any] = {name: values[name] for name in TALK_FIELDS if name in values}
        confirmed = found.decision is Decision.CONFIRM and is_step(file.citizen.current_step)
        talk = Talk(
            **told,
            step=file.citizen.current_step,
            step_confirmed=confirmed,
            template_id=self._template.id,
            fingerprint=found.fingerprint,
        )
        sign_for(talk, file, self._runtime.clock.now(), self._actor.id, moved.transition_id if moved else None)
        self._session.add(talk)
        self._session.flush()
        self._store_levels(talk, found)
        if confirmed:
            confirm_in(self._session, self._runtime, self._actor, file, talk.held_on, talk.id)
        self._agree(found)
        file.talks.append(TalkMark(talk.held_on, talk.next_talk_on))
        save(self._session, file)
        clock, citizen_id = self._runtime.clock, file.citizen.id
        audit.write(self._session, clock, AuditAction.TALK_RECORDED, self._actor, citizen_id=citizen_id)
        return talk

    def _store_levels(self, talk: Talk, found: TalkInput) -> None:
        self._session.add_all(
            TalkScore(talk_id=talk.id or 0, theme=theme, level=level) for theme, level in found.levels.items()
        )

    def _agree(self, found: TalkInput) -> None:
        if not found.action:
            return
        given: dict[str, Any] = dict(found.action)
        agreed = AgreedAction(**given)
        sign_for(agreed, self._file, self._runtime.clock.now(), self._actor.id)
        self._file.facts.append(agreed)
