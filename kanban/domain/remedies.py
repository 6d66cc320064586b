"""Which form puts right what a case calls for: one table for the panel, the today page and the review.

Every code a sign or a need carries has a remedy: a deadline, ``step_<n>`` for a suggested step, or the field that is
missing. All forms of a case stand below the citizen's own address.
"""

from dataclasses import dataclass
from enum import StrEnum

from kanban.domain.messages import mark
from kanban.domain.suggestion import suggested_step


class RemedyForm(StrEnum):
    """The form that is opened."""

    TALK = "talk"
    FOLLOW_UP = "follow_up"
    AFTERCARE = "aftercare"
    FACT = "fact"
    MOVE = "move"
    ASSIGNMENT = "assignment"


_PATHS = {
    RemedyForm.TALK: "talks/new",
    RemedyForm.FOLLOW_UP: "follow-ups/new",
    RemedyForm.AFTERCARE: "follow-ups/new?kind=aftercare",
    RemedyForm.FACT: "facts/{kind}",
    RemedyForm.MOVE: "moves/new?to_step={kind}",
    RemedyForm.ASSIGNMENT: "assignment",
}


@dataclass(frozen=True)
class Remedy:
    """A form, what it is to be opened on, and the words on the button (English source text).

    ``kind`` is the kind of fact, or the step of a move.
    """

    form: RemedyForm
    label: str
    kind: str = ""
    query: str = ""

    @property
    def path(self) -> str:
        """The address below the citizen's own, ``/citizens/<id>/``."""
        path = _PATHS[self.form].format(kind=self.kind)
        return f"{path}?{self.query}" if self.query else path


_FILL_IN = mark("Fill in")
_TALK = Remedy(RemedyForm.TALK, mark("Record talk"))
_FOLLOW_UP = Remedy(RemedyForm.FOLLOW_UP, mark("Record follow-up"))
_REMEDIES: dict[str, Remedy] = {
    "talk": _TALK,
    "step_unconfirmed": _TALK,
    "follow_up": _FOLLOW_UP,
    "adjusted_on": _FOLLOW_UP,
    "aftercare": Remedy(RemedyForm.AFTERCARE, mark("Record aftercare")),
    "payslip": Remedy(RemedyForm.FACT, mark("Record payslip"), "payslips"),
    "action": Remedy(RemedyForm.FACT, mark("Update"), "actions", "entry=due"),
    "ends": Remedy(RemedyForm.FACT, mark("Update the agreement"), "agreement"),
    "broker_id": Remedy(RemedyForm.ASSIGNMENT, mark("Assign")),
}
_FACTS: dict[str, tuple[str, ...]] = {
    "cv": (
        "cv_prepared_on",
        "cv_kind",
        "cv_approved",
        "cv_profile_job_directed",
        "cv_qualifications_filled",
        "no_cv",
    ),
    "goals": ("goal_a", "goal_registered_on", "goal_tracks", "no_goal"),
    "contacts": ("contact_kind", "contacted_on"),
    "outcome": ("outcome", "retention_follow_up_on"),
}
_COMPANY_STANDS_IN = {5: "contacts", 1: "outcome"}


def remedy(code: str, on_step: int | None = None) -> Remedy:
    """The form that puts a sign or a need right; ``on_step`` tells which step asks for a field that several share."""
    number = suggested_step(code)
    if number is not None:
        return Remedy(RemedyForm.MOVE, mark("Move to …"), str(number))
    if code in _REMEDIES:
        return _REMEDIES[code]
    kind = next((kind for kind, codes in _FACTS.items() if code in codes), None)
    return Remedy(RemedyForm.FACT, _FILL_IN, kind or _COMPANY_STANDS_IN.get(on_step or 0, "agreement"))
