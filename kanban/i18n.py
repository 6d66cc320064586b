"""Turning messages into the reader's language; dates and times in the Danish manner in both languages.

The catalogue is kept as plain PO files, one per area, and read at start: nothing has to be compiled and nothing
compiled can go stale.
"""

from datetime import date, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from kanban.domain.danish import show_date
from kanban.domain.messages import Message, Param

CATALOGUES = Path(__file__).resolve().parent / "translations"


class Translator:
    """One per process and language; ``en`` shows the source texts."""

    def __init__(self, locale: str) -> None:
        self.locale = locale
        self._translations = _load(locale)

    def gettext(self, text: str) -> str:
        """The text in the reader's language, placeholders still in place."""
        return str(self._translations.gettext(text)) if text else ""

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        """The wording that fits the count."""
        return str(self._translations.ngettext(singular, plural, count))

    def render(self, message: Message | None) -> str:
        """A message as a sentence; nothing for no message."""
        if message is None:
            return ""
        text = (
            self.ngettext(message.text, message.plural, message.count) if message.plural else self.gettext(message.text)
        )
        return text % {name: self._show(value) for name, value in message.params.items()}

    def _show(self, value: Param) -> str:
        if isinstance(value, Message):
            return self.render(value)
        if isinstance(value, datetime):
            return self.moment(value)
        return show_date(value) if isinstance(value, date) else str(value)

    def moment(self, value: datetime) -> str:
        """A local time: ``22-11-2026 kl. 10.31``."""
        return self.gettext("%(date)s at %(time)s") % {"date": show_date(value), "time": f"{value:%H.%M}"}


def catalogue(locale: str) -> Catalog:
    """All areas of a language merged into one catalogue."""
    merged = Catalog(locale=locale)
    for path in sorted((CATALOGUES / locale).glob("*.po")):
        with path.open("rb") as file:
            for entry in read_po(file, locale=locale):
                if entry.id:
                    merged[entry.id] = entry
    return merged


def _load(locale: str) -> NullTranslations:
    if locale == "en":
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, catalogue(locale))
    compiled.seek(0)
    return Translations(compiled)
