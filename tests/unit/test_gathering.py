"""Which facts stand when entries are corrected, removed, ended or said twice of the same day."""

from datetime import date

import pytest

from kanban.domain.fact import Fact
from kanban.domain.facts import CompanyContact, HoursEntry, JobGoals, Marking, WorkAgreement
from kanban.domain.gathering import gather, standing_facts
from tests.factories import NOW, TODAY, fact

EARLIER = date(2026, 1, 5)


def contact(number: int, person: str, **values: object) -> CompanyContact:
    return fact(CompanyContact, id=number, contact_person=person, contacted_on=TODAY, **values)


def placed(number: int, placement: int, **values: object) -> WorkAgreement:
    return fact(WorkAgreement, id=number, placement=placement, **values)


def test_corrected_entry_keeps_its_place_and_does_not_become_the_newest() -> None:
    case = gather([contact(1, "Bente"), contact(2, "Carl"), contact(3, "Birthe", replaces_id=1)], {})
    assert [each.contact_person for each in case.contacts] == ["Birthe", "Carl"]
    assert case.contact is not None
    assert case.contact.contact_person == "Carl"


def test_entry_corrected_twice_keeps_its_place() -> None:
    entries = [contact(1, "A"), contact(2, "B"), contact(3, "A2", replaces_id=1), contact(4, "A3", replaces_id=3)]
    assert [each.contact_person for each in gather(entries, {}).contacts] == ["A3", "B"]


def test_withdrawn_correction_brings_back_what_it_replaced() -> None:
    facts: list[Fact] = [
        fact(Marking, id=1, name="Step up"),
        fact(Marking, id=2, name="Stepup", replaces_id=1, withdrawn_at=NOW),
    ]
    assert [each.id for each in standing_facts(facts)] == [1]


def test_numbers_of_one_table_say_nothing_about_another() -> None:
    facts: list[Fact] = [fact(Marking, id=1, name="Step up"), fact(HoursEntry, id=2, replaces_id=1, valid_from=TODAY)]
    assert len(standing_facts(facts)) == 2


def test_agreement_is_the_newest_that_nobody_has_ended() -> None:
    case = gather([placed(1, 1), placed(2, 2), placed(3, 2, ended_reason="Ingen løn")], {})
    assert [each.id for each in case.placements] == [3, 1]
    assert case.agreement is not None
    assert case.agreement.id == 1
    assert case.placement(2) is not None


def test_agreement_that_was_ended_is_still_the_agreement_when_there_is_no_other() -> None:
    case = gather([placed(1, 1, ended_reason="Flyttet"), placed(2, 2, ended_reason="Ingen løn")], {})
    assert case.agreement is not None
    assert case.agreement.id == 2


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_of_one_day_the_hours_stated_last_count_whatever_the_order_read(order: tuple[int, int]) -> None:
    stated = {1: fact(HoursEntry, id=1, valid_from=TODAY, paid_hours=60), 2: None}
    stated[2] = fact(HoursEntry, id=2, valid_from=TODAY, paid_hours=600)
    case = gather([found for each in order if (found := stated[each])], {})
    assert [each.paid_hours for each in case.paid] == [600]
    assert case.paid_minutes == 600


def test_internship_hours_told_later_leave_the_paid_hours_as_they_were() -> None:
    entries = [
        fact(HoursEntry, id=1, valid_from=EARLIER, paid_hours=360),
        fact(HoursEntry, id=2, valid_from=TODAY, internship_hours=600),
    ]
    assert gather(entries, {}).paid_minutes == 360


def test_fact_that_is_not_stored_yet_counts_as_the_newest() -> None:
    goals = [fact(JobGoals, id=5, goal_a="Kok"), fact(JobGoals, id=None, goal_a="Stuepige")]
    found = gather(goals, {}).goals
    assert found is not None
    assert found.goal_a == "Stuepige"
