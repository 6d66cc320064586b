"""The flow figures as JSON, for ``flow.json`` and the command line: the same words, the same text."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from kanban.domain.views.flow import DayCounts, FlowReport

_TABLES = ("distribution", "moves", "flow", "time_in_step", "reach", "ageing", "throughput")
_SINGLE = ("backflow", "little")


def flow_json(report: FlowReport) -> str:
    """One JSON object; dates are ISO, steps numbers, and null where there is nothing to tell."""
    forecast = asdict(report.forecast) if report.forecast else None
    return json.dumps(
        {
            "from": report.first,
            "to": report.last,
            "known_at": report.known_at,
            "team": report.team,
            "broker": report.broker,
            "programme": report.programme,
            "citizens": report.citizens,
            "distribution": _rows(report.distribution),
            "distribution_daily": _days(report.distribution_daily),
            "cfd": _days(report.cfd),
            **{name: _rows(getattr(report, name)) for name in _TABLES[1:]},
            **{name: vars(getattr(report, name)) for name in _SINGLE},
            "forecast": forecast,
        },
        allow_nan=False,
        ensure_ascii=False,
        default=_iso,
    )


def _rows(found: Sequence[object]) -> list[dict[str, Any]]:
    return [vars(each) for each in found]


def _days(found: Sequence[DayCounts]) -> list[dict[str, Any]]:
    return [{"date": each.date, **{str(step): number for step, number in each.steps.items()}} for each in found]


def _iso(value: Any) -> str:  # noqa: ANN401 - json's own signature
    return str(value.isoformat())
