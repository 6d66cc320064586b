"""Facts edited in place in the panel: the board follows, focus and words are where one looks for them."""

import pytest
from playwright.sync_api import expect

from tests.browser.board import BoardPage
from tests.browser.case import CasePage, open_case
from tests.browser.people import fields, stored
from tests.browser.visitors import Visitors
from tests.factories import Town

SCRIPTS = pytest.mark.parametrize("javascript", [True, False], ids=["htmx", "plain"])
SAVED = "Gemt i sagen om Amina Warsame"


@pytest.fixture
def citizen(town: Town) -> str:
    """Somebody on step 4 with an internship and nothing before it."""
    citizen = town.citizen("Amina Warsame")
    town.move(town.user(), citizen, 4, effective_on="16-11-2026")
    return citizen


@pytest.fixture
def board(visitors: Visitors, town: Town, citizen: str) -> BoardPage:
    board = visitors.board(town)
    expect(board.card(citizen, 4)).to_be_visible()
    return board


@pytest.fixture
def case(board: BoardPage, citizen: str) -> CasePage:
    return open_case(board, citizen)


def test_cv_is_added_in_place_and_board_focus_and_status_follow(
    board: BoardPage, case: CasePage, town: Town, citizen: str
) -> None:
    expect(board.card(citizen)).to_contain_text("Løn ikke afklaret")
    form = case.edit("cv", "Tilføj")
    expect(form.control("cv_prepared_on")).to_have_value("20-11-2026")
    expect(form.root.locator(":focus")).to_have_count(1)
    form.fill(cv_kind="jobnet", cv_approved="yes", cv_summary="Ti år som kok").submit()
    expect(case.part("cv")).to_contain_text("Ti år som kok")
    expect(case.link("cv", "Ret")).to_be_focused()
    expect(board.status).to_have_text(SAVED)
    expect(board.card(citizen, 4)).to_have_attribute("data-version", str(town.version(citizen)))
    expect(board.page).to_have_url(f"{board.url}/citizens/{citizen}")


def test_sign_on_the_card_goes_when_the_fact_is_there(board: BoardPage, case: CasePage, citizen: str) -> None:
    case.save("agreement", paid_hours_outlook="yes", paid_hours_from="01-01-2027")
    expect(board.card(citizen, 4)).not_to_contain_text("Løn ikke afklaret")
    expect(board.card(citizen, 4)).to_contain_text("Intet CV")
    case.save("cv", "Tilføj", cv_kind="jobnet")
    case.save("goals", "Tilføj", goal_a="Gartner")
    expect(board.card(citizen, 4).locator(".card-sign")).to_have_count(0)


def test_paid_hours_show_on_the_card_and_suggest_a_step(board: BoardPage, case: CasePage, citizen: str) -> None:
    case.save("hours", "Tilføj", valid_from="19-11-2026", paid_hours="6,5")
    expect(case.part("hours")).to_contain_text("Over 5 til og med 10 timer")
    expect(case.panel.locator(".suggestion")).to_contain_text("Forslag: trin 3")
    expect(board.card(citizen, 4)).to_contain_text("6,5 t")
    expect(board.card(citizen, 4)).to_contain_text("trin 3")
    case.panel.get_by_role("link", name="Flyt til trin 3").first.click()
    expect(board.target).to_have_value("3")
    board.form.fill(**fields(3)).submit()
    expect(board.card(citizen, 3)).to_be_visible()


def test_move_right_after_an_edit_is_no_conflict(board: BoardPage, case: CasePage, citizen: str) -> None:
    case.save("agreement", milestone="Ti værelser på en vagt")
    board.page.keyboard.press("Escape")
    board.choose_move(citizen, 3).fill(**fields(3)).submit()
    expect(board.card(citizen, 3)).to_be_visible()
    expect(board.alerts).to_be_empty()


def test_two_edits_after_each_other_are_no_conflict(case: CasePage, town: Town, citizen: str) -> None:
    case.save("agreement", milestone="Ti værelser på en vagt")
    case.save("agreement", tasks="Morgenmad")
    deal = stored(town, citizen).agreements[0]
    assert deal.number == 3
    expect(case.formers("agreement").get_by_role("listitem")).to_have_count(2)


@SCRIPTS
def test_whole_case_is_edited(visitors: Visitors, town: Town, citizen: str, *, javascript: bool) -> None:
    case = open_case(visitors.board(town, javascript=javascript), citizen)
    case.save("cv", "Tilføj", cv_kind="presentation")
    case.save("goals", "Tilføj", goal_a="Gartner", goal_b="Lager")
    case.save("agreement", tasks="Morgenmad")
    case.save("hours", "Tilføj", valid_from="01-11-2026", paid_hours="3")
    case.save("markings", "Tilføj", marking="Step up", valid_from="01-11-2026")
    case.save("actions", "Tilføj", action="Ringe til lederen", due_on="01-12-2026")
    case.save("payslips", "Tilføj", month="2026-10", received_on="10-11-2026")
    for part, text in {
        "cv": "Præsentations-CV",
        "goals": "Lager",
        "agreement": "Morgenmad",
        "hours": "Over 0 til og med 5 timer",
        "markings": "Step up",
        "actions": "senest 01-12-2026",
        "payslips": "modtaget 10-11-2026",
    }.items():
        expect(case.part(part)).to_contain_text(text)
    expect(case.page.locator("#status")).to_have_text(SAVED)


@SCRIPTS
def test_payslip_and_agreed_step_are_done_with_one_press(
    visitors: Visitors, town: Town, citizen: str, *, javascript: bool
) -> None:
    case = open_case(visitors.board(town, javascript=javascript), citizen)
    case.save("hours", "Tilføj", valid_from="01-11-2026", paid_hours="3")
    case.save("actions", "Tilføj", action="Ringe til lederen", due_on="01-12-2026")
    case.part("payslips").get_by_role("button", name="Modtaget i dag").first.click()
    expect(case.part("payslips")).to_contain_text("modtaget 20-11-2026")
    case.part("actions").get_by_role("button", name="Gjort i dag").click()
    expect(case.part("actions")).to_contain_text("1 gjort")
    assert stored(town, citizen).actions[0].done_on is not None


@SCRIPTS
def test_refused_form_keeps_what_was_typed_and_says_what_is_needed(
    visitors: Visitors, town: Town, citizen: str, *, javascript: bool
) -> None:
    case = open_case(visitors.board(town, javascript=javascript), citizen)
    form = case.edit("hours", "Tilføj", valid_from="31-02-2026", paid_hours="mange")
    form.submit()
    expect(form.problem("valid_from")).not_to_be_empty()
    expect(form.problem("paid_hours")).not_to_be_empty()
    expect(form.control("paid_hours")).to_have_value("mange")
    expect(form.summary.get_by_role("link")).to_have_count(2)
    form.summary.get_by_role("link").first.click()
    expect(form.control("valid_from")).to_be_focused()
    form.fill(valid_from="01-11-2026", paid_hours="3").submit()
    expect(form.root).to_have_count(0)
    assert [each.paid_minutes for each in stored(town, citizen).hours if each.paid_minutes] == [180]


def test_entry_is_removed_with_a_reason_and_stays_on_record(case: CasePage, town: Town, citizen: str) -> None:
    case.save("markings", "Tilføj", marking="Step up", valid_from="01-11-2026")
    form = case.edit("markings")
    form.root.get_by_text("Fjern posten").click()
    form.root.get_by_role("button", name="Fjern", exact=True).click()
    expect(form.problem("reason")).not_to_be_empty()
    form.fill(reason="Forkert borger")
    form.root.get_by_role("button", name="Fjern", exact=True).click()
    expect(form.root).to_have_count(0)
    expect(case.page.locator("#status")).to_have_text("Fjernet fra sagen om Amina Warsame")
    expect(case.formers("markings")).to_contain_text("Forkert borger")
    assert [each for each in stored(town, citizen).markings if each.current] == []


@SCRIPTS
def test_double_click_records_once(visitors: Visitors, town: Town, citizen: str, *, javascript: bool) -> None:
    case = open_case(visitors.board(town, javascript=javascript), citizen)
    form = case.edit("actions", "Tilføj", action="Ringe til lederen")
    form.root.locator(".button-primary").dblclick(no_wait_after=True)
    expect(form.root).to_have_count(0)
    expect(case.part("actions")).to_contain_text("Ringe til lederen")
    assert len(stored(town, citizen).actions) == 1


def test_leader_is_offered_no_form(visitors: Visitors, town: Town, citizen: str) -> None:
    case = open_case(visitors.board(town, town.leader()), citizen)
    expect(case.panel.get_by_role("link", name="Ret")).to_have_count(0)
    expect(case.panel.get_by_role("link", name="Tilføj")).to_have_count(0)
