"""CPR numbers at rest: sealed with Fernet, recognised by a keyed hash, both from one installation key.

Files that hold CPR numbers are sealed the same way under a key of their own.

Fernet (AES-128-CBC with HMAC-SHA-256) and HKDF come from the ``cryptography`` package. The hash key is derived
from the field key, so that a stolen database alone can't be searched through all possible numbers.
"""

import base64
import hmac

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_KEY_BYTES = 32


class WrongKeyError(Exception):
    """The field key does not fit what is stored."""


class CprVault:
    """Seals and recognises ten-digit CPR numbers with the installation's field key (32 bytes, urlsafe base64)."""

    def __init__(self, field_key: str) -> None:
        raw = base64.urlsafe_b64decode(field_key)
        self._fernet = _fernet(raw, b"cpr-seal")
        self._files = _fernet(raw, b"file-seal")
        self._hash_key = _derive(raw, b"cpr-recognise")
        self.key_mark = hmac.digest(_derive(raw, b"key-mark"), b"produktionstavlen", "sha256").hex()

    def seal(self, digits: str) -> str:
        """The encrypted number; never twice the same text."""
        return self._fernet.encrypt(digits.encode()).decode()

    def open(self, sealed: str) -> str:
        """The ten digits. Raises :class:`WrongKeyError` when sealed with another key."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise WrongKeyError from None

    def seal_file(self, data: bytes) -> bytes:
        """The encrypted file, about a third longer."""
        return self._files.encrypt(data)

    def open_file(self, sealed: bytes) -> bytes:
        """The file. Raises :class:`WrongKeyError` when sealed with another key."""
        try:
            return self._files.decrypt(sealed)
        except InvalidToken:
            raise WrongKeyError from None

    def recognise(self, digits: str) -> str:
        """The keyed hash under which a number is found again."""
        return hmac.digest(self._hash_key, digits.encode(), "sha256").hex()


def _fernet(raw: bytes, purpose: bytes) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_derive(raw, purpose)))


def _derive(raw: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), _KEY_BYTES, salt=None, info=purpose).derive(raw)
