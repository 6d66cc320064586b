"""CPR numbers at rest: sealed, recognised again, useless without the key."""

import base64

import pytest

from kanban.store.vault import CprVault, WrongKeyError
from tests.factories import FIELD_KEY

OTHER_KEY = base64.urlsafe_b64encode(bytes(range(32))).decode()
CPR = "6101901234"


def test_sealed_number_opens_with_its_key() -> None:
    vault = CprVault(FIELD_KEY)
    assert vault.open(vault.seal(CPR)) == CPR


def test_number_is_never_sealed_to_the_same_text_twice_and_never_shows() -> None:
    vault = CprVault(FIELD_KEY)
    first, second = vault.seal(CPR), vault.seal(CPR)
    assert first != second
    assert CPR not in first


def test_other_key_opens_nothing_and_recognises_nothing() -> None:
    vault, other = CprVault(FIELD_KEY), CprVault(OTHER_KEY)
    with pytest.raises(WrongKeyError):
        other.open(vault.seal(CPR))
    assert other.recognise(CPR) != vault.recognise(CPR)
    assert other.key_mark != vault.key_mark


@pytest.mark.parametrize("sealed", ["", "abc", CPR])
def test_text_that_was_never_sealed_does_not_open(sealed: str) -> None:
    with pytest.raises(WrongKeyError):
        CprVault(FIELD_KEY).open(sealed)


def test_number_is_recognised_by_the_same_key_only_and_told_from_others() -> None:
    vault = CprVault(FIELD_KEY)
    assert vault.recognise(CPR) == CprVault(FIELD_KEY).recognise(CPR)
    assert vault.recognise(CPR) != vault.recognise("6101901235")
    assert CPR not in vault.recognise(CPR)
    assert FIELD_KEY not in vault.key_mark
