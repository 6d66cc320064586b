"""The note of a board meeting as PDF, citizens by code unless names were asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from kanban.domain.audit import AuditAction
from kanban.domain.board_meeting import ActionState
from kanban.domain.clock import Clock
from kanban.domain.danish import show_date
from kanban.domain.messages import Message, say
from kanban.domain.permissions import Permission, require
from kanban.domain.staff import Actor
from kanban.domain.views.meetings import EntryView, NoteView
from kanban.pdf.note import MeetingLetter, NoteLine, set_note
from kanban.services.meetings.entry_views import Shown
from kanban.services.meetings.meeting_note import read_note
from kanban.services.runtime import Runtime
from kanban.store import audit, meetings

Words = Callable[[Message], str]


@dataclass(frozen=True)
class PrintedNote:
    """The file, and the name to save it under."""

    file: BytesIO
    name: str


@dataclass(frozen=True)
class _NoteWords:
    """Puts the note into words."""

    words: Words
    clock: Clock
    municipality: str

    def letter(self, note: NoteView, lang: str) -> MeetingLetter:
        """The whole note."""
        head, words = note.head, self.words
        parts = [(words(say(point.title)), [self._line(each) for each in entries]) for point, entries in note.parts]
        if note.settled:
            parts.append((words(say("What became of last time's")), [self._settled(each) for each in note.settled]))
        return MeetingLetter(
            lang=lang,
            title=words(say("Board meeting on %(date)s", date=head.held_on)),
            municipality=self.municipality,
            place=show_date(head.held_on),
            heading=words(say("Board meeting, %(place)s", place=head.place)),
            notice=words(say("Holds names of citizens")) if note.names else "",
            facts=self._facts(note),
            parts=parts,
            nothing=words(say("Nothing was recorded.")),
            footer=words(say("Board meeting on %(date)s", date=head.held_on)),
            page=words(say("Page %(page)s of %(pages)s", page="{page}", pages="{pages}")),
        )

    def _facts(self, note: NoteView) -> list[tuple[str, str]]:
        head = note.head
        rows = [(self.words(say("Begun")), self._moment(head.begun_at, head.begun_by))]
        if head.ended_at:
            rows.append((self.words(say("Ended")), self._moment(head.ended_at, head.ended_by)))
        return rows

    def _moment(self, at: datetime, who: str) -> str:
        return self.words(say("%(when)s by %(who)s", when=self.clock.local(at), who=who))

    def _line(self, entry: EntryView) -> NoteLine:
        about = [self.words(entry.kind)]
        about += [entry.who] if entry.who else []
        about += [self.words(say("by %(date)s", date=entry.due_on))] if entry.due_on else []
        if entry.citizen:
            about.append(entry.citizen.name or entry.citizen.code)
        about += [entry.company] if entry.company else []
        return NoteLine(entry.text, " · ".join(about), entry.is_action)

    def _settled(self, entry: EntryView) -> NoteLine:
        line = self._line(entry)
        said = say("Carried out") if entry.state == ActionState.DONE else say("Carried on")
        return NoteLine(line.text, f"{self.words(said)} · {line.about}", action=False)


def print_note(
    runtime: Runtime, actor: Actor, meeting_id: int, reader: tuple[Words, str], *, names: bool
) -> PrintedNote:
    """The note as PDF in the reader's language. Raises :class:`NotFoundError`."""
    require(actor, Permission.SEE_BOARD)
    words, locale = reader
    with runtime.database.read() as session:
        meeting = meetings.get(session, actor, meeting_id)
        note = read_note(session, meeting, Shown(actor, runtime.clock.today(), names, meeting_id))
    file = BytesIO(set_note(_NoteWords(words, runtime.clock, actor.municipality).letter(note, locale)))
    detail = f"meeting={meeting_id} names={'yes' if names else 'no'}"
    with runtime.database.write() as session:
        audit.write(session, runtime.clock, AuditAction.MEETING_PRINTED, actor, detail=detail)
    return PrintedNote(file, f"tavlemoede-{note.head.held_on:%d-%m-%Y}.pdf")
