"""GET and POST /import: the upload form, and what a workbook would do."""

from io import BytesIO

import openpyxl
import pytest
from flask import Flask, request

from kanban.domain.pending_import import PendingImport
from kanban.excel.columns import LAYOUTS
from kanban.excel.guards import MAX_BYTES
from tests.factories import Town
from tests.page import Page, Visitor
from tests.support.nu import check_html
from tests.support.stored import changed, dump, one, rows
from tests.support.workbooks import ANNA, BO, MAJA, as_bytes, move, sheet_values, table, workbook
from tests.web.exchanges import download, multipart, upload

GOOD = workbook(
    [{**ANNA, "Trin": 7, "Team": "Team Ny"}, BO],
    history=[move(ANNA, "05-01-2026", 8), move(ANNA, "01-02-2026", 7)],
    staff=[{**MAJA, "E-mail": "ny@fjordby.example"}],
    extra=["Skostørrelse"],
)
REFUSED = workbook([{**ANNA, "Trin": 9, "CV dato": "01-01-2030"}, BO, {**ANNA, "CPR-nr.": "12"}])


def counts(page: Page) -> dict[str, str]:
    figures = page.root.one("dl", class_="import-counts").all("div")
    return {figure.one("dt").text: figure.one("dd").text for figure in figures}


def told(page: Page, part: int) -> list[tuple[str, ...]]:
    body = page.root.all("section", class_="import-part")[part].one("tbody")
    return [tuple(cell.text for cell in row.all("td")) for row in body.all("tr")]


def test_form_takes_a_file_with_a_token_and_says_what_a_workbook_must_hold(susanne: Visitor) -> None:
    page = susanne.get("/import")
    assert page.status == 200
    form = page.form("/import")
    assert (form.method, form.element["enctype"]) == ("post", "multipart/form-data")
    assert form.names == {"csrf_token", "file"}
    text = page.root.one("main").text
    for sheet in LAYOUTS:
        assert sheet.title in text
        assert all(column.heading in text for column in sheet.columns)
    assert check_html(page.text) == []


def test_workbook_of_which_all_is_taken_is_shown_and_waits(town: Town, susanne: Visitor) -> None:
    before = dump(town.runtime)
    page = upload(susanne, GOOD, "Borgere <b>.xlsx")
    assert page.status == 200
    assert list(counts(page).values()) == ["2", "0", "0", "2", "0", "1", "1"]
    assert "Borgere <b>.xlsx" in page.root.one("main").text
    assert told(page, 1)[0][:3] == ("Borgere", "1", "Skostørrelse")
    assert page.form("/import/confirm").names == {"csrf_token", "pending"}
    assert changed(before, dump(town.runtime)) == {"pending_import"}
    assert one(town.runtime, PendingImport).staff_id == town.superuser().id
    assert check_html(page.text) == []


def test_refused_rows_are_told_with_sheet_row_column_and_reason(town: Town, susanne: Visitor) -> None:
    before = dump(town.runtime)
    page = upload(susanne, REFUSED)
    assert page.status == 422
    found = told(page, 0)
    assert [row[:3] for row in found] == [
        ("Borgere", "2", "Trin"),
        ("Borgere", "2", "CV dato"),
        ("Borgere", "4", "CPR-nr."),
    ]
    assert all(len(reason) > 10 for *_, reason in found)
    assert "2 " in page.problems()["file"]
    assert "2 rækker skal rettes" in page.root.one("h1").text
    assert counts(page)["Nye borgere"] == "1"
    assert not page.root.all("form", action="/import/confirm")
    assert changed(before, dump(town.runtime)) == set()
    assert check_html(page.text) == []


def test_at_most_500_refusals_are_shown_and_the_total_is_told(susanne: Visitor) -> None:
    page = upload(susanne, workbook([{"CPR-nr.": number, "Navn": "Anna"} for number in range(300)]))
    assert page.status == 422
    assert len(told(page, 0)) == 500
    assert "De første 500 af 600 er vist." in page.root.one("main").text
    assert "300 rækker" in page.root.one("h1").text


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"CPR-nr.;Navn",
        GOOD[: len(GOOD) // 2],
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        table("Ark1", [["CPR-nr.", "Navn"]]),
        workbook(),
        b"\x00" * (MAX_BYTES + 1),
    ],
    ids=["empty", "text", "cut off", "password", "no sheet", "no rows", "too big"],
)
def test_file_that_cannot_be_used_is_told_at_its_field(town: Town, susanne: Visitor, data: bytes) -> None:
    before = dump(town.runtime)
    page = upload(susanne, data)
    assert page.status == 422
    assert page.problems()["file"]
    assert changed(before, dump(town.runtime)) == set()


@pytest.mark.parametrize("fields", [{}, {"file": "borgere.xlsx"}])
def test_form_without_a_file_is_told_at_its_field(susanne: Visitor, fields: dict[str, str]) -> None:
    page = susanne.post("/import", fields)
    assert page.status == 422
    assert page.problems() == {"file": "Vælg et regneark"}
    assert upload(susanne, b"", name="").problems() == {"file": "Vælg et regneark"}


def test_missing_heading_is_told_with_row_one(susanne: Visitor) -> None:
    page = upload(susanne, workbook([ANNA], without=["Indsats start"]))
    assert page.status == 422
    assert told(page, 0)[0][:3] == ("Borgere", "1", "Indsats start")


def test_request_above_the_limit_gets_a_page_that_says_so(town: Town, susanne: Visitor) -> None:
    page = upload(susanne, b"\x00" * (26 * 1024 * 1024))
    assert page.status == 413
    assert "Intet er gemt" in page.root.one("main").text
    assert rows(town.runtime, PendingImport) == []


def test_only_a_superuser_may(town: Town, maja: Visitor, lars: Visitor) -> None:
    for visitor in (maja, lars):
        assert visitor.get("/import").status == 403
        assert visitor.get("/import/template.xlsx").status == 403
        assert upload(visitor, GOOD).status == 403
    assert rows(town.runtime, PendingImport) == []


def test_whoever_is_not_logged_in_is_sent_to_the_log_in(nobody: Visitor) -> None:
    assert nobody.get("/import").location == "/login?next=/import"
    assert upload(nobody, GOOD).location == "/login"
    assert upload(nobody, b"\x00" * (2 * 1024 * 1024)).status == 413


def test_upload_without_the_token_is_refused(town: Town, susanne: Visitor) -> None:
    assert upload(susanne, GOOD, token=False).status == 400
    assert rows(town.runtime, PendingImport) == []


def test_htmx_gets_the_same_page(susanne: Visitor) -> None:
    assert susanne.get("/import", htmx=True).root.one("h1").text == "Importér regneark"


def test_uploaded_file_stays_in_memory(app: Flask) -> None:
    kind, body = multipart({}, b"\x00" * 700_000, "borgere.xlsx")
    with app.test_request_context("/import", method="POST", data=body, content_type=kind):
        assert isinstance(request.files["file"].stream, BytesIO)


def test_citizens_of_another_municipality_are_new_here(town: Town, susanne: Visitor, stranger: Visitor) -> None:
    page = upload(stranger, GOOD)
    stranger.submit(page, "/import/confirm")
    assert counts(upload(susanne, workbook([ANNA])))["Nye borgere"] == "1"
    assert counts(upload(stranger, workbook([ANNA])))["Uændrede"] == "1"
    assert town.name


def test_template_has_every_heading_and_lists_and_can_be_filled_in(susanne: Visitor) -> None:
    file = download(susanne, "/import/template.xlsx")
    assert (file.status, file.headers["Cache-Control"]) == (200, "no-store")
    assert "produktionstavlen-skabelon.xlsx" in file.headers["Content-Disposition"]
    for sheet in LAYOUTS:
        assert sheet_values(file.data, sheet) == [tuple(column.heading for column in sheet.columns)]
    book = openpyxl.load_workbook(BytesIO(file.data))
    lists = {rule.formula1 for rule in book["Borgere"].data_validations.dataValidation if rule.type == "list"}
    assert {'"ja,nej"', '"8,7,6,5,4,3,2,1,ud"', '"1,2,3,6"', '"Skriftlig,Mundtlig,Ingen endnu"'} <= lists
    levels = book["Samtaler"].data_validations.dataValidation
    assert '"1,2,3,4,5"' in {rule.formula1 for rule in levels}
    assert upload(susanne, file.data).status == 422
    headings = [cell.value for cell in book["Borgere"][1]]
    book["Borgere"].append([ANNA.get(str(heading)) for heading in headings])
    assert counts(upload(susanne, as_bytes(book)))["Nye borgere"] == "1"


def test_templates_lists_and_advice_fit_what_excel_can_hold(susanne: Visitor) -> None:
    book = openpyxl.load_workbook(BytesIO(download(susanne, "/import/template.xlsx").data))
    rules = [rule for sheet in book.worksheets for rule in sheet.data_validations.dataValidation]
    assert len(rules) > 15
    assert max(len(rule.formula1) for rule in rules) <= 255
    assert max(len(rule.error) for rule in rules) <= 225
