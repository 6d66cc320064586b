"""The flow figures once more, the slow way: plain loops over one citizen after another, sharing nothing with the
product but the definitions. Steps are 8 … 1, 0 is out; a period is two dates, both included.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

STEPS = (8, 7, 6, 5, 4, 3, 2, 1)
Json = dict[str, Any]


@dataclass(frozen=True)
class Event:
    """A registered move; ``place`` orders the moves of a citizen's day."""

    citizen: int
    step: int
    day: date
    place: int
    recorded_at: datetime
    annulled_at: datetime | None = None
    team: int | None = None

    def stands(self, known_at: datetime) -> bool:
        return self.recorded_at <= known_at and (self.annulled_at is None or self.annulled_at > known_at)


@dataclass(frozen=True)
class Stay:
    """From ``enter`` to ``leave``, None while it lasts."""

    citizen: int
    step: int
    enter: date
    leave: date | None
    before: int | None
    team: int | None = None


@dataclass
class Oracle:
    """Everything as of ``last``, from the stays of the citizens in scope and of the whole municipality."""

    stays: list[Stay]
    everyone: list[Stay]
    first: date
    last: date
    cohort: list[Stay] | None = None

    def __post_init__(self) -> None:
        self.stays, self.everyone = (
            [_cut(stay, self.last) for stay in found if stay.enter <= self.last]
            for found in (self.stays, self.everyone)
        )
        self.citizens = _lives(self.stays)
        chosen = self.stays if self.cohort is None else self.cohort
        self.starters = _lives([_cut(stay, self.last) for stay in chosen if stay.enter <= self.last])
        self.days = [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]

    def stock(self, day: date) -> dict[int, int]:
        found = dict.fromkeys((*STEPS, 0), 0)
        for stay in self.stays:
            if stay.enter <= day and (stay.leave is None or stay.leave > day):
                found[stay.step] += 1
        return found

    def reached(self, step: int, day: date) -> int:
        return sum(any(0 < s.step <= step and s.enter <= day for s in own) for own in self.starters.values())

    def moves(self) -> dict[tuple[int | None, int], int]:
        return _count((s.before, s.step) for s in self.stays if self._inside(s.enter))

    def flow(self) -> dict[tuple[str, int], tuple[int, int]]:
        entries = _count((f"{s.enter:%Y-%m}", s.step) for s in self.stays if self._inside(s.enter))
        exits = _count((f"{s.leave:%Y-%m}", s.step) for s in self.stays if s.leave and self._inside(s.leave))
        return {key: (entries.get(key, 0), exits.get(key, 0)) for key in entries.keys() | exits.keys()}

    def throughput(self) -> dict[tuple[str, int], tuple[int, int]]:
        every = _count((f"{s.enter:%Y-%m}", s.step) for s in self.stays if self._inside(s.enter) and s.step)
        firsts = []
        for own in self.citizens.values():
            for step in STEPS:
                arrivals = [s.enter for s in own if s.step == step]
                if arrivals and self._inside(arrivals[0]):
                    firsts.append((f"{arrivals[0]:%Y-%m}", step))
        first = _count(firsts)
        return {key: (first.get(key, 0), number) for key, number in every.items()}

    def time_in_step(self, step: int) -> Json:
        chosen = [s for s in self.stays if s.step == step and self._inside(s.enter)]
        finished = [(s.leave - s.enter).days for s in chosen if s.leave]
        running = [(self.last - s.enter).days for s in chosen if not s.leave]
        return {
            "visits": len(chosen),
            "finished": len(finished),
            "running": len(running),
            "median_finished_days": smallest(finished, 0.5),
            "p85_finished_days": smallest(finished, 0.85),
            "km_median_days": product_limit(finished, running, 0.5),
            "km_p85_days": product_limit(finished, running, 0.15),
        }

    def reach(self, step: int, within: int) -> tuple[float | None, int, int]:
        lives: list[tuple[int, str]] = []
        mature = reached = 0
        for own in self.starters.values():
            begun = next((n for n, s in enumerate(own) if s.step), None)
            if begun is None or own[begun].step <= step or not self._inside(own[begun].enter):
                continue
            start = own[begun].enter
            life = next(
                (((s.enter - start).days, "out" if s.step == 0 else "there") for s in own[begun:] if s.step <= step),
                ((self.last - start).days, "waiting"),
            )
            lives.append(life)
            if start <= self.last - timedelta(days=within):
                mature += 1
                reached += life[1] == "there" and life[0] <= within
        return competing(lives, within), reached, mature

    def ageing(self, step: int) -> Json:
        ages, left = [], []
        for own in self.citizens.values():
            start = next((s.enter for s in own if s.step), self.last)
            ended = [s.leave for s in own if s.step == step and s.leave]
            left += [(ended[-1] - start).days] if ended else []
            ages += [(self.last - start).days] if own[-1].step == step else []
        p85 = smallest(left, 0.85)
        return {
            "open": len(ages),
            "p50_days": smallest(left, 0.5),
            "p85_days": p85,
            "over_p85": None if p85 is None else sum(age > p85 for age in ages),
            "stalled": self._stalled(step),
        }

    def _stalled(self, step: int) -> int:
        if step == 1:
            return 0
        wide = [s for s in self.everyone if s.step == step]
        finished = [(s.leave - s.enter).days for s in wide if s.leave]
        running = [(self.last - s.enter).days for s in wide if not s.leave]
        p85 = product_limit(finished, running, 0.15)
        here = [(self.last - s.enter).days for s in self.stays if s.step == step and not s.leave]
        return 0 if p85 is None else sum(days > max(30, p85) for days in here)

    def backflow(self) -> tuple[float | None, float | None]:
        pairs = [(s.citizen, s.before, s.step) for s in self.stays if self._inside(s.enter) and s.step and s.before]
        back = [citizen for citizen, before, step in pairs if before and step > before]
        present = {
            s.citizen for s in self.stays if s.step and s.enter <= self.last and (not s.leave or s.leave >= self.first)
        }
        return (len(back) / len(pairs) if pairs else None, len(set(back)) / len(present) if present else None)

    def little(self) -> tuple[float | None, float, float, float | None]:
        wip = sum(number for day in self.days for step, number in self.stock(day).items() if step)
        spells = []
        for own in self.citizens.values():
            began: date | None = None
            for stay in own:
                if stay.step and began is None:
                    began = stay.enter
                elif not stay.step and began is not None:
                    spells += [(stay.enter - began).days] if self._inside(stay.enter) else []
                    began = None
        size, mean = len(self.days), sum(spells) / len(spells) if spells else None
        ratio = (wip / size) / (len(spells) / size * mean) if mean else None
        return ratio, wip / size, len(spells) / size, mean

    def _inside(self, day: date) -> bool:
        return self.first <= day <= self.last


def walk(events: Iterable[Event], known_at: datetime) -> list[Stay]:
    """The stays that were known at a moment."""
    by_citizen: dict[int, list[Event]] = defaultdict(list)
    for event in events:
        if event.stands(known_at):
            by_citizen[event.citizen].append(event)
    found = []
    for citizen, own in by_citizen.items():
        path: list[Event] = []
        for event in sorted(own, key=lambda each: (each.day, each.place)):
            if not path or path[-1].step != event.step:
                path.append(event)
        for n, event in enumerate(path):
            leave = path[n + 1].day if n + 1 < len(path) else None
            found.append(Stay(citizen, event.step, event.day, leave, path[n - 1].step if n else None, event.team))
    return found


def smallest(values: Sequence[int], share: float) -> int | None:
    """The smallest observed value with at least that share at or below it; None for fewer than ten."""
    if len(values) < 10:
        return None
    return next(x for x in sorted(values) if sum(v <= x for v in values) >= share * len(values) - 1e-9)


def product_limit(finished: Sequence[int], running: Sequence[int], share: float) -> int | None:
    """When the Kaplan-Meier curve first is at or below the share."""
    everyone = [*finished, *running]
    if len(everyone) < 10:
        return None
    curve = 1.0
    for day in sorted(set(finished)):
        curve *= 1 - finished.count(day) / sum(lasting >= day for lasting in everyone)
        if curve <= share + 1e-12:
            return day
    return None


def competing(lives: Sequence[tuple[int, str]], within: int) -> float | None:
    """Aalen-Johansen for "there" with "out" competing."""
    if not lives:
        return None
    alive, share = 1.0, 0.0
    for day in sorted({days for days, _ in lives if days <= within}):
        at_risk = sum(days >= day for days, _ in lives)
        there, out = (sum(life == (day, kind) for life in lives) for kind in ("there", "out"))
        share += alive * there / at_risk
        alive *= 1 - (there + out) / at_risk
    return share


def _lives(stays: Iterable[Stay]) -> dict[int, list[Stay]]:
    found: dict[int, list[Stay]] = defaultdict(list)
    for stay in stays:
        found[stay.citizen].append(stay)
    return found


def _cut(stay: Stay, last: date) -> Stay:
    leave = stay.leave if stay.leave and stay.leave <= last else None
    return Stay(stay.citizen, stay.step, stay.enter, leave, stay.before, stay.team)


def _count(found: Iterable[Any]) -> dict[Any, int]:
    counted: dict[Any, int] = {}
    for each in found:
        counted[each] = counted.get(each, 0) + 1
    return counted
