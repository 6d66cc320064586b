"""The move form in its dialog: what it asks, how it refuses, and how it leaves no trace."""

import pytest
from playwright.sync_api import expect

from tests.browser.board import BoardPage
from tests.browser.gestures import drag
from tests.browser.people import fields, stored
from tests.browser.visitors import Visitors
from tests.factories import Town


@pytest.fixture
def citizen(town: Town) -> str:
    """Somebody on step 6."""
    citizen = town.citizen("Amina Warsame")
    town.move(town.user(), citizen, 6, effective_on="01-11-2026")
    return citizen


@pytest.fixture
def board(visitors: Visitors, town: Town, citizen: str) -> BoardPage:
    board = visitors.board(town)
    expect(board.card(citizen, 6)).to_be_visible()
    return board


def test_form_has_the_fields_of_the_step_and_what_is_known(board: BoardPage, town: Town, citizen: str) -> None:
    form = board.choose_move(citizen, 7)
    expect(form.control("cv_prepared_on")).to_have_value("")
    form = board.choose_target(5)
    expect(form.control("company")).to_be_visible()
    board.page.keyboard.press("Escape")
    town.move(town.user(), citizen, 7, effective_on="02-11-2026", reason="CV mangler")
    board.open()
    form = board.choose_move(citizen)
    expect(form.control("goal_a")).to_have_value("Stuepige på hotel")
    expect(form.control("effective_on")).to_have_value("20-11-2026")


def test_refused_form_keeps_what_was_typed_and_says_what_is_wrong(board: BoardPage, town: Town, citizen: str) -> None:
    form = board.choose_move(citizen, 4)
    form.fill(**{**fields(4), "tasks": "Rengøring <b>", "internship_hours": "-3", "ends_on": "31-02-2027"})
    form.submit()
    expect(form.summary).to_be_focused()
    expect(form.summary.get_by_role("link")).to_have_count(2)
    expect(form.problem("internship_hours")).not_to_be_empty()
    expect(form.problem("ends_on")).not_to_be_empty()
    expect(form.control("tasks")).to_have_value("Rengøring <b>")
    expect(form.control("internship_hours")).to_have_value("-3")
    expect(form.control("ends_on")).to_have_value("31-02-2027")
    expect(form.root.locator('[name="agreement_kind"][value="internship"]')).to_be_checked()
    assert len(stored(town, citizen).history) == 1


def test_summary_leads_to_each_field_and_the_corrected_form_moves(board: BoardPage, citizen: str) -> None:
    form = board.choose_move(citizen, 5)
    form.fill(**{**fields(5), "company": "", "contacted_on": "24-12-2026"})
    form.submit()
    form.summary.get_by_role("link").nth(0).click()
    expect(form.control("company")).to_be_focused()
    form.summary.get_by_role("link").nth(1).click()
    expect(form.control("contacted_on")).to_be_focused()
    form.fill(company="Strandhotellet", contacted_on="03-11-2026")
    form.submit()
    expect(board.card(citizen, 5)).to_be_visible()


@pytest.mark.parametrize(("to_step", "missing"), [(7, "cv_kind"), (4, "agreement_kind"), ("out", "closing_reason")])
def test_missing_choice_is_marked_and_reached_from_the_summary(
    board: BoardPage, citizen: str, to_step: int | str, missing: str
) -> None:
    form = board.choose_move(citizen, to_step)
    form.submit()
    expect(form.problem(missing)).to_be_visible()
    message = form.problem(missing).inner_text()
    form.summary.get_by_role("link", name=message).and_(form.summary.locator(f"[href='#f-{missing}']")).click()
    expect(form.control(missing)).to_be_focused()


def test_setback_needs_its_reason(board: BoardPage, town: Town, citizen: str) -> None:
    form = board.choose_move(citizen, 7)
    form.fill(**fields(7))
    form.submit()
    expect(form.problem("reason")).to_be_visible()
    expect(form.control("cv_prepared_on")).to_have_value("01-10-2026")
    form.fill(reason="Jobmålet viste sig ikke at holde")
    form.submit()
    expect(board.card(citizen, 7)).to_be_visible()
    assert stored(town, citizen).history[0].reason == "Jobmålet viste sig ikke at holde"


def test_step_is_changed_within_the_dialog(board: BoardPage, citizen: str) -> None:
    drag(board.card(citizen), board.lane(5))
    expect(board.target).to_have_value("5")
    board.target.focus()
    board.target.select_option("2")
    expect(board.form.control("paid_hours")).to_be_visible()
    expect(board.target).to_have_value("2")
    expect(board.target).to_be_focused()
    expect(board.form.control("company")).to_have_count(0)
    board.form.fill(**{**fields(2), "paid_hours": "7,5"}).submit()
    expect(board.card(citizen, 2)).to_be_visible()
    expect(board.card(citizen)).to_contain_text("7,5 t")


@pytest.mark.parametrize("leave", ["Annullér", "Luk uden at flytte", "Escape"])
@pytest.mark.parametrize("dragged", [True, False], ids=["dragged", "chosen"])
def test_leaving_the_form_puts_the_card_back(
    board: BoardPage, town: Town, citizen: str, leave: str, *, dragged: bool
) -> None:
    if dragged:
        drag(board.card(citizen), board.lane(5))
    else:
        board.choose_move(citizen)
    board.form.fill(company="Noget halvt")
    if leave == "Escape":
        board.page.keyboard.press("Escape")
    else:
        board.dialog.get_by_role("link", name=leave).click()
    expect(board.page.locator("dialog")).to_be_hidden()
    expect(board.card(citizen, 6)).to_be_visible()
    expect(board.page.locator(".is-source, .is-lifted, .drop-here, .lane.is-target")).to_have_count(0)
    expect(board.move_control(citizen)).to_be_focused()
    expect(board.count(6)).to_have_text("1")
    assert len(stored(town, citizen).history) == 1
    expect(board.choose_move(citizen).control("company")).to_have_value("")


def test_escape_in_the_air_puts_the_card_back(board: BoardPage, citizen: str) -> None:
    board.carry(citizen, 5)
    board.page.keyboard.press("Escape")
    board.page.mouse.up()
    expect(board.page.locator(".is-source, .is-lifted, .drop-here, .lane.is-target")).to_have_count(0)
    expect(board.card(citizen, 6)).to_be_visible()
    expect(board.page.locator("dialog")).to_be_hidden()
    expect(board.panel).to_have_count(0)
    board.open_panel(citizen)


def test_letting_go_over_the_own_column_opens_nothing(board: BoardPage, citizen: str) -> None:
    board.carry(citizen, 5)
    home = board.card(citizen).bounding_box()
    assert home is not None
    board.page.mouse.move(home["x"] + 9, home["y"] + 9, steps=5)
    board.page.mouse.up()
    expect(board.page.locator(".is-source, .is-lifted, .drop-here, .lane.is-target")).to_have_count(0)
    expect(board.page.locator("dialog")).to_be_hidden()
    board.choose_move(citizen)


def test_after_a_move_focus_is_on_the_card_and_the_result_is_announced(board: BoardPage, citizen: str) -> None:
    form = board.choose_move(citizen, 5)
    form.fill(**fields(5))
    form.submit()
    expect(board.card(citizen, 5)).to_be_visible()
    expect(board.name(citizen)).to_be_focused()
    expect(board.status).to_have_text("Amina Warsame står nu på trin 5")
    expect(board.status).to_have_role("status")
    expect(board.card(citizen, 5)).to_contain_text("Strandhotellet")


@pytest.mark.parametrize("javascript", [True, False], ids=["htmx", "plain"])
def test_double_click_moves_once(visitors: Visitors, town: Town, citizen: str, *, javascript: bool) -> None:
    board = visitors.board(town, javascript=javascript)
    form = board.choose_move(citizen)
    form.fill(**fields(5))
    form.root.locator("button[type=submit]").dblclick(no_wait_after=True)
    expect(board.card(citizen, 5)).to_be_visible()
    assert [move.to_step.number for move in stored(town, citizen).history] == [5, 6]


def test_leaving_the_board_takes_the_card_away(board: BoardPage, town: Town, citizen: str) -> None:
    form = board.choose_move(citizen, "out")
    form.fill(closing_reason="moved", closing_note="Flyttet til Søby")
    form.submit()
    expect(board.card(citizen)).to_have_count(0)
    expect(board.count(6)).to_have_text("0")
    expect(board.status).to_contain_text("Amina Warsame")
    assert stored(town, citizen).left


def test_citizen_in_the_tray_is_placed(visitors: Visitors, town: Town) -> None:
    board, bo = visitors.board(town), town.citizen("Bo Ærø")
    board.open()
    expect(board.card(bo, "none")).to_be_visible()
    drag(board.card(bo), board.lane(8))
    board.form.fill(broker_id=str(town.user().id))
    board.form.submit()
    expect(board.card(bo, 8)).to_be_visible()
    expect(board.lane("none")).to_be_hidden()
