"""The board as it stood on an earlier day: end of day, read-only, by what is known now."""

from datetime import date

import pytest

from kanban.domain.errors import InvalidInputError
from kanban.domain.transition import StepTransition
from kanban.domain.views.board import BoardFilters
from kanban.services.board.board_page import lane_page
from kanban.services.board.board_reader import FIRST_CARDS, LaneRequest
from kanban.services.case.annul_move import annul_move
from tests.factories import Town
from tests.integration.test_board import look, names, shown
from tests.support.stored import rows


def on(town: Town, day: str, **filters: str) -> dict[str, set[str]]:
    return shown(look(town, town.user(), as_of=day, **filters))


@pytest.mark.parametrize(
    ("day", "lanes"),
    [
        ("2026-04-30", {}),
        ("2026-05-01", {"none": {"Amina Warsame"}}),
        ("2026-10-31", {"none": {"Amina Warsame"}}),
        ("2026-11-01", {"8": {"Amina Warsame"}}),
        ("2026-11-04", {"8": {"Amina Warsame"}}),
        ("2026-11-05", {"5": {"Amina Warsame"}}),
        ("2026-11-09", {"5": {"Amina Warsame"}}),
        ("2026-11-10", {}),
        ("2026-11-14", {}),
        ("15-11-2026", {"6": {"Amina Warsame"}}),
        ("2026-11-20", {"6": {"Amina Warsame"}}),
        ("", {"6": {"Amina Warsame"}}),
    ],
)
def test_citizen_stands_where_they_stood_at_the_end_of_the_day(
    town: Town, day: str, lanes: dict[str, set[str]]
) -> None:
    maja, amina = town.user(), town.citizen(started_on=date(2026, 5, 1))
    history = [("8", "01"), ("7", "05"), ("6", "05"), ("5", "05"), ("out", "10"), ("6", "15")]
    for target, at in history:
        town.move(maja, amina, target, effective_on=f"{at}-11-2026")
    assert on(town, day) == lanes


def test_days_in_step_are_counted_to_that_day(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    town.move(maja, amina, "8", effective_on="01-11-2026")
    town.move(maja, amina, "7", effective_on="15-11-2026")
    board = look(town, maja, as_of="2026-11-11")
    (card,) = board.lanes[0].cards
    assert (card.since, card.days) == (date(2026, 11, 1), 10)
    assert (board.past, board.read_only, card.movable, board.signs) == (True, True, False, None)


def test_card_of_an_earlier_day_does_not_show_what_is_known_only_today(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    town.move(maja, amina, "8", effective_on="01-11-2026")
    town.move(maja, amina, "3", effective_on="15-11-2026", follow_up_on="16-11-2026")
    (card,) = look(town, maja, as_of="2026-11-02").lanes[0].cards
    assert (card.context, card.paid_minutes, card.sign, card.stalled) == ("", None, None, False)


def test_move_recorded_late_and_annulment_reach_the_earlier_day(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    town.move(maja, amina, "8", effective_on="01-11-2026")
    town.move(maja, amina, "7", effective_on="05-11-2026")
    assert on(town, "2026-11-06") == {"7": {"Amina Warsame"}}
    annul_move(town.runtime, maja, rows(town.runtime, StepTransition)[-1].id or 0, "Forkert")
    assert on(town, "2026-11-06") == {"8": {"Amina Warsame"}}


def test_today_written_out_is_todays_board_and_not_an_earlier_one(town: Town) -> None:
    maja = town.user()
    town.move(maja, town.citizen(), "7")
    board = look(town, maja, as_of="2026-11-20")
    assert (board.past, board.read_only, board.lanes[1].cards[0].movable) == (False, False, True)


def test_filters_work_on_an_earlier_day_too(town: Town) -> None:
    maja = town.user()
    for name, team in (("Havn", "Team Havn"), ("Torv", "Team Torv")):
        town.move(maja, town.citizen(name, team=team), "8", effective_on="01-11-2026")
    assert names(town, maja, as_of="2026-11-02", team="Team Torv") == {"Torv"}
    assert names(town, maja, as_of="2026-11-02", q="hav") == {"Havn"}


def test_pages_of_an_earlier_day_show_everyone_once(town: Town) -> None:
    maja, number = town.user(), FIRST_CARDS + 7
    for each in range(number):
        citizen = town.citizen(f"Borger {each}")
        town.move(maja, citizen, "8", effective_on=f"0{1 + each % 3}-11-2026")
        town.move(maja, citizen, "7", effective_on="15-11-2026")
    filters = BoardFilters(as_of="2026-11-10")
    first = lane_page(town.runtime, maja, filters, LaneRequest("8"))
    rest = lane_page(town.runtime, maja, filters, LaneRequest("8", first.next_cursor or ""))
    found = [card.id for card in (*first.cards, *rest.cards)]
    assert (first.count, rest.next_cursor) == (number, None)
    assert len(found) == len(set(found)) == number


@pytest.mark.parametrize("day", ["2026-11-21", "21-11-2026", "9999-12-31", "i går", "2026-02-30"])
def test_day_that_lies_ahead_or_is_none_is_refused(town: Town, day: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        look(town, town.user(), as_of=day)
    assert list(refusal.value.by_field()) == ["as_of"]


@pytest.mark.parametrize("day", ["0001-01-01", "1900-01-01"])
@pytest.mark.parametrize("sign", ["", "late", "missing", "still"])
def test_day_before_everything_shows_an_empty_board(town: Town, day: str, sign: str) -> None:
    maja = town.user()
    town.move(maja, town.citizen(), "7")
    assert on(town, day, sign=sign) == {}
