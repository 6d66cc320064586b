"""Sparring: who is talked about, what is said of them, and for how long that is true without being asked again."""

from datetime import date, timedelta

import pytest

from kanban.domain.facts import WorkAgreement
from kanban.domain.gathering import gather
from kanban.domain.messages import Message
from kanban.domain.readiness import Readiness, readiness
from kanban.domain.sparring import first_need, holds_until, is_talked_about
from kanban.domain.steps import step
from kanban.domain.views.panel import Nearness, NeedView
from tests.factories import TODAY, fact


def near(nearness: Nearness, *done: bool) -> Readiness:
    return Readiness(nearness, tuple(NeedView(each, Message(f"need {number}")) for number, each in enumerate(done)))


def test_ready_are_talked_about_always_and_others_when_they_stand_still() -> None:
    for nearness in Nearness:
        assert is_talked_about(near(nearness), still=True)
        assert is_talked_about(near(nearness), still=False) == (nearness is Nearness.READY)


def test_first_thing_missing_is_named_and_the_rest_counted() -> None:
    assert first_need(near(Nearness.FAR, True, False, True, False, False)) == (Message("need 1"), 2)
    assert first_need(near(Nearness.READY, True, True)) == (None, 0)


def agreed_until(ends_on: date | None, ended: str = "") -> WorkAgreement:
    return fact(
        WorkAgreement,
        agreement_kind="internship",
        starts_on=TODAY - timedelta(days=60),
        ends_on=ends_on,
        ended_reason=ended,
        internship_hours=900,
        follow_up_on=TODAY,
        paid_hours_outlook="no",
    )


@pytest.mark.parametrize("ended", ["", "Flyttet"])
@pytest.mark.parametrize("ends", [-1, 0, 1, 2, 9])
@pytest.mark.parametrize("number", [4, 3])
def test_answer_is_the_same_on_every_day_it_is_said_to_hold(number: int, ends: int, ended: str) -> None:
    case = gather([agreed_until(TODAY + timedelta(days=ends), ended)], {})
    said = readiness(step(number), case, TODAY)
    until = min(holds_until(case, TODAY), TODAY + timedelta(days=20))
    days = [TODAY + timedelta(days=each) for each in range((until - TODAY).days + 1)]
    assert [readiness(step(number), case, day) for day in days] == [said] * len(days)


def test_answer_without_an_end_in_sight_holds_for_good() -> None:
    assert holds_until(gather([agreed_until(None)], {}), TODAY) == date.max
    assert holds_until(gather([], {}), TODAY) == date.max
