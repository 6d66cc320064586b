"""Reading ``flow.json`` as tests want to: rows by their keys, rows that tell nothing left out."""

import json
from dataclasses import dataclass
from typing import Any

from kanban.domain.views.flow import FlowReport
from kanban.services.flow.flow_json import flow_json


@dataclass(frozen=True)
class Answers:
    """One answer."""

    json: dict[str, Any]

    def stock(self) -> list[dict[int, int]]:
        return _days(self.json["distribution_daily"])

    def cfd(self) -> list[dict[int, int]]:
        return _days(self.json["cfd"])

    def moves(self) -> dict[tuple[int | None, int], int]:
        return {(row["from_step"], row["to_step"]): row["count"] for row in self.json["moves"]}

    def flow(self) -> dict[tuple[str, int], tuple[int, int]]:
        rows = self.json["flow"]
        assert all(row["net"] == row["entries"] - row["exits"] for row in rows)
        return {
            (row["month"], row["step"]): (row["entries"], row["exits"])
            for row in rows
            if row["entries"] or row["exits"]
        }

    def throughput(self) -> dict[tuple[str, int], tuple[int, int]]:
        return {
            (row["month"], row["step"]): (row["first"], row["all"]) for row in self.json["throughput"] if row["all"]
        }

    def row(self, table: str, step: int) -> dict[str, Any]:
        """The row of a step, without its number."""
        (found,) = [row for row in self.json[table] if row["step"] == step]
        return {name: value for name, value in found.items() if name != "step"}


def asked(report: FlowReport) -> Answers:
    """A report as its JSON says it."""
    return Answers(json.loads(flow_json(report)))


def _days(rows: list[dict[str, Any]]) -> list[dict[int, int]]:
    return [{int(name): number for name, number in row.items() if name != "date"} for row in rows]
