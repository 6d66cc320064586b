"""From citizens to what a wall screen may tell of them."""

from datetime import date

from kanban.domain.views.wall import WallTile
from kanban.domain.wall import WallLabel, WallScope
from kanban.store.wall_cards import WallCard


def tile(card: WallCard, scope: WallScope, today: date, state: str = "", *, is_news: bool = False) -> WallTile:
    """The citizen's tile; a protected name is shown as the case code whatever the wall calls the others."""
    label = card.initials if scope.label is WallLabel.INITIALS and card.initials else card.case_code
    return WallTile(label, (today - card.since).days, card.broker, state, is_news)
