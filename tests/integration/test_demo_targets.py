"""The demo municipality begins with targets and with milestones that add up."""

from collections import defaultdict
from datetime import date

from kanban.domain.milestone import Milestone, MilestoneKind
from kanban.domain.targets import StoredTarget
from kanban.services.exchange.prepare_demo import prepare_demo
from kanban.services.runtime import Runtime
from tests.browser.site import SEED
from tests.support.stored import nothing_stored, rows

CITIZENS = 80


def test_demo_has_both_targets_and_milestones_for_two_months_that_add_up(runtime: Runtime) -> None:
    prepare_demo(runtime, SEED, CITIZENS)
    assert [(row.threshold, row.first_month) for row in rows(runtime, StoredTarget)] == [
        (15, date(2026, 1, 1)),
        (20, date(2026, 1, 1)),
    ]
    sums: defaultdict[tuple[date, str, int], dict[str, int]] = defaultdict(lambda: {"all": 0, "team": 0, "broker": 0})
    for row in rows(runtime, Milestone):
        level = "broker" if row.broker_id else "team" if row.team_id else "all"
        sums[row.month, row.kind, row.step][level] += row.number or 0
    assert {month for month, _, _ in sums} == {date(2026, 11, 1), date(2026, 12, 1)}
    starts = {place: found for place, found in sums.items() if place[1] == MilestoneKind.START}
    assert all(found["team"] == found["all"] for found in starts.values())
    assert all(found["broker"] <= found["all"] for found in starts.values())


def test_demo_that_is_there_already_is_left_alone(runtime: Runtime) -> None:
    prepare_demo(runtime, SEED, CITIZENS)
    with nothing_stored(runtime):
        prepare_demo(runtime, SEED, CITIZENS)
