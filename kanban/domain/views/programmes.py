"""What the page with a municipality's programmes gets, and the form that puts a citizen into one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kanban.domain.messages import Message
from kanban.domain.views.board import Option


@dataclass(frozen=True)
class ProgrammeForm:
    """One programme's form, as it stands or as typed; ``number`` is 0 in the form for a new one.

    ``seen`` is sent back so that nobody overwrites what they have not seen; ``at`` and ``by`` tell who decided last.
    """

    number: int
    title: str
    name: str
    about: str
    begins_on: str
    ends_on: str
    seen: int
    on_board: int = 0
    removable: bool = False
    ended: bool = False
    at: datetime | None = None
    by: str = ""
    problems: Mapping[str, Message] | None = None
    conflict: Message | None = None


@dataclass(frozen=True)
class ProgrammesView:
    """The page: a form for each programme, the oldest first, and one for a new one."""

    programmes: tuple[ProgrammeForm, ...]
    new: ProgrammeForm


@dataclass(frozen=True)
class MemberForm:
    """The form that puts one citizen into another programme; ``seen`` is the one the citizen was in when it opened."""

    citizen_id: str
    citizen_name: str
    seen: int
    options: tuple[Option, ...]
    problem: Message | None = None
    conflict: Message | None = None
