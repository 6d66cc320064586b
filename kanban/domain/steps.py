"""STAR's eight production steps: the one table that forms, validation, import and board read.

Source: STAR, "Opskrift: Produktionsstyring" (R-STEP-0 … R-STEP-11). 8 is the start, 1 is the goal.
Names and definitions are the agency's own Danish terms and are not translated.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kanban.domain.messages import mark

OUT = 0
SCHEME = "star8"
PLACEMENT_KINDS = ("internship", "wage_subsidy")


class Direction(StrEnum):
    """How a move relates to the staircase; the number falls towards the goal."""

    INTAKE = "intake"
    FORWARD = "forward"
    SKIP = "skip"
    BACKWARD = "backward"
    OUT = "out"
    RETURN = "return"


@dataclass(frozen=True)
class Step:
    """One production step; ``required`` and ``optional`` name fields of :data:`kanban.domain.fields.FIELDS`.

    ``labels`` names a field otherwise, ``choices`` narrows what a choice field offers.
    """

    number: int
    name: str
    short_name: str
    definition: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def fields(self) -> tuple[str, ...]:
        """All fields of the step, the required ones first."""
        return self.required + self.optional


STEPS: tuple[Step, ...] = (
    Step(
        8,
        "Personlig jobformidler",
        "Personlig jobformidler",
        "Borgeren har fået eller er ved at få en personlig jobformidler, der kender det lokale arbejdsmarked.",
        ("broker_id",),
        ("caseworker_id",),
    ),
    Step(
        7,
        "CV udarbejdet",
        "CV udarbejdet",
        "Borger og jobformidler har sammen lavet et CV, der dækker det, borgeren kan.",
        ("cv_prepared_on", "cv_kind"),
        ("cv_approved", "cv_profile_job_directed", "cv_qualifications_filled", "cv_summary"),
    ),
    Step(
        6,
        "Jobmål udarbejdet",
        "Jobmål udarbejdet",
        "Borger og jobformidler har sammen sat et konkret og realistisk jobmål.",
        ("goal_a", "goal_registered_on"),
        (
            "goal_b",
            "goal_c",
            "goal_grounded_in_citizen",
            "goal_grounded_in_market",
            "search_activities",
            "smart_agreement",
        ),
    ),
    Step(
        5,
        "Kontakt til relevant virksomhed",
        "Kontakt til virksomhed",
        "Der er personlig kontakt til en relevant arbejdsgiver, fx et besøg og en snak med lederen.",
        ("company", "contact_kind", "contacted_on"),
        ("company_cvr", "contact_person"),
    ),
    Step(
        4,
        "Jobmatch og arbejdsaftale om praktik",
        "Aftale om praktik",
        "Borgeren er i praktik eller løntilskud med klare aftaler om timer, opgaver, delmål, opfølgning og løn.",
        (
            "company",
            "contact_person",
            "agreement_kind",
            "starts_on",
            "ends_on",
            "internship_hours",
            "tasks",
            "milestone",
            "paid_hours_outlook",
            "follow_up_on",
        ),
        ("paid_hours_from", "company_cvr", "mentor"),
        choices={"agreement_kind": PLACEMENT_KINDS},
    ),
    Step(
        3,
        "Jobmatch og arbejdsaftale om lønnede timer",
        "Lønnede timer",
        "Borgeren har lønnede timer, evt. sammen med praktik, og en aftale om, hvordan timerne kan vokse.",
        ("company", "contact_person", "starts_on", "paid_hours", "tasks", "milestone", "follow_up_on"),
        ("company_cvr", "internship_hours", "agreement_kind", "ends_on", "mentor"),
    ),
    Step(
        2,
        "Progression i antal lønnede timer",
        "Flere lønnede timer",
        "De lønnede timer er blevet flere, og aftalen er fulgt op og justeret med borger og virksomhed.",
        ("paid_hours", "adjusted_on", "follow_up_on"),
        ("milestone",),
    ),
    Step(
        1,
        "Job eller uddannelse",
        "Job eller uddannelse",
        "Borgeren forsørger sig selv eller er i uddannelse. Jobformidleren hjælper stadig med at holde fast.",
        ("outcome", "company", "starts_on"),
        ("paid_hours", "retention_follow_up_on"),
        {"company": mark("Employer or place of education")},
    ),
)

OUT_STEP = Step(
    OUT,
    "Ud af tavlen",
    "Ud af tavlen",
    "Borgeren er ikke længere med, fx efter flytning eller skift til anden ydelse.",
    ("closing_reason",),
    ("closing_note",),
)

STEP_NUMBERS: tuple[int, ...] = tuple(step.number for step in STEPS)
_BY_NUMBER = {step.number: step for step in (*STEPS, OUT_STEP)}


def step(number: int) -> Step:
    """The step with this number, 0 being out of the board. Raises ``KeyError`` for any other number."""
    return _BY_NUMBER[number]


def is_step(number: int | None) -> bool:
    """Whether the number is one of the eight steps (out and not-yet are not)."""
    return number in STEP_NUMBERS


def parse_target(text: str) -> int | None:
    """The step a form or sheet names: ``8`` … ``1``, ``out`` or ``ud``; None when there is no such step."""
    cleaned = text.strip().lower()
    if cleaned in {"out", "ud"}:
        return OUT
    return int(cleaned) if cleaned in {str(number) for number in STEP_NUMBERS} else None


def direction(from_step: int | None, to_step: int) -> Direction:
    """Classify a move (definition: forward when the number falls, skip when by more than one, R-STEP-9)."""
    if to_step == OUT:
        return Direction.OUT
    if from_step is None:
        return Direction.INTAKE
    if from_step == OUT:
        return Direction.RETURN
    if to_step > from_step:
        return Direction.BACKWARD
    return Direction.SKIP if from_step - to_step > 1 else Direction.FORWARD
