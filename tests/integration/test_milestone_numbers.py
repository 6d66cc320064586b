"""Milestones count exactly the citizens of the lists behind them, for whatever log of moves."""

from collections.abc import Mapping
from datetime import date
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from kanban.domain.citizen import Citizen
from kanban.domain.flow_counts import Period
from kanban.domain.inputs.behind_query import Question
from kanban.domain.inputs.flow_query import read_flow_query
from kanban.domain.milestone import EVERYBODY, Owner
from kanban.domain.months import days_until, key
from kanban.domain.staff import Role
from kanban.domain.steps import STEP_NUMBERS
from kanban.services.behind.asked import Asked
from kanban.services.behind.readers import READERS
from kanban.services.runtime import Runtime
from kanban.store import milestones
from kanban.store.flow_scope import FlowScope
from kanban.store.milestones import By, Kept
from tests.factories import Town
from tests.support.flow_logs import TODAY, log, logs, store
from tests.support.flow_oracle import Event

EXAMPLES = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
_places = count()


def lines(session: Session, runtime: Runtime, scope: FlowScope, parts: Mapping[str, str], days: Period) -> int:
    """How many citizens a list has."""
    raw = {"from": days.first.isoformat(), "to": days.last.isoformat(), **parts}
    query = read_flow_query(raw, runtime.clock)
    asked = Asked(session, runtime, scope, query, Question(raw["figure"], query.period, raw))
    return len(READERS[raw["figure"]](asked))


def wrong(session: Session, runtime: Runtime, place: int, month: date, owners: Mapping[By, list[Owner]]) -> list[str]:
    """Every number that is not its list's length."""
    found, days, whole = [], days_until(month, TODAY), FlowScope(place)
    for by, of_kind in owners.items():
        starts, kept = milestones.starts(session, whole, days, by), milestones.kept(session, whole, days, by)
        for owner in of_kind:
            scope = FlowScope(place, owner.team_id, owner.broker_id)
            alone = milestones.starts(session, scope, days), milestones.kept(session, scope, days)
            if alone != (
                {owner: starts[owner]} if owner in starts else {},
                {owner: kept[owner]} if owner in kept else {},
            ):
                found.append(f"{owner} alone")
            for step in STEP_NUMBERS:
                own = kept.get(owner, {}).get(step, Kept(0, 0))
                numbers = {"crossed": sum(starts.get(owner, {}).get(step, {}).values())}
                numbers |= {"kept_base": own.base, "kept": own.kept}
                for figure, number in numbers.items():
                    asked = {"figure": figure, "step": str(step), "month": key(month)}
                    if (listed := lines(session, runtime, scope, asked, days)) != number:
                        found.append(f"{owner} {asked}: {number}, but {listed} in the list")
    return found


def test_milestones_count_whom_their_lists_show(runtime: Runtime) -> None:
    @EXAMPLES
    @given(logs(), st.sampled_from([date(2026, 11, 1), date(2026, 10, 1), date(2026, 5, 1)]))
    def play(events: list[Event], month: date) -> None:
        town = Town(runtime, f"By{next(_places)} Kommune")
        place, teams = store(runtime, events, town.name)
        broker = town.user(Role.BROKER, "Maja Juhl", "Team 0")
        with runtime.database.write() as session:
            for each in session.exec(select(Citizen).where(Citizen.municipality_id == place)).all()[::2]:
                each.broker_id = broker.id
        owners = {By.ALL: [EVERYBODY], By.TEAM: [Owner(each) for each in teams], By.BROKER: [Owner(None, broker.id)]}
        with runtime.database.read() as session:
            assert wrong(session, runtime, place, month, owners) == []

    play()


def counted(
    runtime: Runtime, *histories: str, first: date, last: date
) -> tuple[dict[int, dict[date, int]], dict[int, Kept]]:
    """Starts by step and day, and the kept, of citizens with these histories; day 0 is 02-06-2025."""
    place, _ = store(runtime, log(*histories))
    days = Period(first, last)
    with runtime.database.read() as session:
        scope = FlowScope(place)
        return (
            milestones.starts(session, scope, days).get(EVERYBODY, {}),
            milestones.kept(session, scope, days).get(EVERYBODY, {}),
        )


def test_citizen_who_comes_twice_counts_once_on_the_first_day(runtime: Runtime) -> None:
    found, _ = counted(runtime, "6@0,4@5,6@9,3@12", first=date(2025, 6, 1), last=date(2025, 6, 30))
    assert found[4] == {date(2025, 6, 7): 1}
    assert found[3] == {date(2025, 6, 14): 1}
    assert 2 not in found


def test_skipped_steps_count_and_a_step_back_does_not(runtime: Runtime) -> None:
    found, _ = counted(runtime, "8@0,3@5,4@9", "2@3,4@4", first=date(2025, 6, 3), last=date(2025, 6, 30))
    assert {step: sum(days.values()) for step, days in found.items()} == {8: 1, 7: 2, 6: 2, 5: 2, 4: 2, 3: 2, 2: 1}


def test_coming_back_from_outside_the_board_counts(runtime: Runtime) -> None:
    found, _ = counted(runtime, "4@0,0@10,4@20", first=date(2025, 6, 10), last=date(2025, 6, 30))
    assert found[4] == {date(2025, 6, 22): 1}


def test_kept_are_those_still_there_on_the_last_day_whatever_happened_between(runtime: Runtime) -> None:
    histories = ("3@0", "3@0,5@35,2@40", "3@0,6@45", "3@0,0@45", "8@0,3@35")
    _, kept = counted(runtime, *histories, first=date(2025, 7, 1), last=date(2025, 7, 31))
    assert kept[3] == Kept(4, 2)
    assert kept[6] == Kept(4, 3)
    assert kept[8] == Kept(5, 4)
    assert kept[2] == Kept(0, 0)
