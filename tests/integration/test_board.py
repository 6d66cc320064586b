"""The board: eight lanes and a tray with exact counts, narrowed by filters, as it stands and as it stood."""

from datetime import date

import pytest
from sqlalchemy import event

from kanban.domain.audit import AuditAction, AuditEvent
from kanban.domain.errors import InvalidInputError, NotFoundError
from kanban.domain.staff import Actor, Role
from kanban.domain.views.board import BoardFilters, BoardView, LaneView
from kanban.services.board.board_page import board_facts, board_page, card_of, lane_page
from kanban.services.board.board_reader import FIRST_CARDS, LaneRequest
from kanban.services.runtime import Runtime
from tests.factories import Town
from tests.support.stored import rows


def shown(board: BoardView) -> dict[str, set[str]]:
    """Lane -> the names on it; empty lanes are left out."""
    lanes = (board.tray, *board.lanes)
    return {lane.key: {card.name for card in lane.cards} for lane in lanes if lane.cards}


def look(town: Town, actor: Actor, **filters: str) -> BoardView:
    return board_page(town.runtime, actor, BoardFilters(**filters))


def names(town: Town, actor: Actor, **filters: str) -> set[str]:
    return {name for found in shown(look(town, actor, **filters)).values() for name in found}


def test_board_has_eight_lanes_from_start_to_goal_and_a_tray(town: Town) -> None:
    board = look(town, town.user())
    assert [lane.key for lane in board.lanes] == ["8", "7", "6", "5", "4", "3", "2", "1"]
    assert (board.tray.key, board.total, board.shown, board.read_only) == ("none", 0, 0, False)


def test_each_citizen_stands_on_their_step_and_those_who_left_on_none(town: Town) -> None:
    maja = town.user()
    for number, target in enumerate(["8", "7", "6", "5", "4", "3", "2", "1", "out"]):
        town.move(maja, town.citizen(f"Borger {number}"), target)
    town.citizen("Ny Borger")
    board = look(town, maja)
    assert shown(board) == {"none": {"Ny Borger"}, **{str(8 - number): {f"Borger {number}"} for number in range(8)}}
    assert (board.total, board.shown) == (9, 9)
    assert [lane.count for lane in board.lanes] == [1] * 8


def test_card_says_what_the_broker_must_know(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    town.move(maja, amina, "8", effective_on="01-11-2026")
    town.move(maja, amina, "3", effective_on="05-11-2026", follow_up_on="15-11-2026")
    (card,) = look(town, maja).lanes[5].cards
    assert (card.id, card.version, card.name, card.step) == (amina, 3, "Amina Warsame", 3)
    assert (card.since, card.days, card.paid_minutes) == (date(2026, 11, 5), 15, 390)
    assert (card.broker_initials, card.broker_name, card.context) == ("MJ", "Maja Juhl", "Strandhotellet")
    assert card.sign is not None
    assert (card.sign.kind, card.sign.message.count) == ("late", 5)
    assert (card.more_signs, card.movable, card.stalled) == (2, True, False)


def test_unplaced_card_has_no_days_and_can_be_placed(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    (card,) = look(town, maja).tray.cards
    assert (card.id, card.step, card.days, card.sign, card.movable) == (amina, None, None, None, True)


def test_lane_begins_with_the_longest_stay(town: Town) -> None:
    maja = town.user()
    for day in (9, 3, 17):
        town.move(maja, town.citizen(f"Siden {day}"), "7", effective_on=f"{day:02d}-11-2026")
    assert [card.name for card in look(town, maja).lanes[1].cards] == ["Siden 3", "Siden 9", "Siden 17"]


@pytest.mark.parametrize("key", ["7", "none"])
def test_counts_are_exact_and_pages_show_everyone_once(town: Town, key: str) -> None:
    maja, number = town.user(), 2 * FIRST_CARDS + 5
    ids = {town.citizen(f"Borger {each}", date(2025, 1, 1 + each % 3)) for each in range(number)}
    if key == "7":
        for place, citizen_id in enumerate(sorted(ids)):
            town.move(maja, citizen_id, "7", effective_on=f"{1 + place % 3:02d}-11-2026")
    board = look(town, maja)
    lane = board.tray if key == "none" else board.lanes[1]
    assert (lane.count, lane.total, len(lane.cards), board.total) == (number, number, FIRST_CARDS, number)
    found, after = list(lane.cards), lane.next_cursor
    while after:
        page = lane_page(town.runtime, maja, BoardFilters(), LaneRequest(key, after))
        assert page.count == number
        found += page.cards
        after = page.next_cursor
    assert [card.since for card in found] == sorted(card.since for card in found if card.since)
    assert sorted(card.id for card in found) == sorted(ids)


def test_lane_that_just_fits_has_no_next_page(town: Town) -> None:
    maja = town.user()
    for number in range(FIRST_CARDS):
        town.citizen(f"Borger {number}")
    assert look(town, maja).tray.next_cursor is None
    town.citizen("Borger mere")
    assert look(town, maja).tray.next_cursor is not None


@pytest.mark.parametrize("key", ["0", "9", "", "NONE", "-1", "7x"])
def test_lane_that_does_not_exist_is_not_found(town: Town, key: str) -> None:
    with pytest.raises(NotFoundError):
        lane_page(town.runtime, town.user(), BoardFilters(), LaneRequest(key))


@pytest.mark.parametrize(
    "after", ["x", "2026-11-01", "2026-11-01.", ".abc", "2026-11-01.\x00", "2026-11-31.abcdefghijkl"]
)
def test_cursor_that_was_never_given_is_not_found(town: Town, after: str) -> None:
    with pytest.raises(NotFoundError):
        lane_page(town.runtime, town.user(), BoardFilters(), LaneRequest("7", after))


def test_card_just_moved_is_shown_first_and_only_once(town: Town) -> None:
    maja = town.user()
    for day in (3, 9):
        town.move(maja, town.citizen(f"Siden {day}"), "7", effective_on=f"{day:02d}-11-2026")
    amina = town.citizen()
    town.move(maja, amina, "7")
    lane = lane_page(town.runtime, maja, BoardFilters(), LaneRequest("7", keep=amina))
    assert [card.name for card in lane.cards] == ["Amina Warsame", "Siden 3", "Siden 9"]
    assert [card.just_moved for card in lane.cards] == [True, False, False]


@pytest.mark.parametrize("keep", ["nobody", "\x00", "x" * 12])
def test_card_to_keep_that_is_nobodys_changes_nothing(town: Town, keep: str) -> None:
    maja = town.user()
    town.move(maja, town.citizen(), "7")
    lane = lane_page(town.runtime, maja, BoardFilters(), LaneRequest("7", keep=keep))
    assert [card.just_moved for card in lane.cards] == [False]


def test_card_of_another_lane_or_municipality_is_not_kept(runtime: Runtime) -> None:
    here, there = Town(runtime), Town(runtime, "Søby Kommune")
    maja, amina, foreign = here.user(), here.citizen(), there.citizen("Fremmed")
    here.move(maja, amina, "8")
    for keep in (amina, foreign):
        assert lane_page(runtime, maja, BoardFilters(), LaneRequest("7", keep=keep)).cards == ()
    assert card_of(runtime, maja, foreign) is None


def test_card_of_one_who_left_is_none(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    town.move(maja, amina, "8")
    assert card_of(town.runtime, maja, amina) is not None
    town.move(maja, amina, "out")
    assert card_of(town.runtime, maja, amina) is None


def test_nobody_sees_another_municipality(runtime: Runtime) -> None:
    here, there = Town(runtime), Town(runtime, "Søby Kommune")
    here.move(here.user(), here.citizen("Her"), "7")
    there.move(there.user(), there.citizen("Der"), "7")
    there.citizen("Der Ny")
    assert names(here, here.user()) == {"Her"}
    assert names(here, here.user(), q="Der") == set()
    assert look(here, here.user()).total == 1
    assert {option.label for option in look(here, here.user()).options.brokers} == {"My own citizens", "Maja Juhl"}


@pytest.mark.parametrize(("role", "movable"), [(Role.BROKER, True), (Role.LEADER, False), (Role.SUPERUSER, True)])
def test_leader_sees_a_board_that_stays_as_it_is(town: Town, role: Role, *, movable: bool) -> None:
    town.move(town.user(), town.citizen(), "7")
    board = look(town, town.user(role, "En Anden"))
    assert (board.read_only, board.lanes[1].cards[0].movable) == (not movable, movable)


def _statements(runtime: Runtime, actor: Actor) -> int:
    seen: list[str] = []
    event.listen(runtime.database.engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
    board_page(runtime, actor, BoardFilters())
    return len(seen)


def test_number_of_statements_does_not_grow_with_the_citizens(runtime: Runtime) -> None:
    small, large = Town(runtime), Town(runtime, "Søby Kommune")
    for town, number in ((small, 1), (large, 40)):
        for each in range(number):
            town.move(town.user(), town.citizen(f"Borger {each}"), "7")
    assert _statements(runtime, small.user()) == _statements(runtime, large.user())


def test_those_who_left_stand_on_a_list_of_their_own_and_are_counted(town: Town) -> None:
    maja = town.user()
    for day in ("05", "03"):
        town.move(maja, town.citizen(f"Ude {day}"), "out", effective_on=f"{day}-11-2026")
    town.citizen("Her")
    lane = lane_page(town.runtime, maja, BoardFilters(), LaneRequest("out"))
    assert [(card.name, card.sign, card.stalled) for card in lane.cards] == [
        ("Ude 03", None, False),
        ("Ude 05", None, False),
    ]
    board = look(town, maja)
    assert (board.left, board.total, lane.count) == (2, 1, 2)
    assert look(town, maja, q="05").left == 1


def lane_of(board: BoardView, key: str) -> LaneView:
    return next(lane for lane in board.lanes if lane.key == key)


def test_count_under_filters_stands_beside_the_count_of_all(town: Town) -> None:
    maja = town.user()
    for team in ("Team Havn", "Team Havn", "Team Torv"):
        town.move(maja, town.citizen(team=team), "7")
    lane = lane_of(look(town, maja, team="Team Torv"), "7")
    assert (lane.count, lane.total, len(lane.cards)) == (1, 3, 1)
    facts = board_facts(town.runtime, maja, BoardFilters(team="Team Torv"))
    assert (facts.shown, facts.total) == (1, 3)


@pytest.mark.parametrize("filters", [{"team": "Team Nord"}, {"broker": "999"}, {"broker": "Maja"}, {"broker": "٣"}])
def test_filter_that_names_nobody_is_refused(town: Town, filters: dict[str, str]) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        look(town, town.user(), **filters)
    assert list(refusal.value.by_field()) == list(filters)


def test_search_is_audited_with_its_criterion_and_looking_is_not(town: Town) -> None:
    maja = town.user()
    look(town, maja)
    assert rows(town.runtime, AuditEvent) == []
    look(town, maja, q="Warsame")
    (search,) = rows(town.runtime, AuditEvent)
    assert (search.action, search.staff_id, search.detail) == (str(AuditAction.BOARD_SEARCHED), maja.id, "q=Warsame")
