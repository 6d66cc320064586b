"""The follow-up form with scripts and without: the whole agenda, what is refused, aftercare, withdrawing."""

import pytest
from playwright.sync_api import expect

from tests.browser.board import BoardPage
from tests.browser.case import CaseForm, CasePage, open_case
from tests.browser.people import stored
from tests.browser.visitors import Visitors
from tests.factories import Town

SCRIPTS = pytest.mark.parametrize("javascript", [True, False], ids=["htmx", "plain"])
FORM = "[data-follow-up-form]"
TOLD = {
    "participants": "Birthe Holst",
    "goal_note": "Hun vil gerne have flere værelser",
    "next_sub_goal": "Ti værelser på en vagt",
    "development_note": "Tager selv initiativ",
}


@pytest.fixture
def citizen(town: Town) -> str:
    """Somebody on step 3 with 6,5 paid hours, whose follow-up is late."""
    citizen = town.citizen("Amina Warsame")
    town.move(town.user(), citizen, 3, effective_on="01-10-2026", follow_up_on="16-11-2026")
    return citizen


def begin(visitors: Visitors, town: Town, citizen: str, *, javascript: bool = True) -> tuple[CasePage, CaseForm]:
    """The case and the form for a follow-up with it."""
    case = open_case(visitors.board(town, javascript=javascript), citizen)
    case.link("follow-ups", "Registrér opfølgning").click()
    form = CaseForm(case.page.locator(FORM))
    expect(form.root).to_be_visible()
    return case, form


def saved(case: CasePage) -> None:
    expect(case.page.locator(FORM)).to_have_count(0)
    expect(case.part("follow-ups").locator("[data-follow-up]").first).to_be_visible()


@SCRIPTS
def test_whole_agenda_is_recorded_and_hours_and_dates_follow(
    visitors: Visitors, town: Town, citizen: str, *, javascript: bool
) -> None:
    case, form = begin(visitors, town, citizen, javascript=javascript)
    form.fill(follow_up_kind="both", held_on="19-11-2026", goal_still_right="yes", **TOLD)
    form.fill(paid_hours="9", next_follow_up_on="17-12-2026").submit()
    saved(case)
    for text in TOLD.values():
        expect(case.part("follow-ups")).to_contain_text(text)
    expect(case.part("agreement")).to_contain_text("9 timer om ugen")
    expect(case.part("dates")).to_contain_text("17-12-2026")
    expect(case.page.locator("#status")).to_have_text("Opfølgningen med Amina Warsame er gemt")
    assert stored(town, citizen).hours[-1].paid_minutes == 9 * 60


def test_card_loses_its_sign_and_shows_the_new_hours(visitors: Visitors, town: Town, citizen: str) -> None:
    case, form = begin(visitors, town, citizen)
    card = BoardPage(case.page, visitors.url).card(citizen, 3)
    expect(card).to_contain_text("4 dage over")
    form.fill(follow_up_kind="both", paid_hours="9", next_follow_up_on="17-12-2026").submit()
    saved(case)
    expect(card).not_to_contain_text("dage over")
    expect(card).to_contain_text("9 t")


def test_refused_form_without_scripts_keeps_what_was_typed(visitors: Visitors, town: Town, citizen: str) -> None:
    case, form = begin(visitors, town, citizen, javascript=False)
    form.fill(follow_up_kind="both", held_on="24-12-2026", paid_hours="mange", **TOLD).submit()
    expect(form.problem("held_on")).not_to_be_empty()
    expect(form.problem("paid_hours")).not_to_be_empty()
    for name, text in TOLD.items():
        expect(form.control(name)).to_have_value(text)
    assert stored(town, citizen).follow_ups.newest == ()
    form.fill(held_on="19-11-2026", paid_hours="6,5").submit()
    saved(case)


def test_follow_up_is_withdrawn_without_scripts_and_the_hours_go_back(
    visitors: Visitors, town: Town, citizen: str
) -> None:
    case, form = begin(visitors, town, citizen, javascript=False)
    form.fill(follow_up_kind="both", paid_hours="9").submit()
    saved(case)
    part = case.part("follow-ups")
    part.get_by_text("Træk tilbage").first.click()
    part.get_by_label("Hvorfor trækkes den tilbage?").fill("Forkert borger")
    part.get_by_role("button", name="Træk tilbage").click()
    expect(case.page.locator("#status")).to_contain_text("er trukket tilbage")
    assert stored(town, citizen).hours[-1].paid_minutes == 6.5 * 60


def test_aftercare_is_recorded_on_step_one(visitors: Visitors, town: Town, citizen: str) -> None:
    town.move(town.user(), citizen, 1, retention_follow_up_on="16-11-2026")
    case = open_case(visitors.board(town), citizen)
    case.panel.get_by_role("link", name="Registrér efterværn").first.click()
    form = CaseForm(case.page.locator(FORM))
    expect(case.page.get_by_role("dialog")).to_contain_text("Efterværn for Amina Warsame")
    form.fill(development_note="Trives", next_follow_up_on="15-01-2027").submit()
    saved(case)
    expect(case.part("follow-ups")).to_contain_text("Trives")


def test_form_closes_with_escape_and_gives_focus_back(visitors: Visitors, town: Town, citizen: str) -> None:
    case, _ = begin(visitors, town, citizen)
    case.page.keyboard.press("Escape")
    expect(case.page.get_by_role("dialog")).to_have_count(0)
    expect(case.link("follow-ups", "Registrér opfølgning")).to_be_focused()
