"""Placements side by side, the hours they make together, and periods that decide what counts for the citizen."""

from datetime import date

import pytest

from kanban.domain.citizen import Citizen
from kanban.domain.errors import FactConflictError
from kanban.domain.facts import BenefitPeriod, GroupPeriod, HoursEntry, WorkAgreement
from kanban.domain.readiness import CitizenSign
from kanban.domain.staff import Actor
from kanban.services.verify_board import verify_board
from tests.factories import TODAY, Town
from tests.integration.fact_forms import newest_id, record, send
from tests.support.stored import nothing_stored, one, rows

Case = tuple[Town, Actor, str]
PAID = {
    "entry": "new",
    "company": "Føtex",
    "agreement_kind": "ordinary",
    "starts_on": "01-11-2026",
    "ends_on": "",
    "paid_hours": "6",
    "internship_hours": "",
}


@pytest.fixture
def case(town: Town) -> Case:
    return town, town.user(), town.citizen()


def _hours(town: Town) -> list[tuple[date, int | None, int | None]]:
    found = rows(town.runtime, HoursEntry)
    replaced = {each.replaces_id for each in found}
    return [(each.valid_from, each.paid_hours, each.internship_hours) for each in found if each.id not in replaced]


def _deals(town: Town) -> list[tuple[int, str]]:
    return [(each.placement, each.tasks) for each in rows(town.runtime, WorkAgreement)]


def test_r_step_3_second_placement_runs_beside_the_first_and_hours_are_summed(case: Case) -> None:
    town, maja, amina = case
    record(town, maja, amina, "agreement")
    record(town, maja, amina, "agreement", **PAID, tasks="Kasse")
    assert _deals(town) == [(1, "Værelser"), (2, "Kasse")]
    assert _hours(town) == [(date(2026, 9, 14), None, 900), (date(2026, 11, 1), 360, 900)]
    assert one(town.runtime, Citizen).paid_minutes == 360
    assert verify_board(town.runtime) == []


def test_second_placement_sent_twice_is_stored_once(case: Case) -> None:
    town, maja, amina = case
    record(town, maja, amina, "agreement")
    record(town, maja, amina, "agreement", version="2", **PAID)
    with nothing_stored(town.runtime):
        record(town, maja, amina, "agreement", version="2", **PAID)


def test_new_placement_that_says_what_a_corrected_one_says_is_not_taken_for_a_repetition(case: Case) -> None:
    town, maja, amina = case
    record(town, maja, amina, "agreement")
    send(town, maja, amina, "agreement", version="2", entry=newest_id(town.runtime, "agreement"), tasks="Gulve")
    record(town, maja, amina, "agreement", version="2", entry="new", tasks="Gulve")
    assert _deals(town) == [(1, "Værelser"), (1, "Gulve"), (2, "Gulve")]


def test_correcting_one_placement_leaves_the_other(case: Case) -> None:
    town, maja, amina = case
    record(town, maja, amina, "agreement")
    first = newest_id(town.runtime, "agreement")
    record(town, maja, amina, "agreement", **PAID)
    send(town, maja, amina, "agreement", entry=first, internship_hours="20", adjusted_on="16-11-2026")
    assert _hours(town)[-1] == (date(2026, 11, 16), 360, 1200)
    assert [deal.placement for deal in rows(town.runtime, WorkAgreement)] == [1, 2, 1]


def test_form_that_names_no_placement_is_in_conflict_when_another_has_begun_since(case: Case) -> None:
    town, maja, amina = case
    sofie = town.user(name="Sofie Holm")
    record(town, maja, amina, "agreement")
    record(town, sofie, amina, "agreement", **PAID)
    with nothing_stored(town.runtime), pytest.raises(FactConflictError):
        send(town, maja, amina, "agreement", version="2", tasks="Gulve")


def test_r_wa_9_ended_placement_gives_no_hours_from_the_day_after(case: Case) -> None:
    town, maja, amina = case
    record(town, maja, amina, "agreement")
    first = newest_id(town.runtime, "agreement")
    record(town, maja, amina, "agreement", **PAID)
    send(town, maja, amina, "agreement", entry=first, ends_on="15-11-2026", ended_reason="Ingen løn")
    assert _hours(town)[-1] == (date(2026, 11, 16), 360, 0)
    citizen = one(town.runtime, Citizen)
    assert (citizen.paid_minutes, citizen.context) == (360, "")
    town.move(maja, amina, "3", effective_on="20-11-2026")
    assert verify_board(town.runtime) == []


def test_r_wa_9_last_placement_ended_leaves_no_hours_and_no_follow_up(case: Case) -> None:
    town, maja, amina = case
    town.move(maja, amina, "3")
    send(town, maja, amina, "agreement", ended_reason="Opsagt")
    assert _hours(town)[-1] == (TODAY, 0, None)
    codes = {sign.code for sign in rows(town.runtime, CitizenSign)}
    assert "step_5" in codes
    assert "follow_up" not in codes
    assert verify_board(town.runtime) == []


def test_placement_that_was_ended_by_mistake_gives_its_hours_back(case: Case) -> None:
    town, maja, amina = case
    record(town, maja, amina, "agreement", paid_hours="5")
    send(town, maja, amina, "agreement", ended_reason="Opsagt")
    send(town, maja, amina, "agreement", ended_reason="")
    assert one(town.runtime, Citizen).paid_minutes == 300


@pytest.mark.parametrize(
    ("sent", "hours"),
    [
        ({"internship_hours": "20"}, (date(2026, 9, 14), None, 1200)),
        ({"internship_hours": ""}, (date(2026, 9, 14), None, 0)),
        ({"paid_hours": "5", "adjusted_on": "02-11-2026"}, (date(2026, 11, 2), 300, 900)),
        ({"tasks": "Gulve"}, (date(2026, 9, 14), None, 900)),
    ],
)
def test_hours_follow_the_agreement_and_what_is_put_right_the_same_day_replaces(
    case: Case, sent: dict[str, str], hours: tuple[date, int | None, int | None]
) -> None:
    town, maja, amina = case
    record(town, maja, amina, "agreement")
    send(town, maja, amina, "agreement", **sent)
    assert _hours(town)[-1] == hours
    assert len({valid_from for valid_from, _, _ in _hours(town)}) == len(_hours(town))


def test_agreement_without_hours_says_nothing_about_hours(case: Case) -> None:
    town, maja, amina = case
    record(town, maja, amina, "agreement", internship_hours="")
    assert _hours(town) == []


BENEFITS: dict[str, tuple[list[dict[str, str]], str]] = {
    "the one that counts today": ([{"valid_from": "01-10-2026"}], "Kontanthjælp"),
    "none before it begins": ([{"valid_from": "21-11-2026"}], ""),
    "from today": ([{"valid_from": "20-11-2026"}], "Kontanthjælp"),
    "not on the day it ends": ([{"valid_from": "01-10-2026", "valid_to": "20-11-2026"}], ""),
    "the day before it ends": ([{"valid_from": "01-10-2026", "valid_to": "21-11-2026"}], "Kontanthjælp"),
    "the latest of two": ([{"valid_from": "01-10-2026"}, {"benefit": "SU", "valid_from": "01-11-2026"}], "SU"),
    "the latest though told first": (
        [{"benefit": "SU", "valid_from": "01-11-2026"}, {"valid_from": "01-10-2026"}],
        "SU",
    ),
    "one within another": (
        [{"valid_from": "01-10-2026"}, {"benefit": "SU", "valid_from": "05-10-2026", "valid_to": "01-11-2026"}],
        "Kontanthjælp",
    ),
}


@pytest.mark.parametrize(("periods", "expected"), BENEFITS.values(), ids=BENEFITS)
def test_benefit_is(case: Case, periods: list[dict[str, str]], expected: str) -> None:
    town, maja, amina = case
    for period in periods:
        record(town, maja, amina, "benefit", **period)
    assert one(town.runtime, Citizen).benefit == expected
    assert len(rows(town.runtime, BenefitPeriod)) == len(periods)


def test_benefit_follows_its_correction_its_end_and_its_removal(case: Case) -> None:
    town, maja, amina = case
    record(town, maja, amina, "benefit")
    for sent, expected in (
        ({"benefit": "SU"}, "SU"),
        ({"valid_to": "20-11-2026"}, ""),
        ({"valid_to": ""}, "SU"),
        ({"remove": "yes", "reason": "Forkert"}, ""),
    ):
        send(town, maja, amina, "benefit", entry=newest_id(town.runtime, "benefit"), **sent)
        assert one(town.runtime, Citizen).benefit == expected


def test_r_vis_1_target_group_follows_its_periods(case: Case) -> None:
    town, maja, _ = case
    omar = town.citizen("Omar Aden", group=3)
    record(town, maja, omar, "group", valid_from="01-12-2026")
    assert one(town.runtime, Citizen, public_id=omar).target_group == 3
    record(town, maja, omar, "group", target_group="2")
    assert one(town.runtime, Citizen, public_id=omar).target_group == 2
    send(town, maja, omar, "group", entry=newest_id(town.runtime, "group"), remove="yes", reason="Forkert")
    assert one(town.runtime, Citizen, public_id=omar).target_group is None
    assert len(rows(town.runtime, GroupPeriod)) == 2
