"""What is typed about openings and at board meetings."""

from datetime import date

import pytest

from kanban.domain.board_meeting import AGENDA, ActionState, EntryKind, number_of, point_of
from kanban.domain.errors import InvalidInputError
from kanban.domain.inputs.meeting import read_entry, read_state
from kanban.domain.inputs.opening import read_closing, read_opening
from kanban.domain.views.openings import hours_text
from tests.factories import TODAY

ENTRY = {"kind": "action", "text": "Ring", "action_by": "3", "due_on": "20-11-2026"}


def test_agenda_is_numbered_from_one_and_keys_lead_back() -> None:
    assert [point.number for point in AGENDA] == list(range(1, len(AGENDA) + 1))
    assert [number_of(point.key) for point in AGENDA] == [point.number for point in AGENDA]
    assert point_of(0) == point_of(99) == AGENDA[0]


def test_entry_is_read() -> None:
    read = read_entry({**ENTRY, "case_code": " cdfh ", "opening": "7"}, TODAY)
    assert (read.kind, read.action_by, read.due_on, read.case_code, read.opening) == (
        EntryKind.ACTION,
        3,
        TODAY,
        "CDFH",
        7,
    )


def test_day_that_has_passed_may_stay_but_not_come() -> None:
    passed = {**ENTRY, "due_on": "19-11-2026"}
    assert read_entry(passed, TODAY, date(2026, 11, 19)).due_on == date(2026, 11, 19)
    with pytest.raises(InvalidInputError) as refusal:
        read_entry(passed, TODAY)
    assert refusal.value.by_field().keys() == {"due_on"}


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(InvalidInputError) as refusal:
        read_entry({"kind": "action", "case_code": "ABE", "opening": "-1"}, TODAY)
    assert refusal.value.by_field().keys() == {"text", "action_by", "case_code", "opening"}


def test_state_is_one_of_two() -> None:
    assert read_state({"state": "done"}) is ActionState.DONE
    with pytest.raises(InvalidInputError):
        read_state({})


@pytest.mark.parametrize(
    ("hours", "minutes", "shown"),
    [(("", ""), (None, None), ""), (("7,5", ""), (450, None), "7,5"), (("8", "12,5"), (480, 750), "8\N{EN DASH}12,5")],
)
def test_hours_are_a_number_a_span_or_open(
    hours: tuple[str, str], minutes: tuple[int | None, int | None], shown: str
) -> None:
    form = {
        "company": "Bageriet",
        "opening_tasks": "Pakke",
        "positions": "1",
        "found_by": "3",
        "found_on": "20-11-2026",
    }
    read = read_opening({**form, "hours_from": hours[0], "hours_to": hours[1]}, TODAY)
    assert (read.minutes_from, read.minutes_to) == minutes
    assert hours_text(*minutes) == shown


def test_upper_hours_need_lower_ones() -> None:
    with pytest.raises(InvalidInputError) as refusal:
        read_opening({"hours_to": "12"}, TODAY)
    assert "hours_to" in refusal.value.by_field()


def test_opening_again_forgets_why_it_was_closed() -> None:
    assert read_closing({"state": "open", "reason": "Nej", "filled_by": "x"}).reason == ""
    assert read_closing({"state": "closed", "reason": "Nej", "filled_by": "x"}).filled_by == ""
