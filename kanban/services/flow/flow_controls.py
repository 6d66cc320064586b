"""The form above the flow figures: its choices, what is typed in it, and periods that can be had with one press."""

from collections.abc import Mapping
from datetime import date

from sqlmodel import Session

from kanban.domain.danish import show_date, sort_key
from kanban.domain.inputs.flow_query import LONGEST_YEARS
from kanban.domain.inputs.values import clean
from kanban.domain.messages import Message, say, say_count
from kanban.domain.months import later, month_of
from kanban.domain.staff import Actor, Role
from kanban.domain.views.board import Option
from kanban.domain.views.flow_page import Controls, Preset
from kanban.services.programmes.choices import programme_options
from kanban.store import organisation, stays
from kanban.store import staff as staff_store

PARTS = ("from", "to", "team", "broker", "programme", "known_at")
STANDARD_MONTHS = 12
_MONTHS = (3, 6, STANDARD_MONTHS, 24)
_LONGEST_TYPED = 60


def own_parts(raw: Mapping[str, str]) -> dict[str, str]:
    """The parts of an address that are the page's own, blanks around them taken away and empty ones left out."""
    typed = {name: clean(raw.get(name, ""), lines=False)[:_LONGEST_TYPED] for name in PARTS}
    return {name: text for name, text in typed.items() if text}


def controls(
    session: Session, actor: Actor, today: date, typed: Mapping[str, str], problems: Mapping[str, Message]
) -> Controls:
    """The form with what was typed; job brokers see their own caseload and choose neither team nor broker.

    Programmes are a choice where there is more than one.
    """
    own = actor.role is Role.BROKER
    return Controls(
        first=typed.get("from", ""),
        last=typed.get("to", ""),
        known_at=typed.get("known_at", ""),
        teams=() if own else _teams(session, actor, typed.get("team", "")),
        brokers=() if own else _brokers(session, actor, typed.get("broker", "")),
        programmes=programme_options(session, actor.municipality_id, typed.get("programme", "")),
        presets=_presets(typed, today, stays.first_day(session, actor.municipality_id)),
        problems=problems,
    )


def _teams(session: Session, actor: Actor, chosen: str) -> tuple[Option, ...]:
    return tuple(
        Option(team.name, team.name, chosen.casefold() in {team.name.casefold(), str(team.id)})
        for team in organisation.teams(session, actor.municipality_id)
    )


def _brokers(session: Session, actor: Actor, chosen: str) -> tuple[Option, ...]:
    people = staff_store.of_municipality(session, actor.municipality_id)
    shown = [
        person
        for person in people
        if (person.role == Role.BROKER and not person.disabled_at) or _is_chosen(str(person.id), person.email, chosen)
    ]
    shown.sort(key=lambda person: sort_key(person.name))
    return tuple(
        Option(str(person.id), person.name, _is_chosen(str(person.id), person.email, chosen)) for person in shown
    )


def _is_chosen(key: str, email: str, chosen: str) -> bool:
    return chosen.casefold() in {key, email}


def _presets(typed: Mapping[str, str], today: date, first_day: date | None) -> tuple[Preset, ...]:
    """The latest months, the present one among them, and everything since the first move; each up to today."""
    kept = {name: text for name, text in typed.items() if name not in {"from", "to"}}
    found = [
        (say_count("Latest month", "Latest %(count)s months", months), later(month_of(today), 1 - months))
        for months in _MONTHS
    ]
    if first_day is not None:
        found.append((say("All the time"), max(first_day, today.replace(year=today.year - LONGEST_YEARS, day=1))))
    standard = later(month_of(today), 1 - STANDARD_MONTHS)
    chosen = (typed.get("from", "") or show_date(standard), typed.get("to", "") or show_date(today))
    return tuple(
        Preset(
            label,
            kept if first == standard else {"from": show_date(first), **kept},
            current=chosen == (show_date(first), show_date(today)),
        )
        for label, first in found
    )
