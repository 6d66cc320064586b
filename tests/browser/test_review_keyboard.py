"""A whole case review of five citizens by keyboard alone, and the shortcuts' own manners."""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.browser.board import MoveForm
from tests.browser.case import TalkForm
from tests.browser.keyboard import log_in_by_keyboard, tab_to, write
from tests.browser.people import earlier, stored
from tests.browser.review import ReviewPage
from tests.browser.site import Site, running_site
from tests.browser.visitors import Visitors
from tests.factories import Town

NAMES = ("Amina Warsame", "Bo Ærø", "Carla Munk", "Dina Skov", "Emil Holm")


@pytest.fixture(scope="module", params=["sqlite_databases", "postgres_databases"])
def site(request: pytest.FixtureRequest) -> Iterator[Site]:
    with running_site(request.getfixturevalue(request.param)) as site:
        yield site


@pytest.fixture
def review(visitors: Visitors, town: Town) -> ReviewPage:
    """The first of five citizens on step 7, reached by keyboard."""
    maja, before = town.user(), earlier(town, date(2026, 11, 2))
    for name in NAMES:
        citizen = before.citizen(name)
        before.move(maja, citizen, 8, effective_on="01-10-2026")
        before.move(maja, citizen, 7, effective_on="02-11-2026")
    page = visitors.page()
    log_in_by_keyboard(page, visitors.url, town.email(town.user()))
    tab_to(page.get_by_role("link", name="Gennemgang", exact=True))
    page.keyboard.press("Enter")
    review = ReviewPage(page, visitors.url)
    expect(review.shown).to_be_visible()
    return review


def press(review: ReviewPage, key: str) -> None:
    review.page.keyboard.press(key)


def test_five_citizens_are_reviewed_by_keyboard_alone(review: ReviewPage, town: Town) -> None:
    first, second, third, fourth, fifth = review.order()
    review.expect_at(first, 1, decided=0)
    confirm(review, first, second)
    move(review, second)
    press(review, "j")
    review.expect_at(third, 3, decided=2)
    postpone(review, third, fourth)
    talk(review, fourth)
    press(review, "j")
    review.expect_at(fifth, 5, decided=4)
    agree(review, fifth)
    press(review, "b")
    expect_summary(review, [stored(town, each).name for each in (first, second, third, fourth, fifth)])
    assert [(stored(town, each).confirmed_on is not None) for each in (first, fourth, fifth)] == [True] * 3
    assert stored(town, second).history[0].to_step.number == 6
    assert stored(town, third).confirmed_on is None


def confirm(review: ReviewPage, citizen: str, following: str) -> None:
    press(review, "b")
    review.expect_at(following, 2, decided=1)
    expect(review.page.locator("#case-name")).to_be_focused()
    expect(review.page.locator("#status")).to_contain_text("Trin 7 er bekræftet for")
    expect(review.line(citizen)).to_contain_text("Bekræftet")
    expect(review.line(following)).to_have_attribute("aria-current", "step")


def move(review: ReviewPage, citizen: str) -> None:
    press(review, "f")
    form = MoveForm(review.page.locator("[data-move-form]"))
    expect(form.control("goal_a")).to_be_focused()
    review.page.keyboard.type("Gartner")
    write(form.control("goal_registered_on"), "18-11-2026")
    press(review, "Enter")
    expect(review.line(citizen)).to_contain_text("Flyttet til trin 6")
    expect(review.page.get_by_role("dialog")).to_have_count(0)
    review.expect_at(citizen, 2, decided=2)
    expect(review.decision).to_contain_text("Flyttet til trin 6")
    expect_focus_inside(review)


def postpone(review: ReviewPage, citizen: str, following: str) -> None:
    press(review, "u")
    review.expect_at(following, 4, decided=3)
    expect(review.line(citizen)).to_contain_text("Udsat")


def talk(review: ReviewPage, citizen: str) -> None:
    press(review, "s")
    form = TalkForm(review.page.locator("[data-talk-form]"))
    expect(form.control("held_on")).to_be_focused()
    write(form.control("note"), "Vil gerne i gang")
    tab_to(form.control("step_confirmed"))
    press(review, "Space")
    write(form.control("next_talk_on"), "18-12-2026")
    press(review, "Enter")
    expect(review.line(citizen)).to_contain_text("Bekræftet")
    expect(review.page.get_by_role("dialog")).to_have_count(0)
    review.expect_at(citizen, 4, decided=4)
    expect(review.page.locator("#case-talks")).to_contain_text("Vil gerne i gang")
    expect_focus_inside(review)


def agree(review: ReviewPage, citizen: str) -> None:
    write(review.field("action"), "Ringe til gartneriet")
    write(review.field("due_on"), "01-12-2026")
    press(review, "Enter")
    expect(review.page.locator("#case-actions")).to_contain_text("Ringe til gartneriet")
    expect(review.field("action")).to_have_value("")
    review.expect_at(citizen, 5, decided=4)
    expect_focus_inside(review)
    assert review.field("due_on").evaluate("each => each !== document.activeElement")


def expect_focus_inside(review: ReviewPage) -> None:
    """Focus is somewhere in the review, not lost at the top of the page."""
    expect(review.shown.locator(":focus")).to_have_count(1)


def expect_summary(review: ReviewPage, names: list[str]) -> None:
    first, second, third, fourth, fifth = names
    expect(review.page.get_by_role("heading", level=1)).to_contain_text("Sagsgennemgang: Maja Juhl")
    for part, inside in {
        "moved": [second],
        "confirmed": [first, fourth, fifth],
        "postponed": [third],
        "agreed": [fifth, "Ringe til gartneriet", "01-12-2026"],
    }.items():
        section = review.page.locator(f'[aria-labelledby="sum-{part}"]')
        for text in inside:
            expect(section).to_contain_text(text)
        expect(section.locator(".name")).to_have_count(len([each for each in inside if each in names]))
    expect(review.page.locator('[aria-labelledby="sum-waiting"]')).to_have_count(0)


def test_j_and_k_go_forth_and_back_and_the_address_follows(review: ReviewPage) -> None:
    order = review.order()
    for at in (1, 2, 3, 4):
        press(review, "j")
        review.expect_at(order[at], at + 1, decided=0)
        expect(review.page).to_have_url(f"{review.url}/review?at={order[at]}")
    press(review, "j")
    press(review, "k")
    review.expect_at(order[3], 4, decided=0)
    review.page.go_back()
    review.expect_at(order[4], 5, decided=0)
    review.page.reload()
    review.expect_at(order[4], 5, decided=0)


def test_keys_are_letters_while_one_writes(review: ReviewPage) -> None:
    first = review.order()[0]
    write(review.field("action"), "bfus jk?")
    expect(review.field("action")).to_have_value("bfus jk?")
    review.expect_at(first, 1, decided=0)
    expect(review.page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize("key", ["ControlOrMeta+b", "Alt+j", "Shift+Tab"])
def test_keys_with_modifiers_belong_to_the_browser(review: ReviewPage, key: str) -> None:
    first = review.order()[0]
    press(review, key)
    press(review, "x")
    review.expect_at(first, 1, decided=0)


def test_help_lists_the_keys_and_closes_again(review: ReviewPage) -> None:
    first, second, *_ = review.order()
    press(review, "?")
    help_ = review.page.get_by_role("dialog", name="Genveje")
    for key in ("F", "B", "U", "S", "J", "K", "?"):
        expect(help_.locator("kbd").get_by_text(key, exact=True)).to_be_visible()
    press(review, "b")
    press(review, "Escape")
    expect(help_).to_have_count(0)
    review.expect_at(first, 1, decided=0)
    press(review, "b")
    review.expect_at(second, 2, decided=1)


def test_keys_can_be_switched_off_and_on_again(review: ReviewPage) -> None:
    first, second, *_ = review.order()
    switch_keys(review, "?")
    press(review, "b")
    press(review, "j")
    review.page.reload()
    press(review, "b")
    review.expect_at(first, 1, decided=0)
    tab_to(review.page.get_by_role("button", name="viser alle genveje"))
    switch_keys(review, "Enter")
    press(review, "j")
    review.expect_at(second, 2, decided=0)


def switch_keys(review: ReviewPage, key: str) -> None:
    """Open the help with this key, press its switch and close it."""
    press(review, key)
    switch = review.page.get_by_role("checkbox", name="Genveje er slået til")
    expect(switch).to_be_visible()
    tab_to(switch)
    press(review, "Space")
    press(review, "Escape")
    expect(review.page.get_by_role("dialog")).to_have_count(0)
