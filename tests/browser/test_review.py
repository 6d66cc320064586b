"""The case review by mouse, without JavaScript, and when somebody else has been there first."""

from datetime import date

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.board import BoardPage, MoveForm
from tests.browser.case import CasePage, TalkForm
from tests.browser.people import earlier, fields, stored
from tests.browser.review import ReviewPage
from tests.browser.visitors import Visitors
from tests.factories import Town

SCRIPTS = pytest.mark.parametrize("javascript", [True, False], ids=["htmx", "plain"])
NAMES = ("Amina Warsame", "Bo Ærø", "Carla Munk")


@pytest.fixture
def citizens(town: Town) -> list[str]:
    """Three citizens of Maja Juhl on step 7, moved there early in the month."""
    maja, before = town.user(), earlier(town, date(2026, 11, 2))
    found = [before.citizen(name) for name in NAMES]
    for citizen in found:
        before.move(maja, citizen, 8, effective_on="01-10-2026")
        before.move(maja, citizen, 7, effective_on="02-11-2026")
    return found


def open_review(visitors: Visitors, town: Town, *, javascript: bool = True) -> ReviewPage:
    """Maja's review, by way of the navigation."""
    page = visitors.board(town, javascript=javascript).page
    page.get_by_role("link", name="Gennemgang", exact=True).click()
    review = ReviewPage(page, visitors.url)
    expect(review.shown).to_be_visible()
    return review


def press(review: ReviewPage, words: str) -> None:
    review.decision.get_by_role("button", name=words).click()


def case_of(review: ReviewPage) -> CasePage:
    return CasePage(review.page)


@pytest.mark.usefixtures("citizens")
@SCRIPTS
def test_review_goes_from_citizen_to_citizen_to_its_summary(
    visitors: Visitors, town: Town, *, javascript: bool
) -> None:
    review = open_review(visitors, town, javascript=javascript)
    first, second, third = review.order()
    press(review, "Bekræft")
    review.expect_at(second, 2, decided=1)
    review.decision.get_by_text("Hvorfor udsat").first.click()
    review.field("reason").fill("Venter på lægen")
    press(review, "Udsæt")
    review.expect_at(third, 3, decided=2)
    expect(review.line(second)).to_contain_text("Udsat: Venter på lægen")
    review.field("action").fill("Ringe til gartneriet")
    review.field("due_on").fill("01-12-2026")
    press(review, "Bekræft")
    expect(review.page.locator('[aria-labelledby="sum-confirmed"] .name')).to_have_count(2)
    expect(review.page.locator('[aria-labelledby="sum-postponed"]')).to_contain_text("Venter på lægen")
    expect(review.page.locator('[aria-labelledby="sum-agreed"]')).to_contain_text("Ringe til gartneriet")
    review.page.get_by_role("button", name="Afslut gennemgangen").click()
    expect(review.page.locator(".page-head")).to_contain_text("afsluttet 20-11-2026")
    assert [stored(town, each).confirmed_on is not None for each in (first, third)] == [True, True]


@pytest.mark.usefixtures("citizens")
@SCRIPTS
def test_move_and_talk_from_the_review_count_as_decided(visitors: Visitors, town: Town, *, javascript: bool) -> None:
    review = open_review(visitors, town, javascript=javascript)
    first, second, third = review.order()
    press(review, "Udsæt")
    review.expect_at(second, 2, decided=1)
    review.decision.get_by_role("link", name="Flyt til trin 6").click()
    form = MoveForm(review.page.locator("[data-move-form]"))
    form.fill(**fields(6)).submit()
    expect(form.root).to_have_count(0)
    review = back_in(review, javascript=javascript)
    expect(review.line(second)).to_contain_text("Flyttet til trin 6")
    review.line(third).click()
    review.expect_at(third, 3, decided=2)
    review.decision.get_by_role("link", name="Registrér samtale").click()
    talk = TalkForm(review.page.locator("[data-talk-form]"))
    talk.fill(talk_kind="phone").decide("yes")
    talk.submit()
    expect(talk.root).to_have_count(0)
    review = back_in(review, javascript=javascript)
    expect(review.line(third)).to_contain_text("Bekræftet")
    expect(review.progress).to_contain_text("3 gennemgået, 0 tilbage")
    expect(review.line(first)).to_contain_text("Udsat")


def back_in(review: ReviewPage, *, javascript: bool) -> ReviewPage:
    """With scripts one never left; without them the navigation leads back."""
    if not javascript:
        review.page.get_by_role("link", name="Gennemgang", exact=True).click()
    expect(review.shown).to_be_visible()
    return review


@pytest.mark.usefixtures("citizens")
@SCRIPTS
def test_refused_decision_keeps_what_was_typed(visitors: Visitors, town: Town, *, javascript: bool) -> None:
    review = open_review(visitors, town, javascript=javascript)
    first = review.order()[0]
    review.field("action").fill("Ringe til gartneriet")
    review.field("due_on").fill("31-02-2026")
    press(review, "Bekræft")
    expect(review.field("due_on")).to_have_attribute("aria-invalid", "true")
    expect(review.field("action")).to_have_value("Ringe til gartneriet")
    if javascript:
        expect(review.decision.locator("[data-error-summary]")).to_be_focused()
    review.expect_at(first, 1, decided=0)


@pytest.mark.usefixtures("citizens")
@SCRIPTS
def test_somebody_moved_the_citizen_meanwhile(visitors: Visitors, town: Town, *, javascript: bool) -> None:
    review = open_review(visitors, town, javascript=javascript)
    first = review.order()[0]
    review.field("action").fill("Ringe til gartneriet")
    town.move(town.user(name="Sofie Holm"), first, 6)
    press(review, "Bekræft")
    expect(review.decision.locator("[data-error-summary]")).to_contain_text("Sofie Holm")
    expect(review.field("action")).to_have_value("Ringe til gartneriet")
    expect(review.page.locator(".panel-step")).to_contain_text("Trin 6")
    press(review, "Bekræft")
    assert_next(review, first)


def assert_next(review: ReviewPage, before: str) -> None:
    expect(review.shown).not_to_have_attribute("data-review", before)


@pytest.mark.usefixtures("citizens")
def test_fact_is_corrected_within_the_review(visitors: Visitors, town: Town) -> None:
    review = open_review(visitors, town)
    first = review.order()[0]
    form = case_of(review).edit("cv", cv_summary="")
    expect(form.root.locator(":focus")).to_have_count(1)
    form.fill(cv_prepared_on="31-02-2026").submit()
    expect(form.summary).to_be_focused()
    form.fill(cv_prepared_on="01-11-2026", cv_summary="Ti år som kok").submit()
    expect(form.root).to_have_count(0)
    expect(case_of(review).part("cv")).to_have_count(1)
    expect(case_of(review).part("cv")).to_contain_text("Ti år som kok")
    review.expect_at(first, 1, decided=0)
    expect(review.shown.locator(":focus")).to_have_count(1)
    press(review, "Bekræft")
    assert_next(review, first)


@pytest.mark.usefixtures("citizens")
def test_form_in_the_review_is_left_with_escape(visitors: Visitors, town: Town) -> None:
    review = open_review(visitors, town)
    case = case_of(review)
    form = case.edit("cv", cv_summary="Noget halvt")
    review.page.keyboard.press("Escape")
    expect(form.root).to_have_count(0)
    expect(case.link("cv", "Ret")).to_be_focused()


@pytest.mark.usefixtures("citizens")
def test_leader_chooses_whose_citizens_to_go_through(visitors: Visitors, town: Town) -> None:
    page = visitors.board(town, town.leader()).page
    page.get_by_role("link", name="Gennemgang", exact=True).click()
    page.get_by_role("link", name="Maja Juhl").click()
    review = ReviewPage(page, visitors.url)
    expect(review.progress).to_contain_text("Maja Juhl")
    expect(review.decision.get_by_role("button", name="Bekræft")).to_have_count(0)
    following(review).click()
    review.expect_at(review.order()[1], 2, decided=0)


def following(review: ReviewPage) -> Locator:
    return review.decision.get_by_role("link", name="Næste")


def test_broker_without_citizens_is_told(visitors: Visitors, town: Town) -> None:
    board: BoardPage = visitors.board(town)
    board.page.goto(f"{visitors.url}/review")
    expect(board.page.locator("main")).to_contain_text("Maja Juhl har ingen borgere på tavlen.")
