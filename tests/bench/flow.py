"""The flow figures' time and memory as the board grows to a million moves, and the flow page's server time."""

import gc
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from urllib.parse import urlencode

from kanban.services.flow.flow_json import flow_json
from kanban.services.flow.flow_report import municipality_flow
from kanban.services.runtime import Runtime
from tests.bench.client import PLACE, bench, median_ms
from tests.bench.flow_rows import MOVES_EACH, PROGRAMMES, fill
from tests.factories import TODAY, runtime_on
from tests.support.databases import DatabaseMaker

SIZES = (1_000, 10_000, 100_000)
LARGEST_PLACE = 4_012
TIMES = 5
ALL: Mapping[str, str] = MappingProxyType({})
HALF = {"programme": PROGRAMMES[0]}
THEN = {"known_at": (TODAY - timedelta(days=120)).isoformat()}


@dataclass(frozen=True)
class Flow:
    """One municipality's figures: median seconds, and the largest memory of a process that does nothing else."""

    moves: int
    seconds: float
    peak_mb: float


@dataclass(frozen=True)
class FlowFigures:
    """Growth with the number of citizens, one municipality alone and among all others, and the page in ms.

    Of the largest also a programme with half of the citizens, and what was known four months ago.
    """

    growth: tuple[Flow, ...]
    half: Flow
    then: Flow
    alone: Flow
    among: Flow
    page_ms: float


def flow_figures(maker: DatabaseMaker) -> FlowFigures:
    """Everything, each size in a database of its own; the largest has the one municipality beside it."""
    growth: list[Flow] = []
    special: list[Flow] = []
    for citizens in SIZES:
        url = maker.fresh()
        runtime = runtime_on(url)
        fill(runtime, "Alle", citizens)
        growth.append(_flow(runtime, url, "Alle", citizens))
        if citizens == SIZES[-1]:
            fill(runtime, PLACE, LARGEST_PLACE)
            special = [_flow(runtime, url, PLACE, LARGEST_PLACE)]
            special += [_flow(runtime, url, "Alle", citizens, query) for query in (HALF, THEN)]
        runtime.close()
        maker.drop(url)
    among, half, then = special
    alone, page_ms = _one_place(maker)
    return FlowFigures(tuple(growth), half, then, alone, among, page_ms)


def _one_place(maker: DatabaseMaker) -> tuple[Flow, float]:
    url = maker.fresh()
    with bench(url, lambda runtime: fill(runtime, PLACE, LARGEST_PLACE), role="leader") as found:
        alone = _flow(found.runtime, url, PLACE, LARGEST_PLACE)
        assert found.client.get("/flow").status_code == 200
        page_ms = median_ms(lambda: found.client.get("/flow"), TIMES)
    maker.drop(url)
    return alone, page_ms


def _flow(runtime: Runtime, url: str, place: str, citizens: int, query: Mapping[str, str] = ALL) -> Flow:
    gc.collect()
    gc.freeze()
    taken_ms = median_ms(lambda: flow_json(municipality_flow(runtime, place, query)), TIMES)
    return Flow(citizens * MOVES_EACH, taken_ms / 1000, _peak_mb(url, place, query))


def _peak_mb(url: str, place: str, query: Mapping[str, str]) -> float:
    command = [sys.executable, "-m", "tests.bench.flow_memory", url, place, urlencode(query)]
    return float(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
