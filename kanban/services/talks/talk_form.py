"""The form for a talk: new with a decision about the step, or one on record to be corrected."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sqlmodel import Session

from kanban.domain.audit import AuditAction
from kanban.domain.citizen import Citizen
from kanban.domain.danish import show_date
from kanban.domain.errors import ConflictError, FactConflictError, InvalidInputError
from kanban.domain.messages import Message
from kanban.domain.permissions import Permission, require
from kanban.domain.staff import Actor, Staff
from kanban.domain.steps import Step, is_step, parse_target, step
from kanban.domain.views.move_form import MoveFormView
from kanban.domain.views.talks import TalkFormView
from kanban.services.case.move_form import RefusedForm, view_in
from kanban.services.runtime import Runtime
from kanban.services.talks.talk_fields import Measured, TalkParts, texts_of
from kanban.store import audit, citizens, progression, talks
from kanban.store import staff as staff_store
from kanban.store.case_file import CaseFile, open_file


@dataclass(frozen=True)
class Returned:
    """A form that comes back: what was typed, its problems, or the conflict it ran into."""

    typed: Mapping[str, str]
    problems: InvalidInputError | None = None
    conflict: Message | None = None
    theirs: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def after(cls, typed: Mapping[str, str], conflict: ConflictError) -> "Returned":
        """What comes back after a conflict, with what others wrote when the conflict knows."""
        theirs = conflict.theirs if isinstance(conflict, FactConflictError) else {}
        return cls(typed, conflict=conflict.message, theirs=theirs)

    @property
    def by_field(self) -> Mapping[str, Message]:
        """The first problem of each field."""
        return self.problems.by_field() if self.problems else {}


def new_talk(
    runtime: Runtime,
    actor: Actor,
    citizen_id: str,
    to_step: str = "",
    returned: Returned | None = None,
    return_query: str = "",
) -> TalkFormView:
    """The form for a new talk; with ``to_step`` the decision to move there is filled in.

    Raises :class:`NotFoundError` and :class:`ForbiddenError`.
    """
    with runtime.database.read() as session:
        citizen = citizens.get(session, actor, citizen_id)
        require(actor, Permission.EDIT_CASE)
        file = open_file(session, citizen)
        typed = returned.typed if returned else _beginning(runtime, actor, to_step)
        move = _move(session, runtime, actor, file, returned or Returned(typed))
        people = staff_store.of_municipality(session, actor.municipality_id)
        view = _new(session, file, people, typed, returned)
    if returned is None:
        _log_opened(runtime, actor, citizen)
    return replace(view, move=move, return_query=return_query)


def move_part(runtime: Runtime, actor: Actor, citizen_id: str, to_step: str) -> MoveFormView | None:
    """The fields of the move alone, for a step that was chosen; none for no step, and none of what was typed."""
    with runtime.database.read() as session:
        citizen = citizens.get(session, actor, citizen_id)
        require(actor, Permission.EDIT_CASE)
        file = open_file(session, citizen)
        return _move(session, runtime, actor, file, Returned({"to_step": to_step}))


def edit_talk(
    runtime: Runtime, actor: Actor, talk_id: int, returned: Returned | None = None, return_query: str = ""
) -> TalkFormView:
    """The form that corrects a talk; one that has been corrected meanwhile gives the version that stands now.

    Raises :class:`NotFoundError` and :class:`ForbiddenError`.
    """
    with runtime.database.read() as session:
        named, citizen = talks.get(session, actor, talk_id)
        require(actor, Permission.EDIT_CASE)
        talk = talks.successor(session, named)
        template = progression.template_of(session, talk.template_id)
        levels = talks.scores(session, [talk.id]).get(talk.id or 0, {})
        before = talks.latest_levels(session, citizen.id or 0, (talk.held_on, talk.id or 0))
    if returned is None:
        _log_opened(runtime, actor, citizen)
    parts = _parts(returned.typed if returned else texts_of(talk, levels, template), returned)
    view = _view(parts, citizen, returned)
    return replace(
        view,
        talk_id=talk.id,
        themes=tuple(parts.theme(theme, before) for theme in template.themes),
        words=template.words,
        return_query=return_query,
    )


def _beginning(runtime: Runtime, actor: Actor, to_step: str) -> dict[str, str]:
    """What a new form begins with."""
    return {
        "held_on": show_date(runtime.clock.today()),
        "talk_kind": "conversation",
        "action_by": str(actor.id),
        "to_step": to_step if parse_target(to_step) is not None else "",
    }


def _parts(typed: Mapping[str, str], returned: Returned | None) -> TalkParts:
    return TalkParts(typed, returned.by_field if returned else {}, returned.theirs if returned else {})


def _new(
    session: Session, file: CaseFile, people: list[Staff], typed: Mapping[str, str], returned: Returned | None
) -> TalkFormView:
    citizen = file.citizen
    template = progression.current_template(session, citizen.municipality_id)
    measured: Measured = talks.latest_levels(session, citizen.id or 0)
    parts = _parts(typed, returned)
    return replace(
        _view(parts, citizen, returned),
        action=parts.one("action"),
        action_by=parts.one("action_by", people),
        due_on=parts.one("due_on"),
        themes=tuple(parts.theme(theme, measured) for theme in template.themes),
        words=template.words,
        decision=parts.decision(citizen.current_step),
    )


def _view(parts: TalkParts, citizen: Citizen, returned: Returned | None) -> TalkFormView:
    return TalkFormView(
        citizen_id=citizen.public_id,
        citizen_name=citizen.name,
        version=citizen.version,
        step=_step_of(citizen),
        talk_id=None,
        held_on=parts.one("held_on"),
        talk_kind=parts.one("talk_kind"),
        talk_place=parts.one("talk_place"),
        participants=parts.one("participants"),
        resources=parts.one("resources"),
        challenges=parts.one("challenges"),
        note=parts.one("note"),
        next_talk_on=parts.one("next_talk_on"),
        themes_problem=parts.problems.get("progress"),
        problems=parts.summary(),
        conflict=returned.conflict if returned else None,
    )


def _step_of(citizen: Citizen) -> Step | None:
    return step(citizen.current_step) if citizen.current_step is not None and is_step(citizen.current_step) else None


def _move(session: Session, runtime: Runtime, actor: Actor, file: CaseFile, returned: Returned) -> MoveFormView | None:
    """The move's fields, filled from what is on record or as typed; its day is empty as long as it is the talk's."""
    to_step = returned.typed.get("to_step", "")
    target = parse_target(to_step)
    if target is None or target == file.citizen.current_step:
        return None
    keeps = {"effective_on": "", **returned.typed}
    view = view_in(session, runtime, actor, file, to_step, RefusedForm(keeps, returned.problems))
    return replace(view, effective_on=replace(view.effective_on, required=False))


def _log_opened(runtime: Runtime, actor: Actor, citizen: Citizen) -> None:
    with runtime.database.write() as session:
        audit.write(session, runtime.clock, AuditAction.CASE_OPENED, actor, citizen_id=citizen.id, detail="talk form")
