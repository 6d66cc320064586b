"""The page on which a municipality sets up its programmes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kanban.domain.danish import show_date
from kanban.domain.errors import DomainError, InvalidInputError
from kanban.domain.messages import Message
from kanban.domain.permissions import Permission, require
from kanban.domain.programme import Programme
from kanban.domain.staff import Actor
from kanban.domain.views.programmes import ProgrammeForm, ProgrammesView
from kanban.services.programmes.set_programme import NEW, why_kept
from kanban.services.runtime import Runtime
from kanban.store import programmes, staff

_TYPED = ("name", "about", "begins_on", "ends_on")
_BLANK = ProgrammeForm(number=0, title="", name="", about="", begins_on="", ends_on="", seen=0)


@dataclass(frozen=True)
class RefusedProgramme:
    """Which form was refused, what was typed in it, and why; after a conflict the form shows what counts."""

    number: str
    typed: Mapping[str, str]
    error: DomainError

    def shown(self, form: ProgrammeForm) -> ProgrammeForm:
        """The form with what was typed and what is wrong with it."""
        if not isinstance(self.error, InvalidInputError):
            return replace(form, conflict=self.error.message)
        problems: Mapping[str, Message] = self.error.by_field()
        name, about, begins_on, ends_on = (self.typed.get(field, "") for field in _TYPED)
        return replace(form, name=name, about=about, begins_on=begins_on, ends_on=ends_on, problems=problems)


def programmes_page(runtime: Runtime, actor: Actor, refused: RefusedProgramme | None = None) -> ProgrammesView:
    """The page. Raises :class:`ForbiddenError` for others than superusers."""
    require(actor, Permission.SET_UP)
    with runtime.database.read() as session:
        known = programmes.of_municipality(session, actor.municipality_id)
        sizes = programmes.sizes(session, actor.municipality_id)
        kept = why_kept(session, actor.municipality_id)
        people = staff.names(session, [each.recorded_by for each in known])
    names = {number: person.name for number, person in people.items()}
    forms = [
        replace(
            _form(each),
            on_board=sizes[each.id].on_board if each.id in sizes else 0,
            removable=each.id not in kept,
            ended=each.has_ended(runtime.clock.today()),
            by=names.get(each.recorded_by or 0, ""),
        )
        for each in known
    ]
    return _with_refusal(forms, refused)


def _with_refusal(forms: list[ProgrammeForm], refused: RefusedProgramme | None) -> ProgrammesView:
    if refused is None:
        return ProgrammesView(tuple(forms), _BLANK)
    new = refused.shown(_BLANK) if refused.number == NEW else _BLANK
    return ProgrammesView(
        tuple(refused.shown(form) if str(form.number) == refused.number else form for form in forms), new
    )


def _form(programme: Programme) -> ProgrammeForm:
    return ProgrammeForm(
        number=programme.id or 0,
        title=programme.name,
        name=programme.name,
        about=programme.about,
        begins_on=show_date(programme.begins_on) if programme.begins_on else "",
        ends_on=show_date(programme.ends_on) if programme.ends_on else "",
        seen=programme.version,
        at=programme.recorded_at,
    )
