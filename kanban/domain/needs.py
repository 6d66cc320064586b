"""What each step takes, said as the broker would say it: the conditions behind *klar*, *tæt på* and *længere fra*.

Every required field of a step belongs to exactly one condition; a test holds them together.
"""

from collections.abc import Collection
from dataclasses import dataclass

from kanban.domain.case import CaseFacts
from kanban.domain.messages import mark


@dataclass(frozen=True)
class Condition:
    """Fields that together mean one thing, and what to say when it is there and when it is not."""

    fields: tuple[str, ...]
    done: str
    missing: str


_COMPANY = Condition(("company",), mark("A company is found"), mark("Find a relevant company"))
_PERSON = Condition(
    ("contact_person",), mark("There is a fixed contact person"), mark("Agree on a fixed contact person")
)
_TASKS = Condition(("tasks", "milestone"), mark("Tasks and sub-goal are agreed"), mark("Agree on tasks and a sub-goal"))
_FOLLOW_UP = Condition(("follow_up_on",), mark("The next follow-up is agreed"), mark("Agree on the next follow-up"))

CONDITIONS: dict[int, tuple[Condition, ...]] = {
    8: (Condition(("broker_id",), mark("A job broker is assigned"), mark("Assign a job broker")),),
    7: (
        Condition(("cv_prepared_on",), mark("The CV is made"), mark("Make the CV with the citizen")),
        Condition(("cv_kind",), mark("The kind of CV is noted"), mark("Note the kind of CV")),
    ),
    6: (
        Condition(("goal_a",), mark("Job goal A is set"), mark("Set job goal A with the citizen")),
        Condition(("goal_registered_on",), mark("The job goal has a date"), mark("Note when the job goal was agreed")),
    ),
    5: (
        _COMPANY,
        Condition(
            ("contacted_on", "contact_kind"),
            mark("The company has been contacted"),
            mark("Contact the company in person"),
        ),
    ),
    4: (
        _COMPANY,
        _PERSON,
        Condition(
            ("starts_on", "ends_on", "agreement_kind"),
            mark("Kind and period are agreed"),
            mark("Agree on kind and period"),
        ),
        Condition(("internship_hours",), mark("The hours are agreed"), mark("Agree on the hours")),
        _TASKS,
        Condition(
            ("paid_hours_outlook",),
            mark("Whether and when there is pay is settled"),
            mark("Settle whether and when there is pay"),
        ),
        _FOLLOW_UP,
    ),
    3: (
        Condition(("paid_hours",), mark("The paid hours have begun"), mark("Agree on paid hours")),
        _COMPANY,
        _PERSON,
        Condition(("starts_on",), mark("The first day is agreed"), mark("Agree on the first day")),
        _TASKS,
        _FOLLOW_UP,
    ),
    2: (
        Condition(("paid_hours",), mark("The paid hours have grown"), mark("Agree on more paid hours")),
        Condition(("adjusted_on",), mark("The agreement has been adjusted"), mark("Adjust the agreement")),
        _FOLLOW_UP,
    ),
    1: (
        Condition(
            ("outcome", "company", "starts_on"),
            mark("Job or education is agreed"),
            mark("Agree on job or education"),
        ),
    ),
}


def is_met(condition: Condition, known: Collection[str], case: CaseFacts) -> bool:
    """Whether a condition holds: every field is on record.

    More paid hours are stated anew with the move to step 2, so whether they have grown is read from the series.
    """
    if condition is CONDITIONS[2][0]:
        paid = [each.paid_hours or 0 for each in case.paid]
        return len(paid) > 1 and paid[-1] > paid[-2] > 0
    if condition is CONDITIONS[2][1]:
        return _adjusted(case)
    return all(name in known for name in condition.fields)


def _adjusted(case: CaseFacts) -> bool:
    """Whether the agreement was followed up since the hours last changed (R-STEP-2)."""
    if not case.hours or case.agreement is None:
        return False
    changed = case.hours[-1].valid_from
    days = [case.agreement.adjusted_on, *(each.held_on for each in case.follow_ups)]
    return any(day and day >= changed for day in days)
