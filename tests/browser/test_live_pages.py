"""Other pages than the board: a day's list and an overview follow, what is read through offers to be updated."""

import re

import pytest
from playwright.sync_api import Page, expect

from kanban.domain.audit import AuditEvent
from kanban.domain.staff import Actor
from tests.browser.board import MoveForm
from tests.browser.live import expect_listening, listening
from tests.browser.visitors import Visitors, log_in
from tests.factories import Town
from tests.support.stored import rows

OFFER = re.compile(r"Nye flytninger . opdatér")
CASE_OFFER = re.compile(r"Ændret af en anden . opdatér")


@pytest.fixture
def maja(town: Town) -> Actor:
    return town.user()


@pytest.fixture
def amina(town: Town, maja: Actor) -> str:
    """One of Maja's, on step 8."""
    citizen = town.citizen("Amina Warsame")
    town.move(maja, citizen, 8, effective_on="01-11-2026")
    return citizen


def opened(visitors: Visitors, town: Town, user: Actor, path: str) -> Page:
    page = visitors.page()
    log_in(page, visitors.url, town.email(user))
    page.goto(f"{visitors.url}{path}")
    expect_listening(page)
    return page


def test_day_and_overview_follow_without_a_reload(visitors: Visitors, town: Town, maja: Actor, amina: str) -> None:
    today = opened(visitors, town, maja, "/today")
    overview = opened(visitors, town, town.leader(), "/overview")
    expect(today.locator("#today-mine")).to_be_visible()
    expect(today.get_by_role("link", name="Trin 7, CV udarbejdet: 0 borgere")).to_be_attached()
    missing = overview.get_by_role("link", name="CV'et er godkendt: 1 mangler")
    expect(missing).to_have_count(0)
    for page in (today, overview):
        page.evaluate("() => { window.sameDocument = true; }")
    town.move(town.user(name="Sofie Holm"), amina, 7)
    expect(today.get_by_role("link", name="Trin 7, CV udarbejdet: 1 borger")).to_be_attached()
    expect(missing).to_be_visible()
    for page in (today, overview):
        assert page.evaluate("() => window.sameDocument")


@pytest.mark.parametrize("path", ["/flow", "/board/steps/8", "/caseloads"])
def test_page_one_reads_through_offers_to_be_updated(visitors: Visitors, town: Town, amina: str, path: str) -> None:
    page = opened(visitors, town, town.leader(), path)
    offer = page.get_by_role("link", name=OFFER)
    expect(offer).to_be_hidden()
    before = page.locator("main").inner_html()
    town.move(town.user(), amina, 7)
    expect(offer).to_be_visible()
    assert page.locator("main").inner_html() == before
    expect(page.locator("#live-status")).to_have_text(OFFER)
    offer.click()
    expect(offer).to_be_hidden()
    expect_listening(page)


def test_figures_as_they_were_known_earlier_listen_to_nothing(visitors: Visitors, town: Town, amina: str) -> None:
    page = opened(visitors, town, town.leader(), "/flow")
    page.goto(f"{visitors.url}/flow?known_at=2026-11-10")
    expect(page.locator("#live")).to_be_hidden()
    expect(page.locator("main")).not_to_have_attribute("data-position", "0.0")
    assert town.version(amina)


def test_review_says_that_somebody_else_has_changed_the_citizen_and_fetches_nothing_unasked(
    visitors: Visitors, town: Town, maja: Actor, amina: str
) -> None:
    bo, sofie = town.citizen("Bo Ærø"), town.user(name="Sofie Holm")
    town.move(maja, bo, 8, effective_on="02-11-2026")
    page = opened(visitors, town, maja, f"/review?at={amina}")
    watcher = listening(visitors, town, sofie)
    offer = page.get_by_role("link", name=CASE_OFFER)
    page.clock.install()
    for citizen in (bo, amina):
        looked_at = len(rows(town.runtime, AuditEvent, staff_id=maja.id))
        expect(offer).to_be_hidden()
        town.move(sofie, citizen, 7)
        expect(watcher.card(citizen, 7)).to_be_visible()
        page.clock.fast_forward(3_000)
    expect(offer).to_be_visible()
    expect(page.locator("#live-status")).to_have_text(CASE_OFFER)
    assert len(rows(town.runtime, AuditEvent, staff_id=maja.id)) == looked_at
    offer.click()
    expect(page.locator("#review")).to_have_attribute("data-version", str(town.version(amina)))
    expect(offer).to_be_hidden()


def test_review_does_not_offer_what_the_reader_has_done(
    visitors: Visitors, town: Town, maja: Actor, amina: str
) -> None:
    page = opened(visitors, town, maja, f"/review?at={amina}")
    watcher = listening(visitors, town, town.user(name="Sofie Holm"))
    page.clock.install()
    page.get_by_role("link", name="Flyt til trin 7").click()
    MoveForm(page.locator("[data-move-form]")).fill(cv_prepared_on="01-10-2026", cv_kind="jobnet").submit()
    expect(watcher.card(amina, 7)).to_be_visible()
    expect(page.locator("#review")).to_have_attribute("data-version", str(town.version(amina)))
    page.clock.fast_forward(3_000)
    expect(page.locator("#live-news")).to_be_hidden()
