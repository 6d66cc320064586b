"""The memory one municipality's flow figures take at most: a program of its own, told an address, a name and a query.

A started process inherits its parent's peak in what the parent is told of it, so this one reads its own.
"""

import resource
import sys
from pathlib import Path
from urllib.parse import parse_qsl

from kanban.services.flow.flow_json import flow_json
from kanban.services.flow.flow_report import municipality_flow
from tests.factories import runtime_on

_STATUS = Path("/proc/self/status")


def main(url: str, place: str, query: str) -> None:
    """Print the peak in MB."""
    runtime = runtime_on(url)
    flow_json(municipality_flow(runtime, place, dict(parse_qsl(query))))
    runtime.close()
    print(_peak_kb() / 1024)


def _peak_kb() -> float:
    if not _STATUS.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    (line,) = [line for line in _STATUS.read_text().splitlines() if line.startswith("VmHWM")]
    return float(line.split()[1])


if __name__ == "__main__":
    main(*sys.argv[1:])
