"""What a list behind a figure is called: the figure's definition for the part that was chosen."""

from collections.abc import Callable

from kanban.domain.inputs.behind_query import Question
from kanban.domain.messages import Message, say
from kanban.domain.steps import OUT
from kanban.domain.transition import name_of
from kanban.flow.counted_stays import ALL
from kanban.services.behind.present import PRESENT_HEADINGS
from kanban.services.targets.target_lists import TARGET_HEADINGS

MOVES = frozenset({"moves", "direction", "departures", "setbacks", "crossed"})
_WAYS = {
    "intake": say("Came to the board"),
    "forward": say("Moves one step ahead"),
    "skip": say("Moves ahead past a step"),
    "backward": say("Moves back"),
    "out": say("Left the board"),
    "return": say("Came back to the board"),
    "ahead": say("Moves ahead"),
}
_PLAIN = {
    "departures": say("Left the board"),
    "setbacks": say("Citizens who have moved back"),
    "present": say("Citizens who have been on the board"),
}


def heading(question: Question) -> Message:
    """The list's heading."""
    figure = question.figure
    if figure in _PLAIN:
        return _PLAIN[figure]
    if figure == "direction":
        return _WAYS[question.text("direction")]
    return _HEADINGS[figure](question)


def place(step: int | None) -> Message:
    """A step with number and name, or where it is none."""
    if step is None:
        return say("Outside the board")
    if step == OUT:
        return say("Out of the board")
    return say("step %(number)s, %(name)s", number=step, name=name_of(step))


def _stock(question: Question) -> Message:
    if question.text("step") == ALL:
        return say("Citizens on a step on %(day)s", day=question.day())
    return say("On %(step)s, on %(day)s", step=place(question.step()), day=question.day())


def _moves(question: Question) -> Message:
    before, after = place(question.maybe_step("from_step")), place(question.step("to_step"))
    return say("Moves from %(before)s to %(after)s", before=before, after=after)


def _open(question: Question) -> Message:
    step, over, older = place(question.step()), question.maybe_number("over"), question.maybe_number("older")
    least, most = question.maybe_number("least"), question.maybe_number("most")
    if over is not None:
        return say("On %(step)s, for more than %(days)s days", step=step, days=over)
    if older is not None:
        return say("On %(step)s, begun more than %(days)s days ago", step=step, days=older)
    if least is not None and most is not None:
        return say("On %(step)s, for %(least)s to %(most)s days", step=step, least=least, most=most)
    if least is not None:
        return say("On %(step)s, for at least %(least)s days", step=step, least=least)
    return say("On %(step)s, on %(day)s", step=step, day=question.period.last)


def _within(text: str) -> Callable[[Question], Message]:
    def told(question: Question) -> Message:
        return Message(text, {"step": place(question.step()), "days": question.number("within")})

    return told


def _at_step(text: str) -> Callable[[Question], Message]:
    return lambda question: Message(text, {"step": place(question.step())})


_HEADINGS: dict[str, Callable[[Question], Message]] = {
    **PRESENT_HEADINGS,
    **TARGET_HEADINGS,
    "stock": _stock,
    "moves": _moves,
    "open": _open,
    "first_reach": lambda question: say(
        "Had reached %(step)s or come nearer the goal by %(day)s", step=place(question.step()), day=question.day()
    ),
    "entries": _at_step(say("Came to %(step)s").text),
    "arrivals": _at_step(say("Came to %(step)s").text),
    "first_arrivals": _at_step(say("Came to %(step)s for the first time").text),
    "exits": _at_step(say("Left %(step)s").text),
    "visits": _at_step(say("Stays on %(step)s").text),
    "finished": _at_step(say("Stays on %(step)s that have ended").text),
    "running": _at_step(say("Stays on %(step)s that still run").text),
    "crossed": _at_step(say("Came to %(step)s or past it").text),
    "kept_base": _at_step(say("Stood on %(step)s or nearer the goal when the month began").text),
    "kept": _at_step(say("Kept on %(step)s or nearer the goal").text),
    "matured": _within(say("Stays on %(step)s begun at least %(days)s days ago").text),
    "matured_ended": _within(say("Stays on %(step)s that ended within %(days)s days").text),
    "reach_mature": _within(say("Began farther away than %(step)s, at least %(days)s days ago").text),
    "reach_reached": _within(say("Reached %(step)s or nearer within %(days)s days").text),
}
