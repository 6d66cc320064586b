"""Handing citizens over: several at once from a caseload, or one from the panel."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.case import CaseForm, open_case
from tests.browser.people import stored
from tests.browser.visitors import Visitors
from tests.factories import Town

SCRIPTS = pytest.mark.parametrize("javascript", [True, False], ids=["htmx", "plain"])
NAMES = ("Amina Warsame", "Bo Ærø", "Carla Munk")


@pytest.fixture
def citizens(town: Town) -> list[str]:
    """Three citizens of Maja Juhl; Sofie Holm and Ida Krag are there to take over."""
    town.user(name="Sofie Holm")
    town.user(name="Ida Krag")
    found = [town.citizen(name) for name in NAMES]
    for citizen in found:
        town.move(town.user(), citizen, 8, effective_on="01-10-2026")
    return found


def caseload(visitors: Visitors, town: Town, *, javascript: bool = True) -> tuple[Page, CaseForm]:
    """Maja's caseload with the leader, by way of the navigation, and its form."""
    page = visitors.board(town, town.leader(), javascript=javascript).page
    page.get_by_role("link", name="Sagsstammer").click()
    page.get_by_role("link", name="Maja Juhl", exact=True).click()
    return page, CaseForm(page.locator(".handover"))


def tick(page: Page, name: str) -> Locator:
    return page.get_by_role("checkbox", name=f"Vælg {name}")


@SCRIPTS
def test_chosen_citizens_are_handed_over_and_leave_the_list(
    visitors: Visitors, town: Town, citizens: list[str], *, javascript: bool
) -> None:
    sofie = town.user(name="Sofie Holm")
    page, form = caseload(visitors, town, javascript=javascript)
    for name in NAMES[:2]:
        tick(page, name).check()
    if javascript:
        expect(page.locator("[data-chosen-count]")).to_have_text("2 valgt")
    form.fill(broker_id=str(sofie.id), handover_note="Begge vil gerne i køkken").submit()
    expect(page.locator("#status")).to_contain_text("2 borgere er nu hos Sofie Holm")
    expect(tick(page, NAMES[0])).to_have_count(0)
    expect(tick(page, NAMES[2])).to_be_visible()
    assert [stored(town, each).broker for each in citizens] == ["Sofie Holm", "Sofie Holm", "Maja Juhl"]
    assert stored(town, citizens[0]).brokers[0].note == "Begge vil gerne i køkken"


@SCRIPTS
def test_nobody_chosen_and_nobody_to_take_over_is_told(
    visitors: Visitors, town: Town, citizens: list[str], *, javascript: bool
) -> None:
    page, form = caseload(visitors, town, javascript=javascript)
    form.fill(handover_note="Noget halvt").submit()
    expect(page.locator(".handover [data-error-summary]").first).to_be_visible()
    expect(form.control("handover_note")).to_have_value("Noget halvt")
    tick(page, NAMES[0]).check()
    form.submit()
    expect(form.problem("broker_id")).not_to_be_empty()
    expect(tick(page, NAMES[0])).to_be_checked()
    assert stored(town, citizens[0]).broker == "Maja Juhl"


@SCRIPTS
def test_somebody_else_handed_over_meanwhile_and_nothing_is_half_done(
    visitors: Visitors, town: Town, citizens: list[str], *, javascript: bool
) -> None:
    page, form = caseload(visitors, town, javascript=javascript)
    for name in NAMES[:2]:
        tick(page, name).check()
    form.fill(broker_id=str(town.user(name="Sofie Holm").id), handover_note="Begge")
    other = visitors.board(town).page
    other.goto(f"{visitors.url}/citizens/{citizens[0]}/assignment")
    CaseForm(other.locator("main form[method=post]")).fill(broker_id=str(town.user(name="Ida Krag").id)).submit()
    expect(other.locator("[data-panel]")).to_be_visible()
    form.submit()
    expect(page.locator("#conflict")).to_contain_text("Amina Warsame")
    assert [stored(town, each).broker for each in citizens] == ["Ida Krag", "Maja Juhl", "Maja Juhl"]
    expect(form.control("handover_note")).to_have_value("Begge")


@pytest.mark.usefixtures("citizens")
def test_all_on_the_page_are_chosen_with_one_tick(visitors: Visitors, town: Town) -> None:
    page, _ = caseload(visitors, town)
    everybody = page.get_by_role("checkbox", name="Vælg alle på siden")
    everybody.check()
    expect(page.locator("[data-chosen-count]")).to_have_text("3 valgt")
    tick(page, NAMES[1]).uncheck()
    assert everybody.evaluate("each => each.indeterminate")
    expect(page.locator("[data-chosen-count]")).to_have_text("2 valgt")


@SCRIPTS
def test_one_citizen_is_handed_over_from_the_panel(
    visitors: Visitors, town: Town, citizens: list[str], *, javascript: bool
) -> None:
    case = open_case(visitors.board(town, javascript=javascript), citizens[0])
    case.link("file", "Overdrag").click()
    root = case.page.locator("dialog form[method=post], main form[data-dialog-form]")
    form = CaseForm(root).fill(broker_id="")
    form.submit()
    expect(form.problem("broker_id")).not_to_be_empty()
    form.fill(broker_id=str(town.user(name="Sofie Holm").id), handover_note="Glad for køkkener").submit()
    expect(root).to_have_count(0)
    expect(case.part("file")).to_contain_text("Glad for køkkener")
    expect(case.panel).to_contain_text("jobformidler Sofie Holm")
    expect(case.page.locator("#status")).to_have_text("Amina Warsame er nu hos Sofie Holm")


def test_conflict_in_the_dialog_keeps_what_was_typed(visitors: Visitors, town: Town, citizens: list[str]) -> None:
    case = open_case(visitors.board(town), citizens[0])
    case.link("file", "Overdrag").click()
    form = CaseForm(case.page.locator("dialog [data-dialog-form]"))
    form.fill(broker_id=str(town.user(name="Sofie Holm").id), handover_note="Glad for køkkener")
    other = visitors.board(town).page
    other.goto(f"{visitors.url}/citizens/{citizens[0]}/assignment")
    CaseForm(other.locator("main form[method=post]")).fill(broker_id=str(town.user(name="Ida Krag").id)).submit()
    expect(other.locator("[data-panel]")).to_be_visible()
    form.submit()
    expect(form.root.locator("#conflict")).to_be_focused()
    expect(form.control("handover_note")).to_have_value("Glad for køkkener")
    form.submit()
    expect(form.root).to_have_count(0)
    assert stored(town, citizens[0]).broker == "Sofie Holm"


def test_caseloads_show_numbers_that_lead_to_the_citizens(visitors: Visitors, town: Town, citizens: list[str]) -> None:
    page = visitors.board(town, town.leader()).page
    page.get_by_role("link", name="Sagsstammer").click()
    row = page.get_by_role("row").filter(has_text="Maja Juhl")
    expect(row).to_contain_text("3")
    row.get_by_role("link", name="Trin 8").click()
    expect(page.locator("tbody [data-citizen]")).to_have_count(len(citizens))
