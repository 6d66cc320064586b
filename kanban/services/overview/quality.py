"""How complete the groundwork is: CV, job goals, work agreements (R-QA-1, R-QA-2, R-CV-5, R-GOAL-10)."""

from collections import Counter

from sqlmodel import Session

from kanban.domain.completeness import Check, checks, judged
from kanban.domain.messages import say
from kanban.domain.quality import Area
from kanban.domain.views.overview import CheckGroup, CheckView
from kanban.services.overview.counted import counted
from kanban.store import answers
from kanban.store.flow_scope import FlowScope

_TITLES = {Area.CV: say("CV"), Area.GOALS: say("Job goals"), Area.AGREEMENT: say("In a company")}


def quality(session: Session, scope: FlowScope) -> tuple[CheckGroup, ...]:
    """Each question with those who have it and those who lack it; questions that concern nobody are left out."""
    met: Counter[tuple[str, bool]] = Counter()
    for given, citizens in answers.answer_counts(session, scope).items():
        for key, answer in judged(given).items():
            met[key, answer] += citizens
    views = [(each.area, _view(each, scope, met)) for each in checks()]
    groups = (
        (title, tuple(view for area, view in views if area is wanted and view.asked))
        for wanted, title in _TITLES.items()
    )
    return tuple(CheckGroup(title, found) for title, found in groups if found)


def _view(each: Check, scope: FlowScope, met: Counter[tuple[str, bool]]) -> CheckView:
    return CheckView(
        key=each.key,
        label=each.message,
        met=counted(met[each.key, True], scope, "quality", what=each.key, having="yes"),
        lacking=counted(met[each.key, False], scope, "quality", what=each.key, having="no"),
    )
