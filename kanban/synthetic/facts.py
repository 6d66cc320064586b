"""The facts that go with where a citizen stands: CV, goals, company, agreement and hours.

Most cases are in order; some dates are overdue and some facts missing, so that the board has something to say.
Days are ordinals, hours whole minutes a week.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from kanban.domain.steps import OUT
from kanban.synthetic.companies import Companies, Company
from kanban.synthetic.dice import Dice, Odds
from kanban.synthetic.sectors import SECTORS, Job
from kanban.synthetic.walks import Stop
from kanban.synthetic.workdays import working_day

Fields = dict[str, Any]
T = TypeVar("T")

MISSING_SHARE = 0.02
OVERDUE_SHARE = 0.12
ENDS_SOON_SHARE = 0.06
UNCLEAR_SHARE = 0.06
_MOST_OVERDUE = 12
_JOBNET_SHARE, _APPROVED_SHARE, _HAS_SKIPPED_FACT_SHARE = 0.78, 0.92, 0.97
_GOAL_B_SHARE, _GOAL_C_SHARE, _OTHER_SECTOR_SHARE = 0.88, 0.4, 0.15
_SUBSIDY_SHARE, _COMBINED_SHARE, _MENTOR_SHARE, _EDUCATION_SHARE = 0.18, 0.45, 0.15, 0.18
_CONTACT_KIND = Odds({"visit": 0.5, "meeting": 0.2, "phone": 0.2, "interview": 0.1})
_MENTORS = ("Mentor fra korpset", "Kollega på stedet", "Mentor hos kommunen")
_OUTLOOK = Odds({"yes": 0.55, "no": 0.45})
_PAID_HOURS = {3: (6.0, 0.5, 2, 18), 2: (13.0, 0.35, 6, 29), 1: (36.0, 0.12, 20, 37)}
_INTERNSHIP_HOURS = (15.0, 0.35, 6, 30)
_CLOSING = Odds(
    {"other_benefit": 0.38, "flexjob": 0.22, "moved": 0.16, "employment": 0.1, "deceased": 0.04, "other": 0.1}
)


class Facts:
    """Draws the fields of a citizen's row that follow from the walk. ``today`` is an ordinal."""

    def __init__(self, dice: Dice, companies: Companies, today: int) -> None:
        self._dice, self._companies, self._today = dice, companies, today

    def of(self, walk: Sequence[Stop]) -> Fields:
        """The fields by name; only those the citizen has come far enough for."""
        if not walk:
            return {}
        here = walk[-1]
        nearest = min(stop.step for stop in walk if stop.step != OUT)
        sector = self._companies.sector()
        job = self._dice.pick(SECTORS[sector].jobs)
        fields: Fields = {}
        if nearest <= 7:
            fields |= self._cv(walk)
        if nearest <= 6:
            fields |= self._goals(walk, job)
        if here.step == OUT:
            return fields | self._left(walk)
        if nearest <= 5:
            fields |= self._work(here, *self._match(sector, job))
        return fields

    def _match(self, sector: int, job: Job) -> tuple[Job, Company]:
        """The job goal with a company where it can be reached; sometimes the match is in another sector."""
        if not self._dice.chance(_OTHER_SECTOR_SHARE):
            return job, self._companies.pick(sector)
        other = self._companies.sector()
        return self._dice.pick(SECTORS[other].jobs), self._companies.pick(other)

    def _cv(self, walk: Sequence[Stop]) -> Fields:
        day = self._day_of(walk, 7)
        if day is None:
            return {}
        kind = "jobnet" if self._dice.chance(_JOBNET_SHARE) else "presentation"
        return {
            "cv_prepared_on": self._unless_missing(day),
            "cv_kind": kind,
            "cv_approved": self._dice.chance(_APPROVED_SHARE),
        }

    def _goals(self, walk: Sequence[Stop], job: Job) -> Fields:
        day = self._day_of(walk, 6)
        if day is None:
            return {}
        goals = [job.goal]
        for share in (_GOAL_B_SHARE, _GOAL_C_SHARE):
            other = self._dice.pick(SECTORS[self._companies.sector()].jobs).goal
            goals.append(other if self._dice.chance(share) and other not in goals else "")
        return {
            **dict(zip(("goal_a", "goal_b", "goal_c"), goals, strict=True)),
            "goal_registered_on": self._unless_missing(day),
        }

    def _day_of(self, walk: Sequence[Stop], step: int) -> date | None:
        """The day the step was last entered. Where it was skipped the fact may be there all the same, or not."""
        entered = [stop.day for stop in walk if stop.step == step]
        if entered:
            return date.fromordinal(entered[-1])
        if not self._dice.chance(_HAS_SKIPPED_FACT_SHARE):
            return None
        return date.fromordinal(next(stop.day for stop in walk if 0 < stop.step < step))

    def _work(self, here: Stop, job: Job, company: Company) -> Fields:
        if here.step == 5:
            return self._contact(here, company)
        if here.step == 1:
            return self._outcome(here, company)
        if here.step > 5:
            return {}
        fields = self._agreement(here, job, company)
        if here.step != 4:
            return fields | self._paid(here)
        fields |= self._internship(here)
        fields["follow_up_on"] = min(fields["follow_up_on"], fields["ends_on"])
        return fields

    def _contact(self, here: Stop, company: Company) -> Fields:
        return {
            "company": company.name,
            "company_cvr": company.cvr,
            "contact_person": company.contact if self._dice.chance(0.8) else "",
            "contact_kind": self._dice.draw(_CONTACT_KIND),
            "contacted_on": self._unless_missing(date.fromordinal(here.day)),
        }

    def _agreement(self, here: Stop, job: Job, company: Company) -> Fields:
        return {
            "company": company.name,
            "company_cvr": company.cvr,
            "contact_person": self._unless_missing(company.contact) or "",
            "starts_on": date.fromordinal(working_day(here.day + self._dice.between(0, 7))),
            "tasks": job.tasks,
            "milestone": self._unless_missing(job.milestone) or "",
            "follow_up_on": self._due(here, 1, 28),
            "mentor": self._dice.pick(_MENTORS) if self._dice.chance(_MENTOR_SHARE) else "",
        }

    def _internship(self, here: Stop) -> Fields:
        """An internship is prolonged as long as the citizen stands on the step: it ends ahead, or has just ended."""
        soon = self._dice.chance(ENDS_SOON_SHARE)
        ends = self._today + (self._dice.between(-4, 7) if soon else self._dice.between(8, 80))
        ends = working_day(max(ends, here.day + 14))
        unclear = self._dice.chance(UNCLEAR_SHARE)
        outlook = "unclear" if unclear else self._dice.draw(_OUTLOOK)
        return {
            "agreement_kind": "wage_subsidy" if self._dice.chance(_SUBSIDY_SHARE) else "internship",
            "ends_on": date.fromordinal(ends),
            "internship_hours": self._hours(*_INTERNSHIP_HOURS),
            "paid_hours_outlook": outlook,
            "paid_hours_from": date.fromordinal(ends) if outlook == "yes" else None,
        }

    def _paid(self, here: Stop) -> Fields:
        fields: Fields = {"paid_hours": self._hours(*_PAID_HOURS[here.step])}
        if here.step == 2:
            fields["adjusted_on"] = date.fromordinal(here.day)
        elif self._dice.chance(_COMBINED_SHARE):
            fields["agreement_kind"] = "internship"
            fields["internship_hours"] = self._hours(*_INTERNSHIP_HOURS)
        return fields

    def _outcome(self, here: Stop, company: Company) -> Fields:
        studies = self._dice.chance(_EDUCATION_SHARE)
        place = self._companies.school() if studies else company
        return {
            "company": place.name,
            "company_cvr": place.cvr,
            "contact_person": place.contact,
            "agreement_kind": "education" if studies else "job",
            "starts_on": date.fromordinal(here.day),
            "paid_hours": None if studies else self._hours(*_PAID_HOURS[1]),
            "follow_up_on": self._due(here, 5, 75),
        }

    def _left(self, walk: Sequence[Stop]) -> Fields:
        """Why the citizen left; who leaves from the goal leaves to the job or the education it was."""
        left: Fields = {"closed_on": date.fromordinal(walk[-1].day)}
        if len(walk) < 2 or walk[-2].step != 1:
            return left | {"closing_reason": self._dice.draw(_CLOSING)}
        outcome = self._outcome(walk[-2], self._companies.pick(self._companies.sector())) | {"follow_up_on": None}
        reason = "employment" if outcome["agreement_kind"] == "job" else "education"
        return left | outcome | {"closing_reason": reason}

    def _due(self, here: Stop, soonest: int, latest: int) -> date:
        """When the next follow-up is: ahead, or some days ago, but never in the first week."""
        overdue = self._dice.chance(OVERDUE_SHARE)
        days = -self._dice.between(1, _MOST_OVERDUE) if overdue else self._dice.between(soonest, latest)
        return date.fromordinal(working_day(max(self._today + days, here.day + 7)))

    def _hours(self, median: float, width: float, least: int, most: int) -> int:
        """Minutes a week, in half hours."""
        return round(min(most, max(least, self._dice.skewed(median, width))) * 2) * 30

    def _unless_missing(self, value: T) -> T | None:
        return None if self._dice.chance(MISSING_SHARE) else value
