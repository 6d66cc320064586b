"""What the pages of the board meetings get."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from kanban.domain.board_meeting import KIND_LABELS, EntryKind, Point
from kanban.domain.messages import Message, say
from kanban.domain.views.board import Option
from kanban.domain.views.move_form import FieldView
from kanban.domain.views.wall import WallTile


@dataclass(frozen=True)
class CitizenCalled:
    """A citizen at a meeting: the code, and only where names are shown the name and the id that leads to the case."""

    code: str
    name: str = ""
    id: str = ""


@dataclass(frozen=True)
class EntryView:
    """A decision or an action; ``state`` is what became of an action, ``held_on`` its meeting's day."""

    id: int
    root_id: int
    point: Point
    is_action: bool
    text: str
    who: str
    due_on: date | None
    late: bool
    citizen: CitizenCalled | None
    opening_id: int | None
    company: str
    author: str
    recorded_at: datetime
    corrected: bool
    can_change: bool
    can_settle: bool
    state: str
    held_on: date
    meeting: str

    @property
    def kind(self) -> Message:
        """What it is, in words."""
        return say(KIND_LABELS[EntryKind.ACTION if self.is_action else EntryKind.DECISION])


@dataclass(frozen=True)
class EntryForm:
    """The form for an entry; ``entry_id`` is None for a new one. ``codes`` are offered for the citizen."""

    meeting_id: int
    point: Point
    entry_id: int | None
    fields: tuple[FieldView, ...]
    codes: tuple[str, ...]
    problems: tuple[FieldView, ...] = ()
    conflict: Message | None = None

    def field(self, name: str) -> FieldView:
        """One of the fields."""
        return next(view for view in self.fields if view.name == name)


@dataclass(frozen=True)
class MeetingHead:
    """Which meeting; ``ended_by`` is empty while it runs."""

    id: int
    place: str
    held_on: date
    begun_at: datetime
    begun_by: str
    ended_at: datetime | None
    ended_by: str


@dataclass(frozen=True)
class RecordView:
    """What a meeting has recorded at a point; ``position`` names the state of the whole record."""

    head: MeetingHead
    point: Point
    names: bool
    position: str
    entries: tuple[EntryView, ...]


@dataclass(frozen=True)
class StopLine:
    """A step on which citizens stand longer than most do: who, longest first, and how many more."""

    step: int
    name: str
    limit_days: int
    tiles: tuple[WallTile, ...]
    more: int


@dataclass(frozen=True)
class MeetingView:
    """One point of a meeting on the big screen.

    ``content`` is what the point is about and ``template`` shows it; ``called`` gives names by code where they are
    shown. ``form`` is None where the reader can't record.
    """

    record: RecordView
    points: tuple[tuple[Point, int], ...]
    previous: Point | None
    following: Point | None
    template: str
    content: object
    called: Mapping[str, CitizenCalled]
    form: EntryForm | None
    can_lead: bool

    @property
    def head(self) -> MeetingHead:
        """Which meeting."""
        return self.record.head


@dataclass(frozen=True)
class MeetingRow:
    """A meeting in the list."""

    id: int
    held_on: date
    place: str
    begun_by: str
    running: bool
    decisions: int
    actions: int


@dataclass(frozen=True)
class MeetingsView:
    """The meetings held, those that run, what is still to be done by the reader, and for whom one can begin."""

    rows: tuple[MeetingRow, ...]
    mine: tuple[EntryView, ...]
    scopes: tuple[Option, ...]
    can_lead: bool


@dataclass(frozen=True)
class NoteView:
    """The note of a meeting, by point of the agenda."""

    head: MeetingHead
    names: bool
    parts: tuple[tuple[Point, tuple[EntryView, ...]], ...]
    settled: tuple[EntryView, ...]
