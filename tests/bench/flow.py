"""The flow figures' time and memory as the board grows to a million moves, and the flow page's server time."""

import subprocess
import sys
from dataclasses import dataclass

from kanban.services.flow.flow_json import flow_json
from kanban.services.flow.flow_report import municipality_flow
from kanban.services.runtime import Runtime
from tests.bench.client import PLACE, bench, median_ms
from tests.bench.flow_rows import MOVES_EACH, fill
from tests.factories import runtime_on
from tests.support.databases import DatabaseMaker

SIZES = (1_000, 10_000, 100_000)
LARGEST_PLACE = 4_012
TIMES = 5


@dataclass(frozen=True)
class Flow:
    """One municipality's figures: median seconds, and the largest memory of a process that does nothing else."""

    moves: int
    seconds: float
    peak_mb: float


@dataclass(frozen=True)
class FlowFigures:
    """Growth with the number of citizens, one municipality alone and among all others, and the page in ms."""

    growth: tuple[Flow, ...]
    alone: Flow
    among: Flow
    page_ms: float


def flow_figures(maker: DatabaseMaker) -> FlowFigures:
    """Everything, each size in a database of its own; the largest has the one municipality beside it."""
    growth, among = [], None
    for citizens in SIZES:
        url = maker.fresh()
        runtime = runtime_on(url)
        fill(runtime, "Alle", citizens)
        growth.append(_flow(runtime, url, "Alle", citizens))
        if citizens == SIZES[-1]:
            fill(runtime, PLACE, LARGEST_PLACE)
            among = _flow(runtime, url, PLACE, LARGEST_PLACE)
        runtime.close()
        maker.drop(url)
    alone, page_ms = _one_place(maker)
    return FlowFigures(tuple(growth), alone, among or alone, page_ms)


def _one_place(maker: DatabaseMaker) -> tuple[Flow, float]:
    url = maker.fresh()
    with bench(url, lambda runtime: fill(runtime, PLACE, LARGEST_PLACE), role="leader") as found:
        alone = _flow(found.runtime, url, PLACE, LARGEST_PLACE)
        assert found.client.get("/flow").status_code == 200
        page_ms = median_ms(lambda: found.client.get("/flow"), TIMES)
    maker.drop(url)
    return alone, page_ms


def _flow(runtime: Runtime, url: str, place: str, citizens: int) -> Flow:
    taken_ms = median_ms(lambda: flow_json(municipality_flow(runtime, place, {})), TIMES)
    return Flow(citizens * MOVES_EACH, taken_ms / 1000, _peak_mb(url, place))


def _peak_mb(url: str, place: str) -> float:
    command = [sys.executable, "-m", "tests.bench.flow_memory", url, place]
    return float(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
