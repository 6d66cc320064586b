"""Companies named in a fact: found whatever the case, told apart by number, and never mixed with another's people."""

import pytest

from kanban.domain.citizen import Citizen
from kanban.domain.company import Company, CompanyPerson, CompanyWord
from kanban.domain.facts import CompanyContact, Outcome, WorkAgreement
from kanban.domain.staff import Actor
from tests.factories import Town
from tests.integration.fact_forms import newest_id, record, send
from tests.support.stored import nothing_stored, one, rows

Case = tuple[Town, Actor, str]


@pytest.fixture
def case(town: Town) -> Case:
    return town, town.user(), town.citizen()


def _companies(town: Town) -> list[tuple[str, str]]:
    return [(company.name, company.cvr) for company in rows(town.runtime, Company)]


@pytest.mark.parametrize("typed", ["strandhotellet", " STRANDHOTELLET ", "Strandhotellet"])
@pytest.mark.parametrize("cvr", ["", "11223344", "11 22 33 44"])
def test_company_is_the_same_whatever_its_case_and_a_form_sent_again_is_stored_once(
    case: Case, typed: str, cvr: str
) -> None:
    town, maja, amina = case
    record(town, maja, amina, "contacts")
    omar = town.citizen("Omar Aden")
    sent = {"version": "1", "company": typed, "company_cvr": cvr}
    record(town, maja, omar, "contacts", **sent)
    with nothing_stored(town.runtime):
        record(town, maja, omar, "contacts", **sent)
    assert _companies(town) == [("Strandhotellet", "11223344")]
    assert {contact.company_id for contact in rows(town.runtime, CompanyContact)} == {1}


def test_same_name_under_another_number_is_another_company(case: Case) -> None:
    town, maja, amina = case
    record(town, maja, amina, "contacts")
    record(town, maja, amina, "contacts", company_cvr="99887766")
    assert _companies(town) == [("Strandhotellet", "11223344"), ("Strandhotellet", "99887766")]


def test_same_number_under_another_name_is_another_company(case: Case) -> None:
    town, maja, amina = case
    record(town, maja, amina, "contacts")
    record(town, maja, amina, "contacts", company="Føtex")
    assert _companies(town) == [("Strandhotellet", "11223344"), ("Føtex", "11223344")]


@pytest.mark.parametrize("sent", [{}, {"company_cvr": ""}, {"company_cvr": "99887766"}, {"company": "STRANDHOTELLET"}])
def test_correcting_a_fact_keeps_the_very_company_of_two_with_one_name(case: Case, sent: dict[str, str]) -> None:
    town, maja, amina = case
    record(town, maja, amina, "contacts")
    record(town, maja, amina, "contacts", company_cvr="99887766")
    entry = newest_id(town.runtime, "contacts")
    send(town, maja, amina, "contacts", entry=entry, company_tasks="Gulve", **{"company": "Strandhotellet", **sent})
    assert [contact.company_id for contact in rows(town.runtime, CompanyContact)] == [1, 2, 2]


def test_number_that_was_unknown_is_filled_in(case: Case) -> None:
    town, maja, amina = case
    record(town, maja, amina, "outcome")
    assert _companies(town) == [("Strandhotellet", "")]
    send(town, maja, amina, "outcome", company_cvr="11223344")
    assert _companies(town) == [("Strandhotellet", "11223344")]


def test_another_company_does_not_inherit_contact_person_and_number(case: Case) -> None:
    town, maja, amina = case
    record(town, maja, amina, "agreement", company_cvr="11223344")
    send(town, maja, amina, "agreement", company="Føtex")
    assert [deal.contact_person for deal in rows(town.runtime, WorkAgreement)] == ["Birthe Holst", ""]
    assert _companies(town) == [("Strandhotellet", "11223344"), ("Føtex", "")]
    assert [(person.company_id, person.name) for person in rows(town.runtime, CompanyPerson)] == [(1, "Birthe Holst")]


def test_contact_person_sent_with_the_other_company_is_its_own(case: Case) -> None:
    town, maja, amina = case
    record(town, maja, amina, "agreement")
    send(town, maja, amina, "agreement", company="Føtex", contact_person="Kim Dahl")
    people = [(person.company_id, person.name) for person in rows(town.runtime, CompanyPerson)]
    assert people == [(1, "Birthe Holst"), (2, "Kim Dahl")]


def test_person_is_remembered_once_and_found_by_the_companys_words(case: Case) -> None:
    town, maja, amina = case
    record(town, maja, amina, "contacts", company="Café Å & Sønner")
    record(town, maja, amina, "agreement", company="café å & sønner", contact_person="BIRTHE HOLST")
    assert len(rows(town.runtime, CompanyPerson)) == 1
    assert {word.word for word in rows(town.runtime, CompanyWord)} == {"cafe", "aa", "soenner"}


def test_card_shows_the_company_a_correction_names(case: Case) -> None:
    town, maja, amina = case
    town.move(maja, amina, "5")
    send(town, maja, amina, "contacts", entry=newest_id(town.runtime, "contacts"), company="Føtex")
    assert one(town.runtime, Citizen).context == "Føtex"


def test_correcting_an_older_contact_leaves_the_card_with_the_newest(case: Case) -> None:
    town, maja, amina = case
    record(town, maja, amina, "contacts", company="Føtex")
    older = newest_id(town.runtime, "contacts")
    town.move(maja, amina, "5")
    send(town, maja, amina, "contacts", entry=older, contact_outcome="Ingen plads")
    assert one(town.runtime, Citizen).context == "Strandhotellet"


def test_education_place_of_two_hundred_letters_is_kept(case: Case) -> None:
    town, maja, amina = case
    record(town, maja, amina, "outcome", outcome="education", company="Å" * 200)
    assert one(town.runtime, Outcome).company_id == one(town.runtime, Company, name="Å" * 200).id
