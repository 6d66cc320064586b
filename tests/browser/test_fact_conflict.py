"""Two brokers change the same fact: the second sees both values side by side, loses nothing and decides."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.case import CaseForm, CasePage, open_case
from tests.browser.people import stored
from tests.browser.site import Site, running_site
from tests.browser.visitors import Visitors
from tests.factories import Town
from tests.support.axe import violations
from tests.support.nu import check_html

SCRIPTS = pytest.mark.parametrize("javascript", [True, False], ids=["htmx", "plain"])


@pytest.fixture(scope="module", params=["sqlite_databases", "postgres_databases"])
def site(request: pytest.FixtureRequest) -> Iterator[Site]:
    with running_site(request.getfixturevalue(request.param)) as site:
        yield site


@pytest.fixture
def citizen(town: Town) -> str:
    """Somebody on step 2 with CV, agreement and hours."""
    citizen = town.citizen("Amina Warsame")
    town.move(town.user(), citizen, 7, effective_on="01-10-2026")
    town.move(town.user(), citizen, 3, effective_on="02-10-2026")
    town.move(town.user(), citizen, 2, effective_on="03-10-2026")
    return citizen


@pytest.fixture
def first(visitors: Visitors, town: Town, citizen: str) -> CasePage:
    """The case with Sofie Holm."""
    return open_case(visitors.board(town, town.user(name="Sofie Holm")), citizen)


def second(visitors: Visitors, town: Town, citizen: str, *, javascript: bool = True) -> CasePage:
    """The same case with Maja Juhl."""
    return open_case(visitors.board(town, javascript=javascript), citizen)


def beside(form: CaseForm, name: str) -> Locator:
    """What stands on record, beside the field."""
    control = form.control(name)
    described = control.evaluate(
        "each => (each.closest('[role=radiogroup]') ?? each).getAttribute('aria-describedby') ?? ''"
    )
    assert f"fact-{name}-theirs" in described.split()
    return form.root.locator(f"#fact-{name}-theirs")


def refused(case: CasePage, form: CaseForm) -> None:
    """Send the form that somebody else has been quicker with."""
    form.submit()
    expect(form.summary).to_be_focused() if case.page.evaluate("'htmx' in window") else None
    expect(form.summary).to_contain_text("Sofie Holm")


@SCRIPTS
def test_second_cv_is_shown_beside_the_first_and_the_second_broker_decides(
    visitors: Visitors, town: Town, citizen: str, first: CasePage, *, javascript: bool
) -> None:
    case = second(visitors, town, citizen, javascript=javascript)
    form = case.edit("cv", cv_summary="Ti år som kok", cv_made_with="Maja")
    first.save("cv", cv_summary="Ti år i køkken og kantine")
    refused(case, form)
    expect(beside(form, "cv_summary")).to_contain_text("Står nu: Ti år i køkken og kantine")
    expect(form.control("cv_summary")).to_have_value("Ti år som kok")
    expect(form.control("cv_made_with")).to_have_value("Maja")
    cv = stored(town, citizen).cv
    assert cv is not None
    assert cv.summary == "Ti år i køkken og kantine"
    form.fill(cv_summary="Ti år som kok, også i kantine").submit()
    expect(case.part("cv")).to_contain_text("Ti år som kok, også i kantine")
    former = case.formers("cv")
    expect(former).to_contain_text("20-11-2026 · Sofie Holm")
    expect(former).to_contain_text("Ti år i køkken og kantine")


@SCRIPTS
def test_second_hours_are_shown_beside_the_first_and_the_second_broker_decides(
    visitors: Visitors, town: Town, citizen: str, first: CasePage, *, javascript: bool
) -> None:
    case = second(visitors, town, citizen, javascript=javascript)
    for each in (case, first):
        each.part("hours").get_by_text("Se tallene").click()
    form = case.edit("hours", "Ret 10-11-2026", paid_hours="14,5")
    first.save("hours", "Ret 10-11-2026", paid_hours="13")
    refused(case, form)
    expect(beside(form, "paid_hours")).to_contain_text("Står nu: 13")
    expect(form.control("paid_hours")).to_have_value("14,5")
    assert stored(town, citizen).hours[-1].paid_minutes == 13 * 60
    form.submit()
    expect(case.formers("hours")).to_contain_text("20-11-2026 · Sofie Holm")
    assert stored(town, citizen).hours[-1].paid_minutes == 14.5 * 60


def test_other_fields_of_the_same_fact_are_kept_from_both(
    visitors: Visitors, town: Town, citizen: str, first: CasePage
) -> None:
    case = second(visitors, town, citizen)
    form = case.edit("cv", cv_summary="Kok")
    first.save("cv", cv_approved="yes")
    refused(case, form)
    expect(form.root.locator('[name="cv_approved"][value="yes"]')).to_be_checked()
    form.submit()
    expect(case.form("cv").root).to_have_count(0)
    cv = stored(town, citizen).cv
    assert cv is not None
    assert (cv.approved, cv.summary) == (True, "Kok")


def test_conflict_is_told_so_that_everybody_can_read_it(
    visitors: Visitors, town: Town, citizen: str, first: CasePage
) -> None:
    case = second(visitors, town, citizen)
    form = case.edit("cv", cv_kind="presentation", cv_summary="Kok")
    first.save("cv", cv_summary="Kantine", cv_approved="yes")
    refused(case, form)
    assert violations(case.page) == []
    assert check_html(case.page.content()) == []
    case.page.keyboard.press("Escape")
    expect(form.root).to_have_count(0)
    expect(case.panel).to_be_visible()


def test_another_fact_meanwhile_is_no_conflict(visitors: Visitors, town: Town, citizen: str, first: CasePage) -> None:
    case = second(visitors, town, citizen)
    form = case.edit("cv", cv_summary="Kok")
    first.save("goals", "Tilføj", goal_a="Gartner", goal_registered_on="02-10-2026")
    form.submit()
    expect(case.form("cv").root).to_have_count(0)
    expect(case.part("cv")).to_contain_text("Kok")
    expect(case.part("goals")).to_contain_text("Gartner")
