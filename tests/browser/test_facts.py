"""Facts edited in place in the panel: the form opens where the fact stands, and the board follows."""

import pytest
from playwright.sync_api import Locator, expect

from kanban.services.case.edit_fact import edit_fact
from tests.browser.board import BoardPage, MoveForm
from tests.browser.visitors import Visitors
from tests.factories import Town


@pytest.fixture
def citizen(town: Town) -> str:
    """Somebody with a CV, on step 7 and followed by Maja Juhl."""
    citizen = town.citizen("Amina Warsame")
    town.move(town.user(), citizen, 8, effective_on="01-11-2026")
    town.move(town.user(), citizen, 7, effective_on="05-11-2026", cv_approved="no")
    return citizen


@pytest.fixture
def panel(visitors: Visitors, town: Town, citizen: str) -> Locator:
    return visitors.board(town).open_panel(citizen)


def part(panel: Locator, kind: str) -> Locator:
    return panel.locator(f"#case-{kind}")


def open_form(panel: Locator, kind: str, words: str = "Ret") -> MoveForm:
    part(panel, kind).get_by_role("link", name=words).first.click()
    form = panel.locator(f'[data-fact-form="{kind}"]')
    expect(form).to_be_visible()
    return MoveForm(form)


def save(form: MoveForm) -> None:
    form.root.get_by_role("button", name="Gem").click()


def test_fact_is_corrected_in_place_and_the_board_follows(panel: Locator, citizen: str) -> None:
    board = BoardPage(panel.page, "")
    expect(board.card(citizen, 7)).to_contain_text("CV ikke godkendt")
    open_form(panel, "cv").fill(cv_approved="yes", cv_summary="Ti år i køkken")
    save(MoveForm(panel.locator("[data-fact-form]")))
    expect(part(panel, "cv")).to_contain_text("Ti år i køkken")
    expect(panel.locator("[data-fact-form]")).to_have_count(0)
    expect(board.status).to_contain_text("Gemt i sagen om Amina Warsame")
    expect(board.card(citizen, 7)).not_to_contain_text("CV ikke godkendt")
    expect(board.card(citizen, 7)).to_have_attribute("data-version", "4")
    expect(part(panel, "cv").get_by_role("link", name="Ret CV")).to_be_focused()


def test_form_takes_the_place_of_the_fact_and_focus_its_first_field(panel: Locator) -> None:
    form = open_form(panel, "cv")
    expect(form.control("cv_kind")).to_be_focused()
    expect(part(panel, "cv").locator(".quality")).to_be_hidden()


@pytest.mark.parametrize("leave", ["Escape", "Annullér"])
def test_leaving_the_form_stores_nothing_and_gives_focus_back(
    town: Town, panel: Locator, citizen: str, leave: str
) -> None:
    form = open_form(panel, "cv").fill(cv_summary="Fortrudt")
    if leave == "Escape":
        panel.page.keyboard.press("Escape")
    else:
        form.root.get_by_role("link", name=leave).click()
    expect(form.root).to_have_count(0)
    expect(panel).to_be_visible()
    expect(part(panel, "cv").get_by_role("link", name="Ret CV")).to_be_focused()
    assert town.version(citizen) == 3


def test_only_one_form_is_open_and_typed_text_is_not_lost_to_another(panel: Locator) -> None:
    open_form(panel, "cv")
    goals = open_form(panel, "goals", "Tilføj")
    expect(panel.locator("[data-fact-form]")).to_have_count(1)
    goals.fill(goal_a="Gartner")
    expect(part(panel, "cv").get_by_role("link", name="Ret CV")).to_be_hidden()


def test_refused_fields_are_told_in_place_with_focus_on_what_is_wrong(panel: Locator) -> None:
    form = open_form(panel, "goals", "Tilføj").fill(goal_registered_on="31-02-2026", goal_b="Lager")
    save(form)
    expect(form.summary).to_be_focused()
    expect(form.problem("goal_registered_on")).to_contain_text("Skriv en dato")
    expect(form.control("goal_b")).to_have_value("Lager")
    form.summary.get_by_role("link").first.click()
    expect(form.control("goal_registered_on")).to_be_focused()


def test_what_somebody_else_recorded_stands_beside_and_can_be_taken(town: Town, panel: Locator, citizen: str) -> None:
    form = open_form(panel, "cv").fill(cv_summary="Majas ord")
    sofie = town.user(name="Sofie Holm")
    edit_fact(
        town.runtime, sofie, citizen, "cv", {"version": "3", "cv_summary": "Sofies ord", "cv_kind": "presentation"}
    )
    save(form)
    expect(form.root.locator("[data-conflict]")).to_be_focused()
    expect(form.root.locator("[data-conflict]")).to_contain_text("Sofie Holm")
    expect(form.control("cv_summary")).to_have_value("Majas ord")
    expect(form.root.locator('[name="cv_kind"][value="presentation"]')).to_be_checked()
    form.root.locator("#fact-cv_summary-theirs").get_by_role("button", name="Brug det").click()
    expect(form.control("cv_summary")).to_have_value("Sofies ord")
    form.fill(cv_summary="Begges ord")
    save(form)
    expect(part(panel, "cv")).to_contain_text("Begges ord")


def test_move_from_the_dialog_leaves_an_open_form_alone(panel: Locator, citizen: str) -> None:
    board = BoardPage(panel.page, "")
    form = open_form(panel, "cv").fill(cv_summary="Endnu ikke gemt")
    panel.get_by_role("link", name="Flyt til trin 6").first.click()
    board.form.fill(goal_a="Gartner", goal_registered_on="20-11-2026").submit()
    expect(board.card(citizen, 6)).to_be_visible()
    expect(form.control("cv_summary")).to_have_value("Endnu ikke gemt")
    save(form)
    expect(part(panel, "cv")).to_contain_text("Endnu ikke gemt")
    expect(panel.locator("[data-move]").first).to_contain_text("Trin 7 til trin 6")


def test_payslip_and_agreed_step_take_one_press(town: Town, panel: Locator, citizen: str) -> None:
    form = open_form(panel, "actions", "Tilføj").fill(action="Ringe til lederen", due_on="01-12-2026")
    save(form)
    part(panel, "actions").get_by_role("button", name="Gjort i dag").click()
    expect(part(panel, "actions")).to_contain_text("1 gjort")
    assert town.version(citizen) == 5


def test_without_scripts_everything_is_pages_and_forms(visitors: Visitors, town: Town, citizen: str) -> None:
    board = visitors.board(town, javascript=False)
    board.page.goto(f"{visitors.url}/citizens/{citizen}")
    part(board.panel, "cv").get_by_role("link", name="Ret CV").click()
    form = MoveForm(board.page.locator("[data-fact-form]"))
    form.fill(cv_summary="Ti år i køkken")
    save(form)
    expect(part(board.panel, "cv")).to_contain_text("Ti år i køkken")
