"""Who was the broker when."""

from datetime import date

from kanban.domain.facts import BrokerAssignment
from kanban.domain.tenure import tenures
from tests.factories import NOW, fact


def given(number: int, broker: int | None, day: int = 1, note: str = "") -> BrokerAssignment:
    return fact(BrokerAssignment, id=number, broker_id=broker, assigned_on=date(2026, 3, day), handover_note=note)


def test_versions_with_the_same_broker_belong_together() -> None:
    found = tenures([given(1, 7, 1, "first"), given(2, 7, 1), given(3, 8, 9)])
    assert [(each.broker_id, each.begins, each.note) for each in found] == [
        (7, date(2026, 3, 1), "first"),
        (8, date(2026, 3, 9), ""),
    ]


def test_withdrawn_assignment_is_left_out() -> None:
    taken_back = given(2, 8)
    taken_back.withdrawn_at = NOW
    assert [each.broker_id for each in tenures([given(1, 7), taken_back, given(3, 7)])] == [7]


def test_coming_back_is_a_time_of_its_own() -> None:
    assert [each.broker_id for each in tenures([given(1, 7), given(2, 8), given(3, 7)])] == [7, 8, 7]


def test_nobody_assigned_has_no_times() -> None:
    assert tenures([]) == []
