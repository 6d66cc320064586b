"""Days and tasks in words."""

from datetime import date

import pytest

from kanban.domain.day_words import days_over, greeting, what, when_due
from kanban.domain.messages import Message
from kanban.i18n import Translator
from tests.unit.test_agenda import THURSDAY, case, sign

DANISH = Translator("da")


def danish(message: Message) -> str:
    return DANISH.render(message)


@pytest.mark.parametrize(("hour", "words"), [(6, "Godmorgen, Maja"), (10, "Goddag, Maja"), (18, "Godaften, Maja")])
def test_greeting_fits_the_time_of_day(hour: int, words: str) -> None:
    assert danish(greeting(hour, "Maja")) == words


@pytest.mark.parametrize(
    ("day", "words"), [(19, "I dag"), (20, "I morgen"), (21, "Lørdag"), (22, "Søndag"), (23, "23-11")]
)
def test_day_is_said_as_a_colleague_would(day: int, words: str) -> None:
    assert danish(when_due(date(2026, 11, day), THURSDAY)) == words


def test_days_over_are_counted() -> None:
    assert danish(days_over(date(2026, 11, 18), THURSDAY)) == "1 dag over"
    assert danish(days_over(date(2026, 11, 10), THURSDAY)) == "9 dage over"


def test_task_says_what_and_where() -> None:
    there = case("a", step=3)
    there = type(there)(**{**there.__dict__, "context": "Bageriet 50 %"})
    payslip = sign("payslip", date(2026, 11, 10))
    assert danish(what(there, payslip)) == "Lønseddel for oktober fra Bageriet 50 %"
    assert danish(what(there, sign("follow_up", THURSDAY))) == "Opfølgning hos Bageriet 50 %"
    assert danish(what(there, sign("action", THURSDAY), "Ring 100 %")) == "Aftalt: Ring 100 %"


def test_protected_citizen_is_not_told_by_company_or_agreement() -> None:
    found = case("a", step=3)
    hidden = type(found)(**{**found.__dict__, "context": "Bageriet", "name_protected": True})
    assert danish(what(hidden, sign("follow_up", THURSDAY))) == "Opfølgning med virksomhed og borger"
    assert danish(what(hidden, sign("action", THURSDAY), "Ring til Amina")) == "Aftalt skridt"


def test_talk_says_that_the_step_is_to_be_confirmed() -> None:
    waiting = case("a", sign("step_unconfirmed", kind="missing"), step=7)
    assert danish(what(waiting, sign("talk", THURSDAY))) == "Samtale: trin 7 skal bekræftes"
