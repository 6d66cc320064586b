"""How near the next step is (R-TGT-4): conditions, what meets them, and the three groups."""

from collections import Counter
from datetime import date, timedelta

import pytest

from kanban.domain.case import CaseFacts
from kanban.domain.fact import Fact
from kanban.domain.facts import BrokerAssignment, CompanyContact, Cv, HoursEntry, JobGoals, Outcome, WorkAgreement
from kanban.domain.follow_up import FollowUp
from kanban.domain.gathering import gather
from kanban.domain.needs import CONDITIONS
from kanban.domain.readiness import needs, readiness
from kanban.domain.steps import OUT, STEP_NUMBERS, step
from kanban.domain.views.panel import Nearness
from tests.factories import TODAY, company, fact

COMPANIES = {1: company(1, "Strandhotellet", "11223344")}
WHOLE: dict[int, Fact] = {
    8: fact(BrokerAssignment, broker_id=1),
    7: fact(Cv, cv_prepared_on=TODAY, cv_kind="jobnet"),
    6: fact(JobGoals, goal_a="Stuepige", goal_registered_on=TODAY),
    5: fact(CompanyContact, company_id=1, contact_kind="visit", contacted_on=TODAY),
    4: fact(
        WorkAgreement,
        company_id=1,
        contact_person="Birthe Holst",
        agreement_kind="internship",
        starts_on=TODAY,
        ends_on=TODAY,
        internship_hours=900,
        tasks="Linned",
        milestone="Otte værelser",
        paid_hours_outlook="no",
        follow_up_on=TODAY,
    ),
    1: fact(Outcome, outcome="job", company_id=1, starts_on=TODAY),
}


def case_of(*facts: Fact) -> CaseFacts:
    return gather(facts, COMPANIES)


def missing(number: int, case: CaseFacts, today: date = TODAY) -> set[str]:
    return {need.message.text for need in needs(step(number), case, today) if not need.done}


@pytest.mark.parametrize("number", STEP_NUMBERS)
def test_every_required_field_is_in_exactly_one_condition(number: int) -> None:
    counted = Counter(name for condition in CONDITIONS[number] for name in condition.fields)
    assert counted == Counter(step(number).required)


def test_conditions_cover_the_eight_steps_and_leaving_is_none_of_them() -> None:
    assert CONDITIONS.keys() == set(STEP_NUMBERS)
    assert OUT not in CONDITIONS


@pytest.mark.parametrize("number", WHOLE)
def test_r_tgt_4_ready_when_everything_is_on_record(number: int) -> None:
    found = readiness(step(number), case_of(WHOLE[number]), TODAY)
    assert found is not None
    assert (found.nearness, {need.done for need in found.needs}) == (Nearness.READY, {True})


@pytest.mark.parametrize("number", STEP_NUMBERS)
def test_r_tgt_4_far_when_nothing_is(number: int) -> None:
    found = readiness(step(number), CaseFacts(), TODAY)
    assert found is not None
    assert (found.nearness, {need.done for need in found.needs}) == (Nearness.FAR, {False})


@pytest.mark.parametrize(
    ("lacking", "nearness"),
    [
        (("tasks",), Nearness.NEAR),
        (("tasks", "milestone"), Nearness.NEAR),
        (("tasks", "contact_person", "internship_hours"), Nearness.NEAR),
        (("tasks", "contact_person", "internship_hours", "follow_up_on"), Nearness.FAR),
    ],
)
def test_r_tgt_4_near_until_more_than_half_is_missing(lacking: tuple[str, ...], nearness: Nearness) -> None:
    deal = WHOLE[4].model_copy(update=dict.fromkeys(lacking))
    found = readiness(step(4), case_of(deal), TODAY)
    assert found is not None
    assert found.nearness is nearness


@pytest.mark.parametrize("name", step(4).required)
def test_r_wa_1_to_4_each_lacking_field_of_an_agreement_leaves_its_condition_open(name: str) -> None:
    lacking = {"company": "company_id"}.get(name, name)
    deal = WHOLE[4].model_copy(update={lacking: None})
    (condition,) = [each for each in CONDITIONS[4] if name in each.fields]
    assert missing(4, case_of(deal)) == {condition.missing}


@pytest.mark.parametrize(("days", "ready"), [(-1, False), (0, True), (1, True)])
def test_r_wa_7_agreement_that_has_ended_does_not_make_ready_for_the_next(days: int, *, ready: bool) -> None:
    deal = WHOLE[4].model_copy(update={"ends_on": TODAY + timedelta(days=days)})
    assert (missing(4, case_of(deal)) == set()) is ready


def test_r_wa_9_agreement_somebody_ended_does_not_make_ready_either() -> None:
    deal = WHOLE[4].model_copy(update={"ends_on": None, "ended_reason": "Ingen løn"})
    assert "Agree on the hours" in missing(4, case_of(deal))


@pytest.mark.parametrize("kind", ["ordinary", "flexjob"])
def test_r_step_4_agreement_on_a_job_is_no_agreement_on_internship(kind: str) -> None:
    deal = WHOLE[4].model_copy(update={"agreement_kind": kind})
    assert missing(4, case_of(deal)) == {"Agree on kind and period"}


DAY = date(2026, 11, 1)
GROWTH = {
    "R-STEP-2 nothing stated": ([], False),
    "R-STEP-2 stated once": ([(DAY, 360)], False),
    "R-STEP-2 grown": ([(DAY, 360), (TODAY, 361)], True),
    "R-STEP-2 the same": ([(DAY, 360), (TODAY, 360)], False),
    "R-STEP-2 fewer": ([(DAY, 360), (TODAY, 359)], False),
    "R-STEP-2 begun from nought": ([(DAY, 0), (TODAY, 360)], False),
    "R-STEP-2 put right the same day": ([(DAY, 60), (DAY, 600)], False),
}


@pytest.mark.parametrize(("stated", "grown"), GROWTH.values(), ids=GROWTH)
def test_step_2_takes_paid_hours_that_have_grown(stated: list[tuple[date, int]], *, grown: bool) -> None:
    hours = [fact(HoursEntry, id=place, valid_from=day, paid_hours=paid) for place, (day, paid) in enumerate(stated, 1)]
    assert ("Agree on more paid hours" not in missing(2, case_of(*hours))) is grown


@pytest.mark.parametrize(("days", "done"), [(-1, False), (0, True), (1, True)])
def test_r_step_2_agreement_is_adjusted_or_followed_up_since_the_hours_changed(days: int, *, done: bool) -> None:
    hours = fact(HoursEntry, valid_from=DAY, paid_hours=360)
    day = DAY + timedelta(days=days)
    adjusted = fact(WorkAgreement, adjusted_on=day)
    followed = fact(FollowUp, placement=1, follow_up_kind="both", held_on=day)
    for facts in ([hours, adjusted], [hours, fact(WorkAgreement), followed]):
        assert ("Adjust the agreement" not in missing(2, case_of(*facts))) is done
    assert "Adjust the agreement" in missing(2, case_of(hours, followed))
