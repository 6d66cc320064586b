"""Every number of a flow report with the question that opens it: what the pages link to."""

from collections.abc import Iterator
from typing import Any

Door = tuple[dict[str, str], int]


def doors(found: dict[str, Any], days: list[str]) -> Iterator[Door]:
    """(query parts, number) for the whole report, its daily rows on some days only."""
    yield from _stocks(found, days)
    yield from _flows(found)
    yield from _stays(found)
    yield from _shares(found)


def _stocks(found: dict[str, Any], days: list[str]) -> Iterator[Door]:
    for row in found["distribution"]:
        yield ask("stock", step=row["step"]), row["count"]
    yield ask("stock", step="all"), sum(row["count"] for row in found["distribution"] if row["step"])
    for table, figure in (("distribution_daily", "stock"), ("cfd", "first_reach")):
        for row in found[table]:
            if row["date"] in days:
                for step in set(row) - {"date"}:
                    yield ask(figure, step=step, day=row["date"]), row[step]


def _flows(found: dict[str, Any]) -> Iterator[Door]:
    directions: dict[str, int] = {}
    for row in found["moves"]:
        before = "none" if row["from_step"] is None else row["from_step"]
        yield ask("moves", from_step=before, to_step=row["to_step"]), row["count"]
        directions[row["direction"]] = directions.get(row["direction"], 0) + row["count"]
    for way, number in directions.items():
        yield ask("direction", direction=way), number
    yield ask("direction", direction="ahead"), directions.get("forward", 0) + directions.get("skip", 0)
    for row in found["flow"]:
        if row["entries"] or row["exits"]:
            yield ask("entries", step=row["step"], month=row["month"]), row["entries"]
            yield ask("exits", step=row["step"], month=row["month"]), row["exits"]
    for row in found["throughput"]:
        if row["all"]:
            yield ask("first_arrivals", step=row["step"], month=row["month"]), row["first"]
            yield ask("arrivals", step=row["step"], month=row["month"]), row["all"]


def _stays(found: dict[str, Any]) -> Iterator[Door]:
    for row in found["time_in_step"]:
        for figure in ("visits", "finished", "running"):
            yield ask(figure, step=row["step"]), row[figure]
    for row in found["ageing"]:
        yield ask("open", step=row["step"]), row["open"]
        if row["p85_days"] is not None:
            yield ask("open", step=row["step"], older=row["p85_days"]), row["over_p85"]


def _shares(found: dict[str, Any]) -> Iterator[Door]:
    for row in found["reach"]:
        yield ask("reach_mature", step=row["step"], within=row["within_days"]), row["mature"]
        yield ask("reach_reached", step=row["step"], within=row["within_days"]), row["reached"]
    days = len(found["distribution_daily"])
    yield ask("departures"), round(found["little"]["departures_per_day"] * days)


def ask(figure: str, **parts: str | int) -> dict[str, str]:
    """The parts of a list's address."""
    return {"figure": figure, **{name: str(value) for name, value in parts.items()}}
