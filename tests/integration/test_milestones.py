"""Setting milestones: what counts, who decided it, what was decided before, and what shows them."""

from datetime import date

import pytest

from kanban.domain.audit import AuditAction, AuditEvent
from kanban.domain.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from kanban.domain.inputs.board_filters import read_filters
from kanban.domain.milestone import Milestone
from kanban.domain.staff import Role
from kanban.domain.views.milestones import MilestoneForm, MilestoneView, MonthView
from kanban.services.accounts import disable
from kanban.services.board.board_page import board_page
from kanban.services.caseload.today_page import today_page
from kanban.services.targets.milestone_form import milestone_form
from kanban.services.targets.milestones_now import milestones_now
from kanban.services.targets.set_milestones import set_milestones
from kanban.services.targets.targets_page import targets_page
from kanban.store.flow_scope import FlowScope
from tests.bench.client import counted
from tests.factories import TODAY, Town
from tests.support.stored import changed, dump, nothing_stored, rows

PLACE = {"month": "2026-11", "kind": "start", "step": "4"}


def opened(town: Town, **place: str) -> MilestoneForm:
    return milestone_form(town.runtime, town.leader(), {**PLACE, **place})


def set_numbers(town: Town, seen: str | None = None, **numbers: str) -> bool:
    place = {name: numbers.pop(name, value) for name, value in PLACE.items()}
    form = {**place, "seen": seen if seen is not None else str(opened(town, **place).decided.seen), **numbers}
    return set_milestones(town.runtime, town.leader(), form)


def key_of(town: Town, name: str) -> str:
    return next(each.key for each in opened(town).fields if each.name == name)


def now(town: Town, **owner: int | None) -> tuple[MilestoneView, ...]:
    with town.runtime.database.read() as session:
        return milestones_now(session, FlowScope(town.leader().municipality_id, **owner), TODAY)


def this_month(town: Town, **asked: str) -> MonthView:
    return targets_page(town.runtime, town.leader(), asked).shown[0]


def started(town: Town, number: int, day: str = "10-11-2026") -> list[str]:
    """Citizens of Maja's who began in a placement."""
    maja, found = town.user(), []
    for each in range(number):
        citizen = town.citizen(f"Borger {each}")
        town.move(maja, citizen, "8", effective_on="01-10-2026")
        town.move(maja, citizen, "4", effective_on=day)
        found.append(citizen)
    return found


def test_numbers_are_added_and_the_newest_counts(town: Town) -> None:
    team = key_of(town, "Team Havn")
    assert set_numbers(town, **{"all": "6", team: "4"})
    assert set_numbers(town, all="8")
    assert [(row.number, row.team_id is None) for row in rows(town.runtime, Milestone)] == [
        (6, True),
        (4, False),
        (8, True),
    ]
    assert {each.key: each.value for each in opened(town).fields if each.value} == {"all": "8", team: "4"}
    assert opened(town).decided.by == "Lars Lund"


def test_decision_is_written_to_the_audit_trail(town: Town) -> None:
    set_numbers(town, all="6")
    event = rows(town.runtime, AuditEvent)[-1]
    assert (event.action, event.detail) == (AuditAction.MILESTONES_CHANGED, "month=2026-11 kind=start step=4")


def test_same_numbers_sent_again_are_stored_once(town: Town) -> None:
    assert set_numbers(town, seen="0", all="6")
    with nothing_stored(town.runtime):
        assert not set_numbers(town, seen="0", all="6")


def test_number_decided_on_meanwhile_is_not_overwritten(town: Town) -> None:
    set_numbers(town, all="6")
    before = dump(town.runtime)
    with pytest.raises(ConflictError) as error:
        set_numbers(town, seen="0", all="7")
    assert error.value.message.params["who"] == "Lars Lund"
    assert changed(before, dump(town.runtime)) == set()


def test_emptied_number_takes_the_milestone_back(town: Town) -> None:
    set_numbers(town, all="6")
    set_numbers(town, all="")
    assert now(town) == ()
    assert this_month(town).columns == ()
    assert len(rows(town.runtime, Milestone)) == 2


@pytest.mark.parametrize("wrong", [{"all": "x"}, {"all": "99999"}, {"month": "2026-10", "all": "4"}, {"step": "9"}])
def test_wrong_numbers_store_nothing(town: Town, wrong: dict[str, str]) -> None:
    town.leader()
    before = dump(town.runtime)
    with pytest.raises(InvalidInputError):
        set_milestones(town.runtime, town.leader(), {**PLACE, "seen": "0", **wrong})
    assert changed(before, dump(town.runtime)) == set()


def test_job_broker_decides_on_nothing(town: Town) -> None:
    with pytest.raises(ForbiddenError):
        set_milestones(town.runtime, town.user(), {**PLACE, "all": "6"})
    with pytest.raises(ForbiddenError):
        milestone_form(town.runtime, town.user(), PLACE)


def test_another_municipalitys_owners_are_not_read(town: Town) -> None:
    other = Town(town.runtime, "Søby Kommune").user()
    assert not set_numbers(town, **{f"broker_{other.id}": "3", f"team_{other.team_id}": "3"})
    assert rows(town.runtime, Milestone) == []


def test_milestone_counts_its_own_citizens_for_each_owner(town: Town) -> None:
    maja, samira = town.user(), town.user(Role.BROKER, "Samira Haddad", "Team Ådal")
    set_numbers(town, **{"all": "3", f"team_{maja.team_id}": "2", f"broker_{maja.id}": "2", f"broker_{samira.id}": "1"})
    started(town, 2)
    assert [(each.done, each.number, each.reached) for each in now(town)] == [(2, 3, False)]
    assert [(each.done, each.reached_on) for each in now(town, team_id=maja.team_id)] == [(2, date(2026, 11, 10))]
    assert [(each.done, each.reached) for each in now(town, broker_id=maja.id)] == [(2, True)]
    assert [(each.done, each.number) for each in now(town, broker_id=samira.id)] == [(0, 1)]
    cells = {row.name: row.cells[0] for row in this_month(town).rows}
    assert {name: cell.done for name, cell in cells.items() if cell} == {
        town.name: 2,
        "Team Havn": 2,
        "Maja Juhl": 2,
        "Samira Haddad": 0,
    }


def test_keeping_is_reached_when_the_month_is_over_not_before(town: Town) -> None:
    set_numbers(town, kind="keep", all="1")
    started(town, 2, day="15-10-2026")
    (found,) = now(town)
    assert (found.done, found.base, found.number, found.reached, found.outlook) == (2, 2, 1, False, None)


def test_sums_that_differ_from_the_whole_are_told(town: Town) -> None:
    maja = town.user()
    set_numbers(town, **{"all": "6", f"team_{maja.team_id}": "4", f"broker_{maja.id}": "6"})
    (column,) = this_month(town).columns
    assert (column.teams, column.brokers) == (4, None)


def test_proposal_follows_the_citizens_and_is_not_stored(town: Town) -> None:
    maja, samira, _ = town.user(), town.user(Role.BROKER, "Samira Haddad", "Team Ådal"), town.leader()
    for broker, team, number in ((maja, "Team Havn", 3), (samira, "Team Ådal", 1)):
        for each in range(number):
            town.move(broker, town.citizen(f"{team} {each}", team=team), "7", broker_id=str(broker.id))
            town.move(broker, town.citizen(f"Nær {team} {each}", team=team), "3")
    for each in range(3):
        town.move(maja, town.citizen(f"Ny {each}"), "8")
    with nothing_stored(town.runtime):
        form = opened(town, number="7")
    assert form.proposed
    assert {each.name: (each.value, each.weight) for each in form.fields if each.level != "broker"} == {
        town.name: ("7", 7),
        "Team Havn": ("6", 6),
        "Team Ådal": ("1", 1),
    }
    assert (form.whole, form.teams) == (7, 7)


def test_board_shows_the_milestone_of_whom_it_is_filtered_by(town: Town) -> None:
    maja = town.user()
    set_numbers(town, **{"all": "3", f"broker_{maja.id}": "2"})
    started(town, 2)
    for query, shown in (({}, (2, 3, False)), ({"broker": "me"}, (2, 2, True)), ({"team": "Team Havn"}, None)):
        board = board_page(town.runtime, maja, read_filters(query))
        goal = next(lane.milestone for lane in board.lanes if lane.key == "4")
        assert (goal and (goal.done, goal.number, goal.reached)) == shown
        assert [lane.key for lane in board.lanes if lane.milestone] == (["4"] if shown else [])


def test_board_of_an_earlier_day_shows_how_far_it_was(town: Town) -> None:
    set_numbers(town, all="3")
    started(town, 1, day="05-11-2026")
    started(town, 1, day="12-11-2026")
    board = board_page(town.runtime, town.user(), read_filters({"as_of": "2026-11-08"}))
    goal = next(lane.milestone for lane in board.lanes if lane.key == "4")
    assert goal is not None
    assert (goal.done, goal.query["to"]) == (1, "2026-11-08")


def test_statements_for_milestones_do_not_grow_with_the_citizens(town: Town) -> None:
    set_numbers(town, all="3")
    found = []
    for number in (1, 30):
        started(town, number)
        with counted(town.runtime.database.engine) as board:
            board_page(town.runtime, town.user(), read_filters({}))
        with counted(town.runtime.database.engine) as page:
            targets_page(town.runtime, town.leader(), {})
        found.append((len(board), len(page)))
    assert found[0] == found[1]


def test_today_page_shows_the_own_milestones_alone(town: Town) -> None:
    maja = town.user()
    set_numbers(town, **{"all": "3", f"broker_{maja.id}": "2"})
    assert [(each.number, each.done) for each in today_page(town.runtime, maja).milestones] == [(2, 0)]
    assert today_page(town.runtime, town.user(name="Peter Krogh")).milestones == ()


def test_job_broker_sees_the_own_milestones_and_no_colleagues(town: Town) -> None:
    maja, peter = town.user(), town.user(name="Peter Krogh")
    set_numbers(town, **{"all": "3", f"broker_{maja.id}": "2", f"broker_{peter.id}": "1"})
    page = targets_page(town.runtime, maja, {})
    assert (page.own, page.may_set, page.shown[0].rows) == (True, False, ())
    assert [each.number for each in page.shown[0].milestones] == [2]
    for asked in ({"broker": str(peter.id)}, {"team": "Team Havn"}):
        with pytest.raises(ForbiddenError):
            targets_page(town.runtime, maja, asked)
    for asked in ({"broker": "999999"}, {"team": "Team Nord"}):
        with pytest.raises(NotFoundError):
            targets_page(town.runtime, town.leader(), asked)


def test_job_broker_who_has_stopped_is_left_out_of_table_and_sums(town: Town) -> None:
    maja, peter = town.user(), town.user(name="Peter Krogh")
    set_numbers(town, **{"all": "3", f"broker_{maja.id}": "3", f"broker_{peter.id}": "2"})
    disable(town.runtime, town.email(peter))
    view = this_month(town)
    assert [row.name for row in view.rows] == [town.name, "Maja Juhl"]
    assert view.columns[0].brokers is None


def test_next_month_is_told_without_counts(town: Town) -> None:
    set_numbers(town, month="2026-12", all="5")
    following = targets_page(town.runtime, town.leader(), {}).shown[1]
    assert [(each.number, each.done, each.reached) for each in following.milestones] == [(5, None, False)]
    assert (following.ahead, following.running) == (True, False)
