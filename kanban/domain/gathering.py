"""Which facts stand, and the case they make together."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, tzinfo
from typing import Any, TypeAlias, TypeVar

from kanban.domain.case import CaseFacts
from kanban.domain.company import Company
from kanban.domain.fact import Fact
from kanban.domain.facts import (
    BenefitPeriod,
    BrokerAssignment,
    Closing,
    CompanyContact,
    Cv,
    GroupPeriod,
    HoursEntry,
    JobGoals,
    Marking,
    Outcome,
    WorkAgreement,
)
from kanban.domain.follow_up import AgreedAction, FollowUp, Payslip
from kanban.domain.talk import TalkMark

F = TypeVar("F", bound=Fact)
Key: TypeAlias = "tuple[str, int]"

_UNSAVED = 2**63
_OWN_DAY = {
    "cv": "cv_prepared_on",
    "job_goals": "goal_registered_on",
    "company_contact": "contacted_on",
    "work_agreement": "starts_on",
    "outcome": "starts_on",
}


def gather(
    facts: Iterable[Fact],
    companies: Mapping[int, Company],
    talks: Iterable[TalkMark] = (),
    confirmed_on: date | None = None,
    arrived_on: date | None = None,
    *,
    zone: tzinfo = UTC,
) -> CaseFacts:
    """The case as it stands from all versions of a citizen's facts, and from marks of talks and confirmations.

    ``zone`` is where the days on which something was recorded are counted.
    """
    kept = _not_withdrawn(facts)
    first = _first_entries(kept)
    current = sorted(_not_replaced(kept), key=lambda fact: first[key_of(fact)])
    return CaseFacts(
        **_newest_facts(current),
        **_all_series(current),
        **_placements(current),
        markings=tuple(fact for fact in current if isinstance(fact, Marking)),
        talks=tuple(sorted(talks, key=lambda talk: talk.held_on)),
        confirmed_on=confirmed_on,
        arrived_on=arrived_on,
        companies=companies,
        known_on=_known_on(kept, first, zone),
        zone=zone,
    )


def standing_facts(facts: Iterable[Fact]) -> list[Fact]:
    """The facts neither withdrawn nor replaced by a standing one, in the order of recording."""
    return _not_replaced(_not_withdrawn(facts))


def known_since(fact: Fact, own_day: date | None, zone: tzinfo) -> date | None:
    """The local day a fact became known here; imported ones and those a move registered count from their own day."""
    if own_day is None or fact.recorded_by is None or fact.transition_id is not None:
        return own_day
    return max(own_day, fact.recorded_at.astimezone(zone).date())


def _not_withdrawn(facts: Iterable[Fact]) -> list[Fact]:
    return sorted((fact for fact in facts if fact.withdrawn_at is None), key=lambda fact: fact.id or _UNSAVED)


def _not_replaced(kept: list[Fact]) -> list[Fact]:
    replaced = {(type(fact), fact.replaces_id) for fact in kept if fact.replaces_id}
    return [fact for fact in kept if (type(fact), fact.id) not in replaced]


def _first_entries(kept: list[Fact]) -> dict[Key, int]:
    """The id of the entry that each began as: a corrected entry keeps its place among the others."""
    first: dict[Key, int] = {}
    for fact in kept:
        table, own = key_of(fact)
        first[table, own] = first.get((table, fact.replaces_id or 0), own)
    return first


def key_of(fact: Fact) -> Key:
    """Which row a fact is: its table and id."""
    return str(fact.__tablename__), fact.id or _UNSAVED


def _known_on(kept: list[Fact], first: Mapping[Key, int], zone: tzinfo) -> dict[Key, date]:
    """When each fact was first known: correcting what is known does not make it news."""
    threads: dict[tuple[object, ...], date] = {}
    of_fact: dict[Key, tuple[object, ...]] = {}
    for fact in kept:
        table, number = key_of(fact)
        own_day = getattr(fact, _OWN_DAY[table]) if table in _OWN_DAY else None
        day = known_since(fact, own_day, zone)
        if day is None:
            continue
        entry = first[table, number] if isinstance(fact, CompanyContact) else getattr(fact, "placement", None)
        thread = (table, entry, own_day)
        threads[thread] = min(day, threads.get(thread, day))
        of_fact[table, number] = thread
    return {key: threads[thread] for key, thread in of_fact.items()}


def _newest_facts(current: list[Fact]) -> dict[str, Any]:
    kinds: dict[str, type[Fact]] = {
        "assignment": BrokerAssignment,
        "cv": Cv,
        "goals": JobGoals,
        "contact": CompanyContact,
        "outcome": Outcome,
        "closing": Closing,
    }
    return {name: _newest(current, kind) for name, kind in kinds.items()}


def _all_series(current: list[Fact]) -> dict[str, Any]:
    kinds: dict[str, tuple[type[Fact], str]] = {
        "contacts": (CompanyContact, "contacted_on"),
        "hours": (HoursEntry, "valid_from"),
        "benefits": (BenefitPeriod, "valid_from"),
        "groups": (GroupPeriod, "valid_from"),
        "follow_ups": (FollowUp, "held_on"),
        "payslips": (Payslip, "month"),
        "actions": (AgreedAction, "due_on"),
    }
    return {name: _series(current, kind, day) for name, (kind, day) in kinds.items()}


def _series(current: list[Fact], kind: type[F], day: str) -> tuple[F, ...]:
    found = (fact for fact in current if isinstance(fact, kind))
    return tuple(sorted(found, key=lambda fact: getattr(fact, day) or date.min))


def _placements(current: list[Fact]) -> dict[str, Any]:
    versions = (fact for fact in current if isinstance(fact, WorkAgreement))
    newest = {fact.placement: fact for fact in versions}
    latest_first = tuple(sorted(newest.values(), key=lambda fact: fact.id or _UNSAVED, reverse=True))
    running = (each for each in latest_first if not each.ended_reason)
    return {"placements": latest_first, "agreement": next(running, next(iter(latest_first), None))}


def _newest(facts: list[Fact], kind: type[F]) -> F | None:
    return next((fact for fact in reversed(facts) if isinstance(fact, kind)), None)
