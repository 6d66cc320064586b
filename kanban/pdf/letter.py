"""Setting a letter with Typst: the template is source, everything a person wrote is data.

What was typed travels as JSON in the compiler's inputs, so no letter of it can be taken for markup. Letters are tagged
PDF and follow PDF/UA-1; one with a character that the typeface lacks, such as an emoji, is tagged without claiming it.
Typst is imported with the first letter.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

ROOM = Path(__file__).resolve().parent
Row = tuple[str, str]


@dataclass(frozen=True)
class LevelRow:
    """A theme as it is printed: the level, its word, and what it was the time before."""

    name: str
    level: int
    word: str
    before: str


@dataclass(frozen=True)
class LevelTable:
    """The levels of a talk; ``head`` are the four column headings."""

    title: str
    scale: str
    head: Sequence[str]
    rows: Sequence[LevelRow]


@dataclass(frozen=True)
class TalkLetter:
    """A talk in the reader's language; ``page`` holds ``{page}`` and ``{pages}``. Rows are a label and a text."""

    lang: str
    title: str
    municipality: str
    place: str
    heading: str
    notice: str
    facts: Sequence[Row]
    texts: Sequence[Row]
    decision: Row
    levels: LevelTable
    agreed_title: str
    agreed: Sequence[Row]
    recorded: str
    footer: str
    page: str


def set_talk(letter: TalkLetter) -> bytes:
    """The letter as PDF."""
    return compiled("talk.typ", asdict(letter))


def compiled(template: str, data: Mapping[str, object]) -> bytes:
    """A template of this room set with what it is to say."""
    import typst  # noqa: PLC0415 - see above

    inputs = {"letter": json.dumps(data)}
    try:
        return _typeset(template, inputs, "ua-1")
    except typst.TypstError:
        return _typeset(template, inputs, None)


def _typeset(template: str, inputs: dict[str, str], standard: Literal["ua-1"] | None) -> bytes:
    import typst  # noqa: PLC0415 - see above

    return typst.compile(
        ROOM / template,
        root=ROOM,
        font_paths=[ROOM / "fonts"],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs=inputs,
        pdf_standards=standard,
    )
