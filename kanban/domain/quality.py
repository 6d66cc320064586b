"""The quality standards for CV, job goals and work agreements, and whether a case meets them.

Sources: R-CV-1 … R-CV-3, R-GOAL-1 … R-GOAL-5, R-WA-1 … R-WA-6, R-STEP-4.
"""

from dataclasses import dataclass
from enum import StrEnum

from kanban.domain.case import CaseFacts
from kanban.domain.facts import Cv, JobGoals, WorkAgreement
from kanban.domain.messages import Message, say


class Area(StrEnum):
    """What a standard is about; the value names the form that puts it right."""

    CV = "cv"
    GOALS = "goals"
    AGREEMENT = "agreement"


@dataclass(frozen=True)
class Standard:
    """One standard; ``met`` is None while nobody has answered. ``source`` is the requirement's id."""

    area: Area
    source: str
    message: Message
    met: bool | None


def standards(case: CaseFacts) -> tuple[Standard, ...]:
    """Every standard of the facts the case has."""
    return (
        *(_of_cv(case.cv) if case.cv else ()),
        *(_of_goals(case.goals) if case.goals else ()),
        *(_of_agreement(case.agreement) if case.agreement else ()),
    )


def _of_cv(cv: Cv) -> tuple[Standard, ...]:
    return (
        Standard(Area.CV, "R-CV-1", say("Up to date and approved"), cv.cv_approved),
        Standard(Area.CV, "R-CV-2", say("The profile points at the job goal"), cv.cv_profile_job_directed),
        Standard(Area.CV, "R-CV-3", say("Qualifications are filled in"), cv.cv_qualifications_filled),
    )


def _of_goals(goals: JobGoals) -> tuple[Standard, ...]:
    grounded = (goals.goal_grounded_in_citizen, goals.goal_grounded_in_market)
    both = None if None in grounded and False not in grounded else all(grounded)
    tracks = bool(goals.goal_a and goals.goal_b and goals.goal_c)
    return (
        Standard(Area.GOALS, "R-GOAL-1", say("Grounded in citizen and labour market"), both),
        Standard(Area.GOALS, "R-GOAL-2", say("Three job tracks"), tracks),
        Standard(Area.GOALS, "R-GOAL-3", say("Job search is agreed"), bool(goals.search_activities)),
        Standard(Area.GOALS, "R-GOAL-4", say("Each measure has a purpose"), bool(goals.measures_purpose)),
        Standard(Area.GOALS, "R-GOAL-5", say("SMART agreements"), bool(goals.smart_agreement)),
    )


def _of_agreement(deal: WorkAgreement) -> tuple[Standard, ...]:
    hours = bool(deal.internship_hours or deal.paid_hours)
    settled = deal.paid_hours is not None or deal.paid_hours_outlook in {"yes", "no"}
    return (
        Standard(Area.AGREEMENT, "R-WA-1", say("Hours and tasks are agreed"), hours and bool(deal.tasks)),
        Standard(Area.AGREEMENT, "R-WA-2", say("Whether and when there is pay is settled"), settled),
        Standard(Area.AGREEMENT, "R-WA-3", say("Sub-goals are agreed"), bool(deal.milestone)),
        Standard(Area.AGREEMENT, "R-WA-4", say("There is a fixed contact person"), bool(deal.contact_person)),
        Standard(Area.AGREEMENT, "R-WA-6", say("The agreement is in writing"), _written(deal.agreement_form)),
        Standard(Area.AGREEMENT, "R-STEP-4", say("Follow-up is planned"), bool(deal.follow_up_on)),
    )


def _written(form: str | None) -> bool | None:
    return None if form is None else form == "written"
