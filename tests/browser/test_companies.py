"""Companies known to the municipality: offered while one types, kept in a register that can be corrected."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.board import BoardPage
from tests.browser.case import CaseForm, CasePage, open_case
from tests.browser.visitors import Visitors
from tests.factories import Town

CVR = "25313763"
SCRIPTS = pytest.mark.parametrize("javascript", [True, False], ids=["htmx", "plain"])


@pytest.fixture
def citizen(town: Town) -> str:
    """Somebody on step 6, in a municipality that knows two companies."""
    for name, cvr, person in (("Strandhotellet", CVR, "Birthe Holst"), ("Strandens Kiosk", "", "Jens Bo")):
        other = town.citizen(f"Ved {name}")
        town.move(town.user(), other, 5, company=name, company_cvr=cvr, contact_person=person)
    citizen = town.citizen("Amina Warsame")
    town.move(town.user(), citizen, 6, effective_on="01-11-2026")
    return citizen


@pytest.fixture
def board(visitors: Visitors, town: Town, citizen: str) -> BoardPage:
    board = visitors.board(town)
    expect(board.card(citizen, 6)).to_be_visible()
    return board


def options(page: Page) -> Locator:
    return page.get_by_role("listbox").get_by_role("option")


def type_company(board: BoardPage, citizen: str) -> Locator:
    """The company field of the move dialog with two suggestions below it."""
    company = board.choose_move(citizen, 5).control("company")
    company.press_sequentially("stran")
    expect(options(board.page)).to_have_count(2)
    return company


def test_company_is_chosen_with_arrows_and_enter_and_its_number_follows(board: BoardPage, citizen: str) -> None:
    company = type_company(board, citizen)
    expect(company).to_have_attribute("aria-expanded", "true")
    expect(board.dialog.get_by_role("status").filter(has_text="2 forslag")).to_have_count(1)
    at = [text.startswith("Strandhotellet") for text in options(board.page).all_inner_texts()].index(True)
    for _ in range(at + 1):
        company.press("ArrowDown")
    expect(options(board.page).nth(at)).to_have_attribute("aria-selected", "true")
    active = company.get_attribute("aria-activedescendant")
    assert active == options(board.page).nth(at).get_attribute("id")
    company.press("Enter")
    expect(company).to_have_value("Strandhotellet")
    expect(company).to_be_focused()
    expect(board.form.control("company_cvr")).to_have_value(CVR)
    expect(options(board.page)).to_have_count(0)
    expect(board.form.root).to_be_visible()


def test_company_is_chosen_with_the_mouse(board: BoardPage, citizen: str) -> None:
    company = type_company(board, citizen)
    options(board.page).filter(has_text="Strandens Kiosk").click()
    expect(company).to_have_value("Strandens Kiosk")
    expect(company).to_be_focused()
    expect(company).to_have_attribute("aria-expanded", "false")


def test_escape_closes_the_list_then_the_dialog(board: BoardPage, citizen: str) -> None:
    company = type_company(board, citizen)
    company.press("Escape")
    expect(options(board.page)).to_have_count(0)
    expect(board.dialog).to_be_visible()
    expect(company).to_have_value("stran")
    company.press("Escape")
    expect(board.dialog).to_have_count(0)


def test_enter_without_a_choice_sends_the_form_as_typed(board: BoardPage, citizen: str) -> None:
    board.choose_move(citizen, 5).fill(contact_kind="visit", contacted_on="03-11-2026")
    company = board.form.control("company")
    company.press_sequentially("Stran")
    expect(options(board.page)).to_have_count(2)
    company.press_sequentially("dvaskeriet")
    company.press("Enter")
    expect(board.card(citizen, 5)).to_contain_text("Strandvaskeriet")


def test_arrow_down_opens_the_people_of_the_company(board: BoardPage, citizen: str) -> None:
    form = board.choose_move(citizen, 4).fill(company="Strandhotellet")
    person = form.control("contact_person")
    person.press("ArrowDown")
    expect(options(board.page)).to_have_text(["Birthe Holst"])
    person.press("ArrowDown")
    person.press("Enter")
    expect(person).to_have_value("Birthe Holst")


def test_leaving_the_field_closes_the_list(board: BoardPage, citizen: str) -> None:
    company = type_company(board, citizen)
    company.press("Tab")
    expect(options(board.page)).to_have_count(0)


def test_escape_closes_the_list_before_the_form_in_the_panel(board: BoardPage, citizen: str) -> None:
    case = open_case(board, citizen)
    company = case.edit("contacts", "Tilføj").control("company")
    company.press_sequentially("stran")
    expect(options(board.page)).to_have_count(2)
    company.press("Escape")
    expect(options(board.page)).to_have_count(0)
    expect(case.form("contacts").root).to_be_visible()
    company.press("Escape")
    expect(case.form("contacts").root).to_have_count(0)
    expect(case.panel).to_be_visible()


@pytest.mark.parametrize(
    ("kind", "field", "typed", "chosen"),
    [
        ("markings", "marking", "reh", "FSM 2: Rehab (Gr. 2)"),
        ("benefit", "benefit", "syge", "Sygedagpenge"),
    ],
)
def test_markings_and_benefits_are_offered_too(
    board: BoardPage, citizen: str, kind: str, field: str, typed: str, chosen: str
) -> None:
    control = open_case(board, citizen).edit(kind, "Tilføj").control(field)
    control.press_sequentially(typed)
    options(board.page).filter(has_text=chosen).click()
    expect(control).to_have_value(chosen)


@pytest.mark.usefixtures("citizen")
@SCRIPTS
def test_register_is_searched_and_a_company_corrected(visitors: Visitors, town: Town, *, javascript: bool) -> None:
    board = visitors.board(town, javascript=javascript)
    page = board.page
    page.get_by_role("link", name="Virksomheder").click()
    expect(page.locator(".register tbody tr")).to_have_count(2)
    page.get_by_label("Søg i registret").fill("strandhotel")
    page.get_by_role("button", name="Søg").click()
    expect(page.locator(".register tbody tr")).to_have_count(1)
    page.get_by_role("link", name="Strandhotellet").click()
    CaseForm(page.locator(".company-form")).fill(company="Grand Strandhotel").submit()
    expect(page.get_by_role("heading", level=1)).to_have_text("Grand Strandhotel")
    expect(page.locator("#status")).to_contain_text("er gemt")
    board.open()
    expect(board.lane(5)).to_contain_text("Grand Strandhotel")


@SCRIPTS
def test_contact_person_gets_a_phone_number_that_the_case_shows(
    visitors: Visitors, town: Town, citizen: str, *, javascript: bool
) -> None:
    town.move(town.user(), citizen, 4, company="Strandhotellet", company_cvr=CVR, contact_person="Birthe Holst")
    board = visitors.board(town, javascript=javascript)
    page = board.page
    page.get_by_role("link", name="Virksomheder").click()
    page.get_by_role("link", name="Strandhotellet").click()
    page.get_by_role("link", name="Ret Birthe Holst").click()
    form = CaseForm(page.locator(".company-form"))
    form.fill(phone="12").submit()
    expect(form.problem("phone")).not_to_be_empty()
    form.fill(title="Souschef", phone="12 34 56 78").submit()
    expect(page.get_by_role("link", name="12 34 56 78")).to_be_visible()
    page.goto(f"{visitors.url}/citizens/{citizen}")
    expect(CasePage(page).part("agreement")).to_contain_text("Souschef")
    expect(CasePage(page).part("agreement").get_by_role("link", name="12 34 56 78")).to_be_visible()


def test_company_named_twice_is_refused_beside_the_field(board: BoardPage) -> None:
    page = board.page
    page.goto(f"{board.url}/companies")
    page.get_by_role("link", name="Strandens Kiosk").click()
    form = CaseForm(page.locator(".company-form"))
    form.fill(company="Strandhotellet", company_cvr=CVR).submit()
    expect(page.locator(".company-form .alert")).to_contain_text("Virksomheden står allerede i registret")
