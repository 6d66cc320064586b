"""The Danish words a workbook uses for stored codes, and other words that are understood.

They are Danish whatever the screen's language: they are a file format that other tools know.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

_NOT_SIGNIFICANT = re.compile(r"[\W_]+")


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


def significant(text: str) -> str:
    """What counts when headings and words are compared: letters and digits, whatever their case."""
    return _NOT_SIGNIFICANT.sub("", text.casefold())


CV_KINDS = Words(
    {
        "jobnet": "Jobnet-CV",
        "presentation": "Præsentations-CV",
        "application": "Ansøgnings-CV",
        "competence": "Kompetence-CV",
    },
    {
        "mit cv": "jobnet",
        "mit cv på jobnet": "jobnet",
        "præsentation": "presentation",
        "ansøgning": "application",
        "kompetence": "competence",
    },
)
AGREEMENT_KINDS = Words(
    {
        "internship": "Virksomhedspraktik",
        "wage_subsidy": "Løntilskud",
        "ordinary": "Kun lønnede timer",
        "flexjob": "Fleksjob",
        "job": "Job",
        "education": "Uddannelse",
    },
    {"praktik": "internship", "lønnede timer": "ordinary", "ordinære timer": "ordinary"},
)
CONTACT_KINDS = Words(
    {"visit": "Besøg", "meeting": "Møde", "phone": "Telefon", "interview": "Jobsamtale", "other": "Andet"},
    {"virksomhedsbesøg": "visit", "opkald": "phone", "samtale": "interview"},
)
AGREEMENT_FORMS = Words(
    {"written": "Skriftlig", "oral": "Mundtlig", "none": "Ingen endnu"},
    {"mundtlig, skrevet ind i planen": "oral", "ingen": "none"},
)
TALK_KINDS = Words(
    {
        "conversation": "Samtale",
        "three_party": "Trepartssamtale",
        "phone": "Telefon",
        "company_visit": "Virksomhedsbesøg",
        "other": "Andet",
    },
    {"telefonsamtale": "phone", "opkald": "phone", "treparts": "three_party", "besøg": "company_visit"},
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
