"""Monthly milestones: how many citizens are to start and how many are to be kept, for whom (R-TGT-2, R-TGT-6).

Two kinds, the same in every figure and list: **start** counts citizens, each once, who in the month came to the step
or nearer the goal from farther away or from outside; **keep** counts those who were at the step or nearer at the end
of the day before the month and still are at its end, or today while it runs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from sqlmodel import Field, Index, SQLModel

K = TypeVar("K")


class MilestoneKind(StrEnum):
    """What a milestone counts."""

    START = "start"
    KEEP = "keep"


class Milestone(SQLModel, table=True):
    """So many citizens in a month; the newest row of a place counts, none is changed, no number takes it back.

    Without team and broker it is the municipality's. ``month`` is the month's first day.
    """

    __tablename__ = "milestone"
    __table_args__ = (Index("ix_milestone_month", "municipality_id", "month"),)

    id: int | None = Field(default=None, primary_key=True)
    municipality_id: int = Field(foreign_key="municipality.id")
    month: date
    team_id: int | None = Field(default=None, foreign_key="team.id")
    broker_id: int | None = Field(default=None, foreign_key="staff.id")
    kind: str
    step: int
    number: int | None = None
    recorded_at: datetime
    recorded_by: int | None = Field(default=None, foreign_key="staff.id")


@dataclass(frozen=True)
class Owner:
    """Whose milestone: a team's, a broker's, or with neither the municipality's."""

    team_id: int | None = None
    broker_id: int | None = None

    @property
    def key(self) -> str:
        """Its name in a form: ``all``, ``team_3``, ``broker_5``."""
        if self.broker_id is not None:
            return f"broker_{self.broker_id}"
        return "all" if self.team_id is None else f"team_{self.team_id}"

    @property
    def query(self) -> dict[str, str]:
        """Its part of an address."""
        parts = {"team": self.team_id, "broker": self.broker_id}
        return {name: str(value) for name, value in parts.items() if value is not None}


EVERYBODY = Owner()


def split(number: int, weights: Mapping[K, int]) -> dict[K, int]:
    """A number shared out in whole citizens by largest remainder; ties go to the first. Nobody gets any of nothing."""
    total = sum(weights.values())
    if not total:
        return dict.fromkeys(weights, 0)
    shares = {each: number * weight // total for each, weight in weights.items()}
    rest = sorted(weights, key=lambda each: -(number * weights[each] % total))
    for each in rest[: number - sum(shares.values())]:
        shares[each] += 1
    return shares


def break_down(
    number: int, teams: Mapping[int | None, int], brokers: Mapping[int | None, Mapping[int, int]]
) -> dict[Owner, int]:
    """A municipality's number over its teams, and each team's over its brokers, by how many citizens each has.

    ``teams`` is team -> citizens, None for those without a team; ``brokers`` is team -> broker -> citizens. A broker's
    part is of the team's number, so that the sums agree wherever a team has brokers with citizens.
    """
    found: dict[Owner, int] = {}
    for team_id, part in split(number, teams).items():
        if team_id is not None:
            found[Owner(team_id=team_id)] = part
        found.update({Owner(broker_id=each): own for each, own in split(part, brokers.get(team_id, {})).items()})
    return found
