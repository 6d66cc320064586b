"""The card as derived from stays and facts."""

from datetime import date

import pytest

from kanban.domain.case import CaseFacts
from kanban.domain.citizen import Citizen, is_public_id, new_public_id
from kanban.domain.facts import BrokerAssignment, HoursEntry, JobGoals, WorkAgreement
from kanban.domain.projection import card, stored_card, write_card
from kanban.domain.transition import Visit
from tests.factories import NOW, company, fact

CASE = CaseFacts(
    assignment=fact(BrokerAssignment, broker_id=4, caseworker_id=5),
    goals=fact(JobGoals, goal_a="Stuepige"),
    agreement=fact(WorkAgreement, company_id=1),
    hours=(fact(HoursEntry, valid_from=date(2026, 10, 1), paid_hours=390),),
    companies={1: company(1, "Strandhotellet Åen")},
)


def visit(step: int, day: int, *, left: int | None = None) -> Visit:
    return Visit(1, None, step, None, None, date(2026, 11, day), date(2026, 11, left) if left else None)


def test_unplaced_citizen_has_an_empty_card_that_is_found_by_name() -> None:
    empty = card("Åge Sørensen", [], CaseFacts())
    assert (empty.current_step, empty.step_since, empty.context, empty.paid_minutes) == (None, None, "", None)
    assert empty.search_text == "aage soerensen"


def test_card_stands_where_the_last_stay_is() -> None:
    found = card("Amina", [visit(8, 1, left=4), visit(7, 4)], CASE)
    assert (found.current_step, found.step_since) == (7, date(2026, 11, 4))
    assert (found.broker_id, found.caseworker_id, found.paid_minutes) == (4, 5, 390)


@pytest.mark.parametrize(
    ("step", "context"),
    [
        (8, ""),
        (7, ""),
        (6, "Stuepige"),
        (5, "Strandhotellet Åen"),
        (4, "Strandhotellet Åen"),
        (1, "Strandhotellet Åen"),
    ],
)
def test_context_is_the_goal_on_step_six_and_the_company_from_step_five_on(step: int, context: str) -> None:
    assert card("Amina", [visit(step, 1)], CASE).context == context


def test_citizen_who_left_shows_no_context() -> None:
    found = card("Amina", [visit(0, 1)], CASE)
    assert (found.current_step, found.context) == (0, "")


def test_card_is_found_by_its_company_too() -> None:
    assert "strandhotellet aaen" in card("Amina", [visit(4, 1)], CASE).search_text


def test_written_card_is_the_stored_one() -> None:
    citizen = Citizen(
        public_id=new_public_id(),
        municipality_id=1,
        cpr_encrypted="",
        cpr_hash="",
        name="Amina",
        sort_name="amina",
        started_on=date(2026, 1, 1),
        created_at=NOW,
    )
    new = card("Amina", [visit(4, 1)], CASE)
    write_card(citizen, new)
    assert stored_card(citizen) == new


def test_public_ids_are_long_and_all_different() -> None:
    ids = {new_public_id() for _ in range(1000)}
    assert all(map(is_public_id, ids))
    assert len(ids) == 1000
    assert {len(found) for found in ids} == {12}
