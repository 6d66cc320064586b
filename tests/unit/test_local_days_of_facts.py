"""What is typed just after midnight was typed on the day that has begun where the municipality is."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from kanban.domain.case import CaseFacts
from kanban.domain.deadlines import payslip_due
from kanban.domain.facts import Cv, HoursEntry
from kanban.domain.gathering import gather
from tests.factories import fact

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
HALF_PAST_MIDNIGHT = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)
NOVEMBER_1 = date(2026, 11, 1)


def test_fact_is_known_since_the_local_day_it_was_typed() -> None:
    cv = fact(Cv, cv_prepared_on=date(2026, 10, 1), cv_kind="jobnet", recorded_by=1, recorded_at=HALF_PAST_MIDNIGHT)
    assert set(gather([cv], {}, zone=COPENHAGEN).known_on.values()) == {NOVEMBER_1}


def test_payslips_are_asked_for_from_the_local_month_in_which_hours_were_typed() -> None:
    hours = fact(
        HoursEntry, valid_from=date(2026, 10, 1), paid_hours=360, recorded_by=1, recorded_at=HALF_PAST_MIDNIGHT
    )
    assert payslip_due(CaseFacts(hours=(hours,), zone=COPENHAGEN)) == date(2026, 12, 10)
    assert payslip_due(CaseFacts(hours=(hours,), zone=UTC)) == date(2026, 11, 10)
