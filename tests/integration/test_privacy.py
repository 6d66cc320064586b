"""CPR numbers: sealed at rest, recognised by a keyed hash, never in clear in a table, an audit row or a log."""

import logging

import pytest

from kanban.domain.audit import AuditEvent
from kanban.domain.citizen import Citizen
from kanban.domain.views.board import BoardFilters
from kanban.services.board.board_page import board_page
from kanban.services.case.citizen_panel import citizen_panel
from kanban.services.runtime import Runtime, upgrade_schema
from kanban.store.vault import CprVault
from tests.factories import Town, runtime_on, synthetic_cpr
from tests.support.stored import dump, one, rows


def numbers_of(runtime: Runtime) -> list[str]:
    return [runtime.vault.open(citizen.cpr_encrypted) for citizen in rows(runtime, Citizen)]


def test_number_is_sealed_and_found_again_by_its_hash(town: Town) -> None:
    town.citizen()
    citizen = one(town.runtime, Citizen)
    (number,) = numbers_of(town.runtime)
    assert len(number) == 10
    assert int(number[:2]) > 60
    assert citizen.cpr_hash == town.runtime.vault.recognise(number)
    assert number not in citizen.cpr_encrypted


def test_no_table_holds_a_number_in_clear(town: Town) -> None:
    maja, amina = town.user(), town.citizen()
    for target in ("8", "7", "3", "out"):
        town.move(maja, amina, target)
    citizen_panel(town.runtime, maja, amina)
    stored = repr(dump(town.runtime))
    for number in numbers_of(town.runtime):
        assert number not in stored
        assert f"{number[:6]}-{number[6:]}" not in stored


@pytest.mark.parametrize("written", ["{0}{1}", "{0}-{1}", "{0} {1}", "Amina {0}-{1} Warsame"])
def test_number_typed_into_the_search_does_not_reach_the_audit_trail(town: Town, written: str) -> None:
    maja, number = town.user(), synthetic_cpr(7)
    typed = written.format(number[:6], number[6:])
    board_page(town.runtime, maja, BoardFilters(q=typed))
    (event,) = rows(town.runtime, AuditEvent)
    assert "[CPR]" in event.detail
    assert number[6:] not in event.detail


def test_nothing_personal_is_logged(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    maja, amina = town.user(), town.citizen("Amina Warsame")
    town.move(maja, amina, "7")
    board_page(town.runtime, maja, BoardFilters(q="Warsame"))
    citizen_panel(town.runtime, maja, amina)
    for word in (*numbers_of(town.runtime), "Warsame", "Maja Juhl"):
        assert word not in caplog.text


def test_another_field_key_is_refused_before_anything_is_mixed_up(database_url: str) -> None:
    first = runtime_on(database_url)
    other = Runtime(first.database, first.clock, CprVault("A" * 43 + "="))
    with pytest.raises(Exception, match="KANBAN_FIELD_KEY is not the key"):
        upgrade_schema(other)
    first.close()
