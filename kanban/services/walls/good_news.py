"""Good news for the wall's foot and its flow page, without names (R-BOARD-3)."""

from datetime import date

from sqlmodel import Session

from kanban.domain.good_news import LONG, GoodNews, first_day, foot
from kanban.domain.good_news import good_news as judge
from kanban.domain.messages import Message
from kanban.domain.wall import WallScope
from kanban.store import good_news as store


def good_news(session: Session, scope: WallScope, today: date) -> tuple[Message, ...]:
    """One line for the foot: sentences to be told with commas between them, none where there is nothing to tell."""
    return foot(latest(session, scope, today))


def latest(session: Session, scope: WallScope, today: date) -> GoodNews:
    """The numbers themselves, in two statements and one more for every five hundred who came to the goal."""
    arrivals = store.arrivals(session, scope, first_day(LONG, today), today)
    outcomes = store.outcomes(session, {each.citizen_id for each in arrivals if each.step == 1})
    return judge(arrivals, outcomes, today)
