"""The board of a day as it was known at an earlier moment: replayed from the moves known then, read-only."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from kanban.domain.clock import Clock
from kanban.domain.errors import InvalidInputError
from kanban.domain.staff import Actor
from kanban.domain.transition import StepTransition
from kanban.domain.views.board import BoardFilters, BoardView
from kanban.services.board.board_page import lane_page, step_list
from kanban.services.board.board_reader import FIRST_CARDS, LaneRequest
from kanban.services.case.annul_move import annul_move
from kanban.services.runtime import Runtime
from tests.factories import Town
from tests.integration.test_board import look, names, shown
from tests.support.flow_logs import TODAY, logs, moment, store
from tests.support.flow_oracle import Event, Stay, walk
from tests.support.stored import rows
from tests.support.workbooks import ANNA, BO, take_in, workbook

_places = count()


def on(town: Town, day: str) -> Town:
    """The same town as its users find it on that day of November."""
    then = replace(town.runtime, clock=Clock(fixed_today=date(2026, 11, int(day))))
    return Town(then, town.name, town.people)


@pytest.fixture
def amina(town: Town) -> str:
    """On step 8 from the 1st, registered the same day; on 7 from the 5th, registered on the 10th."""
    citizen = on(town, "1").citizen(started_on=date(2026, 11, 1))
    on(town, "1").move(town.user(), citizen, "8", effective_on="01-11-2026")
    on(town, "10").move(town.user(), citizen, "7", effective_on="05-11-2026")
    return citizen


@pytest.mark.parametrize(
    ("as_of", "known_at", "lane"),
    [
        ("2026-11-06", "", "7"),
        ("2026-11-06", "2026-11-10", "7"),
        ("2026-11-06", "2026-11-09", "8"),
        ("", "2026-11-09", "8"),
        ("", "2026-11-10", "7"),
        ("2026-11-20", "2026-11-09", "8"),
        ("2026-11-04", "2026-11-10", "8"),
    ],
)
@pytest.mark.usefixtures("amina")
def test_late_registration_is_not_there_before_it_was_known(town: Town, as_of: str, known_at: str, lane: str) -> None:
    board = look(town, town.user(), as_of=as_of, known_at=known_at)
    assert shown(board) == {lane: {"Amina Warsame"}}


@pytest.mark.usefixtures("amina")
def test_knowledge_brings_its_day_and_what_stands_elsewhere_now(town: Town) -> None:
    board = look(town, town.user(), known_at="2026-11-09")
    (card,) = board.lanes[0].cards
    assert (card.since, card.days, card.movable, card.sign) == (date(2026, 11, 1), 8, False, None)
    assert (board.past, board.read_only, board.signs) == (True, True, None)
    assert board.earlier is not None
    assert (board.earlier.day, board.earlier.whole_day, board.earlier.otherwise) == (date(2026, 11, 9), True, 1)
    later = look(town, town.user(), known_at="2026-11-12T10:30").earlier
    assert later is not None
    assert (later.whole_day, later.otherwise) == (False, 0)


def test_annulled_move_still_stands_before_it_was_annulled(town: Town, amina: str) -> None:
    annul_move(town.runtime, town.user(), rows(town.runtime, StepTransition)[-1].id or 0, "Forkert")
    assert shown(look(town, town.user(), as_of="2026-11-12")) == {"8": {"Amina Warsame"}}
    board = look(town, town.user(), as_of="2026-11-12", known_at="2026-11-19")
    assert shown(board) == {"7": {"Amina Warsame"}}
    assert board.earlier is not None
    assert board.earlier.otherwise == 1
    assert amina


def test_citizen_nobody_knew_of_is_not_there(town: Town) -> None:
    maja = town.user()
    town.citizen("Ny Borger", started_on=date(2026, 11, 1))
    placed = town.citizen("Bo Bek", started_on=date(2026, 11, 1))
    town.move(maja, placed, "8", effective_on="02-11-2026")
    assert shown(look(town, maja, as_of="2026-11-10")) == {"none": {"Ny Borger"}, "8": {"Bo Bek"}}
    board = look(town, maja, as_of="2026-11-10", known_at="2026-11-10")
    assert (shown(board), board.total) == ({}, 0)
    assert board.earlier is not None
    assert board.earlier.otherwise == 2


def test_what_a_workbook_told_later_was_not_known(town: Town) -> None:
    leader, since = town.leader(), {"På tavlen siden": "05-01-2026"}
    people = [{**ANNA, **since, "Trin": 5, "Trin siden": "01-02-2026"}, {**BO, **since}]
    take_in(town.runtime, workbook(people), town.name)
    assert shown(look(town, leader, as_of="2026-11-10")) == {"5": {ANNA["Navn"]}, "none": {BO["Navn"]}}
    board = look(town, leader, known_at="2026-11-10")
    assert shown(board) == {"none": {BO["Navn"]}}
    assert board.earlier is not None
    assert board.earlier.otherwise == 1


def test_filters_narrow_cards_and_the_number_that_stands_elsewhere(town: Town) -> None:
    maja = town.user()
    for number, (name, team) in enumerate((("Havn", "Team Havn"), ("Torv", "Team Torv")), start=1):
        citizen = on(town, "2").citizen(name, team=team, group=number)
        on(town, "2").move(maja, citizen, "8", effective_on="01-11-2026")
        town.move(maja, citizen, "7", effective_on="04-11-2026")
    for filters in ({"team": "Team Torv"}, {"q": "torv"}, {"group": "2"}):
        board = look(town, maja, known_at="2026-11-05", **filters)
        assert shown(board) == {"8": {"Torv"}}
        assert board.earlier is not None
        assert board.earlier.otherwise == 1
    assert names(town, maja, known_at="2026-11-05", broker="me") == {"Havn", "Torv"}


def test_lane_and_list_carry_what_was_known(town: Town) -> None:
    maja, number = town.user(), FIRST_CARDS + 7
    for each in range(number):
        citizen = on(town, "2").citizen(f"Borger {each}")
        on(town, "2").move(maja, citizen, "8", effective_on="02-11-2026")
        town.move(maja, citizen, "7", effective_on="03-11-2026")
    filters = BoardFilters(as_of="2026-11-10", known_at="2026-11-15")
    first = lane_page(town.runtime, maja, filters, LaneRequest("8"))
    rest = lane_page(town.runtime, maja, filters, LaneRequest("8", first.next_cursor or ""))
    assert len({card.id for card in (*first.cards, *rest.cards)}) == first.count == number
    found = step_list(town.runtime, maja, filters, "8", "")
    assert (found.lane.count, len(found.lane.cards)) == (number, number)
    assert found.earlier is not None
    assert (found.earlier.day, found.earlier.otherwise) == (date(2026, 11, 10), number)


def test_number_of_statements_does_not_grow_with_citizens(town: Town) -> None:
    maja = town.user()
    for name in ("Ane", "Bo", "Carl"):
        town.move(maja, town.citizen(name), "8")
    few = statements(town, maja)
    for number in range(40):
        town.move(maja, town.citizen(f"Borger {number}"), "7")
    assert statements(town, maja) == few


def statements(town: Town, actor: Actor) -> int:
    sent: list[str] = []
    engine = town.runtime.database.engine

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    look(town, actor, as_of="2026-11-20", known_at="2026-11-19")
    event.remove(engine, "before_cursor_execute", note)
    return len(sent)


@pytest.mark.parametrize("known_at", ["2026-11-21", "9999-12-31", "i går", "2026-02-30", "1950-01-01"])
def test_moment_that_has_not_been_or_is_none_is_refused(town: Town, known_at: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        look(town, town.user(), known_at=known_at)
    assert list(refusal.value.by_field()) == ["known_at"]


def test_any_log_stands_as_it_was_known(runtime: Runtime) -> None:
    days = st.integers(0, 420).map(lambda back: TODAY - timedelta(days=back))
    earlier_days = days.map(lambda day: day - timedelta(days=1))

    @settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(logs(), days, earlier_days)
    def play(events: list[Event], day: date, known_on: date) -> None:
        name = f"By{next(_places)}"
        store(runtime, events, name)
        town = Town(runtime, name)
        known_at = moment(known_on).isoformat()
        board = look(town, town.leader(), as_of=day.isoformat(), known_at=known_at)
        then, now = (standing(walk(events, known), day) for known in (moment(known_on), moment(TODAY, 23)))
        expected = waiting(events, day, moment(known_on)) | then
        later = waiting(events, day, moment(TODAY, 23)) | now
        assert placed(board) == sorted(stay for stay in expected.values() if stay[0] != 0)
        assert board.left == sum(step == 0 for step, _ in expected.values())
        assert board.earlier is not None
        moved = [each for each in later.keys() | expected.keys() if _step(later, each) != _step(expected, each)]
        assert board.earlier.otherwise == len(moved)

    play()


Place = tuple[int, date]
WAITING = 9


def placed(board: BoardView) -> list[Place]:
    """The cards' steps and first days; the tray's are nine."""
    lanes = (board.tray, *board.lanes)
    return sorted(
        (lane.step.number if lane.step else WAITING, card.since or TODAY) for lane in lanes for card in lane.cards
    )


def standing(stays: list[Stay], day: date) -> dict[int, Place]:
    return {
        stay.citizen: (stay.step, stay.enter)
        for stay in stays
        if stay.enter <= day and (stay.leave is None or stay.leave > day)
    }


def waiting(events: list[Event], day: date, known_at: datetime) -> dict[int, Place]:
    """Citizens registered by then who had begun by the day: they wait in the tray unless they have a step."""
    found = {}
    for citizen in {each.citizen for each in events}:
        own = [each for each in events if each.citizen == citizen]
        if min(each.recorded_at for each in own) <= known_at and own[0].day <= day:
            found[citizen] = (WAITING, own[0].day)
    return found


def _step(found: dict[int, Place], citizen: int) -> int | None:
    return found[citizen][0] if citizen in found else None
