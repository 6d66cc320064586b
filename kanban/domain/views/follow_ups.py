"""What the follow-up form and the panel's section with follow-ups get."""

from dataclasses import dataclass
from datetime import date, datetime

from kanban.domain.messages import Message
from kanban.domain.views.case_entries import Provenance
from kanban.domain.views.move_form import FieldView


@dataclass(frozen=True)
class PlacementChoice:
    """Another placement that could be followed up instead."""

    number: int
    company: str


@dataclass(frozen=True)
class Agreed:
    """What is agreed so far, to talk from: the job goal, and of the agreement company, sub-goal and end."""

    goal: str
    company: str
    contact_person: str
    milestone: str
    ends_on: date | None


@dataclass(frozen=True)
class FollowUpFormView:
    """The form. ``fields`` are by name, ``placement`` is None for aftercare and contacts without an agreement.

    ``number`` is which of ``planned`` follow-ups comes now where there is a plan (R-CAD-4). ``conflict`` tells that
    somebody changed the agreement meanwhile.
    """

    citizen_id: str
    citizen_name: str
    version: int
    step: int | None
    aftercare: bool
    placement: int | None
    others: tuple[PlacementChoice, ...]
    agreed: Agreed
    number: int | None
    planned: int
    fields: dict[str, FieldView]
    problems: tuple[FieldView, ...] = ()
    conflict: Message | None = None
    return_query: str = ""


@dataclass(frozen=True)
class FollowUpView:
    """A follow-up on record; texts are empty and answers None where nothing was said.

    ``cause_withheld`` when a cause of absence is on record that this reader may not see. ``withdrawn_at`` and what goes
    with it for one that no longer counts.
    """

    id: int
    kind: str
    held_on: date
    company: str
    participants: str
    goal_still_right: bool | None
    goal_note: str
    next_sub_goal: str
    supplementary_offers: str
    paid_hours_note: str
    development_note: str
    absence_cause: str
    cause_withheld: bool
    absence_handling: str
    next_follow_up_on: date | None
    recorded: Provenance
    withdrawn_at: datetime | None
    withdrawn_by: str
    withdrawn_reason: str


@dataclass(frozen=True)
class FollowUpsView:
    """The panel's section, latest first: the newest few and the rest; ``kind`` is what a new one would begin as."""

    newest: tuple[FollowUpView, ...]
    older: tuple[FollowUpView, ...]
    kind: str
    may_record: bool


@dataclass(frozen=True)
class WithdrawalView:
    """The form for withdrawing a follow-up."""

    id: int
    citizen_id: str
    citizen_name: str
    kind: str
    held_on: date
    reason: str = ""
    problem: Message | None = None
