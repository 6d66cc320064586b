"""The wall's page of job openings: what companies need, who found it, and whom it may suit (R-CO-6, R-BOARD-2).

Contact persons are private people and stay off the wall. Openings are shared, so a team's wall shows the whole
municipality's, but of the citizens only the team's own.
"""

from datetime import date

from sqlmodel import Session

from kanban.domain.job_opening import OpeningState
from kanban.domain.views.wall_openings import OpeningsSection, WallOpening
from kanban.domain.wall import WallScope
from kanban.services.openings.opening_rows import rows
from kanban.services.walls.tiles import tile
from kanban.store import openings, wall_cards

MOST_OPENINGS, MOST_TILES, MOST_LETTERS = 6, 5, 110


def openings_page(session: Session, scope: WallScope, day: date) -> OpeningsSection | None:
    """Up to six openings, the one found last first; None where nobody has noted any that is open."""
    found = [each for each in openings.newest(session, scope.municipality_id) if each.state == OpeningState.OPEN]
    if not found:
        return None
    shown = found[:MOST_OPENINGS]
    named = openings.citizens_of(session, [each.opening_id for each in shown])
    cards = {card.id: card for card in wall_cards.cards(session, scope, day)} if named else {}
    lines = []
    for version, row in zip(shown, rows(session, shown, day), strict=True):
        citizens = [cards[each.id or 0] for each in named.get(version.opening_id, []) if each.id in cards]
        lines.append(
            WallOpening(
                company=row.company,
                tasks=_short(row.tasks),
                hours=row.hours,
                positions=row.positions,
                by=row.by,
                ago=row.ago,
                tiles=tuple(tile(card, scope, day) for card in citizens[:MOST_TILES]),
                more=max(0, len(citizens) - MOST_TILES),
            )
        )
    return OpeningsSection(tuple(lines), len(found) - len(shown))


def _short(tasks: str) -> str:
    line = " ".join(tasks.split())
    return line if len(line) <= MOST_LETTERS else f"{line[:MOST_LETTERS].rsplit(' ', 1)[0]} …"
