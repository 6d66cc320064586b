"""POST /import/confirm: what was checked is stored, once and by whoever checked it."""

import pytest

from kanban.domain.audit import AuditAction, AuditEvent
from kanban.domain.citizen import Citizen
from kanban.domain.pending_import import PendingImport
from tests.factories import Town
from tests.page import HTMX, Page, Visitor
from tests.support.stored import changed, dump, rows
from tests.support.workbooks import ANNA, BO, move, workbook
from tests.web.exchanges import upload

CONFIRM = "/import/confirm"
GOOD = workbook([{**ANNA, "Trin": 7}, BO], history=[move(ANNA, "05-01-2026", 8), move(ANNA, "01-02-2026", 7)])


def pending(page: Page) -> str:
    return page.form(CONFIRM).values["pending"]


def test_confirming_stores_all_and_leads_to_the_board_which_says_so(town: Town, susanne: Visitor) -> None:
    answer = susanne.submit(upload(susanne, GOOD), CONFIRM)
    assert (answer.status, answer.location) == (303, "/board")
    board = susanne.get("/board")
    assert board.root.one(id="status").text == "Regnearket er gemt: 2 nye borgere, 0 opdaterede, 2 flytninger"
    assert (board.count("7"), board.count("none")) == (1, 1)
    assert {citizen.name for citizen in rows(town.runtime, Citizen)} == {ANNA["Navn"], BO["Navn"]}
    assert rows(town.runtime, PendingImport) == []


def test_import_is_audited_to_the_one_who_confirmed(town: Town, susanne: Visitor) -> None:
    susanne.submit(upload(susanne, GOOD), CONFIRM)
    (event,) = rows(town.runtime, AuditEvent, action=str(AuditAction.IMPORTED))
    assert (event.staff_id, event.municipality_id) == (town.superuser().id, town.superuser().municipality_id)
    assert event.detail.startswith("new=2 updated=0 unchanged=0 moves=2")


def test_second_confirmation_stores_nothing_more_and_says_why(town: Town, susanne: Visitor) -> None:
    page = upload(susanne, GOOD)
    susanne.submit(page, CONFIRM)
    before = dump(town.runtime)
    answer = susanne.submit(page, CONFIRM)
    assert answer.status == 404
    assert "venter ikke længere" in answer.root.one("main").text
    assert answer.form("/import").names == {"csrf_token", "file"}
    assert changed(before, dump(town.runtime)) == set()


def test_next_upload_takes_the_earlier_ones_place(town: Town, susanne: Visitor) -> None:
    first, second = upload(susanne, GOOD), upload(susanne, workbook([BO]))
    assert susanne.submit(first, CONFIRM).status == 404
    assert rows(town.runtime, Citizen) == []
    assert susanne.submit(second, CONFIRM).status == 303
    assert [citizen.name for citizen in rows(town.runtime, Citizen)] == [BO["Navn"]]


@pytest.mark.parametrize("next_file", [b"no workbook", workbook([{**ANNA, "Trin": 9}])], ids=["bad file", "bad row"])
def test_next_upload_counts_also_when_it_is_refused(susanne: Visitor, next_file: bytes) -> None:
    first = upload(susanne, GOOD)
    upload(susanne, next_file)
    assert susanne.submit(first, CONFIRM).status == 404


def test_board_that_has_changed_meanwhile_is_told_and_nothing_is_stored(town: Town, susanne: Visitor) -> None:
    page = upload(susanne, GOOD)
    with town.runtime.database.write() as session:
        session.add(_anna(town))
    before = dump(town.runtime)
    answer = susanne.submit(page, CONFIRM)
    assert answer.status == 409
    assert answer.form("/import").names == {"csrf_token", "file"}
    assert changed(before, dump(town.runtime)) == {"pending_import"}
    assert susanne.submit(upload(susanne, GOOD), CONFIRM).status == 303


def _anna(town: Town) -> Citizen:
    """The citizen of the workbook, come to the board by another way."""
    digits = ANNA["CPR-nr."].replace("-", "")
    vault, now = town.runtime.vault, town.runtime.clock.now()
    return Citizen(
        public_id="annaannaanna",
        case_code="RJVD",
        municipality_id=town.superuser().municipality_id,
        cpr_encrypted=vault.seal(digits),
        cpr_hash=vault.recognise(digits),
        name=ANNA["Navn"],
        sort_name="anna",
        started_on=ANNA["Indsats start"],
        created_at=now,
    )


def test_nobody_confirms_for_another(town: Town, susanne: Visitor, stranger: Visitor, maja: Visitor) -> None:
    mine = pending(upload(susanne, GOOD))
    assert stranger.post(CONFIRM, {"pending": mine}).status == 404
    assert maja.post(CONFIRM, {"pending": mine}).status == 403
    assert rows(town.runtime, Citizen) == []
    assert susanne.post(CONFIRM, {"pending": mine}).status == 303


def test_whoever_is_not_logged_in_is_sent_to_the_log_in(nobody: Visitor) -> None:
    assert nobody.post(CONFIRM, {"pending": "A" * 24}).location == "/login"


@pytest.mark.parametrize("given", ["", "A" * 24, "\x00", "1", "../../etc", "Å" * 24, "A" * 5000])
def test_id_that_names_nothing_is_not_found(susanne: Visitor, given: str) -> None:
    upload(susanne, GOOD)
    assert susanne.post(CONFIRM, {"pending": given}).status == 404


def test_missing_field_and_missing_token_are_refused(town: Town, susanne: Visitor) -> None:
    page = upload(susanne, GOOD)
    assert susanne.post(CONFIRM).status == 404
    assert susanne.post(CONFIRM, {"pending": pending(page)}, token=False).status == 400
    assert rows(town.runtime, Citizen) == []


def test_confirming_is_sent_never_asked_for(susanne: Visitor) -> None:
    assert susanne.get(CONFIRM).status == 405


def test_htmx_is_sent_to_the_board_its_own_way(susanne: Visitor) -> None:
    answer = susanne.submit(upload(susanne, GOOD), CONFIRM, htmx=bool(HTMX))
    assert (answer.status, answer.headers["HX-Redirect"]) == (200, "/board")
