"""What the panel shows of the facts: former versions, periods, payslips, dates to come, and the next step."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from sqlalchemy import event
from sqlmodel import select

from kanban.domain.citizen import Citizen
from kanban.domain.staff import Actor
from kanban.domain.talk import Talk
from kanban.domain.views.case_entries import PayslipState
from kanban.domain.views.panel import Nearness, PanelView
from kanban.services.case.citizen_panel import citizen_panel
from kanban.services.case.edit_fact import edit_fact
from tests.factories import TODAY, Town


@pytest.fixture
def amina(town: Town) -> str:
    """Followed by Maja Juhl, in an internship since September."""
    citizen = town.citizen("Amina Warsame")
    town.move(town.user(), citizen, 8, effective_on="01-09-2026")
    town.move(town.user(), citizen, 4, effective_on="14-09-2026")
    return citizen


def edit(town: Town, citizen: str, kind: str, fields: Mapping[str, str], who: Actor | None = None) -> None:
    version = str(town.version(citizen))
    edit_fact(town.runtime, who or town.user(), citizen, kind, {"version": version, **fields})


def panel_of(town: Town, citizen: str, who: Actor | None = None) -> PanelView:
    return citizen_panel(town.runtime, who or town.user(), citizen)


def test_former_version_says_only_what_has_changed_since_and_by_whom(town: Town, amina: str) -> None:
    edit(town, amina, "cv", {"cv_kind": "jobnet", "cv_prepared_on": "01-10-2026", "cv_summary": "Kort"})
    edit(town, amina, "cv", {"cv_kind": "presentation"}, town.user(name="Sofie Holm"))
    panel = panel_of(town, amina)
    assert panel.cv is not None
    assert (panel.cv.kind, panel.cv.recorded.by) == ("presentation", "Sofie Holm")
    (former,) = panel.former["cv"]
    assert [(each.name, each.value) for each in former.said] == [("cv_kind", "jobnet")]
    assert former.recorded.by == "Maja Juhl"


def test_emptied_field_is_told_by_the_version_that_had_it(town: Town, amina: str) -> None:
    edit(town, amina, "cv", {"cv_kind": "jobnet", "cv_prepared_on": "01-10-2026", "cv_summary": "Kort"})
    edit(town, amina, "cv", {"cv_summary": ""})
    (former,) = panel_of(town, amina).former["cv"]
    assert [(each.name, each.value) for each in former.said] == [("cv_summary", "Kort")]


def test_former_versions_of_two_placements_are_kept_apart(town: Town, amina: str) -> None:
    edit(town, amina, "agreement", {"entry": "new", "company": "Café Molen", "agreement_kind": "ordinary"})
    first = next(deal for deal in panel_of(town, amina).agreements if deal.company == "Strandhotellet")
    edit(town, amina, "agreement", {"entry": str(first.id), "tasks": "Morgenmad"})
    panel = panel_of(town, amina)
    assert {(deal.company, deal.placement, deal.number) for deal in panel.agreements} == {
        ("Strandhotellet", 1, 2),
        ("Café Molen", 2, 1),
    }
    assert [former.placement for former in panel.former["agreement"]] == [1]


def test_placement_that_has_ended_comes_last(town: Town, amina: str) -> None:
    edit(town, amina, "agreement", {"entry": "new", "company": "Café Molen", "agreement_kind": "ordinary"})
    newest = panel_of(town, amina).agreements[0]
    edit(town, amina, "agreement", {"entry": str(newest.id), "ended_reason": "Lukket"})
    assert [(deal.company, deal.over) for deal in panel_of(town, amina).agreements] == [
        ("Strandhotellet", False),
        ("Café Molen", True),
    ]


def test_periods_tell_what_counts_today(town: Town, amina: str) -> None:
    for marking, since, to in (
        ("Step up", "01-10-2026", ""),
        ("Gammel", "01-01-2026", "20-11-2026"),
        ("Kommende", "21-11-2026", ""),
    ):
        fields = {"entry": "new", "marking": marking, "valid_from": since, "valid_to": to}
        edit(town, amina, "markings", fields)
    found = [(each.text, each.current) for each in panel_of(town, amina).markings]
    assert found == [("Step up", True), ("Kommende", False), ("Gammel", False)]


def test_every_month_with_pay_tells_whether_its_payslip_came(town: Town, amina: str) -> None:
    assert panel_of(town, amina).payslips == ()
    edit(town, amina, "hours", {"entry": "new", "valid_from": "01-11-2026", "paid_hours": "4"})
    edit(town, amina, "payslips", {"entry": "new", "month": "2026-08", "received_on": "05-09-2026"})
    edit(town, amina, "payslips", {"entry": "new", "month": "2026-09", "no_pay": "yes"})
    edit(town, amina, "hours", {"entry": "new", "valid_from": "01-10-2026", "paid_hours": "2"})
    assert [(each.month.month, each.state) for each in panel_of(town, amina).payslips] == [
        (11, PayslipState.WAITING),
        (10, PayslipState.MISSING),
        (9, PayslipState.NONE),
        (8, PayslipState.RECEIVED),
    ]


def test_dates_to_come_stand_in_order(town: Town, amina: str) -> None:
    dates = [(each.code, each.on, each.company) for each in panel_of(town, amina).dates]
    assert dates == [
        ("follow_up", date(2026, 12, 1), "Strandhotellet"),
        ("ends", date(2026, 12, 11), "Strandhotellet"),
        ("talk", TODAY + timedelta(weeks=6), ""),
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, Nearness.NEAR),
        ({"paid_hours": "4", "adjusted_on": "01-11-2026"}, Nearness.READY),
        ({"tasks": "", "milestone": "", "follow_up_on": "", "contact_person": ""}, Nearness.FAR),
    ],
)
def test_panel_tells_how_near_the_next_step_is(
    town: Town, amina: str, changes: dict[str, str], expected: Nearness
) -> None:
    if changes:
        edit(town, amina, "agreement", changes)
    panel = panel_of(town, amina)
    assert panel.nearness is expected
    assert (sum(not need.done for need in panel.needs) == 0) is (expected is Nearness.READY)


def test_facts_that_speak_for_another_step_are_a_suggestion_with_its_reason(town: Town, amina: str) -> None:
    assert panel_of(town, amina).suggestion is None
    edit(town, amina, "hours", {"entry": "new", "valid_from": "02-11-2026", "paid_hours": "4"})
    panel = panel_of(town, amina)
    assert panel.suggestion is not None
    assert panel.suggestion.step.number == 3
    assert panel.suggestion.reason.params == {"date": date(2026, 11, 2)}
    assert panel.band is not None
    assert (panel.band.over, panel.band.up_to) == (0, 5)


def test_kind_of_exemption_is_shown_to_those_with_the_case_only(town: Town, amina: str) -> None:
    fields = {"entry": "new", "marking": "Fritagelse", "valid_from": "01-11-2026", "exemption_kind": "illness"}
    edit(town, amina, "markings", fields)
    edit(town, amina, "markings", {"entry": str(panel_of(town, amina).markings[0].id), "exemption_kind": "special"})
    own, foreign = panel_of(town, amina), panel_of(town, amina, town.superuser())
    assert (own.has_case, own.markings[0].exemption_kind) == (True, "special")
    assert (foreign.has_case, foreign.markings[0].exemption_kind) == (False, None)
    assert [each.name for each in own.former["markings"][0].said] == ["exemption_kind"]
    assert foreign.former["markings"][0].said == ()


def test_panel_asks_the_database_no_more_for_two_hundred_talks_than_for_two(town: Town, amina: str) -> None:
    counts = []
    for number in (2, 198):
        _hold_talks(town, amina, number)
        counts.append(_statements(town, amina))
    assert counts[0] == counts[1]
    assert len(panel_of(town, amina).talks.shown) == 5
    assert panel_of(town, amina).talks.total == 200


def _hold_talks(town: Town, citizen: str, number: int) -> None:
    now = town.runtime.clock.now()
    with town.runtime.database.write() as session:
        owner = session.exec(select(Citizen.id).where(Citizen.public_id == citizen)).one()
        for each in range(number):
            day = TODAY - timedelta(days=each)
            session.add(Talk(citizen_id=owner or 0, recorded_at=now, held_on=day, talk_kind="phone", note="Godt"))


def _statements(town: Town, citizen: str) -> int:
    seen: list[str] = []
    engine = town.runtime.database.engine

    def note(*arguments: object) -> None:
        seen.append(str(arguments[2]))

    town.user()
    event.listen(engine, "before_cursor_execute", note)
    try:
        panel_of(town, citizen)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(seen)
