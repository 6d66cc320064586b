"""What the page with the municipality's own rules gets."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kanban.domain.local_rules import HoursBand
from kanban.domain.messages import Message


@dataclass(frozen=True)
class Decided:
    """Who decided on something and when; ``seen`` is sent back so that nobody overwrites what they have not seen.

    ``at`` is None while the published values stand, and ``by`` is empty for what no user decided.
    """

    seen: int
    at: datetime | None = None
    by: str = ""


@dataclass(frozen=True)
class ThemeRow:
    """One row of the template's form, numbered from 1; ``code`` is empty for a theme that is new."""

    number: int
    place: str
    code: str
    name: str


@dataclass(frozen=True)
class RulesView:
    """The page: three forms with what stands or what was typed, and ``problems`` by field for the form ``refused``.

    ``bands`` are the bands in force, ``refused`` is empty or ``caseload``, ``hours`` or ``progression``.
    """

    norm_low: str
    norm_high: str
    hours_bands: str
    bands: tuple[HoursBand, ...]
    themes: tuple[ThemeRow, ...]
    words: tuple[str, ...]
    caseload: Decided
    hours: Decided
    progression: Decided
    refused: str
    message: Message | None
    problems: Mapping[str, Message]
