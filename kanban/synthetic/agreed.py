"""What else a case in order holds: answers about quality, the next agreed step, and how far the payslips are."""

from collections.abc import Sequence
from datetime import date

from kanban.domain.inputs.import_rows import HoursRow
from kanban.domain.steps import OUT
from kanban.synthetic.dice import Dice
from kanban.synthetic.facts import Fields
from kanban.synthetic.hours import Hours
from kanban.synthetic.talk_texts import ACTIONS, JOB_SEARCH, PHASES, PURPOSES, SMART_AGREEMENTS
from kanban.synthetic.walks import Stop
from kanban.synthetic.workdays import working_day

ANSWERED_SHARE, MET_SHARE = 0.5, 0.95
GROUNDED_SHARE, AGREED_SEARCH_SHARE, PURPOSE_SHARE = 0.6, 0.55, 0.35
ACTION_SHARE, LATE_ACTION_SHARE, SOONEST_DAYS, LATEST_DAYS = 0.3, 0.05, 0, 14
_WRITTEN_SHARE = 0.8


class Agreed:
    """Draws the fields of a citizen's row that complete a case. ``today`` is an ordinal."""

    def __init__(self, dice: Dice, hours: Hours, today: int) -> None:
        self._dice, self._hours, self._today = dice, hours, today

    def of(self, walk: Sequence[Stop], fields: Fields, hours: Sequence[HoursRow]) -> Fields:
        """Further fields by name, for those whose case is under way."""
        if not walk:
            return {}
        found: Fields = {"arrived_on": date.fromordinal(walk[0].day)}
        if "cv_kind" in fields and self._dice.chance(ANSWERED_SHARE):
            found["cv_profile_job_directed"] = self._dice.chance(MET_SHARE)
            found["cv_qualifications_filled"] = self._dice.chance(MET_SHARE)
        if "goal_a" in fields:
            found |= self._goals()
        here = walk[-1].step
        if here == OUT:
            return found
        if here in {4, 3, 2} and self._dice.chance(ANSWERED_SHARE):
            found["agreement_form"] = "written" if self._dice.chance(_WRITTEN_SHARE) else "oral"
        if here != 1:
            found |= {"payslips_until": self._hours.payslips_until(hours), **self._action(here)}
        return found

    def _goals(self) -> Fields:
        dice, found = self._dice, Fields()
        if dice.chance(GROUNDED_SHARE):
            found["goal_grounded_in_citizen"] = True
            found["goal_grounded_in_market"] = dice.chance(MET_SHARE)
        for name, share, texts in (
            ("search_activities", AGREED_SEARCH_SHARE, JOB_SEARCH),
            ("measures_purpose", PURPOSE_SHARE, PURPOSES),
            ("smart_agreement", PURPOSE_SHARE, SMART_AGREEMENTS),
        ):
            if dice.chance(share):
                found[name] = dice.pick(texts)
        return found

    def _action(self, step: int) -> Fields:
        if not self._dice.chance(ACTION_SHARE):
            return {}
        late = self._dice.chance(LATE_ACTION_SHARE)
        day = self._today + (-self._dice.between(1, 6) if late else self._dice.between(SOONEST_DAYS, LATEST_DAYS))
        due = day if late else working_day(day)
        return {"action": self._dice.pick(ACTIONS[PHASES[step]]), "action_due_on": date.fromordinal(due)}
