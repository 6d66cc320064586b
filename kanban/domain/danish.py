"""Danish conventions for reading what people type, for searching and for sorting.

SQLite folds case only for ASCII and PostgreSQL's collations differ between installations, so both the
search key and the sort key are made here and stored.
"""

import re
import unicodedata
from datetime import date

_DATE = re.compile(r"(?P<day>\d{1,2})[-./ ](?P<month>\d{1,2})[-./ ](?P<year>\d{4})")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})")
_HOURS = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?")
_FOLDED = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "u", "ß": "ss", "ð": "d", "þ": "th"}
)
_LAST = {"æ": "\uf8f0", "ä": "\uf8f0", "ø": "\uf8f1", "ö": "\uf8f1", "å": "\uf8f2"}


def parse_date(text: str) -> date | None:
    """A day written dd-mm-yyyy (also with dots, slashes or blanks) or ISO; None when it is no day."""
    found = _ISO.fullmatch(text.strip()) or _DATE.fullmatch(text.strip())
    if not found:
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def show_date(day: date) -> str:
    """dd-mm-yyyy, as the agency writes dates."""
    return f"{day:%d-%m-%Y}"


def parse_hours(text: str) -> int | None:
    """Hours a week with decimal comma (or point) as whole minutes: ``7,5`` is 450; None when it is no such number."""
    if not _HOURS.fullmatch(text.strip()):
        return None
    return round(float(text.strip().replace(",", ".")) * 60)


def show_hours(minutes: int) -> str:
    """Minutes as hours with decimal comma and no needless zeros: 450 is ``7,5``."""
    hundredths = round(minutes * 100 / 60)
    whole, rest = divmod(hundredths, 100)
    return f"{whole},{rest:02d}".rstrip("0") if rest else str(whole)


def fold(text: str) -> str:
    """The search key: lower case, ``å`` as ``aa``, ``æ`` as ``ae``, ``ø`` as ``oe``, other accents dropped.

    Search text and stored text are folded alike, so *aage* finds *Åge* and *Ødegård* finds *Oedegaard*.
    """
    lowered = unicodedata.normalize("NFKC", text).casefold().translate(_FOLDED)
    plain = "".join(char for char in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(char))
    return " ".join(plain.split())


def sort_key(name: str) -> str:
    """Danish alphabetical order as a plain string: … z æ ø å, with ``aa`` sorted as ``å`` (Åbenrå before Aarhus)."""
    lowered = unicodedata.normalize("NFC", name).casefold().replace("aa", "å")
    key = "".join(_LAST.get(char) or _plain(char) for char in lowered)
    return " ".join(key.split())


def _plain(char: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part))
