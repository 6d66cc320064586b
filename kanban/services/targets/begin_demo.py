"""Targets and milestones for the demo municipality, set through the same services as by hand."""

from datetime import date

from kanban.domain.milestone import EVERYBODY, MilestoneKind
from kanban.domain.months import days_until, key, later, month_of
from kanban.domain.staff import Actor
from kanban.domain.targets import PRESETS
from kanban.i18n import Translator
from kanban.services.runtime import Runtime
from kanban.services.targets.milestone_form import milestone_form
from kanban.services.targets.set_milestones import set_milestones
from kanban.services.targets.set_target import set_target
from kanban.services.targets.target_form import as_typed, from_preset
from kanban.store import milestones, organisation, staff
from kanban.store.flow_scope import FlowScope

_STARTS, _KEPT, _MONTHS = (7, 6, 5, 4, 3, 1), 3, 3
_AMBITION = 1.15
_DEMO_PRESETS = ("fsm2_15", "fsm2_20")


def begin_demo_targets(runtime: Runtime, municipality: str, superuser: str) -> None:
    """The second round's two targets for the year, and milestones for this month and the next, broken down."""
    with runtime.database.read() as session:
        place = organisation.find_municipality(session, municipality)
        people = staff.of_municipality(session, place.id or 0) if place else []
        person = next((each for each in people if each.name == superuser), None)
        actor = staff.actor(session, person.id or 0, person.session_stamp) if person else None
    if actor is None:
        return
    today = runtime.clock.today()
    words = Translator("da").render
    for preset in (each for each in PRESETS if each.code in _DEMO_PRESETS):
        set_target(runtime, actor, as_typed(from_preset(preset, date(today.year, 1, 1), words)))
    paces = _paces(runtime, actor, today)
    for month in (month_of(today), later(month_of(today), 1)):
        for step, number in paces.items():
            _set(runtime, actor, {"month": key(month), "kind": MilestoneKind.START, "step": str(step)}, number)
        _set(runtime, actor, {"month": key(month), "kind": MilestoneKind.KEEP, "step": str(_KEPT)}, None)


def _paces(runtime: Runtime, actor: Actor, today: date) -> dict[int, int]:
    """Step -> somewhat more citizens than came there a month in the last three."""
    months = [later(month_of(today), -number) for number in range(1, _MONTHS + 1)]
    came = dict.fromkeys(_STARTS, 0)
    with runtime.database.read() as session:
        for month in months:
            found = milestones.starts(session, FlowScope(actor.municipality_id), days_until(month, today))
            for step in came:
                came[step] += sum(found.get(EVERYBODY, {}).get(step, {}).values())
    return {step: max(1, round(number / _MONTHS * _AMBITION)) for step, number in came.items()}


def _set(runtime: Runtime, actor: Actor, place: dict[str, str], number: int | None) -> None:
    """The proposal as it stands in the form; to keep everybody who is there where no number is given."""
    wanted = number or next(each.weight for each in milestone_form(runtime, actor, place).fields if each.level == "all")
    form = milestone_form(runtime, actor, {**place, "number": str(wanted)})
    set_milestones(runtime, actor, {**place, **{each.key: each.value for each in form.fields}})
