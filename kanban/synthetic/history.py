"""Paths up the staircase: skips, setbacks, stays of believable length, exits and returns, on working days."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import numpy as np

from kanban.domain.steps import OUT

STEPS = (8, 7, 6, 5, 4, 3, 2, 1)
STEP_SHARES = (0.26, 0.14, 0.14, 0.12, 0.23, 0.03, 0.02, 0.06)
MEDIAN_DAYS = {8: 24, 7: 38, 6: 46, 5: 32, 4: 58, 3: 62, 2: 48, 1: 70, OUT: 60}
SPREAD = 0.75
OUT_SHARE, UNPLACED_SHARE, RETURN_SHARE = 0.09, 0.012, 0.05
SKIP_CHANCE, INTAKE_LATER_CHANCE, SAME_DAY_CHANCE = 0.08, 0.08, 0.015
DETOURS_A_MONTH = 0.062
DAYS_A_MONTH = 30.44
LATE_CHANCE = 0.08
SETBACK_REASONS = (
    "Nye oplysninger om uddannelse, CV skal laves om",
    "Praktikken stoppede før tid",
    "Sygdom, aftalen er sat på pause",
    "Virksomheden mistede en ordre",
    "Jobmålet viste sig ikke at passe",
    "Borgeren ønsker et andet spor",
)
_HOLIDAYS = ((7, 1, 7, 31), (12, 22, 12, 31), (1, 1, 1, 2))


@dataclass(frozen=True)
class Move:
    """One move of a path; ``to_step`` 0 is out."""

    to_step: int
    effective_on: date
    recorded_at: datetime
    reason: str


class Histories:
    """Draws paths that end today; the shares of those still on the board follow docs/calibration.md."""

    def __init__(self, rng: np.random.Generator, months: int, today: date) -> None:
        self._rng, self._months, self._today = rng, months, today
        shares = np.array(STEP_SHARES)
        self._shares = shares / shares.sum()

    def any(self) -> list[Move]:
        """The moves of one citizen, in order; none for a citizen not yet placed."""
        if self._rng.random() < UNPLACED_SHARE:
            return []
        final = STEPS[int(self._rng.choice(8, p=self._shares))]
        path = self._path(final)
        if self._rng.random() < OUT_SHARE:
            path.append(OUT)
        days = self._days(path)
        return [
            Move(step, day, self._recorded(day), self._reason(before, step))
            for before, step, day in zip([0, *path[:-1]], path, days, strict=True)
        ]

    def _path(self, final: int) -> list[int]:
        """Steps from the intake to the final one: towards the goal, with detours back and now and then a return."""
        path = [8 if final == 8 or self._rng.random() > INTAKE_LATER_CHANCE else max(final, 7)]
        detours = int(self._rng.poisson(DETOURS_A_MONTH * self._months))
        while path[-1] != final or detours:
            here = path[-1]
            if detours and here < 8 and self._rng.random() < 0.5:
                path.append(min(8, here + int(self._rng.integers(1, 3))))
                detours -= 1
            elif here <= final:
                if not detours or here == 1:
                    path.append(here + 1)
                else:
                    path.append(here - 1)
                detours = max(0, detours - 1)
            else:
                skips = self._rng.random() < SKIP_CHANCE and here - 2 >= final
                path.append(here - 2 if skips else here - 1)
        if self._rng.random() < RETURN_SHARE and len(path) > 2:
            cut = int(self._rng.integers(1, len(path) - 1))
            path[cut:cut] = [OUT]
        return path

    def _days(self, path: list[int]) -> list[date]:
        """The day of every move: stays are log-normal, scaled into the period when they would begin before it."""
        medians = np.array([MEDIAN_DAYS[step] for step in path], dtype=float)
        stays = np.maximum(1, np.round(medians * self._rng.lognormal(0, SPREAD, len(path))))
        stays[:-1] *= self._rng.random(len(path) - 1) > SAME_DAY_CHANCE
        stays[-1] = np.floor(stays[-1] * self._rng.random() * 1.4)
        most = self._months * DAYS_A_MONTH
        total = stays.sum()
        if total > most:
            stays = np.floor(stays * most / total)
        offsets = np.cumsum(stays[::-1])[::-1]
        days: list[date] = []
        for offset in offsets:
            day = self._working_day(self._today - timedelta(days=int(offset)))
            days.append(max(day, days[-1]) if days else day)
        return days

    def _working_day(self, day: date) -> date:
        for month, first, last_month, last in _HOLIDAYS:
            in_holiday = date(day.year, month, first) <= day <= date(day.year, last_month, last)
            if in_holiday and self._rng.random() < 0.6:
                day = min(
                    self._today, date(day.year, last_month, last) + timedelta(days=1 + int(self._rng.integers(9)))
                )
        return day - timedelta(days=max(0, day.weekday() - 4))

    def _recorded(self, day: date) -> datetime:
        late = self._rng.random() < LATE_CHANCE
        delay = int(self._rng.integers(14, 43)) if late else int(self._rng.integers(0, 4))
        on = min(self._today, day + timedelta(days=delay))
        return datetime.combine(on, time(7 + int(self._rng.integers(7)), int(self._rng.integers(60))), UTC)

    def _reason(self, before: int, step: int) -> str:
        if before and step > before:
            return SETBACK_REASONS[int(self._rng.integers(len(SETBACK_REASONS)))]
        return ""
