"""Which citizens a cohort, a target or a share counts: the lists behind the figures that look at whole courses."""

from datetime import timedelta

from kanban.domain.flow_stays import ANYWHERE, FlowStay, Narrowing
from kanban.domain.inputs.behind_query import Question
from kanban.domain.steps import OUT, STEP_NUMBERS, Direction, direction
from kanban.flow.figure import Figure, Keeps


def first_reach(question: Question) -> Figure:
    """Citizens who had ever been at a step or nearer the goal by a day."""
    step, day = question.step(), question.day()
    return Figure(
        Narrowing(tuple(range(1, step + 1)), began_here=True),
        lambda stay: _at(stay, step) and (stay.best is None or stay.best > step) and stay.enter <= day,
    )


def matured(question: Question) -> Figure:
    """Stays begun in the period at least so many days before its end."""
    step, days = question.step(), question.period
    latest = days.last - timedelta(days=question.number("within"))
    return Figure(
        Narrowing((step,), days), lambda stay: stay.step == step and stay.enter in days and stay.enter <= latest
    )


def matured_ended(question: Question) -> Figure:
    """Those of them that ended within so many days."""
    old, within = matured(question), question.number("within")
    return Figure(
        old.narrowing,
        lambda stay: old.keeps(stay) and stay.leave is not None and (stay.leave - stay.enter).days <= within,
    )


def reach_mature(question: Question) -> Figure:
    """Citizens who started in the period farther away than a step, at least so many days before its end."""
    step, begun = question.step(), _begun_long_ago(question)
    return Figure(
        Narrowing(began_here=True),
        lambda stay: begun(stay) and stay.best is None and stay.step > step,
    )


def reach_reached(question: Question) -> Figure:
    """Those of them who came to the step or nearer within so many days."""
    step, within, begun = question.step(), question.number("within"), _begun_long_ago(question)
    return Figure(
        Narrowing(tuple(range(1, step + 1)), began_here=True),
        lambda stay: (
            begun(stay) and _at(stay, step) and (stay.best or 0) > step and stay.age is not None and stay.age <= within
        ),
    )


def departures(question: Question) -> Figure:
    """Citizens who left the board in the period."""
    days = question.days()
    return Figure(
        Narrowing((OUT,), days), lambda stay: stay.step == OUT and stay.prev is not None and stay.enter in days
    )


def setbacks(question: Question) -> Figure:
    """Citizens who moved back in the period, each once."""
    days = question.days()
    return Figure(
        Narrowing(STEP_NUMBERS, days),
        lambda stay: stay.enter in days and direction(stay.prev, stay.step) is Direction.BACKWARD,
        once=True,
    )


def present(question: Question) -> Figure:
    """Citizens who were on the board at some time in the period, each once."""
    days = question.period
    return Figure(
        Narrowing(STEP_NUMBERS),
        lambda stay: stay.step != OUT and stay.enter <= days.last and (stay.leave is None or stay.leave >= days.first),
        once=True,
    )


def crossed(question: Question) -> Figure:
    """Citizens who came to a step or nearer the goal from farther away or from outside, each once (R-TGT-2)."""
    step, days = question.step(), question.days()
    return Figure(
        Narrowing(tuple(range(1, step + 1)), days),
        lambda stay: _at(stay, step) and not 0 < (stay.prev or 0) <= step and stay.enter in days,
        once=True,
    )


def kept_base(question: Question) -> Figure:
    """Citizens at a step or nearer the goal on the day before a month (R-TGT-2)."""
    step, month = question.step(), question.month() or question.period
    before = month.first - timedelta(days=1)
    return Figure(Narrowing(tuple(range(1, step + 1))), lambda stay: _at(stay, step) and stay.on(before))


def kept(question: Question) -> Figure:
    """Those of them who are there at the month's end too, or on the period's last day if that comes first."""
    step, base = question.step(), kept_base(question)
    end = min((question.month() or question.period).last, question.period.last)
    return Figure(base.narrowing, lambda stay: _at(stay, step) and stay.on(end), also=base.keeps)


def _at(stay: FlowStay, step: int) -> bool:
    return OUT < stay.step <= step


def _begun_long_ago(question: Question) -> Keeps:
    days, within = question.period, question.number("within")
    latest = days.last - timedelta(days=within)

    def keeps(stay: FlowStay) -> bool:
        begun = stay.begun is not None and stay.begun in days and stay.begun <= latest
        return begun and stay.spell == 1 and stay.step in ANYWHERE and stay.enter <= days.last

    return keeps
