import io
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from kanban.domain.errors import RefusedError
from kanban.excel import guards, sheet
from kanban.excel.reader import read_workbook
from tests.support.workbooks import ANNA, TODAY, table, with_part, workbook

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def _refusal(data: bytes | Path) -> str:
    with pytest.raises(RefusedError) as refused:
        read_workbook(data, TODAY)
    return refused.value.message.text


def _zip(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def test_an_empty_file_is_refused() -> None:
    assert _refusal(b"") == "The file is empty"


@pytest.mark.parametrize(
    "data",
    [b"CPR-nr.;Navn\n1;2\n", b"PK\x03\x04 not really", _zip({"mimetype": b"ods"}), b"\x00" * 100],
    ids=["csv", "cut off", "another kind of zip", "zeros"],
)
def test_a_file_that_is_no_workbook_is_refused(data: bytes) -> None:
    assert _refusal(data) == "The file is not an Excel workbook. Save it as .xlsx and try again"


def test_a_password_protected_workbook_is_told_from_an_old_one() -> None:
    protected = _COMPOUND + "EncryptedPackage".encode("utf-16-le") + bytes(64)
    assert _refusal(protected).startswith("The workbook is protected with a password")
    assert _refusal(_COMPOUND).startswith("The file is an old Excel file (.xls)")


def test_a_workbook_with_encrypted_parts_is_refused() -> None:
    data = bytearray(workbook([ANNA]))
    entry = data.index(b"PK\x01\x02")
    data[entry + 8] |= 1
    assert _refusal(bytes(data)).startswith("The workbook is protected with a password")


def test_a_file_of_100_megabytes_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "stor.xlsx"
    with path.open("wb") as file:
        file.truncate(100 * guards.MEGABYTE)
    with pytest.raises(RefusedError) as refused:
        read_workbook(path, TODAY)
    assert dict(refused.value.message.params) == {"found": 100, "most": 20}


def test_a_file_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(RefusedError) as refused:
        read_workbook(tmp_path / "mangler.xlsx", TODAY)
    assert refused.value.message.params["file"] == "mangler.xlsx"


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = with_part(workbook([ANNA]), "xl/media/bomb.bin", b"")
    file = io.BytesIO(bomb)
    with ZipFile(file, "a", ZIP_DEFLATED) as archive, archive.open("xl/worksheets/sheet9.xml", "w") as part:
        for _ in range(310):
            part.write(bytes(guards.MEGABYTE))
    assert len(file.getvalue()) < guards.MAX_BYTES
    assert _refusal(file.getvalue()).startswith("The workbook unpacks to more than can be read")


def test_a_workbook_of_thousands_of_parts_is_refused() -> None:
    data = io.BytesIO(workbook([ANNA]))
    with ZipFile(data, "a") as archive:
        for number in range(guards.MAX_PARTS):
            archive.writestr(f"xl/media/{number}", b"")
    assert _refusal(data.getvalue()).startswith("The workbook unpacks to more than can be read")


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row"),
        ("xl/workbook.xml", b"<workbook"),
        ("[Content_Types].xml", b"not xml"),
        (
            "xl/worksheets/sheet1.xml",
            b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData>&b;</sheetData></worksheet>',
        ),
    ],
    ids=["cut sheet", "empty book", "bad types", "entities"],
)
def test_a_damaged_workbook_is_refused(part: str, content: bytes) -> None:
    assert _refusal(with_part(workbook([ANNA]), part, content)).startswith("The workbook is damaged")


def test_a_workbook_without_the_sheet_of_citizens_is_refused() -> None:
    assert _refusal(table("Ark1", [["CPR-nr."]])) == "The workbook has no sheet called %(sheet)s"


def test_more_rows_than_can_be_handled_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "MAX_ROWS", 3)
    assert read_workbook(workbook([ANNA] * 3), TODAY).problems
    assert _refusal(workbook([ANNA] * 4)).startswith("The sheet %(sheet)s has more than")


def test_a_row_far_below_the_last_one_of_excel_is_not_waited_for() -> None:
    namespace = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    rows = b'<row r="1"/><row r="4000000000"><c t="inlineStr"><is><t>x</t></is></c></row>'
    data = with_part(workbook([ANNA]), "xl/worksheets/sheet1.xml", namespace + rows + b"</sheetData></worksheet>")
    assert {problem.row for problem in read_workbook(data, TODAY).problems} == {1}
