"""What a form field is."""

from dataclasses import dataclass
from enum import StrEnum

LONG = 10_000


class FieldKind(StrEnum):
    """How a field is written, read and shown; a ``MONTH`` is the date of its first day."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    HOURS = "hours"
    CHOICE = "choice"
    YES_NO = "yes_no"
    CVR = "cvr"
    STAFF = "staff"
    MONTH = "month"


@dataclass(frozen=True)
class Choice:
    """One value of a choice field and its label (English source text)."""

    value: str
    label: str


@dataclass(frozen=True)
class FieldSpec:
    """A form field; ``label`` and ``hint`` are English source texts, ``past_only`` refuses dates after today.

    ``suggest`` names the list that is offered as one types: ``company``, ``person``, ``marking`` or ``benefit``.
    """

    name: str
    label: str
    kind: FieldKind
    choices: tuple[Choice, ...] = ()
    hint: str = ""
    past_only: bool = False
    max_length: int = 200
    zero_allowed: bool = False
    suggest: str = ""
