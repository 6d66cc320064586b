"""Danish personal numbers (CPR): ten digits DDMMYYSSSS.

Replacement numbers have 60 added to the day. Modulus 11 is not a test of validity: numbers without it
have been given since 2007, so a number is refused only for its form and its date.
Source: cpr.dk (century table; erstatningspersonnummer; modulus 11).
"""

import re
from datetime import date

_FORM = re.compile(r"([0-9]{6})[- ]?([0-9]{4})")
_REPLACEMENT_OFFSET = 60


def normalise(text: str) -> str | None:
    """Ten digits without hyphen, or None when the text is no possible CPR number."""
    found = _FORM.fullmatch(text.strip())
    if not found:
        return None
    digits = found[1] + found[2]
    return digits if birth_date(digits) else None


def birth_date(digits: str) -> date | None:
    """The birth date in ten digits, replacement numbers included; None when there is no such day."""
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    day = day - _REPLACEMENT_OFFSET if day > _REPLACEMENT_OFFSET else day
    try:
        return date(_century(int(digits[6]), year) + year, month, day)
    except ValueError:
        return None


def _century(seventh: int, year: int) -> int:
    if seventh <= 3:
        return 1900
    if seventh in {4, 9}:
        return 2000 if year <= 36 else 1900
    return 2000 if year <= 57 else 1800


def show(digits: str) -> str:
    """DDMMYY-SSSS, for the exported workbook."""
    return f"{digits[:6]}-{digits[6:]}"
