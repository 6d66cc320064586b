"""The figures told by month: entries, exits and their difference, and throughput."""

from collections.abc import Callable, Sequence

from kanban.charts.columns import Bar, Panel, inside, mirrored
from kanban.domain.messages import Message, say
from kanban.domain.steps import OUT, STEP_NUMBERS
from kanban.domain.views.drawings import Box, ColumnChart, Door
from kanban.domain.views.flow import FlowReport
from kanban.domain.views.flow_page import Figure, Table
from kanban.services.flow.page_cells import named, number, signed, step_heads, words
from kanban.services.flow.page_months import Span, spans

_PLACES = (*STEP_NUMBERS, OUT)
_AIMS = (4, 3, 2, 1)
_MONTHLY = Box(width=1150, height=236, left=44, right=1148, top=40, bottom=206)
_THROUGHPUT = Box(width=680, height=330, left=40, right=676, top=40, bottom=300)
_Count = Callable[[Span, int], int]


def monthly_figure(report: FlowReport) -> Figure[ColumnChart]:
    """Stays begun and ended by month."""
    found = spans(report)
    come = _counter({(row.month, row.step): row.entries for row in report.flow})
    gone = _counter({(row.month, row.step): row.exits for row in report.flow})
    panels = [_panel(step, found, ("entries", come), ("exits", gone)) for step in STEP_NUMBERS]
    return Figure(
        key="monthly",
        title=say("In and out of the steps"),
        definition=say(
            "Stays begun in the month upwards, ended downwards. The line is the difference: above the middle the step"
            " grows."
        ),
        description=_growth(report),
        drawing=mirrored(panels, _MONTHLY) if any(row.entries or row.exits for row in report.flow) else None,
        tables=(
            _by_month(say("Into the step"), found, _PLACES, "entries", come),
            _by_month(say("Out of the step"), found, _PLACES, "exits", gone),
            _differences(found, come, gone),
        ),
    )


def throughput_figure(report: FlowReport) -> Figure[ColumnChart]:
    """Arrivals in the steps that milestones are about."""
    found = spans(report)
    first = _counter({(row.month, row.step): row.first for row in report.throughput})
    everyone = _counter({(row.month, row.step): row.all for row in report.throughput})
    panels = [_panel(step, found, ("arrivals", everyone), ("first_arrivals", first)) for step in _AIMS]
    return Figure(
        key="throughput",
        title=say("Arrivals on steps 4 to 1"),
        definition=say("Citizens who came to the step in the month. The dark part came there for the first time."),
        description=_arrived(found, first, everyone),
        drawing=inside(panels, _THROUGHPUT) if _is_any(found, everyone) else None,
        tables=(
            _by_month(say("Came for the first time"), found, STEP_NUMBERS, "first_arrivals", first),
            _by_month(say("All who came"), found, STEP_NUMBERS, "arrivals", everyone),
        ),
    )


def _counter(counts: dict[tuple[str, int], int]) -> _Count:
    """The sum over the months of a span."""
    return lambda span, step: sum(counts[month, step] for month in span.months)


def _growth(report: FlowReport) -> Message:
    if not any(row.entries or row.exits for row in report.flow):
        return say("No stay has begun or ended in the period. Choose a longer one.")
    net = {step: sum(row.net for row in report.flow if row.step == step) for step in STEP_NUMBERS}
    most = max(net, key=lambda step: net[step])
    if net[most] <= 0:
        return say("No step has grown in the period.")
    return say("Step %(step)s has grown most: by %(count)s citizens.", step=named(most), count=net[most])


def _is_any(found: Sequence[Span], count: _Count) -> bool:
    return any(count(span, step) for span in found for step in _AIMS)


def _arrived(found: Sequence[Span], first: _Count, everyone: _Count) -> Message:
    if not _is_any(found, everyone):
        return say("Nobody has come to steps 4 to 1 in the period. Choose a longer one.")
    goal = _AIMS[-1]
    return say(
        "%(count)s citizens came to step %(step)s for the first time in the period.",
        count=sum(first(span, goal) for span in found),
        step=named(goal),
    )


def _differences(found: Sequence[Span], come: _Count, gone: _Count) -> Table:
    rows = tuple(
        (words(span.named), *(signed(come(span, step) - gone(span, step)) for step in _PLACES)) for span in found[::-1]
    )
    return Table(say("Difference"), (say("Month"), *step_heads(_PLACES)), rows)


def _panel(step: int, found: Sequence[Span], up: tuple[str, _Count], down: tuple[str, _Count]) -> Panel:
    doors: tuple[Door, Door] = {"figure": up[0], "step": step}, {"figure": down[0], "step": step}
    bars = [
        Bar(
            span.label, span.tick, span.provisional, up[1](span, step), down[1](span, step),
            {**doors[0], **span.door}, {**doors[1], **span.door},
        )
        for span in found
    ]  # fmt: skip
    return Panel(step, bars, *doors)


def _by_month(title: Message, found: Sequence[Span], places: Sequence[int], figure: str, count: _Count) -> Table:
    rows = tuple(
        (
            words(span.named),
            *(number(count(span, step), {"figure": figure, "step": step, **span.door}) for step in places),
        )
        for span in found[::-1]
    )
    return Table(title, (say("Month"), *step_heads(places)), rows)
