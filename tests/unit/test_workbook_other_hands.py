"""Workbooks as other people and systems write them."""

import io
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from kanban.domain.errors import RefusedError
from kanban.domain.inputs.import_rows import ReadWorkbook
from kanban.excel.reader import read_workbook
from tests.support.workbooks import ANNA, TODAY, workbook

TRANSITIONAL = b"http://schemas.openxmlformats.org/"
STRICT = b"http://purl.oclc.org/ooxml/"


def _read(column: str, value: str) -> ReadWorkbook:
    return read_workbook(workbook([{**ANNA, column: value}]), TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-01 00:00:00",
        "2026-02-01T08:30",
        "2026-02-01 08:30:15.123000",
        "01-02-2026 14:30",
        "1.2.2026 8.30",
        "01/02/2026 kl. 14.30",
    ],
)
def test_a_time_of_day_after_a_written_date_is_left_out(text: str) -> None:
    read = _read("Indsats start", text)
    assert [row.started_on.isoformat() for row in read.rows.citizens] == ["2026-02-01"]


@pytest.mark.parametrize("text", ["14:30", "2026-02-01 om morgenen", "01-02-2026 14", "2026-02 10:30"])
def test_a_time_of_day_without_a_date_is_none(text: str) -> None:
    assert [problem.column for problem in _read("Indsats start", text).problems] == ["Indsats start"]


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("5 - Kontakt til relevant virksomhed", 5),
        ("5. Kontakt", 5),
        ("Trin 5: Kontakt", 5),
        ("trin 7 \u2013 CV udarbejdet", 7),
        (" Trin8 ", 8),
    ],
)
def test_a_step_may_carry_its_name(text: str, step: int) -> None:
    assert [row.step for row in _read("Trin", text).rows.citizens] == [step]


@pytest.mark.parametrize("text", ["5-6", "5 - 6", "4.5", "9 - Andet", "0 - Ude", "5 -", "Kontakt", "15 - Kontakt"])
def test_what_names_no_single_step_is_refused(text: str) -> None:
    assert [problem.column for problem in _read("Trin", text).problems] == ["Trin"]


def test_a_workbook_in_the_strict_form_is_told_how_to_be_saved() -> None:
    file = io.BytesIO()
    with ZipFile(io.BytesIO(workbook([ANNA]))) as plain, ZipFile(file, "w", ZIP_DEFLATED) as strict:
        for part in plain.namelist():
            strict.writestr(part, plain.read(part).replace(TRANSITIONAL, STRICT))
    with pytest.raises(RefusedError) as refused:
        read_workbook(file.getvalue(), TODAY)
    assert refused.value.message.text.startswith("No sheet in the file can be read")
