"""The wall's pages of milestones and flow: numbers counted by hand, and the same as in milestones and flow figures."""

import pytest

from kanban.domain.milestone import Owner
from kanban.domain.staff import Actor
from kanban.domain.steps import Direction
from kanban.domain.views.wall_pages import FlowSection, Hours, MilestonesSection, Pair, Tally
from kanban.domain.wall import WallLabel, WallScope
from kanban.services.behind.list_citizens import citizens_behind
from kanban.services.exchange.seed_municipality import seed_municipality
from kanban.services.flow.flow_report import flow_report
from kanban.services.targets.milestone_form import milestone_form
from kanban.services.targets.set_milestones import set_milestones
from kanban.services.walls.page_flow import flow_page
from kanban.services.walls.page_milestones import milestones_page
from kanban.store import organisation
from tests.bench.client import counted
from tests.factories import TODAY, Town

NOVEMBER = {"from": "2026-11-01", "to": "2026-11-20"}


def scope(town: Town, team_id: int | None = None) -> WallScope:
    return WallScope(town.leader().municipality_id, town.name, team_id, "", WallLabel.CODE)


def shown(town: Town, team_id: int | None = None) -> MilestonesSection:
    whose = scope(town, team_id)
    with town.runtime.database.read() as session:
        return milestones_page(session, whose, TODAY)


def flow(town: Town, team_id: int | None = None) -> FlowSection:
    whose = scope(town, team_id)
    with town.runtime.database.read() as session:
        return flow_page(session, whose, TODAY)


def agree_on(town: Town, numbers: dict[Owner, int], step: int = 4, kind: str = "start", month: str = "2026-11") -> None:
    """Set milestones of one kind for a month."""
    place = {"month": month, "kind": kind, "step": str(step)}
    seen = milestone_form(town.runtime, town.leader(), place).decided.seen
    values = {owner.key: str(number) for owner, number in numbers.items()}
    assert set_milestones(town.runtime, town.leader(), {**place, "seen": str(seen), **values})


def moved(town: Town, *moves: tuple[str, str], team: str = "Team Havn", **changes: str) -> str:
    """A citizen moved to each step on a day; the changes are the last move's."""
    citizen = town.citizen(team=team)
    for to_step, day in moves:
        last = changes if (to_step, day) == moves[-1] else {}
        town.move(town.user(), citizen, to_step, effective_on=day, **last)
    return citizen


def ada(town: Town) -> Actor:
    return town.user(name="Ada Lund", team="Team Ådal")


def test_milestone_tells_the_whole_each_team_and_next_month(town: Town) -> None:
    havn, aadal = Owner(team_id=town.user().team_id), Owner(team_id=ada(town).team_id)
    moved(town, ("8", "01-10-2026"), ("4", "05-11-2026"))
    moved(town, ("8", "01-10-2026"), ("4", "12-11-2026"))
    moved(town, ("8", "01-10-2026"), ("4", "13-11-2026"), team="Team Ådal")
    agree_on(town, {Owner(): 3, havn: 3, aadal: 1})
    agree_on(town, {Owner(): 5, havn: 4}, month="2026-12")
    section = shown(town)
    (line,) = section.lines
    assert (section.teams, section.days_left) == (("Team Havn", "Team Ådal"), 10)
    assert (line.step, line.title.text, line.ahead) == (4, "Begin in a work placement", 5)
    assert (line.whole, line.reached_on) == (Tally(3, 3, reached=True), TODAY.replace(day=13))
    assert line.teams == (Tally(2, 3, reached=False), Tally(1, 1, reached=True))


def test_teams_wall_shows_the_teams_own_and_no_other(town: Town) -> None:
    havn = town.user().team_id
    moved(town, ("4", "05-11-2026"), team="Team Ådal")
    moved(town, ("4", "06-11-2026"))
    agree_on(town, {Owner(): 9, Owner(team_id=havn): 2, Owner(team_id=ada(town).team_id): 4})
    section = shown(town, havn)
    assert section.teams == ()
    assert [(line.whole, line.teams) for line in section.lines] == [(Tally(1, 2, reached=False), ())]


def test_keeping_is_held_so_far_and_not_reached_before_the_month_is_over(town: Town) -> None:
    moved(town, ("3", "01-10-2026"))
    moved(town, ("3", "01-10-2026"), ("4", "05-11-2026"), reason="Pause")
    agree_on(town, {Owner(): 1}, step=3, kind="keep")
    (line,) = shown(town).lines
    assert (line.whole, line.base, line.reached_on) == (Tally(1, 1, reached=False), 2, None)


def test_milestones_of_job_brokers_are_never_shown(town: Town) -> None:
    town.citizen()
    moved(town, ("8", "01-10-2026"))
    agree_on(town, {Owner(broker_id=town.user().id): 4})
    assert shown(town).lines == ()


def test_lines_nearest_the_goal_are_shown_and_the_others_counted(town: Town) -> None:
    for step in range(1, 9):
        agree_on(town, {Owner(): 2}, step=step)
    agree_on(town, {Owner(): 2}, step=3, kind="keep")
    section = shown(town)
    assert [line.step for line in section.lines] == [7, 6, 5, 4, 3, 3, 2, 1]
    assert section.more == 1


def test_without_milestones_there_are_no_lines(town: Town) -> None:
    assert (shown(town).lines, shown(town).month.text, shown(town).next_month.text) == ((), "november", "december")


def history(town: Town) -> None:
    """Three citizens' moves in November and, up to the 20th, in October; one setback and two moves after the 20th."""
    moved(town, ("8", "01-10-2026"), ("7", "10-10-2026"), ("5", "05-11-2026"))
    moved(town, ("8", "02-11-2026"), ("3", "10-11-2026"))
    late = moved(town, ("8", "25-10-2026"), ("4", "28-10-2026"), ("6", "03-11-2026"), reason="Syg")
    town.move(town.user(), late, "3", effective_on="12-11-2026")
    moved(town, ("8", "01-09-2026"), ("1", "15-10-2026"))


def test_flow_counts_what_went_forward_beside_the_same_days_of_last_month(town: Town) -> None:
    history(town)
    section = flow(town)
    assert (section.ahead, section.skips, section.intake) == (Pair(3, 2), 3, Pair(1, 1))
    assert (section.paid, section.goal) == (Pair(2, 1), Pair(0, 1))
    assert (section.until_day, section.before_day, section.before_month.text) == (20, 20, "october")
    came = {each.step: each.came for each in section.steps if each.came != Pair(0, 0)}
    assert came == {8: Pair(1, 1), 7: Pair(0, 1), 5: Pair(1, 0), 3: Pair(2, 0), 1: Pair(0, 1)}
    heights = {each.step: (each.height, each.height_before) for each in section.steps}
    assert (heights[3], heights[8], heights[6]) == ((100, 0), (50, 50), (0, 0))


def test_last_day_of_a_longer_month_stands_beside_the_whole_shorter_one(town: Town) -> None:
    moved(town, ("8", "30-09-2026"))
    whose = scope(town)
    with town.runtime.database.read() as session:
        section = flow_page(session, whose, TODAY.replace(month=10, day=31))
    assert (section.until_day, section.before_day, section.intake) == (31, 30, Pair(0, 1))


@pytest.mark.parametrize(("citizens", "told"), [(2, None), (3, Hours(minutes=1050, citizens=3))])
def test_paid_hours_are_summed_for_three_or_more(town: Town, citizens: int, told: Hours | None) -> None:
    for hours in ("6,5", "4", "7")[:citizens]:
        moved(town, ("4", "01-10-2026"), ("3", "10-11-2026"), paid_hours=hours)
    moved(town, ("3", "05-10-2026"), paid_hours="30")
    back = moved(town, ("3", "10-11-2026"), paid_hours="20")
    town.move(town.user(), back, "4", effective_on="12-11-2026", reason="Syg")
    assert flow(town).hours == told


def test_quiet_months_are_quiet(town: Town) -> None:
    moved(town, ("8", "01-09-2026"))
    assert flow(town).quiet
    assert not flow(town).news


@pytest.fixture
def seeded(town: Town) -> list[int | None]:
    """A synthetic municipality; None and its teams."""
    seed_municipality(town.runtime, town.name, 150, 9, 3)
    with town.runtime.database.read() as session:
        return [None, *(team.id for team in organisation.teams(session, scope(town).municipality_id))]


def test_flow_agrees_with_the_flow_figures_and_the_lists(town: Town, seeded: list[int | None]) -> None:
    for team_id in seeded:
        section, asked = flow(town, team_id), {**NOVEMBER, **({"team": str(team_id)} if team_id else {})}
        moves = flow_report(town.runtime, town.leader(), asked).moves
        forward = [move for move in moves if move.direction in (Direction.FORWARD, Direction.SKIP)]
        new = [move for move in moves if move.direction in (Direction.INTAKE, Direction.RETURN)]
        assert section.ahead.now == sum(move.count for move in forward)
        assert section.intake.now == sum(move.count for move in new)
        for each in section.steps:
            assert each.came.now == sum(move.count for move in (*forward, *new) if move.to_step == each.step)
        for step, pair in ((3, section.paid), (1, section.goal)):
            crossed = {"figure": "crossed", "step": str(step), "month": "2026-11", **asked}
            assert pair.now == citizens_behind(town.runtime, town.leader(), crossed).total
    assert flow(town).ahead.now > 10


def test_statements_are_as_many_whatever_the_size(town: Town) -> None:
    asked, whose = [], scope(town)
    for _ in range(2):
        history(town)
        with counted(town.runtime.database.engine) as statements, town.runtime.database.read() as session:
            flow_page(session, whose, TODAY)
            milestones_page(session, whose, TODAY)
        asked.append(len(statements))
    assert asked[0] == asked[1] <= 10
