"""Workbooks that wait for confirmation: sealed, one a user, for an hour, taken once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import inspect

from kanban.domain.errors import DomainError, ForbiddenError, NotFoundError
from kanban.domain.pending_import import PendingImport
from kanban.domain.staff import Actor
from kanban.services.exchange.pending_import import CheckedUpload, check_upload, confirm_upload
from kanban.services.runtime import Runtime, is_ready
from kanban.services.verify_board import verify_board
from kanban.store import migrate
from kanban.store.migrate import upgrade
from kanban.store.vault import CprVault, WrongKeyError
from tests.factories import FIELD_KEY, Town, runtime_on
from tests.support.databases import SqliteDatabases
from tests.support.stored import dump, one, rows
from tests.support.workbooks import ANNA, BO, move, with_part, workbook

GOOD = workbook([{**ANNA, "Trin": 7}, BO], history=[move(ANNA, "05-01-2026", 8), move(ANNA, "01-02-2026", 7)])
# Parts without compression, so that whatever were kept as it came would show its CPR numbers.
PLAIN = with_part(GOOD, "docProps/note.txt", b"")
SECRETS = (b"610190-1234", "Anna Ågesen".encode(), PLAIN[200:264])


def age(runtime: Runtime, actor: Actor, by: timedelta) -> None:
    with runtime.database.write() as session:
        held = session.get_one(PendingImport, actor.id)
        held.uploaded_at -= by


def test_the_bytes_are_plain_enough_for_the_tests_below() -> None:
    assert all(secret in PLAIN for secret in SECRETS)


def test_no_table_holds_the_file_in_clear(town: Town) -> None:
    check_upload(town.runtime, town.superuser(), PLAIN)
    values = [value for table in dump(town.runtime).values() for row in table for value in row]
    kept = b"\n".join(value if isinstance(value, bytes) else str(value).encode() for value in values)
    assert len(kept) > len(PLAIN)
    assert [secret for secret in SECRETS if secret in kept] == []


def test_no_file_of_the_database_holds_it_in_clear(sqlite_databases: SqliteDatabases) -> None:
    url = sqlite_databases.fresh()
    runtime = runtime_on(url)
    town = Town(runtime)
    confirm_upload(runtime, town.superuser(), check_upload(runtime, town.superuser(), PLAIN).pending)
    check_upload(runtime, town.superuser(), PLAIN)
    folder = Path(url.removeprefix("sqlite:///")).parent
    kept = b"".join(file.read_bytes() for file in folder.iterdir())
    runtime.close()
    sqlite_databases.drop(url)
    assert "Anna Ågesen".encode() in kept
    assert [secret for secret in (SECRETS[0], b"6101901234", SECRETS[2]) if secret in kept] == []


def test_sealed_file_opens_with_the_installations_key_only() -> None:
    sealed = CprVault(FIELD_KEY).seal_file(GOOD)
    assert CprVault(FIELD_KEY).open_file(sealed) == GOOD
    for vault, text in ((CprVault("A" * 43 + "="), sealed), (CprVault(FIELD_KEY), b"never sealed")):
        with pytest.raises(WrongKeyError):
            vault.open_file(text)


def test_seal_of_a_number_is_none_of_a_file() -> None:
    vault = CprVault(FIELD_KEY)
    with pytest.raises(WrongKeyError):
        vault.open_file(vault.seal("6101901234").encode())


def test_what_was_checked_is_stored_and_the_board_agrees_with_its_history(town: Town) -> None:
    susanne = town.superuser()
    checked = check_upload(town.runtime, susanne, GOOD)
    assert confirm_upload(town.runtime, susanne, checked.pending) == checked.counts
    assert rows(town.runtime, PendingImport) == []
    assert verify_board(town.runtime) == []


def test_file_waits_for_an_hour_and_no_longer(town: Town) -> None:
    susanne = town.superuser()
    for waited, is_there in ((timedelta(minutes=59), True), (timedelta(minutes=61), False)):
        checked = check_upload(town.runtime, susanne, GOOD)
        age(town.runtime, susanne, waited)
        assert _is_confirmed(town.runtime, susanne, checked) is is_there


def _is_confirmed(runtime: Runtime, actor: Actor, checked: CheckedUpload) -> bool:
    try:
        confirm_upload(runtime, actor, checked.pending)
    except NotFoundError:
        return False
    return True


def test_next_upload_of_anybody_removes_what_has_waited_too_long(town: Town) -> None:
    susanne, sofie = town.superuser(), town.superuser("Sofie Storm")
    check_upload(town.runtime, susanne, GOOD)
    check_upload(town.runtime, sofie, GOOD)
    assert len(rows(town.runtime, PendingImport)) == 2
    age(town.runtime, susanne, timedelta(minutes=61))
    check_upload(town.runtime, sofie, GOOD)
    assert one(town.runtime, PendingImport).staff_id == sofie.id


def test_only_superusers_check_and_confirm(town: Town) -> None:
    pending = check_upload(town.runtime, town.superuser(), GOOD).pending
    for actor in (town.user(), town.leader()):
        with pytest.raises(ForbiddenError):
            check_upload(town.runtime, actor, GOOD)
        with pytest.raises(ForbiddenError):
            confirm_upload(town.runtime, actor, pending)


def test_confirmed_twice_at_once_it_is_stored_once(town: Town) -> None:
    susanne = town.superuser()
    checked = check_upload(town.runtime, susanne, GOOD)
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(_is_confirmed, town.runtime, susanne, checked) for _ in range(4)]
    assert sorted(each.result() for each in asked) == [False, False, False, True]
    assert verify_board(town.runtime) == []


def test_uploads_of_one_user_at_once_leave_one_that_can_be_confirmed(town: Town) -> None:
    susanne = town.superuser()
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(check_upload, town.runtime, susanne, GOOD) for _ in range(4)]
    waiting = one(town.runtime, PendingImport).public_id
    assert waiting in {each.result().pending for each in asked}
    confirm_upload(town.runtime, susanne, waiting)


def test_refused_rows_and_bad_files_are_not_kept(town: Town) -> None:
    susanne = town.superuser()
    assert check_upload(town.runtime, susanne, workbook([{**ANNA, "Trin": 9}])).pending == ""
    with pytest.raises(DomainError):
        check_upload(town.runtime, susanne, b"no workbook")
    assert rows(town.runtime, PendingImport) == []


def test_migration_can_be_taken_back_and_made_again(town: Town) -> None:
    check_upload(town.runtime, town.superuser(), GOOD)
    url = town.runtime.database.url
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    config.attributes["url"] = url
    command.downgrade(config, "0001")
    assert "pending_import" not in inspect(town.runtime.database.engine).get_table_names()
    assert is_ready(town.runtime) != ""
    upgrade(url)
    assert is_ready(town.runtime) == ""
    assert rows(town.runtime, PendingImport) == []
