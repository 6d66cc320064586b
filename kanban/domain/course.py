"""Where a stay stands in the citizen's whole course: what the flow figures ask of every stay (R-STEP-9).

Kept with each stay so that the database can count first arrivals, ages and spells without walking through each
citizen's history.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kanban.domain.steps import OUT


@dataclass(frozen=True)
class Course:
    """What had happened when a stay began, and one thing that came later.

    ``begun_on`` is the citizen's first day on any step and ``age_days`` the whole days from then. A **spell** begins
    with coming to the board, the first time or back; the stay out of the board belongs to the spell it ends (0
    before any), and ``spell_days`` are the whole days since the spell began. ``best_before`` is the step nearest the
    goal among the earlier stays, ``is_first`` says that the citizen had never been in this step. ``left_again_on`` is
    when the step left by coming here is left the next time, None if it never is.
    """

    begun_on: date | None
    age_days: int | None
    spell: int
    spell_days: int | None
    best_before: int | None
    is_first: bool
    left_again_on: date | None


BEFORE_ANY = Course(None, None, 0, None, None, is_first=True, left_again_on=None)


def courses(entered: Sequence[tuple[int, date]]) -> list[Course]:
    """The course of each stay from (step, first day), in effective order and without same-step repeats."""
    again = _left_again(entered)
    found: list[Course] = []
    begun_on = spell_began = best = None
    spell, seen = 0, set[int]()
    for place, (step, day) in enumerate(entered):
        if step != OUT and (spell == 0 or entered[place - 1][0] == OUT):
            spell, spell_began = spell + 1, day
            begun_on = begun_on or day
        age, in_spell = _days(begun_on, day), _days(spell_began, day)
        found.append(Course(begun_on, age, spell, in_spell, best, step not in seen, again[place]))
        seen.add(step)
        if step != OUT:
            best = step if best is None else min(best, step)
    return found


def _left_again(entered: Sequence[tuple[int, date]]) -> list[date | None]:
    """For each stay but the first: the next day on which the step left by coming to it is left once more."""
    found: list[date | None] = [None] * len(entered)
    next_leave: dict[int, date] = {}
    for place in range(len(entered) - 1, 0, -1):
        left = entered[place - 1][0]
        found[place] = next_leave.get(left)
        next_leave[left] = entered[place][1]
    return found


def _days(since: date | None, day: date) -> int | None:
    return None if since is None else (day - since).days
