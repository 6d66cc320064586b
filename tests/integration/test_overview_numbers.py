"""A synthetic municipality: behind every number of the overview stands a list of exactly so many citizens."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

import pytest
from sqlmodel import col, select

from kanban.domain.case import CaseFacts
from kanban.domain.citizen import Citizen
from kanban.domain.completeness import checks
from kanban.domain.programme import name_key
from kanban.domain.staff import Actor
from kanban.domain.steps import is_step
from kanban.domain.views.overview import Counted, OverviewView
from kanban.services.behind.list_citizens import citizens_behind
from kanban.services.exchange.seed_municipality import seed_municipality
from kanban.services.overview.overview_page import overview_page
from kanban.services.runtime import Runtime
from kanban.store import answers, case_file, programmes
from kanban.store.flow_scope import FlowScope
from tests.factories import Town

CITIZENS, MONTHS, SEED = 120, 9, 3


@pytest.fixture
def lars(town: Town, runtime: Runtime) -> Actor:
    seed_municipality(runtime, town.name, CITIZENS, MONTHS, SEED)
    lars = town.leader()
    with runtime.database.write() as session:
        ids = programmes.ensure(session, lars.municipality_id, ["STV"], runtime.clock.now())
        third = session.exec(select(Citizen).where(col(Citizen.id) % 3 == 0)).all()
        programmes.put(session, third, ids[name_key("STV")])
    return lars


def counted(view: object) -> Iterator[Counted]:
    """Every number with a list that a view holds."""
    if isinstance(view, Counted):
        yield view
    elif isinstance(view, tuple):
        for each in view:
            yield from counted(each)
    elif is_dataclass(view):
        for field in fields(view):
            yield from counted(getattr(view, field.name))


def wrong(runtime: Runtime, actor: Actor, found: OverviewView) -> dict[str, tuple[int, int]]:
    """Numbers whose list is of another length: query -> (number, lines)."""
    lengths = {}
    for each in counted(found):
        query = {name: str(value) for name, value in each.query.items()}
        lengths[str(query)] = (each.number, citizens_behind(runtime, actor, query).total)
    assert len(lengths) > 20
    return {query: pair for query, pair in lengths.items() if pair[0] != pair[1]}


def scopes(runtime: Runtime, actor: Actor) -> list[Mapping[str, str]]:
    teams = overview_page(runtime, actor, {}).loads.teams
    busy = next(line for team in teams for line in team.lines if line.norm.count)
    return [{}, {"team": teams[0].name}, {"broker": busy.key}, {"programme": "STV"}]


def test_every_number_opens_a_list_of_that_length(runtime: Runtime, lars: Actor) -> None:
    for scope in scopes(runtime, lars):
        found = overview_page(runtime, lars, scope)
        assert found.standing.citizens.number > 0
        assert wrong(runtime, lars, found) == {}


def test_database_judges_the_groundwork_as_the_case_itself_does(runtime: Runtime, lars: Actor) -> None:
    judged = Counter(
        (check.key, met)
        for step, case in cases(runtime)
        for check in checks()
        if (met := check.met(case, step)) is not None
    )
    shown: Counter[tuple[str, bool]] = Counter()
    for group in overview_page(runtime, lars, {}).quality:
        for each in group.checks:
            shown[each.key, True] += each.met.number
            shown[each.key, False] += each.lacking.number
    assert +shown == +judged
    assert len({key for key, _ in judged}) == len(checks())


def test_answers_count_everybody_on_the_steps_once(runtime: Runtime, lars: Actor) -> None:
    scope = FlowScope(lars.municipality_id)
    with runtime.database.read() as session:
        total = sum(answers.answer_counts(session, scope).values())
        each = [citizen for citizen, *_ in answers.answers_of(session, scope)]
    assert total == len(each) == len(set(each)) == len(cases(runtime))


def cases(runtime: Runtime) -> list[tuple[int, CaseFacts]]:
    """Step and case of everybody on the eight steps, read fact by fact."""
    with runtime.database.read() as session:
        citizens = list(session.exec(select(Citizen)))
        files = case_file.open_files(session, citizens)
    found = ((file.citizen.current_step, file.case) for file in files)
    return [(step, case) for step, case in found if step is not None and is_step(step)]
