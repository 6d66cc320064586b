"""The installation's settings, read once from the environment; imports nothing of ours."""

import base64
import binascii
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import unquote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DEFAULT_DATABASE_URL = "sqlite:///var/kanban.db"
KEY_FILE = "kanban-keys.json"
MOST_STREAMS = 560  # Live boards in one process; each holds a thread.
_KEY_BYTES = 32
_LOCALES = {"da", "en"}


class SettingsError(ValueError):
    """A setting is missing or can't be used; the text is one line for the operator."""


@dataclass(frozen=True)
class Settings:
    """What the environment says. Empty keys mean "not set"; see :func:`with_keys`."""

    database_url: str = DEFAULT_DATABASE_URL
    secret_key: str = ""
    field_key: str = ""
    locale: str = "da"
    timezone: str = "Europe/Copenhagen"
    today: date | None = None

    @property
    def key_file(self) -> Path:
        """Where keys are kept when the environment gives none: beside a SQLite database, else under ``var``."""
        prefix = "sqlite:///"
        if self.database_url.startswith(prefix):
            path = unquote(self.database_url.removeprefix(prefix).split("?")[0])
            return Path(path).resolve().parent / KEY_FILE
        return Path("var").resolve() / KEY_FILE


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings from ``KANBAN_…`` variables. Raises :class:`SettingsError` naming the variable that is wrong."""
    locale = environment.get("KANBAN_LOCALE", "") or "da"
    if locale not in _LOCALES:
        raise SettingsError(f"KANBAN_LOCALE must be da or en, not {locale!r}")
    return Settings(
        database_url=_database_url(environment.get("KANBAN_DATABASE_URL", "")),
        secret_key=environment.get("KANBAN_SECRET_KEY", ""),
        field_key=_field_key(environment.get("KANBAN_FIELD_KEY", "")),
        locale=locale,
        timezone=_timezone(environment.get("KANBAN_TIMEZONE", "")),
        today=_today(environment.get("KANBAN_TODAY", "")),
    )


def with_keys(settings: Settings, *, create: bool) -> Settings:
    """Fill missing keys from the key file; with ``create`` make and store those that are still missing."""
    stored = _read_keys(settings.key_file)
    keys = {
        "secret_key": settings.secret_key or stored.get("secret_key", ""),
        "field_key": settings.field_key or _field_key(stored.get("field_key", "")),
    }
    made = {name: _new_key() for name, value in keys.items() if create and not value}
    if made:
        _write_keys(settings.key_file, {**stored, **made})
    return Settings(**{**settings.__dict__, **keys, **made})


def _database_url(text: str) -> str:
    url = text or DEFAULT_DATABASE_URL
    for short in ("postgres://", "postgresql://"):
        if url.startswith(short):
            url = "postgresql+psycopg://" + url.removeprefix(short)
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise SettingsError("KANBAN_DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://")
    return url


def _field_key(text: str) -> str:
    if not text:
        return ""
    try:
        decoded = base64.b64decode(text.encode() + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError, ValueError):
        decoded = b""
    if len(decoded) != _KEY_BYTES:
        raise SettingsError("KANBAN_FIELD_KEY must be 32 bytes in urlsafe base64")
    return base64.urlsafe_b64encode(decoded).decode()


def _timezone(text: str) -> str:
    name = text or "Europe/Copenhagen"
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise SettingsError(f"KANBAN_TIMEZONE names no time zone: {name!r}") from None
    return name


def _today(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise SettingsError(f"KANBAN_TODAY must be a date such as 2026-11-19, not {text!r}") from None


def _new_key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(_KEY_BYTES)).decode()


def _read_keys(path: Path) -> dict[str, str]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):
        found = None
    if not isinstance(found, dict):
        raise SettingsError(f"The key file {path} can't be read")
    return {str(name): str(value) for name, value in found.items()}


def _write_keys(path: Path, keys: Mapping[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(dict(keys), file)
    part.replace(path)
