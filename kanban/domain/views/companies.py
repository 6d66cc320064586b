"""What the pages of the company register get, and what is offered while one types."""

from dataclasses import dataclass
from datetime import date

from kanban.domain.messages import Message
from kanban.domain.steps import Step
from kanban.domain.views.move_form import FieldView


@dataclass(frozen=True)
class Suggestion:
    """One thing to choose: the ``value`` for the field, a ``note`` beside it, and a company's CVR number."""

    value: str
    note: str = ""
    cvr: str = ""


@dataclass(frozen=True)
class CompanyRow:
    """One line of the register; ``there`` counts the citizens who are there today."""

    id: int
    name: str
    cvr: str
    people: tuple[str, ...]
    there: int


@dataclass(frozen=True)
class RegisterView:
    """One page of the register, in Danish order of the names."""

    rows: tuple[CompanyRow, ...]
    q: str
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class PersonView:
    """Somebody one talks with at a company."""

    id: int
    name: str
    title: str
    phone: str
    email: str


@dataclass(frozen=True)
class CitizenThere:
    """A citizen who is at the company today, as the board would show the card."""

    id: str
    name: str
    name_protected: bool
    step: Step | None
    since: date | None


@dataclass(frozen=True)
class FormView:
    """A small form: fields, what is wrong, and ``seen``, which tells on sending what it was opened on.

    ``conflict`` says that somebody else was first; the fields then show theirs beside what was typed.
    """

    fields: tuple[FieldView, ...]
    seen: str
    problems: tuple[FieldView, ...] = ()
    conflict: Message | None = None


@dataclass(frozen=True)
class OpeningLine:
    """A job opening at the company; ``open`` while it can be filled."""

    id: int
    tasks: str
    hours: str
    found_on: date
    open: bool
    state: Message


@dataclass(frozen=True)
class CompanyView:
    """One company: whom one talks with, who is there, and the form for name and number."""

    id: int
    name: str
    cvr: str
    people: tuple[PersonView, ...]
    there: tuple[CitizenThere, ...]
    form: FormView
    may_change: bool
    openings: tuple[OpeningLine, ...] = ()
    may_share: bool = False


@dataclass(frozen=True)
class PersonFormView:
    """The form for somebody at a company; ``person_id`` is None for somebody new."""

    company_id: int
    company: str
    person_id: int | None
    name: str
    form: FormView
