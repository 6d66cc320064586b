"""The workbook's layout: one map of headings, fields and words, used for reading and for writing.

Headings and words are Danish whatever the screen's language: they are a file format that other tools know.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

_NOT_SIGNIFICANT = re.compile(r"[\W_]+")


class Kind(StrEnum):
    """How a column's cells are read and written."""

    CPR = "cpr"
    NAME = "name"
    TEXT = "text"
    LONG_TEXT = "long_text"
    EMAIL = "email"
    PAST_DATE = "past_date"
    DATE = "date"
    HOURS = "hours"
    STEP = "step"
    GROUP = "group"
    YES_NO = "yes_no"
    WORD = "word"
    CVR = "cvr"
    LIST = "list"
    ONLY_WRITTEN = "only_written"


@dataclass(frozen=True)
class Words:
    """The Danish word for each stored code, and other words that are understood for it."""

    by_code: Mapping[str, str]
    synonyms: Mapping[str, str] = field(default_factory=dict)

    def code(self, text: str) -> str | None:
        """The code a word stands for, whatever its case, blanks and hyphens; None when it is unknown."""
        return self._codes.get(significant(text))

    @cached_property
    def _codes(self) -> dict[str, str]:
        codes = {significant(code): code for code in self.by_code}
        codes.update((significant(word), code) for word, code in self.synonyms.items())
        codes.update((significant(word), code) for code, word in self.by_code.items())
        return codes


@dataclass(frozen=True)
class Column:
    """A column: heading, the name of the row's field, and how wide it is written (in characters)."""

    heading: str
    name: str
    kind: Kind
    required: bool = False
    width: int = 16
    words: Words = field(default_factory=lambda: Words({}))


@dataclass(frozen=True)
class Sheet:
    """A sheet with its columns in the order in which they are written."""

    title: str
    columns: tuple[Column, ...]

    def heading(self, name: str) -> str:
        """The heading over a field. Raises ``KeyError`` for a field without a column."""
        return {column.name: column.heading for column in self.columns}[name]


CV_KINDS = Words(
    {"jobnet": "Jobnet-CV", "presentation": "Præsentations-CV"},
    {"mit cv": "jobnet", "mit cv på jobnet": "jobnet", "præsentation": "presentation"},
)
AGREEMENT_KINDS = Words(
    {"internship": "Virksomhedspraktik", "wage_subsidy": "Løntilskud", "job": "Job", "education": "Uddannelse"},
    {"praktik": "internship"},
)
CONTACT_KINDS = Words(
    {"visit": "Besøg", "meeting": "Møde", "phone": "Telefon", "interview": "Jobsamtale", "other": "Andet"},
    {"virksomhedsbesøg": "visit", "opkald": "phone", "samtale": "interview"},
)
OUTLOOKS = Words({"yes": "Ja", "no": "Nej", "unclear": "Ikke afklaret"}, {"uafklaret": "unclear"})
OUTCOME_KINDS = frozenset({"job", "education"})
CLOSING_REASONS = Words(
    {
        "employment": "Beskæftigelse",
        "education": "Uddannelse",
        "flexjob": "Fleksjob",
        "moved": "Flyttet",
        "deceased": "Død",
        "other_benefit": "Anden ydelse",
        "other": "Øvrige",
    },
    {
        "job": "employment",
        "fraflyttet": "moved",
        "afgået ved døden": "deceased",
        "øvrigt": "other",
        "andet": "other",
        "anden årsag": "other",
    },
)
ROLES = Words({"broker": "Jobformidler", "leader": "Leder", "superuser": "Superbruger"})

CITIZENS = Sheet(
    "Borgere",
    (
        Column("CPR-nr.", "cpr", Kind.CPR, required=True),
        Column("Navn", "name", Kind.NAME, required=True, width=28),
        Column("Team", "team", Kind.TEXT),
        Column("Jobformidler", "broker_email", Kind.EMAIL, width=28),
        Column("Sagsbehandler", "caseworker_email", Kind.EMAIL, width=28),
        Column("Ydelse", "benefit", Kind.TEXT, width=22),
        Column("Herkomst", "origin", Kind.TEXT),
        Column("Målgruppe", "target_group", Kind.GROUP, width=11),
        Column("Indsats start", "started_on", Kind.PAST_DATE, required=True),
        Column("Trin", "step", Kind.STEP, width=6),
        Column("Trin siden", "step_since", Kind.PAST_DATE),
        Column("Markeringer", "markings", Kind.LIST, width=28),
        Column("CV dato", "cv_prepared_on", Kind.PAST_DATE),
        Column("CV type", "cv_kind", Kind.WORD, words=CV_KINDS),
        Column("CV godkendt", "cv_approved", Kind.YES_NO, width=12),
        Column("Jobmål A", "goal_a", Kind.TEXT, width=24),
        Column("Jobmål B", "goal_b", Kind.TEXT, width=24),
        Column("Jobmål C", "goal_c", Kind.TEXT, width=24),
        Column("Jobmål dato", "goal_registered_on", Kind.PAST_DATE),
        Column("Virksomhed", "company", Kind.TEXT, width=28),
        Column("CVR-nr.", "company_cvr", Kind.CVR, width=11),
        Column("Kontaktperson", "contact_person", Kind.TEXT, width=24),
        Column("Aftaletype", "agreement_kind", Kind.WORD, width=20, words=AGREEMENT_KINDS),
        Column("Aftale start", "starts_on", Kind.DATE),
        Column("Aftale slut", "ends_on", Kind.DATE),
        Column("Praktiktimer", "internship_hours", Kind.HOURS, width=12),
        Column("Lønnede timer", "paid_hours", Kind.HOURS, width=14),
        Column("Arbejdsopgaver", "tasks", Kind.LONG_TEXT, width=36),
        Column("Delmål", "milestone", Kind.LONG_TEXT, width=36),
        Column("Næste opfølgning", "follow_up_on", Kind.DATE, width=17),
        Column("Afslutningsårsag", "closing_reason", Kind.WORD, width=17, words=CLOSING_REASONS),
        Column("Afslutningsdato", "closed_on", Kind.PAST_DATE),
        Column("Kontaktform", "contact_kind", Kind.WORD, width=12, words=CONTACT_KINDS),
        Column("Kontaktdato", "contacted_on", Kind.PAST_DATE),
        Column("Udsigt til løn", "paid_hours_outlook", Kind.WORD, width=14, words=OUTLOOKS),
        Column("Løn fra", "paid_hours_from", Kind.DATE),
        Column("Aftale justeret", "adjusted_on", Kind.PAST_DATE),
        Column("Mentor", "mentor", Kind.TEXT, width=24),
        Column("Navn beskyttet", "name_protected", Kind.YES_NO, width=14),
    ),
)
HISTORY = Sheet(
    "Trinhistorik",
    (
        Column("CPR-nr.", "cpr", Kind.CPR, required=True),
        Column("Dato", "effective_on", Kind.PAST_DATE, required=True),
        Column("Fra trin", "from_step", Kind.STEP, width=9),
        Column("Til trin", "to_step", Kind.STEP, required=True, width=9),
        Column("Registreret af", "recorded_by", Kind.TEXT, width=28),
        Column("Årsag", "reason", Kind.LONG_TEXT, width=36),
        Column("Bemærkning", "note", Kind.LONG_TEXT, width=36),
    ),
)
STAFF = Sheet(
    "Medarbejdere",
    (
        Column("E-mail", "email", Kind.EMAIL, required=True, width=28),
        Column("Navn", "name", Kind.NAME, required=True, width=28),
        Column("Initialer", "initials", Kind.TEXT, width=9),
        Column("Rolle", "role", Kind.ONLY_WRITTEN, width=14, words=ROLES),
        Column("Team", "team", Kind.TEXT),
    ),
)


def significant(text: str) -> str:
    """What counts when headings and words are compared: letters and digits, whatever their case."""
    return _NOT_SIGNIFICANT.sub("", text.casefold())
