"""GET /companies, GET and POST /companies/<id> and its people."""

import pytest

from kanban.domain.audit import AuditAction, AuditEvent
from kanban.domain.company import Company, CompanyPerson
from tests.factories import Town
from tests.page import Visitor
from tests.support.stored import changed, dump, one, rows

PERSON = {"person": "Ole Olsen", "title": "Souschef", "phone": "12 34 56 78", "email": "ole@hotel.dk"}


@pytest.fixture
def hotel(town: Town) -> str:
    """The address of Strandhotellet, where Amina Warsame is an intern."""
    town.move(town.user(), town.citizen("Amina Warsame"), "4")
    return f"/companies/{one(town.runtime, Company).id}"


def test_register_leads_to_each_company_and_to_those_who_are_there(hotel: str, maja: Visitor) -> None:
    page = maja.get("/companies")
    table = page.root.one("table")
    assert [link["href"] for link in table.all("a")] == [hotel, f"{hotel}#there"]
    assert "Birthe Holst" in table.text


@pytest.mark.parametrize(("query", "found"), [("strand", 1), ("x", 0), ("strand%", 1)])
@pytest.mark.usefixtures("hotel")
def test_register_is_searched(maja: Visitor, query: str, found: int) -> None:
    page = maja.get("/companies", q=query)
    assert page.status == 200
    assert len(page.root.all("table")) == found
    assert page.form("/companies").values["q"] == query


@pytest.mark.parametrize("number", ["2", "0", "-1", "x", "99999999999999999999"])
def test_page_that_does_not_exist_is_the_nearest_one(hotel: str, maja: Visitor, number: str) -> None:
    assert len(maja.get("/companies", page=number).root.one("table").all("a", href=hotel)) == 1


def test_company_shows_people_and_citizens(hotel: str, lars: Visitor) -> None:
    page = lars.get(hotel)
    assert page.root.one("h1").text == "Strandhotellet"
    assert "Birthe Holst" in page.text
    assert "Amina Warsame" in page.root.one(id="there").text
    assert page.root.all("form", class_="company-form") == []


def test_protected_name_is_not_shown(town: Town, hotel: str, maja: Visitor) -> None:
    town.move(town.user(), town.citizen("Hemmelig Hansen", protected=True), "4")
    page = maja.get(hotel)
    assert "Hemmelig" not in page.text
    assert "Navn beskyttet" in page.root.one(id="there").text


def test_new_name_is_stored_and_reaches_the_board(town: Town, hotel: str, maja: Visitor) -> None:
    answer = maja.submit(maja.get(hotel), hotel, company="Grand Hotel", company_cvr="1234 5678")
    assert (answer.status, answer.location) == (303, hotel)
    page = maja.get(hotel)
    assert (page.root.one("h1").text, "CVR 12345678" in page.text) == ("Grand Hotel", True)
    assert "Grand Hotel" in page.root.one(id="status").text
    assert "Grand Hotel" in maja.get("/board").lane("4").text
    assert rows(town.runtime, AuditEvent)[-1].action in {str(AuditAction.COMPANY_CHANGED), "board_searched"}


def test_refused_name_keeps_what_was_typed(town: Town, hotel: str, maja: Visitor) -> None:
    before = dump(town.runtime)
    answer = maja.submit(maja.get(hotel), hotel, company="", company_cvr="123")
    assert answer.status == 422
    assert set(answer.problems()) == {"company", "company_cvr"}
    assert answer.form(hotel).values["company_cvr"] == "123"
    assert changed(before, dump(town.runtime)) == set()


def test_stale_correction_shows_both(hotel: str, maja: Visitor, susanne: Visitor) -> None:
    opened = maja.get(hotel)
    susanne.submit(susanne.get(hotel), hotel, company="Petit Hotel")
    answer = maja.submit(opened, hotel, company="Grand Hotel")
    assert answer.status == 409
    assert len(answer.root.all(data_theirs="Petit Hotel")) == 1
    assert answer.form(hotel).values["company"] == "Grand Hotel"
    assert maja.submit(answer, hotel).status == 303


def test_person_is_added_and_corrected(town: Town, hotel: str, maja: Visitor) -> None:
    page = maja.get(f"{hotel}/people/new")
    assert maja.post(f"{hotel}/people", {**page.form(f"{hotel}/people").values, **PERSON}).location == hotel
    assert "ole@hotel.dk" in maja.get(hotel).text
    address = f"{hotel}/people/{rows(town.runtime, CompanyPerson)[-1].id}"
    assert maja.submit(maja.get(address), address, phone="87654321").location == hotel
    assert rows(town.runtime, CompanyPerson)[-1].phone == "87654321"


def test_refused_person_keeps_what_was_typed(hotel: str, maja: Visitor) -> None:
    answer = maja.post(f"{hotel}/people", {**PERSON, "person": "", "phone": "ring", "email": "x"})
    assert answer.status == 422
    assert set(answer.problems()) == {"person", "phone", "email"}
    assert answer.form(f"{hotel}/people").values["title"] == "Souschef"


def test_leader_may_look_but_not_change(town: Town, hotel: str, lars: Visitor) -> None:
    before = dump(town.runtime)
    assert lars.post(hotel, {"company": "X"}).status == 403
    assert lars.post(f"{hotel}/people", PERSON).status == 403
    assert lars.get(f"{hotel}/people/new").status == 403
    assert changed(before, dump(town.runtime)) == set()


def test_others_and_unknown_companies_are_not_found(hotel: str, maja: Visitor, stranger: Visitor) -> None:
    for visitor, address in ((stranger, hotel), (maja, "/companies/999999"), (maja, "/companies/99999999999999999999")):
        assert visitor.get(address).status == 404
        assert visitor.post(address, {"company": "X"}).status == 404
        assert visitor.get(f"{address}/people/1").status == 404
    assert maja.get("/companies/x").status == 404
    assert stranger.get("/companies").root.all("table") == []


def test_suggestions_are_options_of_a_list(hotel: str, maja: Visitor) -> None:
    page = maja.get("/companies/suggest", q="strand")
    (option,) = page.root.all(role="option")
    assert (page.status, option["data-value"]) == (200, "Strandhotellet")
    people = maja.get("/companies/suggest", q="b", of="person", company="Strandhotellet")
    assert [option["data-value"] for option in people.root.all(role="option")] == ["Birthe Holst"]
    assert maja.get(hotel).status == 200


@pytest.mark.parametrize(
    ("address", "typed", "found"),
    [("/markings/suggest", "fsm", 2), ("/benefits/suggest", "kontant", 3), ("/companies/suggest", "", 0)],
)
def test_names_to_choose_from(maja: Visitor, address: str, typed: str, found: int) -> None:
    assert len(maja.get(address, q=typed).root.all(role="option")) == found


@pytest.mark.parametrize("address", ["/companies/suggest", "/markings/suggest", "/benefits/suggest", "/companies"])
def test_nobody_is_sent_to_the_log_in(nobody: Visitor, address: str) -> None:
    assert nobody.get(address).status == 303


def test_suggestions_of_others_stay_with_them(hotel: str, stranger: Visitor) -> None:
    assert stranger.get("/companies/suggest", q="strand").root.all(role="option") == []
    assert stranger.get(hotel).status == 404
