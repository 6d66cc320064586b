"""Workbooks in a real browser: uploaded, checked, confirmed, downloaded; with scripts and without."""

from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from kanban.excel.columns import CITIZENS
from tests.browser.visitors import Visitors, log_in
from tests.factories import Town
from tests.support.axe import violations
from tests.support.workbooks import ANNA, BO, move, sheet_values, workbook

GOOD = workbook([{**ANNA, "Trin": 7}, BO], history=[move(ANNA, "01-02-2026", 7)], extra=["Skostørrelse"])
REFUSED = workbook([{**ANNA, "Trin": 9}, BO])


def superuser_at(visitors: Visitors, town: Town, path: str, *, javascript: bool = True, dark: bool = False) -> Page:
    page = visitors.page(javascript=javascript, dark=dark)
    log_in(page, visitors.url, town.email(town.superuser()))
    page.goto(f"{visitors.url}{path}")
    return page


def check(page: Page, data: bytes) -> None:
    file: FilePayload = {"name": "borgere.xlsx", "mimeType": "application/octet-stream", "buffer": data}
    page.get_by_label("Regneark", exact=True).set_input_files(file)
    page.get_by_role("button", name="Tjek regnearket").click()


@pytest.mark.parametrize("javascript", [True, False])
def test_workbook_is_uploaded_checked_and_stored(visitors: Visitors, town: Town, javascript: bool) -> None:
    page = superuser_at(visitors, town, "/import", javascript=javascript)
    check(page, REFUSED)
    expect(page.get_by_role("heading", level=1)).to_have_text("1 række skal rettes")
    expect(page.get_by_label("Regneark", exact=True)).to_have_attribute("aria-invalid", "true")
    check(page, GOOD)
    expect(page.get_by_role("heading", level=1)).to_have_text("Regnearket er klar til at blive gemt")
    page.get_by_role("button", name="Gem på tavlen").click()
    expect(page.locator("#status")).to_contain_text("Regnearket er gemt: 2 nye borgere")
    expect(page.locator("[data-step='7'] [data-citizen]")).to_contain_text("Anna Ågesen")


def test_board_is_downloaded_from_the_menu(visitors: Visitors, town: Town) -> None:
    town.citizen("Amina Warsame")
    page = superuser_at(visitors, town, "/board")
    page.locator(".who > summary").click()
    with page.expect_download() as started:
        page.get_by_role("link", name="Hent Excel").click()
    assert started.value.suggested_filename == f"{town.name.lower().replace(' ', '-')}-2026-11-20.xlsx"
    rows = sheet_values(Path(started.value.path()).read_bytes(), CITIZENS)
    assert [row[1] for row in rows] == ["Navn", "Amina Warsame"]


@pytest.mark.parametrize("dark", [False, True])
def test_pages_are_open_to_everybody(visitors: Visitors, town: Town, dark: bool) -> None:
    page = superuser_at(visitors, town, "/import", dark=dark)
    page.locator("details summary").first.click()
    assert violations(page) == []
    for data, heading in (
        (b"hej", "Importér regneark"),
        (REFUSED, "1 række skal rettes"),
        (GOOD, "Regnearket er"),
    ):
        check(page, data)
        expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
        assert violations(page) == []
        page.goto(f"{visitors.url}/import")


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768), (390, 844)])
def test_nothing_is_wider_than_the_screen(visitors: Visitors, town: Town, size: tuple[int, int]) -> None:
    page = superuser_at(visitors, town, "/import")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for data in (b"hej", REFUSED, GOOD):
        page.goto(f"{visitors.url}/import")
        check(page, data)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
