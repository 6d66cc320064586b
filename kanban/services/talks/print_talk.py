"""A talk as a letter for the citizen's case (R-CONN-2): what was said, decided, measured and agreed."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from sqlmodel import Session

from kanban.domain.audit import AuditAction
from kanban.domain.citizen import Citizen
from kanban.domain.messages import Message
from kanban.domain.permissions import Permission, require
from kanban.domain.staff import Actor
from kanban.pdf.letter import TalkLetter, set_talk
from kanban.services.runtime import Runtime
from kanban.services.talks.letter_words import LetterWords, Printed
from kanban.services.talks.talk_list import measured, views_of
from kanban.store import audit, progression, staff, talks

Words = Callable[[Message], str]


@dataclass(frozen=True)
class PrintedTalk:
    """The file, and the name to save it under."""

    file: BytesIO
    name: str


def print_talk(runtime: Runtime, actor: Actor, talk_id: int, words: Words, locale: str) -> PrintedTalk:
    """The version of a talk with this id as PDF, its own words in the reader's language.

    Raises :class:`NotFoundError` and :class:`ForbiddenError`.
    """
    with runtime.database.read() as session:
        talk, citizen = talks.get(session, actor, talk_id)
        require(actor, Permission.EDIT_CASE)
        template = progression.template_of(session, talk.template_id)
        before = talks.latest_levels(session, citizen.id or 0, (talk.held_on, talk.id or 0))
        levels = talks.scores(session, [talk.id]).get(talk.id or 0, {})
        agreed = talks.agreed_at(session, talk)
        printed = Printed(
            talk=views_of(session, citizen.id or 0, [talk])[0],
            citizen=citizen,
            municipality=actor.municipality,
            levels=measured(template, levels, talks.levels_of(before)),
            scale=template.words,
            agreed=tuple((each, _who(session, each.action_by)) for each in agreed),
            superseded=talks.successor(session, talk) is not talk,
        )
    letter = LetterWords(words, runtime.clock, printed).letter(locale)
    return _file(runtime, actor, citizen, letter, f"samtale-{talk.held_on:%d-%m-%Y}.pdf")


def _who(session: Session, staff_id: int | None) -> str:
    found = staff.names(session, [staff_id]).get(staff_id or 0)
    return found.name if found else ""


def _file(runtime: Runtime, actor: Actor, citizen: Citizen, letter: TalkLetter, name: str) -> PrintedTalk:
    file = BytesIO(set_talk(letter))
    with runtime.database.write() as session:
        audit.write(session, runtime.clock, AuditAction.TALK_PRINTED, actor, citizen_id=citizen.id)
    return PrintedTalk(file, name)
