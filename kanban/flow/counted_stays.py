"""Which stays a stock, a flow or an age counts: the lists behind the figures that look at single stays."""

from kanban.domain.flow_stays import FlowStay, Narrowing
from kanban.domain.inputs.behind_query import Question
from kanban.domain.steps import STEP_NUMBERS, Direction, direction
from kanban.flow.figure import Figure

AHEAD, ALL = "ahead", "all"
DIRECTIONS = {**{str(each): (each,) for each in Direction}, AHEAD: (Direction.FORWARD, Direction.SKIP)}


def stock(question: Question) -> Figure:
    """Citizens in a step at the end of a day; ``all`` are those on any step."""
    steps = STEP_NUMBERS if question.text("step") == ALL else (question.step(),)
    day = question.day()
    return Figure(Narrowing(steps, covering=day), lambda stay: stay.step in steps and stay.on(day))


def moves(question: Question) -> Figure:
    """Moves of the period from one step to another."""
    before, after = question.maybe_step("from_step"), question.step("to_step")
    days = question.days()
    return Figure(
        Narrowing((after,), days), lambda stay: stay.step == after and stay.prev == before and stay.enter in days
    )


def directed(question: Question) -> Figure:
    """Moves of the period in a direction; ``ahead`` is forward with or without skipping."""
    wanted, days = DIRECTIONS[question.word("direction", DIRECTIONS)], question.days()
    return Figure(
        Narrowing(entered=days), lambda stay: stay.enter in days and direction(stay.prev, stay.step) in wanted
    )


def entries(question: Question) -> Figure:
    """Stays begun in a step in a month or the period; throughput calls them arrivals."""
    step, days = question.step(), question.days()
    return Figure(Narrowing((step,), days), lambda stay: stay.step == step and stay.enter in days)


def exits(question: Question) -> Figure:
    """Stays in a step ended in a month or the period."""
    step, days = question.step(), question.days()
    return Figure(Narrowing((step,)), lambda stay: stay.step == step and stay.leave is not None and stay.leave in days)


def first_arrivals(question: Question) -> Figure:
    """First stays of citizens in a step begun in a month or the period."""
    step, days = question.step(), question.days()
    return Figure(Narrowing((step,), days), lambda stay: stay.step == step and stay.first and stay.enter in days)


def finished(question: Question) -> Figure:
    """Stays begun in the period that have ended."""
    step, days = question.step(), question.period
    return Figure(
        Narrowing((step,), days),
        lambda stay: stay.step == step and stay.enter in days and not stay.on(days.last),
    )


def running(question: Question) -> Figure:
    """Stays begun in the period that have not ended."""
    step, days = question.step(), question.period
    return Figure(
        Narrowing((step,), days), lambda stay: stay.step == step and stay.enter in days and stay.on(days.last)
    )


def still_open(question: Question) -> Figure:
    """Citizens in a step on the last day, by days in it (``over``, ``least``, ``most``) or since starting."""
    step, last = question.step(), question.period.last
    over, older = question.maybe_number("over"), question.maybe_number("older")
    least, most = question.maybe_number("least"), question.maybe_number("most")

    def keeps(stay: FlowStay) -> bool:
        days, age = (last - stay.enter).days, (last - (stay.begun or stay.enter)).days
        return (
            stay.step == step
            and stay.on(last)
            and (over is None or days > over)
            and (least is None or days >= least)
            and (most is None or days <= most)
            and (older is None or age > older)
        )

    return Figure(Narrowing((step,), covering=last), keeps)
