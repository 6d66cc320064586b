"""What a municipality may decide for itself: norms for caseloads and the bands in which hours are counted."""

from collections.abc import Mapping
from dataclasses import dataclass

HOUR = 60


@dataclass(frozen=True)
class LocalRules:
    """The rules in force.

    ``norm_low`` and ``norm_high`` bound a broker's caseload; published norms go from 30 to 50 cases (R-CASE-1,
    R-CASE-2). ``hours_bands`` are the upper limits of the bands of paid hours a week (R-HOURS-2, R-HOURS-3).
    """

    norm_low: int = 30
    norm_high: int = 50
    hours_bands: tuple[int, ...] = (5, 10, 30)


@dataclass(frozen=True)
class HoursBand:
    """Hours above ``over`` up to and with ``up_to`` (None: no limit), in whole hours a week."""

    over: int
    up_to: int | None


def rules_from(stored: Mapping[str, str]) -> LocalRules:
    """The rules with a municipality's own values where it has any; stored values have been checked before."""
    default = LocalRules()
    bands = stored.get("hours_bands", "")
    return LocalRules(
        norm_low=int(stored.get("norm_low", default.norm_low)),
        norm_high=int(stored.get("norm_high", default.norm_high)),
        hours_bands=tuple(int(part) for part in bands.split(",")) if bands else default.hours_bands,
    )


def bands(rules: LocalRules) -> tuple[HoursBand, ...]:
    """The bands, without gaps: every number of hours above none is in exactly one."""
    limits = (0, *rules.hours_bands)
    return tuple(HoursBand(low, high) for low, high in zip(limits, (*rules.hours_bands, None), strict=True))


def band_of(minutes: int | None, rules: LocalRules) -> HoursBand | None:
    """The band that so many paid minutes a week fall in; None for no hours."""
    if not minutes:
        return None
    return next(band for band in bands(rules) if band.up_to is None or minutes <= band.up_to * HOUR)
