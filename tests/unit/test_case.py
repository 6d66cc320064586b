"""What is on record: the newest standing version of each fact, and what it answers in a form."""

from dataclasses import replace
from datetime import date

import pytest

from kanban.domain.case import CaseFacts, FieldValue, known_for, recorded, source_of
from kanban.domain.fact import Fact
from kanban.domain.facts import (
    BrokerAssignment,
    Closing,
    CompanyContact,
    Cv,
    HoursEntry,
    JobGoals,
    Marking,
    Outcome,
    WorkAgreement,
)
from kanban.domain.gathering import gather
from kanban.domain.steps import STEP_NUMBERS
from tests.factories import NOW, TODAY, company, fact

COMPANIES = {1: company(1, "Strandhotellet", "11223344"), 2: company(2, "Netto")}


def cv(number: int, **values: object) -> Cv:
    return fact(Cv, id=number, **values)


def hours(number: int, day: int, paid: int | None, internship: int | None = None) -> HoursEntry:
    return fact(HoursEntry, id=number, valid_from=date(2026, 10, day), paid_hours=paid, internship_hours=internship)


def agreement(company_id: int = 1, **values: object) -> WorkAgreement:
    return fact(WorkAgreement, company_id=company_id, **values)


def contact(company_id: int = 1, **values: object) -> CompanyContact:
    return fact(CompanyContact, company_id=company_id, **values)


def values(case: CaseFacts, to_step: int) -> dict[str, FieldValue]:
    return {name: known.value for name, known in known_for(case, to_step, TODAY).items()}


def test_newest_version_counts_whatever_the_order_of_the_rows() -> None:
    assert gather([cv(2, cv_kind="presentation"), cv(1, cv_kind="jobnet")], {}).cv == cv(2, cv_kind="presentation")


def test_withdrawn_version_uncovers_the_one_before() -> None:
    case = gather([cv(1, cv_kind="jobnet"), cv(2, cv_kind="presentation", withdrawn_at=NOW)], {})
    assert case.cv is not None
    assert case.cv.cv_kind == "jobnet"


def test_each_kind_of_fact_is_gathered_on_its_own() -> None:
    markings = (fact(Marking, id=1, name="Indsatsgruppe"), fact(Marking, id=2, name="Step up"))
    closing = fact(Closing, closing_reason="moved", closed_on=TODAY)
    whole = CaseFacts(
        assignment=fact(BrokerAssignment),
        cv=cv(1),
        goals=fact(JobGoals),
        contact=contact(),
        contacts=(contact(),),
        agreement=agreement(),
        placements=(agreement(),),
        hours=(hours(1, 1, 60),),
        outcome=fact(Outcome),
    )
    expected = replace(whole, closing=closing, markings=markings, companies=COMPANIES)
    parts = (whole.assignment, whole.cv, whole.goals, whole.contact, whole.agreement, whole.outcome, closing)
    facts = [*(part for part in parts if part), *whole.hours, *markings]
    assert gather(facts, COMPANIES) == expected


@pytest.mark.parametrize(
    ("entries", "paid"),
    [
        ([], None),
        ([hours(1, 1, 390)], 390),
        ([hours(1, 1, 390), hours(2, 9, 600)], 600),
        ([hours(2, 9, 600), hours(1, 1, 390)], 600),
        ([hours(1, 9, 600), hours(2, 1, 390)], 600),
        ([hours(1, 9, 600), hours(2, 9, 390)], 390),
        ([hours(1, 1, 390), hours(2, 9, None, 900)], 390),
        ([hours(1, 1, None, 900)], None),
    ],
)
def test_paid_hours_are_those_of_the_latest_day_that_states_any(entries: list[HoursEntry], paid: int | None) -> None:
    assert gather(entries, {}).paid_minutes == paid


@pytest.mark.parametrize(
    ("step_number", "name"),
    [(1, "Netto"), (2, "Strandhotellet"), (4, "Strandhotellet"), (5, "Netto"), (8, "Strandhotellet")],
)
def test_company_of_the_case_depends_on_the_step(step_number: int, name: str) -> None:
    case = gather([agreement(), contact(2), fact(Outcome, company_id=2)], COMPANIES)
    found = case.company_for(step_number)
    assert found is not None
    assert found.name == name


def test_company_contact_fills_in_an_agreement_that_is_not_made_yet() -> None:
    case = gather([contact(contact_person="Birthe Holst")], COMPANIES)
    assert values(case, 4) == {
        "company": "Strandhotellet",
        "contact_person": "Birthe Holst",
        "company_cvr": "11223344",
    }


def test_number_and_contact_person_of_two_companies_never_mix() -> None:
    case = gather([agreement(2), contact(1, contact_person="Birthe Holst")], COMPANIES)
    assert values(case, 4) == {"company": "Netto"}


def test_agreement_that_runs_counts_towards_the_same_step_again() -> None:
    running = agreement(starts_on=date(2026, 9, 1), ends_on=TODAY, internship_hours=900, tasks="Linned")
    assert values(gather([running], COMPANIES), 4).keys() >= {"starts_on", "ends_on", "internship_hours", "tasks"}


def test_agreement_that_has_ended_lends_only_company_and_people() -> None:
    over = agreement(
        starts_on=date(2026, 9, 1),
        ends_on=date(2026, 11, 19),
        internship_hours=900,
        contact_person="Birthe Holst",
        follow_up_on=date(2026, 11, 1),
        paid_hours_outlook="yes",
        paid_hours_from=date(2026, 11, 1),
    )
    assert values(gather([over], COMPANIES), 4).keys() == {"company", "company_cvr", "contact_person"}


def test_internship_does_not_lend_its_dates_to_paid_hours() -> None:
    practice = agreement(starts_on=date(2026, 9, 1), ends_on=date(2026, 12, 1), internship_hours=900)
    assert values(gather([practice], COMPANIES), 3).keys() == {"company", "company_cvr", "internship_hours"}


@pytest.mark.parametrize("to_step", [2, 0])
def test_more_hours_and_leaving_are_stated_anew_every_time(to_step: int) -> None:
    closing = fact(Closing, closing_reason="moved", closed_on=TODAY)
    paid = agreement(paid_hours=390, adjusted_on=TODAY, follow_up_on=date(2026, 12, 1))
    known = values(gather([closing, paid, hours(1, 1, 390)], COMPANIES), to_step)
    assert known.keys().isdisjoint({"paid_hours", "adjusted_on", "closing_reason", "closing_note"})


def test_job_does_not_take_over_the_internships_start() -> None:
    case = gather([agreement(starts_on=date(2026, 9, 1)), hours(1, 1, 390)], COMPANIES)
    assert values(case, 1) == {"company": "Strandhotellet", "paid_hours": 390}


def test_answer_no_is_on_record_and_an_empty_text_is_not() -> None:
    case = gather([cv(1, cv_kind="jobnet", cv_approved=False, cv_summary="")], {})
    assert values(case, 7) == {"cv_kind": "jobnet", "cv_approved": False}


@pytest.mark.parametrize("to_step", [*STEP_NUMBERS, 0])
def test_nothing_is_on_record_for_an_empty_case(to_step: int) -> None:
    assert recorded(CaseFacts(), to_step) == {}


@pytest.mark.parametrize(
    ("known_fact", "to_step", "text"),
    [
        (contact(contacted_on=TODAY), 5, "From the company contact on %(date)s"),
        (agreement(starts_on=TODAY), 4, "From the agreement of %(date)s"),
        (agreement(tasks="Linned"), 4, "Already on record"),
        (hours(1, 1, 390), 3, "On record since %(date)s"),
        (cv(1, cv_kind="jobnet"), 7, "Already on record"),
    ],
)
def test_prefilled_value_says_where_it_comes_from(known_fact: Fact, to_step: int, text: str) -> None:
    known = recorded(gather([known_fact], COMPANIES), to_step)
    assert {source_of(each).text for each in known.values()} == {text}
