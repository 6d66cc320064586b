"""One cell to one typed value and back; a cell that can't be read says why in a sentence."""

import math
import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from openpyxl.cell import Cell, MergedCell
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell

from kanban.domain import cpr
from kanban.domain.danish import show_date
from kanban.domain.fields import FIELDS, LONG
from kanban.domain.inputs.values import MAX_HOURS, Refused, clean, read_date, read_hours, read_value
from kanban.domain.messages import say
from kanban.domain.progression import LEVELS
from kanban.domain.staff import normalise_email
from kanban.domain.steps import OUT, parse_target
from kanban.excel.columns import Column, Kind

AnyCell: TypeAlias = ReadOnlyCell | EmptyCell | Cell | MergedCell
Value: TypeAlias = "str | int | bool | date | tuple[str, ...] | None"
Written: TypeAlias = "str | int | float | date | None"

_FORMULA_STARTS = ("=", "+", "-", "@")
_GROUPS = frozenset({"1", "2", "3", "6"})
_CPR_DIGITS_WITHOUT_ZERO = 9
_SHORT_TEXT = 200
_TIME_OF_DAY = re.compile(r"(?:T| +(?:kl\. *)?)[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2}(?:[.,][0-9]+)?)?$")
_STEP_WITH_TITLE = re.compile(r"([0-9]) *[-\u2013\u2014:.] *[^\W\d].*")
_CARRIAGE_RETURN = "_x000D_"
_NOT_IN_XML = dict.fromkeys((0xFFFE, 0xFFFF))
_ANSWERS = {"ja": True, "yes": True, "true": True, "1": True, "nej": False, "no": False, "false": False, "0": False}


def is_blank(cell: AnyCell) -> bool:
    """Whether the cell says nothing."""
    return cell.value is None or (isinstance(cell.value, str) and not cell.value.strip())


def read(column: Column, cell: AnyCell, today: date) -> Value:
    """The typed value of a cell that is not blank. Raises :class:`Refused` with the reason."""
    if cell.data_type == "f":
        raise Refused(say("The cell holds a formula. Write the value itself"))
    if cell.data_type == "e":
        raise Refused(say("The cell holds an error from Excel, %(error)s", error=str(cell.value)))
    if column.kind in {Kind.DATE, Kind.PAST_DATE}:
        return _read_date(cell, today, past_only=column.kind is Kind.PAST_DATE)
    if column.kind is Kind.HOURS:
        return _read_hours(cell)
    if column.kind is Kind.MONTH:
        return _read_month(cell, today)
    if column.kind is Kind.CPR:
        return _read_cpr(cell)
    if column.kind is Kind.WORD:
        return _read_word(column, _text(cell))
    return _READERS[column.kind](_text(cell))


def written(column: Column, value: Value) -> Written:
    """What is put into the cell for a field's value; ``None`` leaves the cell empty."""
    if value in (None, "", ()):
        return None
    if isinstance(value, str):
        return _written_text(column, value)
    if isinstance(value, tuple):
        return "; ".join(name.replace(";", ",") for name in value)
    if isinstance(value, int):
        return _written_number(column.kind, value)
    return value


def _written_text(column: Column, value: str) -> str:
    if column.kind is Kind.CPR:
        return cpr.show(value)
    return column.words.by_code.get(value, value).translate(_NOT_IN_XML)


def _written_number(kind: Kind, value: int) -> str | int | float:
    if kind is Kind.YES_NO:
        return "ja" if value else "nej"
    if kind is Kind.HOURS:
        return value / 60
    return "ud" if kind is Kind.STEP and value == OUT else value


def _text(cell: AnyCell) -> str:
    value = cell.value
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, float):
        return str(value).replace(".", ",")
    if isinstance(value, datetime | date):
        return show_date(value)
    return str(value).replace(_CARRIAGE_RETURN, "") if value is not None else ""


def _read_date(cell: AnyCell, today: date, *, past_only: bool) -> date:
    value = cell.value
    day = value.date() if isinstance(value, datetime) else value
    if isinstance(day, time | timedelta):
        raise Refused(say("Write a date as dd-mm-yyyy, e.g. %(example)s", example=today))
    typed = day.isoformat() if isinstance(day, date) else _TIME_OF_DAY.sub("", clean(_text(cell)))
    return read_date(typed, today=today, past_only=past_only)


def _read_hours(cell: AnyCell) -> int:
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        typed = clean(_text(cell))
        return 0 if typed == "0" else read_hours(typed)
    if not math.isfinite(value) or not 0 <= value <= MAX_HOURS:
        raise Refused(say("Hours a week must be above 0 and at most %(most)s", most=MAX_HOURS))
    return round(value * 60)


def _read_month(cell: AnyCell, today: date) -> date:
    if isinstance(cell.value, datetime | date):
        return _read_date(cell, today, past_only=False).replace(day=1)
    month = read_value(FIELDS["month"], _text(cell).replace(",", "-").replace(".", "-"), today)
    if not isinstance(month, date):
        raise TypeError(month)
    return month


def _read_cpr(cell: AnyCell) -> str:
    text = clean(_text(cell))
    if isinstance(cell.value, int | float) and len(text) == _CPR_DIGITS_WITHOUT_ZERO:
        text = f"0{text}"
    digits = cpr.normalise(text)
    if digits is None:
        raise Refused(say("A CPR number is ten digits and begins with a date, DDMMYY-SSSS"))
    return digits


def _read_word(column: Column, text: str) -> str:
    code = column.words.code(text)
    if code is None:
        raise Refused(say("Write one of these: %(words)s", words=", ".join(column.words.by_code.values())))
    return code


def _read_name(text: str) -> str:
    if clean(text).startswith(_FORMULA_STARTS):
        raise Refused(say("A name can't begin with = + - or @"))
    return _read_text(text)


def _read_text(text: str) -> str:
    return _no_longer(clean(text, lines=False), _SHORT_TEXT)


def _read_long_text(text: str) -> str:
    return _no_longer(clean(text), LONG)


def _no_longer(text: str, most: int) -> str:
    if len(text) > most:
        raise Refused(say("Use at most %(most)s characters", most=most))
    return text


def _read_email(text: str) -> str:
    address = normalise_email(_read_text(text))
    if address is None:
        raise Refused(say("Write an e-mail address"))
    return address


def _read_step(text: str) -> int:
    typed = clean(text).lower().removeprefix("trin").strip()
    titled = _STEP_WITH_TITLE.fullmatch(typed)
    number = parse_target(titled[1] if titled else typed)
    if number is None:
        raise Refused(say("There is no such step. Choose one from 8 to 1"))
    return number


def _read_group(text: str) -> int:
    if clean(text) not in _GROUPS:
        raise Refused(say("The target group is 1, 2, 3 or 6"))
    return int(clean(text))


def _read_level(text: str) -> int:
    levels = {str(level): level for level in LEVELS}
    if clean(text) not in levels:
        raise Refused(say("Progression is a whole number from 1 to 5"))
    return levels[clean(text)]


def _read_yes_no(text: str) -> bool:
    answer = _ANSWERS.get(clean(text).lower())
    if answer is None:
        raise Refused(say("Answer yes or no"))
    return answer


def _read_list(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_read_text(part) for part in text.split(";") if clean(part)))


def _read_cvr(text: str) -> str:
    return str(read_value(FIELDS["company_cvr"], text, date.min))


_READERS: dict[Kind, Callable[[str], Value]] = {
    Kind.NAME: _read_name,
    Kind.TEXT: _read_text,
    Kind.LONG_TEXT: _read_long_text,
    Kind.EMAIL: _read_email,
    Kind.STEP: _read_step,
    Kind.GROUP: _read_group,
    Kind.LEVEL: _read_level,
    Kind.YES_NO: _read_yes_no,
    Kind.LIST: _read_list,
    Kind.CVR: _read_cvr,
}
