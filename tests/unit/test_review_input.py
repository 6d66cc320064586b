"""Reading a decision in a review, and a hand-over."""

from datetime import date

import pytest

from kanban.domain.errors import InvalidInputError
from kanban.domain.inputs.assignment import MOST_AT_ONCE, check_chosen, read_assignment
from kanban.domain.inputs.review import Decision, read_decision
from tests.factories import TODAY


def refused(fields: dict[str, str]) -> set[str]:
    with pytest.raises(InvalidInputError) as caught:
        read_decision({"version": "3", **fields}, TODAY)
    return set(caught.value.by_field())


def test_decision_is_read_with_what_was_agreed() -> None:
    fields = {"decision": "confirm", "version": "3", "action": "Ring", "action_by": "7", "due_on": "24-11-2026"}
    found = read_decision(fields, TODAY)
    assert (found.decision, found.version, found.action) == (Decision.CONFIRM, 3, "Ring")
    assert (found.action_by, found.due_on, found.reason) == (7, date(2026, 11, 24), "")


def test_nothing_need_be_agreed() -> None:
    assert (
        read_decision({"decision": "postpone", "version": "3", "action_by": "7", "reason": "Syg"}, TODAY).action == ""
    )


@pytest.mark.parametrize(
    ("fields", "fields_refused"),
    [
        ({}, {"decision"}),
        ({"decision": "delete"}, {"decision"}),
        ({"decision": "note"}, {"action"}),
        ({"decision": "confirm", "due_on": "24-11-2026"}, {"action"}),
        ({"decision": "confirm", "action": "Ring", "due_on": "19-11-2026"}, {"due_on"}),
        ({"decision": "confirm", "action": "Ring", "due_on": "soon", "action_by": "x"}, {"due_on", "action_by"}),
        ({"decision": "confirm", "action": "x" * 1001}, {"action"}),
        ({"decision": "postpone", "reason": "x" * 301}, {"reason"}),
        ({"decision": "confirm", "version": "-1"}, {"version"}),
    ],
)
def test_decision_is_refused_beside_its_field(fields: dict[str, str], fields_refused: set[str]) -> None:
    assert refused(fields) == fields_refused


def test_hand_over_needs_a_broker_and_nothing_else() -> None:
    found = read_assignment({"broker_id": "7"}, TODAY)
    assert (found.broker_id, found.caseworker_id, found.team_id, found.assigned_on) == (7, None, None, TODAY)
    with pytest.raises(InvalidInputError) as caught:
        read_assignment({"broker_id": "", "assigned_on": "21-11-2026", "team_id": "x"}, TODAY)
    assert set(caught.value.by_field()) == {"broker_id", "assigned_on", "team_id"}


@pytest.mark.parametrize(
    "chosen", [{}, {"a": ""}, {"a": "one"}, {str(number): "1" for number in range(MOST_AT_ONCE + 1)}]
)
def test_choice_must_be_sensible(chosen: dict[str, str]) -> None:
    with pytest.raises(InvalidInputError):
        check_chosen(chosen)


def test_each_chosen_citizen_has_a_version() -> None:
    read = {"a": "1", "b": "22"}
    check_chosen(read)
    assert read
