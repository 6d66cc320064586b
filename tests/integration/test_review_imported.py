"""An import is no review: what it brings in was decided elsewhere and before, on both databases."""

from datetime import date

from sqlmodel import select

from kanban.domain.citizen import Citizen
from kanban.domain.talk import StepConfirmation
from kanban.domain.views.review import ReviewView
from kanban.services.caseload.review_page import ReviewRequest, review_page
from tests.factories import Town, runtime_on
from tests.integration.caseloads import placed


def test_imported_confirmation_does_not_count_as_a_decision(database_url: str, town: Town) -> None:
    maja, before = town.user(), runtime_on(database_url, date(2026, 11, 2))
    citizen = placed(Town(before, people=town.people), maja, "Hassan Aziz", day="01-11-2026")
    before.close()
    clock = town.runtime.clock
    with town.runtime.database.write() as session:
        owner = session.exec(select(Citizen.id).where(Citizen.public_id == citizen)).one()
        told = StepConfirmation(citizen_id=owner or 0, recorded_at=clock.now(), confirmed_on=clock.today(), step=8)
        session.add(told)
    found = review_page(town.runtime, maja, ReviewRequest())
    assert isinstance(found, ReviewView)
    assert (found.panel.id, found.decided) == (citizen, 0)
