"""What has a due date: each deadline the day before, on the day and the day after, at month ends and in leap years."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from kanban.domain.case import CaseFacts
from kanban.domain.deadlines import next_month, payslip_due, payslip_month
from kanban.domain.facts import HoursEntry, Outcome, WorkAgreement
from kanban.domain.follow_up import AgreedAction, FollowUp, Payslip
from kanban.domain.readiness import signs
from kanban.domain.steps import STEP_NUMBERS
from kanban.domain.talk import TalkMark
from kanban.domain.views.board import SignKind
from tests.factories import fact

DAY = timedelta(days=1)
ARRIVED = date(2026, 9, 1)
BEGUN = date(2026, 10, 1)


def at(*placements: WorkAgreement, held: tuple[date, ...] = (), **more: object) -> CaseFacts:
    follow_ups = tuple(fact(FollowUp, placement=1, follow_up_kind="both", held_on=day) for day in held)
    values = {"arrived_on": ARRIVED, "agreement": placements[0], "placements": placements, "follow_ups": follow_ups}
    return CaseFacts(**{**values, **more})  # type: ignore[arg-type]  # each test names fields of the case


def deal(**values: object) -> WorkAgreement:
    return fact(WorkAgreement, **{"starts_on": BEGUN, **values})


def paid(*stated: tuple[date, int | None], recorded: date = BEGUN, by: int | None = 1) -> tuple[HoursEntry, ...]:
    moment = datetime(recorded.year, recorded.month, recorded.day, 9, tzinfo=UTC)
    return tuple(
        fact(HoursEntry, valid_from=day, paid_hours=minutes, recorded_at=moment, recorded_by=by)
        for day, minutes in stated
    )


def slips(*months: date) -> tuple[Payslip, ...]:
    return tuple(fact(Payslip, month=month, received_on=month) for month in months)


def due(code: str, current: int, case: CaseFacts) -> date | None:
    return next((sign.due_on for sign in signs(current, None, case) if sign.code == code), None)


TALKS = {
    "R-CAD-1 no talk yet: six weeks after arrival": (at(deal()), date(2026, 10, 13)),
    "R-CAD-1 six weeks after the latest": (at(deal(), talks=(TalkMark(date(2026, 10, 20)),)), date(2026, 12, 1)),
    "R-CAD-1 as agreed, earlier": (
        at(deal(), talks=(TalkMark(date(2026, 10, 20), date(2026, 11, 2)),)),
        date(2026, 11, 2),
    ),
    "R-CAD-1 as agreed, later": (
        at(deal(), talks=(TalkMark(date(2026, 10, 20), date(2027, 1, 8)),)),
        date(2027, 1, 8),
    ),
    "R-CAD-1 a call in between keeps what was agreed": (
        at(deal(), talks=(TalkMark(date(2026, 10, 1), date(2026, 11, 12)), TalkMark(date(2026, 10, 20)))),
        date(2026, 11, 12),
    ),
    "R-CAD-1 what was agreed and held counts no more": (
        at(deal(), talks=(TalkMark(date(2026, 10, 1), date(2026, 10, 20)), TalkMark(date(2026, 10, 20)))),
        date(2026, 12, 1),
    ),
    "R-CAD-1 across a leap day": (at(deal(), talks=(TalkMark(date(2028, 1, 18)),)), date(2028, 2, 29)),
    "R-CAD-1 unknown arrival, no talk: no date": (at(deal(), arrived_on=None), None),
}


@pytest.mark.parametrize(("case", "expected"), TALKS.values(), ids=TALKS)
def test_talk_is_due(case: CaseFacts, expected: date | None) -> None:
    assert due("talk", 8, case) == expected


FLEXJOB = {"agreement_kind": "flexjob", "starts_on": date(2026, 9, 7)}
FOLLOW_UPS = {
    "R-CAD-2 four weeks after the start": (at(deal()), date(2026, 10, 29)),
    "R-CAD-2 four weeks after a start still to come": (at(deal(starts_on=date(2027, 1, 4))), date(2027, 2, 1)),
    "R-CAD-2 four weeks after the latest": (at(deal(), held=(date(2026, 11, 2),)), date(2026, 11, 30)),
    "R-CAD-2 an older start counts from arrival": (at(deal(starts_on=date(2025, 1, 6))), date(2026, 9, 29)),
    "R-CAD-2 not beyond the end": (at(deal(ends_on=date(2026, 10, 28))), None),
    "R-CAD-2 on the last day": (at(deal(ends_on=date(2026, 10, 29))), date(2026, 10, 29)),
    "R-CAD-2 as agreed": (at(deal(follow_up_on=date(2026, 11, 6))), date(2026, 11, 6)),
    "R-CAD-2 a contact in between is no follow-up": (
        at(deal(), follow_ups=(fact(FollowUp, placement=1, follow_up_kind="ad_hoc", held_on=date(2026, 11, 2)),)),
        date(2026, 10, 29),
    ),
    "R-CAD-2 as agreed though one was held before": (
        at(deal(follow_up_on=date(2026, 11, 6)), held=(date(2026, 11, 5),)),
        date(2026, 11, 6),
    ),
    "R-CAD-3 what was agreed and held goes on by the month": (
        at(deal(follow_up_on=date(2026, 11, 6)), held=(date(2026, 11, 6),)),
        date(2026, 12, 4),
    ),
    "R-CAD-2 of another placement counts for none": (
        at(deal(placement=2), held=(date(2026, 11, 2),)),
        date(2026, 10, 29),
    ),
    "R-STEP-3 of two placements the first": (
        at(deal(follow_up_on=date(2026, 11, 20)), deal(placement=2, follow_up_on=date(2026, 11, 3))),
        date(2026, 11, 3),
    ),
    "R-WA-9 an ended placement is not followed up": (
        at(deal(follow_up_on=date(2026, 11, 3), ended_reason="Ingen løn")),
        None,
    ),
    "R-WA-9 the other one still is": (
        at(
            deal(follow_up_on=date(2026, 11, 20)),
            deal(placement=2, follow_up_on=date(2026, 11, 3), ended_reason="Ingen løn"),
        ),
        date(2026, 11, 20),
    ),
    "R-CAD-4 first of four in a flex job": (at(deal(**FLEXJOB)), date(2026, 10, 19)),
    "R-CAD-4 second": (at(deal(**FLEXJOB), held=(date(2026, 10, 16),)), date(2026, 11, 30)),
    "R-CAD-4 one before the start does not count": (
        at(deal(**FLEXJOB), held=(date(2026, 9, 6),)),
        date(2026, 10, 19),
    ),
    "R-CAD-4 fourth": (at(deal(**FLEXJOB), held=(date(2026, 10, 19),) * 3), date(2027, 2, 22)),
    "R-CAD-4 all four held": (at(deal(**FLEXJOB), held=(date(2026, 10, 19),) * 4), None),
    "R-CAD-4 what was due before arrival is not asked for": (
        at(deal(agreement_kind="flexjob", starts_on=date(2026, 6, 8))),
        date(2026, 10, 12),
    ),
    "R-CAD-4 an old flex job asks for none": (at(deal(agreement_kind="flexjob", starts_on=date(2024, 6, 3))), None),
}


@pytest.mark.parametrize("current", [4, 3, 2])
@pytest.mark.parametrize(("case", "expected"), FOLLOW_UPS.values(), ids=FOLLOW_UPS)
def test_follow_up_is_due(case: CaseFacts, expected: date | None, current: int) -> None:
    assert due("follow_up", current, case) == expected


@pytest.mark.parametrize("current", [8, 7, 6, 5, 1])
def test_r_cad_2_company_is_followed_up_only_while_the_citizen_is_there(current: int) -> None:
    assert due("follow_up", current, at(deal(follow_up_on=BEGUN))) is None


OCT, NOV, DEC = date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1)
HOURS = paid((BEGUN, 360))
PAYSLIPS = {
    "R-HOURS-6 the tenth of the month after": (HOURS, (), date(2026, 11, 10)),
    "R-HOURS-6 the next month": (HOURS, slips(OCT), date(2026, 12, 10)),
    "R-HOURS-6 december's in january": (HOURS, slips(OCT, NOV), date(2027, 1, 10)),
    "R-HOURS-6 the first that lacks": (HOURS, slips(OCT, DEC), date(2026, 12, 10)),
    "R-HOURS-6 begun on a month's last day": (paid((date(2026, 10, 31), 360)), (), date(2026, 11, 10)),
    "R-HOURS-6 begun on a leap day": (
        paid((date(2028, 2, 29), 360), recorded=date(2028, 2, 29)),
        (),
        date(2028, 3, 10),
    ),
    "R-HOURS-6 begun before it was registered": (
        paid((date(2026, 3, 1), 360), recorded=date(2026, 11, 20)),
        (),
        date(2026, 12, 10),
    ),
    "R-HOURS-6 begins later": (paid((date(2027, 1, 4), 360)), (), date(2027, 2, 10)),
    "R-HOURS-6 imported hours ask for none": (paid((BEGUN, 360), by=None), (), None),
    "R-HOURS-6 imported hours with a payslip noted do": (paid((BEGUN, 360), by=None), slips(OCT), date(2026, 12, 10)),
    "R-HOURS-6 no hours": ((), (), None),
    "R-HOURS-6 nought hours": (paid((BEGUN, 0)), (), None),
    "R-HOURS-5 internship hours ask for none": (paid((BEGUN, None)), (), None),
    "R-HOURS-6 stopped, the last month is still asked for": (
        paid((BEGUN, 360), (date(2026, 11, 3), 0)),
        slips(OCT),
        date(2026, 12, 10),
    ),
    "R-HOURS-6 stopped with the month": (paid((BEGUN, 360), (NOV, 0)), slips(OCT), None),
    "R-HOURS-6 stopped and all in": (paid((BEGUN, 360), (date(2026, 11, 3), 0)), slips(OCT, NOV), None),
    "R-HOURS-6 stopped on the day it began": (paid((BEGUN, 360), (BEGUN, 0)), (), None),
    "R-HOURS-6 months without pay in between are passed over": (
        paid((BEGUN, 360), (NOV, 0), (date(2027, 2, 1), 360)),
        slips(OCT),
        date(2027, 3, 10),
    ),
    "R-HOURS-6 a payslip without hours": ((), slips(OCT), None),
}


@pytest.mark.parametrize(("hours", "received", "expected"), PAYSLIPS.values(), ids=PAYSLIPS)
def test_payslip_is_due(hours: tuple[HoursEntry, ...], received: tuple[Payslip, ...], expected: date | None) -> None:
    assert due("payslip", 3, CaseFacts(hours=hours, payslips=received)) == expected


def test_r_hours_6_month_without_pay_counts_as_told() -> None:
    none = (fact(Payslip, month=OCT, no_pay=True),)
    assert payslip_due(CaseFacts(hours=HOURS, payslips=none)) == date(2026, 12, 10)


@pytest.mark.parametrize(
    ("month", "after"),
    [(date(2026, 1, 1), date(2026, 2, 1)), (date(2028, 2, 1), date(2028, 3, 1)), (date(2026, 12, 1), date(2027, 1, 1))],
)
def test_month_of_a_payslip_is_the_one_before_it_is_due(month: date, after: date) -> None:
    assert next_month(month) == after
    assert payslip_month(after.replace(day=10)) == month


def action(due_on: date | None, done_on: date | None = None) -> AgreedAction:
    return fact(AgreedAction, action="Ring til kommunen", due_on=due_on, done_on=done_on)


@pytest.mark.parametrize("current", STEP_NUMBERS)
def test_agreed_step_is_due_on_every_step_and_the_first_one_counts(current: int) -> None:
    actions = (action(None), action(date(2026, 11, 1), date(2026, 11, 2)), action(DEC), action(date(2026, 12, 9)))
    assert due("action", current, CaseFacts(actions=actions)) == DEC
    assert due("action", current, CaseFacts(actions=actions[:2])) is None


EDGES = {
    "R-CAD-1": ("talk", 8, at(deal(), talks=(TalkMark(OCT, DEC),)), DEC),
    "R-CAD-2": ("follow_up", 4, at(deal(follow_up_on=DEC)), DEC),
    "R-SUP-1": ("aftercare", 1, CaseFacts(outcome=fact(Outcome, outcome="job", retention_follow_up_on=DEC)), DEC),
    "R-HOURS-6": ("payslip", 2, CaseFacts(hours=HOURS), date(2026, 11, 10)),
    "agreed step": ("action", 7, CaseFacts(actions=(action(DEC),)), DEC),
}


@pytest.mark.parametrize(("code", "current", "case", "day"), EDGES.values(), ids=EDGES)
def test_deadline_counts_from_the_day_after(code: str, current: int, case: CaseFacts, day: date) -> None:
    (sign,) = [each for each in signs(current, None, case) if each.code == code]
    assert (sign.kind, sign.due_on, sign.from_date) == (SignKind.LATE, day, day + DAY)


def test_r_wa_1_end_counts_from_seven_days_before_and_until_there_is_another_placement() -> None:
    case = at(deal(ends_on=date(2026, 3, 4)))
    (sign,) = [each for each in signs(4, None, case) if each.code == "ends"]
    assert (sign.due_on, sign.from_date) == (date(2026, 3, 4), date(2026, 2, 25))
    assert due("ends", 4, replace(case, agreement=deal(placement=2))) is None


def test_r_sup_1_whoever_has_reached_step_1_is_asked_for_no_talk_and_no_payslip() -> None:
    case = at(deal(), hours=HOURS, outcome=fact(Outcome, outcome="job"))
    assert [sign.code for sign in signs(1, None, case) if sign.kind is SignKind.LATE] == []
