"""The facts that go with where a citizen stands: CV, goals, agreement and hours, some of them missing or overdue."""

from datetime import date, timedelta
from typing import Any

import numpy as np

from kanban.synthetic.companies import Workplace, Workplaces
from kanban.synthetic.history import Move

MISSING_CHANCE = 0.06
OVERDUE_CHANCE = 0.1
UNCLEAR_CHANCE = 0.1
EDUCATION_SHARE = 0.15
APPROVED_SHARE = 0.8
HOURS_PAID = {3: (2, 12), 2: (8, 24), 1: (25, 37)}
MINUTES = 60
REASONS = ("employment", "education", "flexjob", "moved", "deceased", "other_benefit", "other")
REASON_SHARES = (0.3, 0.08, 0.2, 0.16, 0.03, 0.17, 0.06)


class Facts:
    """Draws the fields of :class:`kanban.domain.inputs.import_rows.CitizenRow` that follow from a history."""

    def __init__(self, rng: np.random.Generator, workplaces: Workplaces, today: date) -> None:
        self._rng, self._workplaces, self._today = rng, workplaces, today

    def of(self, moves: list[Move]) -> dict[str, Any]:
        """The fields, by name; only those the citizen has come far enough for."""
        if not moves:
            return {}
        current = moves[-1].to_step
        reached = min(move.to_step for move in moves if move.to_step)
        place = self._workplaces.any()
        fields: dict[str, Any] = {}
        if reached <= 7:
            fields |= self._cv(moves)
        if reached <= 6:
            fields |= self._goals(moves, place)
        fields |= self._work(current, reached, moves, place)
        if current == 0:
            fields |= {
                "closing_reason": REASONS[int(self._rng.choice(7, p=REASON_SHARES))],
                "closed_on": moves[-1].effective_on,
            }
        return fields

    def _cv(self, moves: list[Move]) -> dict[str, Any]:
        return {
            "cv_prepared_on": _first(moves, 7),
            "cv_kind": "jobnet" if self._rng.random() < 0.8 else "presentation",
            "cv_approved": bool(self._rng.random() < APPROVED_SHARE),
        }

    def _goals(self, moves: list[Move], place: Workplace) -> dict[str, Any]:
        return {
            "goal_a": place.title,
            "goal_b": self._workplaces.any().title if self._rng.random() < 0.7 else "",
            "goal_c": self._workplaces.any().title if self._rng.random() < 0.4 else "",
            "goal_registered_on": _first(moves, 6),
        }

    def _work(self, current: int, reached: int, moves: list[Move], place: Workplace) -> dict[str, Any]:
        if reached > 5:
            return {}
        known = {"company": place.name, "company_cvr": place.cvr}
        since = moves[-1].effective_on
        if current == 5:
            person = self._workplaces.person() if self._rng.random() < 0.8 else ""
            return {
                **known,
                "contact_person": person,
                "contact_kind": "visit",
                "contacted_on": self._unless_missing(since),
            }
        if current in {4, 3, 2}:
            return {
                **known,
                **self._agreement(since, place),
                **(self._internship(since) if current == 4 else self._paid(current, since)),
            }
        if current == 1:
            return {**known, **self._outcome(since)}
        return {**known, "contact_kind": "visit", "contacted_on": _first(moves, 5)}

    def _agreement(self, since: date, place: Workplace) -> dict[str, Any]:
        overdue = self._rng.random() < OVERDUE_CHANCE
        away = -int(self._rng.integers(1, 15)) if overdue else int(self._rng.integers(0, 29))
        return {
            "contact_person": self._unless_missing(self._workplaces.person()) or "",
            "starts_on": since,
            "tasks": place.tasks,
            "milestone": self._unless_missing(self._workplaces.sub_goal()) or "",
            "follow_up_on": self._today + timedelta(days=away),
        }

    def _internship(self, since: date) -> dict[str, Any]:
        ends = max(since + timedelta(weeks=13), self._today + timedelta(days=int(self._rng.integers(3, 60))))
        unclear = self._rng.random() < UNCLEAR_CHANCE
        answer = "unclear" if unclear else ("yes" if self._rng.random() < 0.6 else "no")
        return {
            "agreement_kind": "internship" if self._rng.random() < 0.85 else "wage_subsidy",
            "ends_on": ends,
            "internship_hours": int(self._rng.integers(8, 26)) * MINUTES,
            "paid_hours_outlook": answer,
            "paid_hours_from": ends if answer == "yes" else None,
        }

    def _paid(self, current: int, since: date) -> dict[str, Any]:
        return {"paid_hours": self._hours(current), "adjusted_on": since if current == 2 else None}

    def _outcome(self, since: date) -> dict[str, Any]:
        studies = self._rng.random() < EDUCATION_SHARE
        overdue = self._rng.random() < OVERDUE_CHANCE
        away = -int(self._rng.integers(1, 10)) if overdue else int(self._rng.integers(3, 60))
        return {
            "agreement_kind": "education" if studies else "job",
            "starts_on": since,
            "paid_hours": None if studies else self._hours(1),
            "follow_up_on": self._today + timedelta(days=away),
        }

    def _hours(self, current: int) -> int:
        least, most = HOURS_PAID[current]
        return int(self._rng.integers(least * 2, most * 2 + 1)) * MINUTES // 2

    def _unless_missing(self, value: Any) -> Any:  # noqa: ANN401 - a date or a text, handed back as it came
        return None if self._rng.random() < MISSING_CHANCE else value


def _first(moves: list[Move], step: int) -> date:
    """The day the citizen first stood on a step or nearer the goal."""
    return next(move.effective_on for move in moves if 0 < move.to_step <= step)
