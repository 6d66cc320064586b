"""GET /export.xlsx."""

import pytest

from kanban.domain.audit import AuditAction, AuditEvent
from kanban.excel.columns import CITIZENS, HISTORY, STAFF
from kanban.services.exchange.download_board import file_name
from tests.factories import TODAY, Town
from tests.page import Visitor
from tests.support.stored import dump, rows
from tests.support.workbooks import sheet_values
from tests.web.exchanges import File, download, upload

WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def names(file: File) -> list[str]:
    place = [column.heading for column in CITIZENS.columns].index("Navn")
    return [row[place] for row in sheet_values(file.data, CITIZENS)[1:]]


def exports(town: Town) -> list[AuditEvent]:
    return rows(town.runtime, AuditEvent, action=str(AuditAction.EXPORTED))


def test_leader_downloads_the_board_as_a_named_workbook(town: Town, lars: Visitor) -> None:
    town.citizen("Amina Warsame")
    file = download(lars, "/export.xlsx")
    assert file.status == 200
    assert file.headers["Content-Type"] == WORKBOOK_TYPE
    assert file.headers["Content-Disposition"] == "attachment; filename=fjordby-kommune-2026-11-20.xlsx"
    assert file.headers["Cache-Control"] == "no-store"
    assert names(file) == ["Amina Warsame"]
    assert [len(sheet_values(file.data, sheet)) for sheet in (HISTORY, STAFF)] == [1, 2]


def test_download_is_audited_to_the_one_who_asked(town: Town, lars: Visitor) -> None:
    town.citizen()
    download(lars, "/export.xlsx")
    (event,) = exports(town)
    assert (event.staff_id, event.municipality_id) == (town.leader().id, town.leader().municipality_id)
    assert event.detail.startswith("citizens=1")


def test_superuser_may_and_broker_may_not(town: Town, susanne: Visitor, maja: Visitor) -> None:
    assert download(susanne, "/export.xlsx").status == 200
    refused = maja.get("/export.xlsx")
    assert refused.status == 403
    assert len(exports(town)) == 1


def test_whoever_is_not_logged_in_is_sent_to_the_log_in_and_back(nobody: Visitor) -> None:
    answer = nobody.get("/export.xlsx", as_of="2026-10-01")
    assert (answer.status, answer.location) == (303, "/login?next=/export.xlsx?as_of%3D2026-10-01")


def test_only_the_own_municipality_is_in_it(town: Town, lars: Visitor, stranger: Visitor) -> None:
    town.citizen("Amina Warsame")
    file = download(stranger, "/export.xlsx")
    assert names(file) == []
    assert "soeby-kommune-" in file.headers["Content-Disposition"]
    assert names(download(lars, "/export.xlsx")) == ["Amina Warsame"]


@pytest.mark.parametrize("day", ["2026-11-05", "05-11-2026"])
def test_earlier_day_gives_the_board_of_that_day(town: Town, lars: Visitor, day: str) -> None:
    amina = town.citizen()
    town.move(town.user(), amina, 7, effective_on="01-11-2026")
    town.move(town.user(), amina, 6, effective_on="10-11-2026")
    file = download(lars, f"/export.xlsx?as_of={day}")
    assert "fjordby-kommune-2026-11-05.xlsx" in file.headers["Content-Disposition"]
    assert [row[3] for row in sheet_values(file.data, HISTORY)[1:]] == [7]
    assert len(sheet_values(download(lars, "/export.xlsx").data, HISTORY)) == 3


@pytest.mark.parametrize("day", ["i går", "2026-02-30", "2027-01-01", "\x00x"])
def test_day_that_is_none_or_lies_ahead_is_refused_in_a_sentence(town: Town, lars: Visitor, day: str) -> None:
    before = dump(town.runtime)
    answer = lars.get("/export.xlsx", as_of=day)
    assert answer.status == 422
    assert "dato" in answer.root.one("main").text.lower()
    assert dump(town.runtime) == before


def test_blank_day_means_now(lars: Visitor) -> None:
    assert TODAY.isoformat() in download(lars, "/export.xlsx?as_of=").headers["Content-Disposition"]


def test_export_answers_to_asking_only(lars: Visitor) -> None:
    assert lars.post("/export.xlsx").status == 405


def test_what_was_downloaded_can_be_uploaded_and_changes_nothing(town: Town, lars: Visitor, susanne: Visitor) -> None:
    amina, maja = town.citizen(), town.user()
    for step in (8, 7, 5, 3):
        town.move(maja, amina, step)
    page = upload(susanne, download(lars, "/export.xlsx").data)
    assert page.status == 200
    assert "Intet vil ændre sig" in page.root.one("main").text


def test_menu_offers_what_the_role_allows(maja: Visitor, lars: Visitor, susanne: Visitor) -> None:
    visitors = {"maja": maja, "lars": lars, "susanne": susanne}
    offered = {
        who: [
            link["href"] for link in visitor.get("/board").root.all("a") if link["href"] in {"/import", "/export.xlsx"}
        ]
        for who, visitor in visitors.items()
    }
    assert offered == {"maja": [], "lars": ["/export.xlsx"], "susanne": ["/import", "/export.xlsx"]}


@pytest.mark.parametrize(
    ("municipality", "expected"),
    [
        ("Ærøskøbing & Øer Kommune", "aeroeskoebing-oeer-kommune-2026-11-20.xlsx"),
        ("../../Å\r\n", "aa-2026-11-20.xlsx"),
        ("東京", "tavlen-2026-11-20.xlsx"),
    ],
)
def test_file_name_holds_only_letters_digits_and_hyphens(municipality: str, expected: str) -> None:
    assert file_name(municipality, TODAY) == expected
