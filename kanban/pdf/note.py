"""The note of a board meeting as PDF, set as letters are."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from kanban.pdf.letter import Row, compiled


@dataclass(frozen=True)
class NoteLine:
    """One entry: its text, who and by when in one line, and whether it is something to do."""

    text: str
    about: str
    action: bool


@dataclass(frozen=True)
class MeetingLetter:
    """A note in the reader's language; ``parts`` are headings with lines, ``page`` holds ``{page}`` and ``{pages}``."""

    lang: str
    title: str
    municipality: str
    place: str
    heading: str
    notice: str
    facts: Sequence[Row]
    parts: Sequence[tuple[str, Sequence[NoteLine]]]
    nothing: str
    footer: str
    page: str


def set_note(letter: MeetingLetter) -> bytes:
    """The note as PDF."""
    return compiled("meeting.typ", asdict(letter))
