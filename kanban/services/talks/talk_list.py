"""A citizen's talks as they are shown: the newest in the panel, all of them on pages, and where progression stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from kanban.domain.audit import AuditAction
from kanban.domain.citizen import Citizen
from kanban.domain.errors import NotFoundError
from kanban.domain.permissions import Permission, may, require
from kanban.domain.progression import Template
from kanban.domain.staff import Actor, Staff
from kanban.domain.steps import step
from kanban.domain.talk import Talk
from kanban.domain.transition import StepTransition
from kanban.domain.views.talks import FormerTalk, LevelView, MeasuredView, TalkListView, TalksView, TalkView
from kanban.services.runtime import Runtime
from kanban.store import audit, citizens, progression, staff, talks

IN_PANEL = 5
ON_PAGE = 25
_TEXTS = ("talk_place", "participants", "resources", "challenges", "note")


def talks_of(session: Session, citizen: Citizen, actor: Actor, limit: int = IN_PANEL, offset: int = 0) -> TalksView:
    """Some of the citizen's talks, in a number of statements that does not depend on how many there are."""
    citizen_id = citizen.id or 0
    shown = talks.newest(session, citizen_id, limit, offset)
    levels = _levels(session, citizen)
    return TalksView(
        citizen_id=citizen.public_id,
        shown=tuple(views_of(session, citizen_id, shown)),
        total=talks.count(session, citizen_id),
        progression=levels,
        measured_on=max((each.measured_on for each in levels), default=None),
        can_edit=may(actor, Permission.EDIT_CASE),
    )


def talk_page(runtime: Runtime, actor: Actor, citizen_id: str, page: int) -> TalkListView:
    """A page of all talks, the latest held first. Raises :class:`NotFoundError` for a page that does not exist."""
    require(actor, Permission.SEE_BOARD)
    with runtime.database.read() as session:
        citizen = citizens.get(session, actor, citizen_id)
        found = talks_of(session, citizen, actor, ON_PAGE, (page - 1) * ON_PAGE)
    pages = max(1, -(-found.total // ON_PAGE))
    if page > pages:
        raise NotFoundError
    with runtime.database.write() as session:
        audit.write(session, runtime.clock, AuditAction.CASE_OPENED, actor, citizen_id=citizen.id, detail="talks")
    return TalkListView(citizen.public_id, citizen.name, found, page, pages)


def views_of(session: Session, citizen_id: int, shown: Sequence[Talk]) -> list[TalkView]:
    """Talks as they are shown, each with its levels and former versions."""
    former = talks.corrected(session, citizen_id)
    builder = _Views(
        scores=talks.scores(session, [talk.id for talk in shown]),
        moves=talks.moves_of(session, shown),
        people=staff.names(session, [talk.recorded_by for talk in (*shown, *former)]),
        templates=progression.templates(session, [talk.template_id for talk in shown]),
        former={talk.id or 0: talk for talk in former},
    )
    return [builder.view(talk) for talk in shown]


@dataclass(frozen=True)
class _Views:
    """What the talks of a page share."""

    scores: Mapping[int, Mapping[str, int]]
    moves: Mapping[int, StepTransition]
    people: Mapping[int, Staff]
    templates: Mapping[int | None, Template]
    former: Mapping[int, Talk]

    def view(self, talk: Talk) -> TalkView:
        move = self.moves.get(talk.transition_id or 0)
        return TalkView(
            id=talk.id or 0,
            held_on=talk.held_on,
            talk_kind=talk.talk_kind,
            talk_place=talk.talk_place,
            participants=talk.participants,
            resources=talk.resources,
            challenges=talk.challenges,
            note=talk.note,
            step=step(talk.step) if talk.step is not None else None,
            confirmed=talk.step_confirmed,
            moved=move is not None,
            move_annulled=move is not None and move.annulled_at is not None,
            next_talk_on=talk.next_talk_on,
            levels=measured(self.templates[talk.template_id], self.scores.get(talk.id or 0, {})),
            recorded_at=talk.recorded_at,
            recorded_by=self._who(talk),
            former=tuple(self._former(talk)),
        )

    def _former(self, talk: Talk) -> list[FormerTalk]:
        """The versions before, the newest first."""
        found = []
        before = self.former.get(talk.replaces_id or 0)
        while before is not None:
            texts = tuple((name, getattr(before, name)) for name in _TEXTS if getattr(before, name))
            who = self._who(before)
            found.append(FormerTalk(before.id or 0, before.recorded_at, who, before.held_on, before.talk_kind, texts))
            before = self.former.get(before.replaces_id or 0)
        return found

    def _who(self, talk: Talk) -> str:
        found = self.people.get(talk.recorded_by or 0)
        return found.name if found else ""


def measured(
    template: Template, levels: Mapping[str, int], before: Mapping[str, int] | None = None
) -> tuple[MeasuredView, ...]:
    """The levels of one talk in the words they were measured with."""
    earlier = before or {}
    return tuple(
        MeasuredView(theme.name, levels[theme.code], template.words[levels[theme.code] - 1], earlier.get(theme.code))
        for theme in template.themes
        if theme.code in levels
    )


def _levels(session: Session, citizen: Citizen) -> tuple[LevelView, ...]:
    """Where the citizen is seen now, theme by theme, and what has changed since the measurement before."""
    template = progression.current_template(session, citizen.municipality_id)
    found = talks.latest_levels(session, citizen.id or 0)
    views = []
    for theme in template.themes:
        rows = found.get(theme.code, [])
        if rows:
            (day, level), *rest = rows
            change = level - rest[0][1] if rest else None
            views.append(LevelView(theme.name, level, day, change, template.words[level - 1]))
    return tuple(views)
