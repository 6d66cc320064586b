"""Where a case review stands: who comes when, who has been decided on, and who is next (R-CAD-5).

A citizen has been decided on when somebody has said so in the review, or when a move or a confirmation has been
recorded since the review began: what is written down in a talk need not be said twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kanban.domain.agenda import Case
from kanban.domain.review import ReviewOutcome


@dataclass(frozen=True)
class Place:
    """One citizen's place in a review; ``outcome`` is None until decided, ``detail`` a reason or the step moved to."""

    case: Case
    outcome: ReviewOutcome | None = None
    detail: str = ""


@dataclass(frozen=True)
class Queue:
    """All places in their order."""

    places: tuple[Place, ...]

    @property
    def decided(self) -> int:
        """How many have been decided on."""
        return sum(place.outcome is not None for place in self.places)

    def index(self, public_id: str) -> int | None:
        """A citizen's place, counted from 0; None for somebody who is not in the review."""
        return next((at for at, place in enumerate(self.places) if place.case.public_id == public_id), None)

    def undecided_after(self, index: int) -> Place | None:
        """The next who waits, beginning anew at the top when the end is reached."""
        after: Sequence[Place] = (*self.places[index + 1 :], *self.places[: index + 1])
        return next((place for place in after if place.outcome is None), None)

    def first(self) -> int:
        """The first who waits, or the first of all when nobody does."""
        return next((at for at, place in enumerate(self.places) if place.outcome is None), 0)

    def at(self, index: int) -> Place | None:
        """The citizen at a place, None before the first and after the last."""
        return self.places[index] if 0 <= index < len(self.places) else None
