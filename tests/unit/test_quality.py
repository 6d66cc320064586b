"""The quality standards for CV, job goals and work agreements, one row each."""

import pytest

from kanban.domain.case import CaseFacts
from kanban.domain.facts import Cv, JobGoals, WorkAgreement
from kanban.domain.quality import Area, standards
from tests.factories import TODAY, fact

GROUNDED = ("goal_grounded_in_citizen", "goal_grounded_in_market")
TABLE: list[tuple[str, dict[str, object], bool | None]] = [
    ("R-CV-1", {"cv_approved": True}, True),
    ("R-CV-1", {"cv_approved": False}, False),
    ("R-CV-1", {}, None),
    ("R-CV-2", {"cv_profile_job_directed": True}, True),
    ("R-CV-2", {"cv_profile_job_directed": False}, False),
    ("R-CV-2", {}, None),
    ("R-CV-3", {"cv_qualifications_filled": True}, True),
    ("R-CV-3", {"cv_qualifications_filled": False}, False),
    ("R-CV-3", {}, None),
    ("R-GOAL-1", dict(zip(GROUNDED, (True, True), strict=True)), True),
    ("R-GOAL-1", dict(zip(GROUNDED, (True, False), strict=True)), False),
    ("R-GOAL-1", dict(zip(GROUNDED, (None, False), strict=True)), False),
    ("R-GOAL-1", dict(zip(GROUNDED, (True, None), strict=True)), None),
    ("R-GOAL-1", {}, None),
    ("R-GOAL-2", {"goal_a": "Stuepige", "goal_b": "Kok", "goal_c": "Lager"}, True),
    ("R-GOAL-2", {"goal_a": "Stuepige", "goal_b": "Kok"}, False),
    ("R-GOAL-2", {}, False),
    ("R-GOAL-3", {"search_activities": "To ansøgninger om ugen"}, True),
    ("R-GOAL-3", {}, False),
    ("R-GOAL-4", {"measures_purpose": "Praktik for at prøve kræfter"}, True),
    ("R-GOAL-4", {}, False),
    ("R-GOAL-5", {"smart_agreement": "Tre vagter om ugen i fire uger"}, True),
    ("R-GOAL-5", {}, False),
    ("R-WA-1", {"internship_hours": 900, "tasks": "Linned"}, True),
    ("R-WA-1", {"paid_hours": 360, "tasks": "Linned"}, True),
    ("R-WA-1", {"paid_hours": 0, "tasks": "Linned"}, False),
    ("R-WA-1", {"internship_hours": 900}, False),
    ("R-WA-1", {"tasks": "Linned"}, False),
    ("R-WA-2", {"paid_hours_outlook": "yes"}, True),
    ("R-WA-2", {"paid_hours_outlook": "no"}, True),
    ("R-WA-2", {"paid_hours_outlook": "unclear"}, False),
    ("R-WA-2", {"paid_hours": 360}, True),
    ("R-WA-2", {}, False),
    ("R-WA-3", {"milestone": "Otte værelser"}, True),
    ("R-WA-3", {}, False),
    ("R-WA-4", {"contact_person": "Birthe Holst"}, True),
    ("R-WA-4", {}, False),
    ("R-WA-6", {"agreement_form": "written"}, True),
    ("R-WA-6", {"agreement_form": "oral"}, False),
    ("R-WA-6", {"agreement_form": "none"}, False),
    ("R-WA-6", {}, None),
    ("R-STEP-4", {"follow_up_on": TODAY}, True),
    ("R-STEP-4", {}, False),
]
AREAS = {"R-CV": Area.CV, "R-GOAL": Area.GOALS, "R-WA": Area.AGREEMENT, "R-STEP": Area.AGREEMENT}


def _case(area: Area, values: dict[str, object]) -> CaseFacts:
    if area is Area.CV:
        return CaseFacts(cv=fact(Cv, **values))
    if area is Area.GOALS:
        return CaseFacts(goals=fact(JobGoals, **values))
    return CaseFacts(agreement=fact(WorkAgreement, **values))


@pytest.mark.parametrize(("source", "values", "met"), TABLE, ids=[f"{row[0]} {row[1]}" for row in TABLE])
def test_standard_is_met(source: str, values: dict[str, object], *, met: bool | None) -> None:
    area = AREAS[source.rsplit("-", 1)[0]]
    (standard,) = [each for each in standards(_case(area, values)) if each.source == source]
    assert (standard.area, standard.met) == (area, met)
    assert standard.message.text


def test_every_standard_is_in_the_table_and_a_case_without_facts_has_none() -> None:
    whole = CaseFacts(cv=fact(Cv), goals=fact(JobGoals), agreement=fact(WorkAgreement))
    assert {each.source for each in standards(whole)} == {row[0] for row in TABLE}
    assert standards(CaseFacts()) == ()
