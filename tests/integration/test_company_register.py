"""The register of companies: who is there, and a new name that reaches every card."""

import threading

import pytest

from kanban.domain.audit import AuditAction, AuditEvent
from kanban.domain.citizen import Citizen
from kanban.domain.company import Company, CompanyPerson, CompanyWord
from kanban.domain.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from kanban.services.companies.change_company import Corrected, change_company, record_person
from kanban.services.companies.company_page import company_page, person_form, register
from kanban.services.companies.suggest import suggest_companies
from kanban.services.verify_board import verify_board
from kanban.store import companies
from tests.factories import Town
from tests.support.stored import changed, dump, one, rows


@pytest.fixture
def hotel(town: Town) -> int:
    """Strandhotellet, where one citizen is an intern; another has moved on to it from a contact."""
    actor = town.user()
    town.move(actor, town.citizen("Amina Warsame"), "4", company_cvr="10000001")
    town.move(actor, town.citizen("Bo Bek"), "5")
    return one(town.runtime, Company).id or 0


def change(town: Town, number: int, name: str, cvr: str = "10000001", **more: str) -> Corrected:
    seen = company_page(town.runtime, town.user(), number).form.seen
    return change_company(
        town.runtime, town.user(), number, {"company": name, "company_cvr": cvr, "seen": seen, **more}
    )


def test_register_lists_companies_in_danish_order_with_who_is_there(town: Town, hotel: int) -> None:
    actor = town.user()
    for name in ("Åse Byg", "Zebra", "Ærlig Mad", "Øen"):
        town.move(actor, town.citizen(name), "5", company=name)
    view = register(town.runtime, actor, "", 1)
    assert [row.name for row in view.rows] == ["Strandhotellet", "Zebra", "Ærlig Mad", "Øen", "Åse Byg"]
    assert (view.total, view.pages, view.rows[0].id) == (5, 1, hotel)
    assert [(row.there, row.people) for row in view.rows[:2]] == [(1, ("Birthe Holst",)), (0, ())]


@pytest.mark.parametrize(("q", "total"), [("strand", 1), ("1000", 1), ("hotellet", 0), ("%", 0), ("", 1)])
@pytest.mark.usefixtures("hotel")
def test_register_is_searched_like_the_fields(town: Town, q: str, total: int) -> None:
    assert register(town.runtime, town.leader(), q, 1).total == total


@pytest.mark.parametrize(("page", "shown", "names"), [(1, 1, 50), (2, 2, 10), (9, 2, 10), (-3, 1, 50)])
def test_register_is_paged(town: Town, page: int, shown: int, names: int) -> None:
    actor = town.user()
    with town.runtime.database.write() as session:
        named = [(f"Firma {number:02d}", "") for number in range(60)]
        companies.CompanyRegister(session, actor.municipality_id, town.runtime.clock.now()).ensure(named)
    view = register(town.runtime, actor, "", page)
    assert (view.page, view.pages, len(view.rows)) == (shown, 2, names)


def test_those_who_are_there_are_those_with_a_running_agreement_or_a_job(town: Town, hotel: int) -> None:
    actor = town.user()
    town.move(actor, town.citizen("Carla Cem"), "4", ends_on="19-11-2026")
    town.move(actor, town.citizen("Dan Dam"), "4", starts_on="01-12-2026")
    town.move(actor, town.citizen("Eva Ege"), "1")
    moved = town.citizen("Finn Frost")
    town.move(actor, moved, "4")
    town.move(actor, moved, "1", company="Et andet sted")
    found = company_page(town.runtime, actor, hotel)
    assert [each.name for each in found.there] == ["Amina Warsame", "Eva Ege"]
    assert register(town.runtime, actor, "strand", 1).rows[0].there == 2


def test_new_name_reaches_every_card_and_the_search_in_one_transaction(town: Town, hotel: int) -> None:
    versions = [each.version for each in rows(town.runtime, Citizen)]
    assert change(town, hotel, "Grand Hotel Æblegård", "20000002").changed
    amina, bo = rows(town.runtime, Citizen)
    assert {amina.context, bo.context} == {"Grand Hotel Æblegård"}
    assert "grand hotel aeblegaard" in amina.search_text
    assert [amina.version, bo.version] == versions
    assert {each.word for each in rows(town.runtime, CompanyWord)} == {"grand", "hotel", "aeblegaard"}
    assert [each.value for each in suggest_companies(town.runtime, town.user(), "æble")] == ["Grand Hotel Æblegård"]
    assert suggest_companies(town.runtime, town.user(), "strand") == ()
    assert verify_board(town.runtime) == []


def test_company_under_its_new_name_is_found_again_by_forms(town: Town, hotel: int) -> None:
    change(town, hotel, "Grand Hotel")
    town.move(town.user(), town.citizen("Carla Cem"), "5", company="grand hotel")
    assert one(town.runtime, Company).id == hotel


def test_moves_that_name_the_company_while_it_is_renamed_leave_the_board_right(town: Town, hotel: int) -> None:
    actor, citizens = town.user(), [town.citizen(f"Borger {number}") for number in range(6)]
    forms = [{"company": f"Hotel {number}", "company_cvr": "10000001"} for number in range(6)]

    def rename() -> None:
        for form in forms:
            seen = company_page(town.runtime, actor, hotel).form.seen
            change_company(town.runtime, actor, hotel, {**form, "seen": seen})

    renaming = threading.Thread(target=rename)
    renaming.start()
    for citizen in citizens:
        town.move(actor, citizen, "5", company=company_page(town.runtime, actor, hotel).name, company_cvr="10000001")
    renaming.join()
    assert verify_board(town.runtime) == []


@pytest.mark.parametrize(
    ("name", "cvr", "fields"),
    [("", "1", {"company", "company_cvr"}), ("!!!", "", {"company"}), ("x" * 201, "", {"company"})],
)
def test_name_and_number_are_checked(town: Town, hotel: int, name: str, cvr: str, fields: set[str]) -> None:
    before = dump(town.runtime)
    with pytest.raises(InvalidInputError) as error:
        change(town, hotel, name, cvr)
    assert set(error.value.by_field()) == fields
    assert changed(before, dump(town.runtime)) == set()


def test_name_of_another_company_is_refused_unless_the_numbers_differ(town: Town, hotel: int) -> None:
    town.move(town.user(), town.citizen("Carla Cem"), "5", company="Havnen", company_cvr="30000003")
    with pytest.raises(InvalidInputError):
        change(town, hotel, "HAVNEN", "30000003")
    assert change(town, hotel, "Havnen").changed


def test_correction_is_stored_once_and_never_over_what_was_not_seen(town: Town, hotel: int) -> None:
    opened = company_page(town.runtime, town.user(), hotel).form.seen
    assert change(town, hotel, "Grand Hotel", seen=opened).changed
    assert not change(town, hotel, "Grand Hotel", seen=opened).changed
    with pytest.raises(ConflictError):
        change(town, hotel, "Petit Hotel", seen=opened)


def test_person_is_added_corrected_and_kept_once(town: Town, hotel: int) -> None:
    actor = town.user()
    wanted = {"person": "Ole Olsen", "title": "Souschef", "phone": "+45 12 34 56 78", "email": "ole@hotel.dk"}
    assert [record_person(town.runtime, actor, hotel, None, wanted).changed for _ in range(2)] == [True, False]
    ole = rows(town.runtime, CompanyPerson)[-1]
    form = person_form(town.runtime, actor, hotel, ole.id)
    record_person(town.runtime, actor, hotel, ole.id, {**wanted, "phone": "87654321", "seen": form.form.seen})
    assert rows(town.runtime, CompanyPerson)[-1].phone == "87654321"
    with pytest.raises(ConflictError):
        record_person(town.runtime, actor, hotel, ole.id, {**wanted, "title": "Chef", "seen": form.form.seen})
    with town.runtime.database.read() as session:
        assert [each.name for each in companies.people_at(session, [hotel, None])[hotel]] == [
            "Birthe Holst",
            "Ole Olsen",
        ]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"person": ""}, "person"),
        ({"person": "birthe holst"}, "person"),
        ({"phone": "ring"}, "phone"),
        ({"email": "x"}, "email"),
    ],
)
def test_persons_fields_are_checked(town: Town, hotel: int, wrong: dict[str, str], field: str) -> None:
    with pytest.raises(InvalidInputError) as error:
        record_person(town.runtime, town.user(), hotel, None, {"person": "Ole Olsen", **wrong})
    assert set(error.value.by_field()) == {field}


def test_leader_looks_and_changes_nothing(town: Town, hotel: int) -> None:
    assert not company_page(town.runtime, town.leader(), hotel).may_change
    for attempt in (
        lambda: change_company(town.runtime, town.leader(), hotel, {"company": "X"}),
        lambda: record_person(town.runtime, town.leader(), hotel, None, {"person": "X"}),
        lambda: person_form(town.runtime, town.leader(), hotel, None),
    ):
        with pytest.raises(ForbiddenError):
            attempt()


def test_others_companies_are_not_found(town: Town, hotel: int) -> None:
    stranger, here = Town(town.runtime, "Søby Kommune").user(), town.user()
    for actor, number in ((stranger, hotel), (here, 999_999), (here, 2**40)):
        with pytest.raises(NotFoundError):
            company_page(town.runtime, actor, number)
        with pytest.raises(NotFoundError):
            change_company(town.runtime, actor, number, {"company": "X"})
    with pytest.raises(NotFoundError):
        person_form(town.runtime, here, hotel, 999)


def test_corrections_are_audited(town: Town, hotel: int) -> None:
    change(town, hotel, "Grand Hotel")
    event = rows(town.runtime, AuditEvent)[-1]
    assert (event.action, event.detail) == (str(AuditAction.COMPANY_CHANGED), f"company={hotel}")
