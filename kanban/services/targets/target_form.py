"""The form for one target: as it stands, as a published preset, or as typed when it was refused."""

from collections.abc import Callable, Mapping
from datetime import date

from sqlmodel import Session

from kanban.domain.errors import NotFoundError
from kanban.domain.indicators import Indicator
from kanban.domain.messages import Message
from kanban.domain.months import key, later, month_of
from kanban.domain.permissions import Permission, require
from kanban.domain.staff import Actor
from kanban.domain.targets import (
    INDICATOR_LABELS,
    POPULATION_LABELS,
    PRESETS,
    Population,
    Preset,
    StoredTarget,
    Target,
)
from kanban.domain.views.board import Option
from kanban.domain.views.rules import Decided
from kanban.domain.views.targets import TargetForm
from kanban.services.programmes.choices import options
from kanban.services.refusal import Refusal
from kanban.services.runtime import Runtime
from kanban.services.targets.set_target import target_number
from kanban.store import programmes, staff, targets

WINDOW = 12
Words = Callable[[Message], str]


def target_form(
    runtime: Runtime, actor: Actor, raw: Mapping[str, str], words: Words, refused: Refusal | None = None
) -> TargetForm:
    """The form; ``words`` puts a preset's name into the user's language, since a name is stored as text.

    Raises :class:`ForbiddenError`, and :class:`NotFoundError` for a target or preset there is not.
    """
    require(actor, Permission.SET_TARGETS)
    with runtime.database.read() as session:
        stored = targets.newest(session, actor.municipality_id)
        number = target_number(stored, raw)
        decided = _decided(session, stored.get(number))
        running = programmes.of_municipality(session, actor.municipality_id)
    preset = raw.get("preset", "") if not number else ""
    if refused and refused.problems:
        values = dict(refused.typed)
    elif number:
        values = as_typed(stored[number].target)
    else:
        values = as_typed(from_preset(_preset(preset), month_of(runtime.clock.today()), words))
    chosen = values.get("programme", "")
    offered = options(running, _id(chosen)) if len(running) > 1 or chosen else ()
    return _view(number, values, (preset, offered), decided, refused)


def from_preset(preset: Preset, first: date, words: Words) -> Target:
    """The preset over a year from a month on."""
    name = f"{preset.programme}: {words(Message(preset.name))}"
    last = later(first, WINDOW - 1)
    return Target(name, Population.EFFORT_GROUP, preset.counts, preset.months_in_row, preset.threshold, first, last)


def as_typed(target: Target) -> dict[str, str]:
    """The form's fields as they would be typed."""
    return {
        "name": target.name,
        "threshold": str(target.threshold),
        "months_in_row": str(target.months_in_row),
        "first": key(target.first),
        "last": key(target.last),
        "population": target.population,
        "programme": str(target.programme or ""),
        **{f"counts_{each}": "yes" for each in target.counts},
    }


def _id(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() else None


def _preset(code: str) -> Preset:
    found = next((each for each in PRESETS if each.code == code or not code), None)
    if found is None:
        raise NotFoundError
    return found


def _view(
    number: int,
    values: Mapping[str, str],
    offered: tuple[str, tuple[Option, ...]],
    decided: Decided,
    refused: Refusal | None,
) -> TargetForm:
    preset, running = offered
    return TargetForm(
        number=number,
        **{
            name: values.get(name, "") for name in ("name", "threshold", "months_in_row", "first", "last", "population")
        },
        populations=tuple(
            Option(each, POPULATION_LABELS[each], values.get("population") == each) for each in Population
        ),
        counts=tuple(Option(each, INDICATOR_LABELS[each], values.get(f"counts_{each}") == "yes") for each in Indicator),
        presets=tuple(Option(each.code, each.name, each.code == preset) for each in PRESETS),
        preset=preset,
        programmes=running,
        decided=decided,
        problems=refused.problems if refused else {},
        conflict=refused.conflict if refused else None,
    )


def _decided(session: Session, row: StoredTarget | None) -> Decided:
    if row is None:
        return Decided(0)
    names = staff.names(session, [row.recorded_by])
    return Decided(row.id or 0, row.recorded_at, names[row.recorded_by].name if row.recorded_by in names else "")
