"""What citizens live on and which markings they carry, by target group and by where they stand."""

from kanban.domain.steps import OUT
from kanban.synthetic.calibration import EXEMPT_SHARE, STEP_UP_SHARE
from kanban.synthetic.dice import Dice, Odds

EFFORT_MARKING = "Indsatsgruppe"
REHAB_MARKING = "FSM 2: Rehab (Gr. 2)"
STEP_UP_MARKING = "FSM 2: Step-up"
EXEMPT_MARKING = "Fritaget"

_CASH = Odds({"Kontanthjælp, grundsats": 0.55, "Kontanthjælp, mindstesats": 0.25, "Kontanthjælp, forhøjet sats": 0.2})
_REHAB = Odds(
    {"Ressourceforløbsydelse": 0.4, "Kontanthjælp, grundsats": 0.3, "Ledighedsydelse": 0.2, "Sygedagpenge": 0.1}
)


def benefit(dice: Dice, group: int, step: int | None, outcome: str | None) -> str:
    """The benefit; a job on step 1 means self-support, an education SU (the grant for students)."""
    if step in {1, OUT} and outcome:
        return "SU" if outcome == "education" else "Selvforsørgelse"
    return dice.draw(_REHAB if group == 2 else _CASH)


def markings(dice: Dice, group: int, step: int | None) -> tuple[str, ...]:
    """Person-group markings: STAR's own names for rehabilitation and step-up, local ones for the rest."""
    if group == 2:
        return (REHAB_MARKING,)
    if group == 3:
        return (EXEMPT_MARKING,) if step in {8, 7, 6} and dice.chance(EXEMPT_SHARE) else ()
    may_step_up = step is not None and 1 < step <= 5
    return (EFFORT_MARKING, STEP_UP_MARKING) if may_step_up and dice.chance(STEP_UP_SHARE) else (EFFORT_MARKING,)
