"""Shares by month as bars beside a threshold."""

from dataclasses import dataclass
from math import floor

from kanban.domain.views.drawings import Box

SHARE_BOX = Box(660, 186, 44, 620, 14, 150)
_FEWEST, _GAP = 6, 0.3


@dataclass(frozen=True)
class ShareScale:
    """The drawing of so many months up to ``top`` per cent: a month's width is ``pitch``, its bar's ``thick``."""

    months: int
    top: int
    box: Box = SHARE_BOX

    @property
    def pitch(self) -> float:
        """A month's width; few months are not blown up."""
        return round((self.box.right - self.box.left) / max(self.months, _FEWEST), 1)

    @property
    def thick(self) -> float:
        """A bar's width."""
        return round(self.pitch * (1 - _GAP), 1)

    def x(self, place: int) -> float:
        """The left edge of a month's bar."""
        return round(self.box.left + self.pitch * (place + _GAP / 2), 1)

    def y(self, percent: float) -> float:
        """The height of a share on the paper."""
        return round(self.box.bottom - (self.box.bottom - self.box.top) * min(percent, self.top) / self.top, 1)


def scale(shares: list[float], threshold: int) -> ShareScale:
    """A scale whose upper edge is the next ten per cent above the threshold and all shares (0 to 1), at most 100."""
    highest = max([threshold, *(share * 100 for share in shares)])
    return ShareScale(len(shares), min(100, (floor(highest / 10) + 1) * 10))
