"""Reading what a municipality decides for itself: norms, bands of hours, and the template for progression."""

import re
from collections.abc import Collection, Mapping, Sequence

from kanban.domain.errors import FieldProblem, InvalidInputError
from kanban.domain.inputs.values import MAX_HOURS, clean
from kanban.domain.local_rules import LocalRules
from kanban.domain.messages import say
from kanban.domain.progression import LEVELS, MOST_THEMES, Template, Theme

MOST_CASES = 200
MOST_BANDS = 6
LONGEST_NAME = 60
_NUMBER = re.compile(r"[0-9]{1,3}")
_OWN_CODE = re.compile(r"t([0-9]+)")


def read_norms(raw: Mapping[str, str]) -> dict[str, str]:
    """The two ends of the norm for a broker's caseload (R-CASE-1, R-CASE-2), as stored."""
    found = {name: clean(raw.get(name, "")) for name in ("norm_low", "norm_high")}
    problems = [
        FieldProblem(name, say("Write a whole number from 1 to %(most)s", most=MOST_CASES))
        for name, text in found.items()
        if not (_NUMBER.fullmatch(text) and 1 <= int(text) <= MOST_CASES)
    ]
    if not problems and int(found["norm_low"]) > int(found["norm_high"]):
        message = say("The upper end must be at least the lower, %(low)s", low=int(found["norm_low"]))
        problems = [FieldProblem("norm_high", message)]
    if problems:
        raise InvalidInputError(tuple(problems))
    return {name: str(int(text)) for name, text in found.items()}


def read_bands(raw: Mapping[str, str]) -> dict[str, str]:
    """The upper limits of the bands, as stored: rising whole hours, so that no number of hours falls between two."""
    parts = [part for part in re.split(r"[,;\s]+", clean(raw.get("hours_bands", ""), lines=False)) if part]
    if not 1 <= len(parts) <= MOST_BANDS:
        message = say("Write from one to %(most)s limits, e.g. 5, 10, 30", most=MOST_BANDS)
        raise InvalidInputError((FieldProblem("hours_bands", message),))
    if not all(_NUMBER.fullmatch(part) and 1 <= int(part) <= MAX_HOURS for part in parts):
        message = say("Each limit is a whole number of hours from 1 to %(most)s", most=MAX_HOURS)
        raise InvalidInputError((FieldProblem("hours_bands", message),))
    limits = [int(part) for part in parts]
    if limits != sorted(set(limits)):
        raise InvalidInputError((FieldProblem("hours_bands", say("Write the limits in rising order, each once")),))
    return {"hours_bands": ",".join(map(str, limits))}


def stored_rules(rules: LocalRules) -> dict[str, str]:
    """Rules as they are stored, by name."""
    return {
        "norm_low": str(rules.norm_low),
        "norm_high": str(rules.norm_high),
        "hours_bands": ",".join(map(str, rules.hours_bands)),
    }


def read_template(raw: Mapping[str, str], known: Collection[str]) -> Template:
    """The template as typed: row by row a name and a place in the order; a row without a name is left out.

    ``known`` are all codes the municipality has ever measured on: a theme keeps its code whatever it is called, and a
    new one gets a code that has never been used, so that measurements stay with what they were made of.
    """
    rows = [_row(raw, number) for number in range(1, MOST_THEMES + 1)]
    named = sorted((row for row in rows if row[1]), key=lambda row: row[0])
    words = tuple(clean(raw.get(f"word_{level}", ""), lines=False) for level in LEVELS)
    problems = [*_theme_problems(rows), *_word_problems(words)]
    if problems:
        raise InvalidInputError(tuple(problems))
    return Template(_themes([(name, code) for _, name, code, _ in named], known), words)


def _row(raw: Mapping[str, str], number: int) -> tuple[int, str, str, int]:
    """Place, name, code and the row's own number; a place that can't be read leaves the row where it stands."""
    name = clean(raw.get(f"theme_{number}", ""), lines=False)
    place = clean(raw.get(f"place_{number}", ""))
    return int(place) if _NUMBER.fullmatch(place) else number, name, clean(raw.get(f"code_{number}", "")), number


def _theme_problems(rows: Sequence[tuple[int, str, str, int]]) -> list[FieldProblem]:
    problems, seen = [], set()
    for _, name, _, number in rows:
        if len(name) > LONGEST_NAME:
            problems.append(FieldProblem(f"theme_{number}", say("Use at most %(most)s characters", most=LONGEST_NAME)))
        if name and name.casefold() in seen:
            problems.append(FieldProblem(f"theme_{number}", say("Another theme is called the same")))
        seen.add(name.casefold())
    if not any(name for _, name, _, _ in rows):
        problems.append(FieldProblem("theme_1", say("Write at least one theme")))
    return problems


def _word_problems(words: Sequence[str]) -> list[FieldProblem]:
    problems, seen = [], set()
    for level, word in zip(LEVELS, words, strict=True):
        if not word:
            problems.append(FieldProblem(f"word_{level}", say("Write a word for level %(level)s", level=level)))
        elif len(word) > LONGEST_NAME:
            problems.append(FieldProblem(f"word_{level}", say("Use at most %(most)s characters", most=LONGEST_NAME)))
        elif word.casefold() in seen:
            problems.append(FieldProblem(f"word_{level}", say("Another level has the same word")))
        seen.add(word.casefold())
    return problems


def _themes(named: Sequence[tuple[str, str]], known: Collection[str]) -> tuple[Theme, ...]:
    numbers = [int(found[1]) for code in known if (found := _OWN_CODE.fullmatch(code))]
    following = max(numbers, default=0) + 1
    themes: list[Theme] = []
    for name, code in named:
        if code in known and code not in {theme.code for theme in themes}:
            themes.append(Theme(code, name))
        else:
            themes.append(Theme(f"t{following}", name))
            following += 1
    return tuple(themes)
