"""Whether the groundwork of a case is there and good enough: CV, job goals, work agreement (R-QA-1, R-QA-2).

Each question is asked only of the citizens of whom the answer is expected: about a CV from step 7 on, about how good
it is only where there is one. The standards themselves are those of :mod:`kanban.domain.quality`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from kanban.domain.case import CaseFacts
from kanban.domain.facts import Cv, JobGoals, WorkAgreement
from kanban.domain.messages import Message, say
from kanban.domain.quality import Area, standards

_TEXT = "x"
_A_DAY = date(2000, 1, 1)
_NEVER = datetime(2000, 1, 1)  # noqa: DTZ001 - stands in facts that are only judged, never stored or shown


class Answers(NamedTuple):
    """What the current CV, job goals and agreement of a citizen on a step answer; texts only by being there or not.

    ``paid`` is -1 without a statement, else whether hours are stated (1) or none (0).
    """

    step: int
    has_cv: bool
    cv_approved: bool | None
    cv_profile: bool | None
    cv_qualifications: bool | None
    has_goals: bool
    goal_a: bool
    goal_b: bool
    goal_c: bool
    development_goal: bool
    in_citizen: bool | None
    in_market: bool | None
    has_deal: bool
    internship: bool
    paid: int
    outlook: str | None
    tasks: bool
    milestone: bool
    contact_person: bool
    form: str | None
    follow_up: bool


@dataclass(frozen=True)
class Check:
    """One question about a case; ``met`` is None where it is not asked.

    ``key`` names it in addresses, ``missing`` is what the list of those without it is called.
    """

    key: str
    area: Area
    message: Message
    missing: Message
    met: Callable[[CaseFacts, int], bool | None]


def checks() -> tuple[Check, ...]:
    """All of them, in the order in which the work is done."""
    return _CHECKS


def check(key: str) -> Check | None:
    """The one of that key."""
    return _BY_KEY.get(key)


@lru_cache(maxsize=20_000)
def judged(answers: Answers) -> Mapping[str, bool]:
    """Check -> whether it is met, for those that are asked on the step."""
    case = _case(answers)
    found = {each.key: each.met(case, answers.step) for each in _CHECKS}
    return {key: met for key, met in found.items() if met is not None}


def _case(answers: Answers) -> CaseFacts:
    """The facts that give these answers."""
    return CaseFacts(
        cv=_cv(answers) if answers.has_cv else None,
        goals=_goals(answers) if answers.has_goals else None,
        agreement=_deal(answers) if answers.has_deal else None,
    )


def _cv(answers: Answers) -> Cv:
    return Cv(
        citizen_id=0,
        recorded_at=_NEVER,
        cv_approved=answers.cv_approved,
        cv_profile_job_directed=answers.cv_profile,
        cv_qualifications_filled=answers.cv_qualifications,
    )


def _goals(answers: Answers) -> JobGoals:
    return JobGoals(
        citizen_id=0,
        recorded_at=_NEVER,
        goal_a=_TEXT * answers.goal_a,
        goal_b=_TEXT * answers.goal_b,
        goal_c=_TEXT * answers.goal_c,
        development_goal=_TEXT * answers.development_goal,
        goal_grounded_in_citizen=answers.in_citizen,
        goal_grounded_in_market=answers.in_market,
    )


def _deal(answers: Answers) -> WorkAgreement:
    return WorkAgreement(
        citizen_id=0,
        recorded_at=_NEVER,
        internship_hours=int(answers.internship),
        paid_hours=None if answers.paid < 0 else answers.paid,
        paid_hours_outlook=answers.outlook,
        tasks=_TEXT * answers.tasks,
        milestone=_TEXT * answers.milestone,
        contact_person=_TEXT * answers.contact_person,
        agreement_form=answers.form,
        follow_up_on=_A_DAY if answers.follow_up else None,
    )


def _standard(source: str, case: CaseFacts) -> bool | None:
    """Whether a standard is met, nobody having answered being no; None without the fact it is about."""
    found = [each for each in standards(case) if each.source == source]
    return found[0].met is True if found else None


def _has_cv(case: CaseFacts, step: int) -> bool | None:
    return case.cv is not None if 2 <= step <= 7 else None


def _of_cv(source: str) -> Callable[[CaseFacts, int], bool | None]:
    return lambda case, step: _standard(source, case) if _has_cv(case, step) else None


def _has_goal(case: CaseFacts, step: int) -> bool | None:
    aim = bool(case.goals and (case.goals.goal_a or case.goals.development_goal))
    return aim if 2 <= step <= 6 else None


def _of_goals(source: str) -> Callable[[CaseFacts, int], bool | None]:
    def met(case: CaseFacts, step: int) -> bool | None:
        asked = 2 <= step <= 6 and case.goals is not None and bool(case.goals.goal_a)
        return _standard(source, case) if asked else None

    return met


def _at_work(step: int) -> bool:
    return 2 <= step <= 4


def _agreed(case: CaseFacts, step: int) -> bool | None:
    found = [each.met is True for each in standards(case) if each.area is Area.AGREEMENT]
    return bool(found) and all(found) if _at_work(step) else None


def _contact_person(case: CaseFacts, step: int) -> bool | None:
    return _standard("R-WA-4", case) is True if _at_work(step) else None


def _grounded_placement(case: CaseFacts, step: int) -> bool | None:
    return bool(_has_cv(case, step) and _has_goal(case, step)) if _at_work(step) else None


_CHECKS = (
    Check("cv", Area.CV, say("Have a CV"), say("Without a CV"), _has_cv),
    Check("cv_approved", Area.CV, say("The CV is approved"), say("CV not approved"), _of_cv("R-CV-1")),
    Check(
        "cv_profile",
        Area.CV,
        say("The profile points at the job goal"),
        say("Profile without job goal"),
        _of_cv("R-CV-2"),
    ),
    Check(
        "cv_qualifications",
        Area.CV,
        say("Qualifications are filled in"),
        say("Qualifications not filled in"),
        _of_cv("R-CV-3"),
    ),
    Check(
        "goal", Area.GOALS, say("Have a job or development goal"), say("Without a job or development goal"), _has_goal
    ),
    Check(
        "goal_grounded",
        Area.GOALS,
        say("Grounded in citizen and labour market"),
        say("Job goal not grounded in citizen and labour market"),
        _of_goals("R-GOAL-1"),
    ),
    Check(
        "goal_tracks", Area.GOALS, say("Three job tracks"), say("Fewer than three job tracks"), _of_goals("R-GOAL-2")
    ),
    Check(
        "placed_with_both",
        Area.AGREEMENT,
        say("CV and goal before the company"),
        say("In a company without CV and goal"),
        _grounded_placement,
    ),
    Check("agreement", Area.AGREEMENT, say("The agreement is complete"), say("Agreement not complete"), _agreed),
    Check(
        "contact_person",
        Area.AGREEMENT,
        say("There is a fixed contact person"),
        say("No contact person"),
        _contact_person,
    ),
)
_BY_KEY = {each.key: each for each in _CHECKS}
