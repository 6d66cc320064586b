"""The broker's day: each line leads to the form that does it, and goes when it is done."""

from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.case import CaseForm, TalkForm
from tests.browser.people import earlier
from tests.browser.visitors import Visitors
from tests.factories import Town

SCRIPTS = pytest.mark.parametrize("javascript", [True, False], ids=["htmx", "plain"])
PAST = {7: {"cv_prepared_on": "01-09-2026"}}


def today(visitors: Visitors, town: Town, *, javascript: bool = True) -> Page:
    """The today page of Maja Juhl, by way of the navigation."""
    page = visitors.board(town, javascript=javascript).page
    page.get_by_role("link", name="I dag").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Maja")
    return page


def line(page: Page, section: str, citizen: str) -> Locator:
    """A citizen's first line in a section."""
    return page.locator(f'[aria-labelledby="today-{section}"] [data-citizen="{citizen}"]').first


def on_step(town: Town, name: str, step: int, day: date, **changes: str) -> str:
    """Somebody of Maja's, taken in on step 8 that day and moved on at once."""
    maja, before = town.user(), earlier(town, day)
    citizen = before.citizen(name)
    before.move(maja, citizen, 8, effective_on=f"{day:%d-%m-%Y}")
    before.move(maja, citizen, step, effective_on=f"{day:%d-%m-%Y}", **{**PAST.get(step, {}), **changes})
    return citizen


@SCRIPTS
def test_overdue_talk_is_recorded_from_its_line(visitors: Visitors, town: Town, *, javascript: bool) -> None:
    citizen = on_step(town, "Amina Warsame", 7, date(2026, 9, 1))
    page = today(visitors, town, javascript=javascript)
    found = line(page, "overdue", citizen)
    expect(found).to_contain_text("dage over")
    found.get_by_role("link", name="Registrér samtale").click()
    form = TalkForm(page.locator("[data-talk-form]"))
    form.fill(talk_kind="phone").decide("yes")
    form.submit()
    expect(form.root).to_have_count(0)
    expect(page.locator("#status")).to_contain_text("Samtalen med Amina Warsame er registreret")
    if not javascript:
        page.get_by_role("link", name="I dag").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(line(page, "overdue", citizen)).to_have_count(0)


def test_follow_up_and_suggested_step_open_their_forms(visitors: Visitors, town: Town) -> None:
    late = on_step(town, "Bo Ærø", 4, date(2026, 10, 5), follow_up_on="10-11-2026")
    ready = on_step(town, "Carla Munk", 4, date(2026, 11, 5))
    page = today(visitors, town)
    line(page, "overdue", late).get_by_role("link", name="Registrér opfølgning").click()
    expect(page.locator("[data-follow-up-form]")).to_be_visible()
    page.keyboard.press("Escape")
    page.goto(f"{visitors.url}/citizens/{ready}/facts/hours")
    CaseForm(page.locator("[data-fact-form]")).fill(valid_from="19-11-2026", paid_hours="4").submit()
    page.get_by_role("link", name="I dag").click()
    line(page, "week", ready).get_by_role("link", name="Flyt til trin 3").click()
    expect(page.locator("#move-target")).to_have_value("3")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(line(page, "week", ready).get_by_role("link", name="Flyt til trin 3")).to_be_focused()


@SCRIPTS
def test_each_button_leads_to_a_form(visitors: Visitors, town: Town, *, javascript: bool) -> None:
    on_step(town, "Bo Ærø", 4, date(2026, 10, 5), follow_up_on="10-11-2026", ends_on="24-11-2026")
    on_step(town, "Carla Munk", 7, date(2026, 9, 1))
    on_step(town, "Dina Skov", 1, date(2026, 11, 10), retention_follow_up_on="12-11-2026")
    page = today(visitors, town, javascript=javascript)
    addresses = page.locator(".tasks .button").evaluate_all("all => all.map(each => each.getAttribute('href'))")
    assert len(addresses) >= 4
    for address in addresses:
        page.goto(f"{visitors.url}{address}")
        expect(page.locator("main form[method=post]").first).to_be_visible()


def test_new_citizen_is_shown_with_the_hand_over_note(visitors: Visitors, town: Town) -> None:
    sofie, maja = town.user(name="Sofie Holm"), town.user()
    citizen = town.citizen("Amina Warsame")
    town.move(sofie, citizen, 8, effective_on="01-10-2026")
    page = visitors.board(town, sofie).page
    page.goto(f"{visitors.url}/citizens/{citizen}/assignment")
    form = CaseForm(page.locator("main form[method=post]"))
    form.fill(broker_id=str(maja.id), handover_note="Glad for køkkener").submit()
    mine = today(visitors, town)
    found = line(mine, "new", citizen)
    expect(found).to_contain_text("Glad for køkkener")
    found.get_by_role("link", name="Åbn sagen").click()
    expect(mine.locator(f'[data-panel="{citizen}"]')).to_be_visible()


def test_bars_lead_to_exactly_those_citizens(visitors: Visitors, town: Town) -> None:
    citizen = on_step(town, "Amina Warsame", 7, date(2026, 11, 2))
    town.move(town.user(name="Sofie Holm"), town.citizen("Bo Ærø"), 7)
    page = today(visitors, town)
    page.get_by_role("link", name="Trin 7, CV udarbejdet: 1 borger").click()
    expect(page.locator("tbody [data-citizen]")).to_have_count(1)
    expect(page.locator(f'[data-citizen="{citizen}"]')).to_be_visible()


def test_protected_name_is_not_told(visitors: Visitors, town: Town) -> None:
    maja, before = town.user(), earlier(town, date(2026, 9, 1))
    citizen = before.citizen("Amina Warsame", protected=True)
    before.move(maja, citizen, 8, effective_on="01-09-2026")
    page = today(visitors, town)
    expect(line(page, "overdue", citizen)).to_contain_text("Navn beskyttet")
    expect(page.locator("main")).not_to_contain_text("Amina")


def test_empty_day_says_what_to_do_next(visitors: Visitors, town: Town) -> None:
    page = today(visitors, town)
    expect(page.get_by_role("heading", name="Du har ingen borgere endnu")).to_be_visible()
    page.get_by_role("link", name="Se tavlen").click()
    expect(page.locator("[data-board]")).to_be_visible()


def test_leader_has_no_day_of_their_own(visitors: Visitors, town: Town) -> None:
    page = visitors.board(town, town.leader()).page
    expect(page.get_by_role("link", name="I dag")).to_have_count(0)
    answer = page.goto(f"{visitors.url}/today")
    assert answer is not None
    assert answer.status == 403
