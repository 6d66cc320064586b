"""What the figures add up to, how much goes back, and whether they can be trusted."""

from collections.abc import Mapping

from kanban.domain.messages import Message, say
from kanban.domain.months import month_of
from kanban.domain.steps import STEP_NUMBERS, Direction, step
from kanban.domain.views.flow import FlowReport, Little
from kanban.domain.views.flow_details import FlowDetails
from kanban.domain.views.flow_page import Checks, Fact, LateLine
from kanban.services.flow.page_cells import number, plus, share
from kanban.services.flow.page_months import provisional_from

ALARM_ABOVE = 1.5


def balance(report: FlowReport, details: FlowDetails) -> tuple[Fact, ...]:
    """Who came, came back and left, and how many moves went ahead."""
    ways = _by_way(report)
    return (
        Fact(say("New on the board"), number(details.arrivals, _way(Direction.INTAKE))),
        Fact(say("Came back to the board"), number(details.returns, _way(Direction.RETURN))),
        Fact(say("Left the board"), number(details.departures, {"figure": "departures"})),
        Fact(say("Moves ahead"), number(ways[Direction.FORWARD] + ways[Direction.SKIP], _way("ahead"))),
        Fact(say("of them past a step"), number(ways[Direction.SKIP], _way(Direction.SKIP))),
    )


def backflow(report: FlowReport, details: FlowDetails) -> tuple[Fact, ...]:
    """Setbacks by moves and by citizens: the two differ much, so both are told."""
    moves, citizens = _way(Direction.BACKWARD), {"figure": "setbacks"}
    back, shares = _by_way(report)[Direction.BACKWARD], report.backflow
    return (
        Fact(say("Moves back"), number(back, moves), share(shares.moves, moves)),
        Fact(say("Citizens with a move back"), number(details.setbacks, citizens), share(shares.citizens, citizens)),
        Fact(say("Citizens on the board in the period"), number(details.present, {"figure": "present"})),
    )


def _way(direction: str) -> Mapping[str, str | int]:
    return {"figure": "direction", "direction": str(direction)}


def _by_way(report: FlowReport) -> dict[Direction, int]:
    return {way: sum(move.count for move in report.moves if move.direction == way) for way in Direction}


def checks(report: FlowReport, details: FlowDetails) -> Checks:
    """Little's ratio as an alarm, the months that may still grow, and what came in late."""
    here = sum(row.count for row in report.distribution if row.step in STEP_NUMBERS)
    at_end = {"figure": "stock", "day": report.last.isoformat()}
    return Checks(
        little=_little(report.little),
        alarm=report.little.ratio is not None and report.little.ratio > ALARM_ABOVE,
        facts=(
            Fact(say("On a step when the period ends"), number(here, {**at_end, "step": "all"})),
            Fact(say("Left in the period"), number(details.departures, {"figure": "departures"})),
        ),
        provisional=_provisional(report),
        late=tuple(
            LateLine(
                step(each.step),
                number(each.then, {**at_end, "step": each.step}),
                number(each.now, {**at_end, "step": each.step, "known_at": ""}),
                plus(each.now - each.then),
            )
            for each in details.late_news
        ),
    )


def _little(found: Little) -> Message:
    """Mean number on the board against departures a day times days in the system; our choice of when it is told."""
    if found.ratio is None:
        return say("Nobody has left the board in the period, so there is nothing to hold the numbers against.")
    shown = f"{found.ratio:.1f}".replace(".", ",")
    if found.ratio > ALARM_ABOVE:
        return say(
            "There are %(ratio)s times as many on the board as those who leave it account for. Either the board is"
            " growing, or there are cases that nobody finishes or closes.",
            ratio=shown,
        )
    if found.ratio < 1 / ALARM_ABOVE:
        return say(
            "There are only %(ratio)s times as many on the board as those who leave it account for. The board is being"
            " filled up or emptied; read the times with care.",
            ratio=shown,
        )
    return say(
        "The numbers fit together: the ratio between those on the board and those who leave it is %(ratio)s, and"
        " near 1 is right.",
        ratio=shown,
    )


def _provisional(report: FlowReport) -> Message | None:
    begins = provisional_from(report)
    if begins is None:
        return None
    if month_of(begins) == month_of(report.last):
        return say("%(month)s is provisional: some of its moves are registered later.", month=f"{begins:%m-%Y}")
    return say("%(month)s and later is provisional: some moves are registered later.", month=f"{begins:%m-%Y}")
