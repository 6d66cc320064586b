"""Reading one typed field by its kind, the same for forms and workbooks."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date

from kanban.domain.case import FieldValue
from kanban.domain.danish import parse_date, parse_hours
from kanban.domain.fields import FieldKind, FieldSpec
from kanban.domain.messages import Message, say

MAX_HOURS = 59
_EARLIEST_YEAR, _LATEST_YEAR = 2000, 2100
_MONTH = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})(-01)?|(?P<first>[0-9]{1,2})-(?P<later>[0-9]{4})")
_CVR = re.compile(r"[0-9]{8}")
_YES_NO = {
    "yes": True,
    "true": True,
    "on": True,
    "1": True,
    "ja": True,
    "no": False,
    "false": False,
    "0": False,
    "nej": False,
}
_KEPT_CONTROLS = {"\n", "\t"}


class Refused(ValueError):  # noqa: N818 - reads as what happened to the value
    """The value can't be read; ``message`` stands beside the field."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text)
        self.message = message


def clean(text: str, *, lines: bool = True) -> str:
    """Plain text as stored: composed letters, unix line ends, no control characters, no blanks at the ends."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = "".join(
        char for char in composed if char in _KEPT_CONTROLS or unicodedata.category(char) not in {"Cc", "Cs"}
    )
    return kept.strip() if lines else " ".join(kept.split())


def read_value(spec: FieldSpec, text: str, today: date) -> FieldValue:
    """The typed value of a filled field: date, whole minutes, bool, staff id or text. Raises :class:`Refused`."""
    typed = clean(text, lines=spec.kind is FieldKind.LONG_TEXT)
    readers: dict[FieldKind, Callable[[], FieldValue]] = {
        FieldKind.DATE: lambda: read_date(typed, today=today, past_only=spec.past_only),
        FieldKind.HOURS: lambda: read_hours(typed, zero_allowed=spec.zero_allowed),
        FieldKind.YES_NO: lambda: _read_yes_no(typed),
        FieldKind.CHOICE: lambda: _read_choice(spec, typed),
        FieldKind.STAFF: lambda: _read_staff(typed),
        FieldKind.MONTH: lambda: _read_month(typed),
    }
    return readers[spec.kind]() if spec.kind in readers else _read_text(spec, typed)


def read_date(typed: str, *, today: date, past_only: bool = False) -> date:
    """A day within a century of now; with ``past_only`` not after today."""
    day = parse_date(typed)
    if day is None:
        raise Refused(say("Write a date as dd-mm-yyyy, e.g. %(example)s", example=today))
    if not _EARLIEST_YEAR <= day.year < _LATEST_YEAR:
        raise Refused(say("The year %(year)s can't be right", year=f"{day.year:04d}"))
    if past_only and day > today:
        raise Refused(say("The date %(date)s is in the future. Choose today or earlier", date=day))
    return day


def read_hours(typed: str, *, zero_allowed: bool = False) -> int:
    """Hours a week as minutes: above 0 and at most 59, the job registers' own limit; none where hours may end."""
    minutes = parse_hours(typed)
    if minutes is None:
        raise Refused(say("Write hours a week as a number, e.g. 7,5"))
    if minutes == 0 and zero_allowed:
        return minutes
    if not 0 < minutes <= MAX_HOURS * 60:
        raise Refused(say("Hours a week must be above 0 and at most %(most)s", most=MAX_HOURS))
    return minutes


def _read_yes_no(typed: str) -> bool:
    answer = _YES_NO.get(typed.lower())
    if answer is None:
        raise Refused(say("Answer yes or no"))
    return answer


def _read_choice(spec: FieldSpec, typed: str) -> str:
    if typed not in {choice.value for choice in spec.choices}:
        raise Refused(say("Choose one of the answers"))
    return typed


def _read_staff(typed: str) -> int:
    if not (typed.isascii() and typed.isdigit()) or len(typed) > 9:
        raise Refused(say("Choose a person from the list"))
    return int(typed)


def _read_month(typed: str) -> date:
    """The first day of a month written as yyyy-mm or mm-yyyy."""
    found = _MONTH.fullmatch(typed)
    parts = (found["year"] or found["later"], found["month"] or found["first"]) if found else ("0", "0")
    year, month = map(int, parts)
    if not (_EARLIEST_YEAR <= year < _LATEST_YEAR and 1 <= month <= 12):
        raise Refused(say("Choose a month"))
    return date(year, month, 1)


def _read_text(spec: FieldSpec, typed: str) -> str:
    if len(typed) > spec.max_length:
        raise Refused(say("Use at most %(most)s characters", most=spec.max_length))
    if spec.kind is FieldKind.CVR:
        digits = typed.replace(" ", "")
        if not _CVR.fullmatch(digits):
            raise Refused(say("A CVR number has eight digits"))
        return digits
    return typed
