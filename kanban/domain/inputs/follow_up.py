"""Reading the form of a follow-up and checking it against the case."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kanban.domain.case import CaseFacts, FieldValue
from kanban.domain.errors import FieldProblem, InvalidInputError, NotFoundError
from kanban.domain.fact_form import FactForm
from kanban.domain.facts import WorkAgreement
from kanban.domain.follow_up import FollowUp
from kanban.domain.inputs.fact import read_fact
from kanban.domain.inputs.move import missing_message
from kanban.domain.messages import mark, say

AFTERCARE, AD_HOC = "aftercare", "ad_hoc"
WITH_COMPANY = frozenset({"both", "company"})
HOURS = ("paid_hours", "internship_hours")

FOLLOW_UP = FactForm(
    "follow_up",
    FollowUp,
    mark("Follow-up"),
    ("follow_up_kind", "held_on"),
    (
        "participants",
        "goal_still_right",
        "goal_note",
        "next_sub_goal",
        "supplementary_offers",
        "paid_hours_note",
        *HOURS,
        "development_note",
        "absence_cause",
        "absence_handling",
        "next_follow_up_on",
    ),
    zero_hours=True,
)
"""The agenda (R-FU-1) with the hours of the agreement, which a follow-up may adjust (R-WA-7)."""


@dataclass(frozen=True)
class FollowUpInput:
    """A read form. ``values`` are what was sent of the follow-up itself, ``hours`` what was sent of the agreement's.

    ``placement`` is the placement it is about, None where the form names none.
    """

    version: int
    placement: int | None
    values: Mapping[str, FieldValue]
    hours: Mapping[str, FieldValue]
    problems: tuple[FieldProblem, ...]

    @property
    def kind(self) -> str:
        """With whom."""
        return str(self.values.get("follow_up_kind") or "")

    @property
    def next_on(self) -> date | None:
        """The next follow-up."""
        day = self.values.get("next_follow_up_on")
        return day if isinstance(day, date) else None

    @property
    def held_on(self) -> date | None:
        """The day it was held; None only where it was refused."""
        day = self.values.get("held_on")
        return day if isinstance(day, date) else None


def read_follow_up(raw: Mapping[str, str], today: date) -> FollowUpInput:
    """Read the form; raises :class:`InvalidInputError` only when the version can't be read at all."""
    found = read_fact(FOLLOW_UP, raw, today)
    return FollowUpInput(
        version=found.version,
        placement=read_placement(raw.get("placement", "")),
        values={name: value for name, value in found.values.items() if name not in HOURS},
        hours={name: value for name, value in found.values.items() if name in HOURS},
        problems=found.problems,
    )


def read_placement(text: str) -> int | None:
    """A placement's number; None for no text. Raises :class:`NotFoundError` for what is no number."""
    typed = text.strip()
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 9):
        raise NotFoundError
    return int(typed)


def check_follow_up(found: FollowUpInput, deal: WorkAgreement | None, case: CaseFacts, *, reached: bool) -> None:
    """Raise :class:`InvalidInputError` with every problem.

    ``deal`` is the agreement it is about and ``reached`` whether the citizen stands on step 1.
    """
    refused = {problem.field for problem in found.problems}
    missing = [name for name in FOLLOW_UP.required if not found.values.get(name) and name not in refused]
    problems = [*found.problems, *(FieldProblem(name, missing_message(name)) for name in missing)]
    problems += _of_kind(found, deal, reached=reached or case.outcome is not None)
    if found.next_on and found.held_on and found.next_on <= found.held_on:
        problems.append(FieldProblem("next_follow_up_on", say("Choose a day after %(date)s", date=found.held_on)))
    problems += _of_hours(found, deal, case)
    if problems:
        order = list(FOLLOW_UP.fields)
        raise InvalidInputError(tuple(sorted(problems, key=lambda problem: order.index(problem.field))))


def _of_kind(found: FollowUpInput, deal: WorkAgreement | None, *, reached: bool) -> list[FieldProblem]:
    if found.kind in WITH_COMPANY and deal is None:
        return [FieldProblem("follow_up_kind", say("There is no agreement yet. Choose the citizen or in between"))]
    if found.kind == AFTERCARE and not reached:
        return [FieldProblem("follow_up_kind", say("Aftercare follows a job or education. Choose another answer"))]
    return []


def _of_hours(found: FollowUpInput, deal: WorkAgreement | None, case: CaseFacts) -> list[FieldProblem]:
    problems = []
    for name in changed_hours(found, deal):
        if deal is None or found.kind == AFTERCARE:
            message = say("There is no agreement here to adjust. Leave the hours as they are")
        elif found.hours[name] is None:
            message = say("Write 0 when these hours have stopped")
        elif is_late(found, case):
            message = say("A later follow-up is on record. Adjust the agreement itself")
        else:
            continue
        problems.append(FieldProblem(name, message))
    return problems


def changed_hours(found: FollowUpInput, deal: WorkAgreement | None) -> list[str]:
    """The hours that are sent otherwise than the agreement has them."""
    return [name for name, minutes in found.hours.items() if minutes != (getattr(deal, name) if deal else None)]


def is_late(found: FollowUpInput, case: CaseFacts) -> bool:
    """Whether a later follow-up of the same is on record: then this one tells what was, and agrees on nothing new."""
    placement = None if found.kind == AFTERCARE else found.placement
    same = (each for each in case.follow_ups if each.placement == placement)
    return found.held_on is not None and any(each.held_on > found.held_on for each in same)
