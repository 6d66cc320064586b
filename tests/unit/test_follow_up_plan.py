"""When the next follow-up is proposed."""

from datetime import date

import pytest

from kanban.domain.case import CaseFacts
from kanban.domain.facts import WorkAgreement
from kanban.domain.follow_up import FollowUp
from kanban.domain.follow_up_plan import number_in_plan, propose_next
from kanban.domain.messages import say
from tests.factories import fact

HELD = date(2026, 11, 20)
FLEXJOB = fact(WorkAgreement, agreement_kind="flexjob", starts_on=date(2026, 9, 1))


def held(*days: date, placement: int = 1) -> CaseFacts:
    return CaseFacts(
        follow_ups=tuple(fact(FollowUp, placement=placement, follow_up_kind="both", held_on=day) for day in days)
    )


@pytest.mark.parametrize(
    ("ends_on", "proposed"),
    [
        (None, date(2026, 12, 18)),
        (date(2026, 12, 18), date(2026, 12, 18)),
        (date(2026, 12, 11), date(2026, 12, 11)),
        (HELD, None),
        (date(2026, 10, 1), None),
    ],
)
def test_next_is_in_four_weeks_but_never_after_the_end(ends_on: date | None, proposed: date | None) -> None:
    deal = fact(WorkAgreement, agreement_kind="internship", ends_on=ends_on)
    assert propose_next(deal, CaseFacts(), HELD).day == proposed


def test_without_an_agreement_it_is_in_four_weeks() -> None:
    proposal = propose_next(None, CaseFacts(), HELD)
    assert (proposal.day, proposal.why) == (date(2026, 12, 18), say("Proposed: in four weeks"))


@pytest.mark.parametrize(
    ("before", "number", "proposed"),
    [
        ((), 1, date(2026, 11, 24)),
        ((date(2026, 10, 13),), 2, date(2027, 1, 5)),
        ((date(2026, 10, 13), date(2026, 11, 10)), 3, date(2027, 2, 16)),
        ((date(2026, 10, 13), date(2026, 11, 10), date(2026, 11, 12)), 4, None),
        ((date(2026, 10, 13), date(2026, 11, 10), date(2026, 11, 12), date(2026, 11, 14)), None, None),
    ],
)
def test_flex_job_is_followed_up_four_times_in_six_months(
    before: tuple[date, ...], number: int | None, proposed: date | None
) -> None:
    case = held(*before)
    assert number_in_plan(FLEXJOB, case) == number
    assert propose_next(FLEXJOB, case, HELD).day == proposed


def test_plan_counts_only_what_was_held_on_this_placement_since_it_began() -> None:
    assert number_in_plan(FLEXJOB, held(date(2026, 8, 1))) == 1
    assert number_in_plan(FLEXJOB, held(date(2026, 10, 13), placement=2)) == 1


def test_other_agreements_have_no_plan() -> None:
    deal = fact(WorkAgreement, agreement_kind="internship", starts_on=date(2026, 9, 1))
    assert number_in_plan(deal, CaseFacts()) is None
    assert number_in_plan(None, CaseFacts()) is None


def test_flex_job_held_late_is_proposed_the_next_planned_day_still_ahead() -> None:
    proposal = propose_next(FLEXJOB, CaseFacts(), date(2026, 12, 1))
    assert (proposal.day, proposal.why) == (
        date(2027, 1, 5),
        say("Planned: follow-up %(number)s of %(all)s", number=3, all=4),
    )
