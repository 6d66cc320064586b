"""Good news: who has come to paid hours, job or education lately (R-BOARD-3, R-BOARD-4)."""

from collections.abc import Collection
from datetime import date

from sqlmodel import Session

from kanban.domain.staff import Staff
from kanban.domain.views.today import NewsView, Who
from kanban.services.caseload.today_page import NEWS
from kanban.store import present as present_store
from kanban.store.flow_scope import FlowScope

MOST_NEWS = 3


def news(session: Session, scope: FlowScope, since: date, people: Collection[Staff]) -> tuple[NewsView, ...]:
    """The latest, one for each citizen."""
    first_names = {person.id: person.name.split()[0] for person in people}
    return tuple(
        NewsView(
            who=Who(row.public_id, row.name, row.name_protected, row.step),
            message=NEWS[row.step],
            by=first_names.get(row.broker_id, ""),
            on=row.enter_date,
        )
        for row in present_store.good_news(session, scope, since, MOST_NEWS)
    )
