"""The form in which a milestone is set and broken down to teams and job brokers, with a proposal to begin from."""

from collections.abc import Mapping
from datetime import date

from sqlmodel import Session

from kanban.domain.day_words import month as month_name
from kanban.domain.inputs.targets import Place, read_place, read_total
from kanban.domain.messages import Message, mark, say
from kanban.domain.milestone import EVERYBODY, Milestone, MilestoneKind, Owner, break_down
from kanban.domain.months import days_until, key, later, month_of
from kanban.domain.permissions import Permission, require
from kanban.domain.staff import Actor
from kanban.domain.steps import STEPS
from kanban.domain.views.board import Option
from kanban.domain.views.milestones import MilestoneForm, PartField, title
from kanban.domain.views.rules import Decided
from kanban.services.refusal import Refusal
from kanban.services.runtime import Runtime
from kanban.services.targets.people import People, read_people
from kanban.services.targets.set_milestones import standing_rows
from kanban.store import milestones, staff
from kanban.store.flow_scope import FlowScope
from kanban.store.milestones import By

MONTHS_OFFERED = 12
KIND_LABELS = {MilestoneKind.START: mark("Start: come to the step"), MilestoneKind.KEEP: mark("Keep: stay there")}


def milestone_form(
    runtime: Runtime, actor: Actor, raw: Mapping[str, str], refused: Refusal | None = None
) -> MilestoneForm:
    """The milestone as it stands, with a proposal when a number is given, or as typed when it was refused.

    Raises :class:`ForbiddenError`, and :class:`InvalidInputError` for a milestone that can't be.
    """
    require(actor, Permission.SET_TARGETS)
    today = runtime.clock.today()
    place, total = read_place(raw, today), None if refused else read_total(raw)
    with runtime.database.read() as session:
        people = read_people(session, actor.municipality_id)
        rows = standing_rows(session, actor.municipality_id, place)
        weights = read_weights(session, actor.municipality_id, place, today)
        decided = _decided(session, rows)
    proposed = propose(people, weights, total) if total else {}
    values = {owner: _value(owner, rows, proposed, refused) for owner in people.owners()}
    fields = tuple(
        PartField(
            key=owner.key,
            name=people.name(owner, actor.municipality),
            value=value,
            weight=weights.get(owner, 0),
            level=_level(owner),
            proposed=owner in proposed,
        )
        for owner, value in values.items()
    )
    return _view(place, today, fields, decided, refused, proposed=bool(proposed))


def read_weights(session: Session, municipality_id: int, place: Place, today: date) -> dict[Owner, int]:
    """Owner -> citizens a milestone is shared out by.

    For starting those farther away now; for keeping those there when the month began, or now if it has not.
    """
    found: dict[Owner, int] = {}
    if place.kind is MilestoneKind.KEEP and place.month <= today:
        days = days_until(place.month, today)
        for by in By:
            kept = milestones.kept(session, FlowScope(municipality_id), days, by)
            found |= {owner: steps[place.step].base for owner, steps in kept.items()}
        return found
    for by in By:
        for owner, steps in milestones.standing(session, FlowScope(municipality_id), by).items():
            found[owner] = sum(number for step, number in steps.items() if _counts(place, step))
    return found


def propose(people: People, weights: Mapping[Owner, int], total: int) -> dict[Owner, int]:
    """A proposal for everybody from the municipality's number; never stored before somebody saves it."""
    teams: dict[int | None, int] = {team.id: weights.get(Owner(team_id=team.id), 0) for team in people.teams}
    teams[None] = max(0, weights.get(EVERYBODY, 0) - sum(teams.values()))
    brokers: dict[int | None, dict[int, int]] = {}
    for each in people.brokers:
        brokers.setdefault(each.team_id, {})[each.id or 0] = weights.get(Owner(broker_id=each.id), 0)
    return {EVERYBODY: total, **break_down(total, teams, brokers)}


def _counts(place: Place, step: int | None) -> bool:
    farther = step is None or step > place.step
    return farther if place.kind is MilestoneKind.START else not farther


def _value(
    owner: Owner, rows: Mapping[Owner, Milestone], proposed: Mapping[Owner, int], refused: Refusal | None
) -> str:
    if refused and refused.problems:
        return refused.typed.get(owner.key, "")
    if owner in proposed:
        return str(proposed[owner] or "")
    return str(rows[owner].number or "") if owner in rows else ""


def _level(owner: Owner) -> str:
    return "broker" if owner.broker_id is not None else "all" if owner == EVERYBODY else "team"


def _decided(session: Session, rows: Mapping[Owner, Milestone]) -> Decided:
    newest = max(rows.values(), key=lambda row: row.id or 0, default=None)
    if newest is None:
        return Decided(0)
    names = staff.names(session, [newest.recorded_by])
    by = names[newest.recorded_by].name if newest.recorded_by in names else ""
    return Decided(newest.id or 0, newest.recorded_at, by)


def _view(
    place: Place,
    today: date,
    fields: tuple[PartField, ...],
    decided: Decided,
    refused: Refusal | None,
    *,
    proposed: bool,
) -> MilestoneForm:
    return MilestoneForm(
        month=place.month,
        kind=place.kind,
        step=place.step,
        title=title(place.kind, place.step),
        months=month_options(place.month, month_of(today)),
        kinds=tuple(Option(each, KIND_LABELS[each], each == place.kind) for each in MilestoneKind),
        steps=tuple(Option(str(each.number), each.short_name, each.number == place.step) for each in STEPS),
        fields=fields,
        proposed=proposed,
        decided=decided,
        weighed_by=_weighed_by(place, today),
        problems=refused.problems if refused else {},
        conflict=refused.conflict if refused else None,
    )


def month_options(chosen: date, first: date, number: int = MONTHS_OFFERED) -> tuple[Option, ...]:
    """So many months from the first, and the chosen one where it is not among them; labels are month names."""
    offered = sorted({chosen, *(later(first, each) for each in range(number))})
    return tuple(Option(key(each), month_name(each).text, each == chosen, each.year) for each in offered)


def _weighed_by(place: Place, today: date) -> Message:
    if place.kind is MilestoneKind.START:
        return say("Farther away now")
    return say("There when the month began") if place.month <= today else say("There now")
