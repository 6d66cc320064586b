from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlmodel import col, select

from kanban.domain.audit import AuditEvent
from kanban.domain.facts import HoursEntry, Marking, WorkAgreement
from kanban.domain.inputs.import_rows import CitizenRow, HistoryRow, ImportRows, StaffRow
from kanban.domain.organisation import Municipality
from kanban.domain.staff import Staff
from kanban.domain.transition import StepTransition
from kanban.services.exchange.import_workbook import apply_import, preview_import
from kanban.services.exchange.load_rows import ImportCounts, ImportRefusedError, load_rows
from kanban.services.runtime import Runtime
from kanban.store.organisation import ensure_municipality
from tests.support.workbooks import (
    AGREEMENT,
    ANNA,
    BO,
    MAJA,
    PLACE,
    Cells,
    case_file,
    move,
    proven_runtime,
    steps,
    take_in,
    workbook,
)


@pytest.fixture
def runtime(database_url: str) -> Iterator[Runtime]:
    with proven_runtime(database_url) as opened:
        yield opened


def _load(runtime: Runtime, rows: ImportRows) -> ImportCounts:
    with runtime.database.write() as session:
        place = ensure_municipality(session, PLACE, runtime.clock.now())
        return load_rows(session, runtime, place, rows)


def test_history_becomes_dated_moves_in_sheet_order(runtime: Runtime) -> None:
    rows = [
        move(ANNA, "05-01-2026", 8, {"Registreret af": "Maja.Juhl@fjordby.example"}),
        move(ANNA, "01-02-2026", 7, {"Fra trin": 8, "Registreret af": "Fasit", "Bemærkning": "Aftalt"}),
        move(ANNA, "01-02-2026", 4),
        move(ANNA, "01-03-2026", 6),
    ]
    counts = take_in(runtime, workbook([{**ANNA, "Trin": 6}], history=rows, staff=[MAJA]))
    assert counts == ImportCounts(new=1, moves=4, staff=1, teams=1)
    file = case_file(runtime, ANNA)
    first, second, *_ = file.moves
    assert steps(file) == [
        (date(2026, 1, 5), 1, 8),
        (date(2026, 2, 1), 1, 7),
        (date(2026, 2, 1), 2, 4),
        (date(2026, 3, 1), 1, 6),
    ]
    assert (first.recorded_by is not None, first.recorded_by_name) == (True, "")
    assert (second.recorded_by, second.recorded_by_name, second.note) == (None, "Fasit", "Aftalt")
    assert (file.citizen.current_step, file.citizen.step_since) == (6, date(2026, 3, 1))


def test_a_row_without_history_gives_one_move(runtime: Runtime) -> None:
    take_in(runtime, workbook([{**ANNA, "Trin": 5, "Trin siden": "01-02-2026"}, {**BO, "Trin": 7}]))
    assert steps(case_file(runtime, ANNA)) == [(date(2026, 2, 1), 1, 5)]
    assert steps(case_file(runtime, BO)) == [(date(2026, 2, 1), 1, 7)]


def test_a_row_without_step_stands_in_the_tray(runtime: Runtime) -> None:
    take_in(runtime, workbook([ANNA]))
    file = case_file(runtime, ANNA)
    assert (file.moves, file.citizen.current_step) == ([], None)


def test_a_citizen_is_stored_sealed_and_found_in_danish(runtime: Runtime) -> None:
    take_in(runtime, workbook([{**ANNA, "Målgruppe": 2, "Ydelse": "Kontanthjælp", "Herkomst": "dansk"}]))
    citizen = case_file(runtime, ANNA).citizen
    assert "6101901234" not in repr(citizen.model_dump())
    assert runtime.vault.open(citizen.cpr_encrypted) == "6101901234"
    assert (citizen.target_group, citizen.benefit, citizen.origin) == (2, "Kontanthjælp", "dansk")
    assert citizen.search_text == "anna aagesen"


def test_people_are_made_as_brokers_without_a_password(runtime: Runtime) -> None:
    take_in(runtime, workbook([{**ANNA, "Jobformidler": MAJA["E-mail"], "Team": "Team Ådal"}], staff=[MAJA]))
    citizen = case_file(runtime, ANNA).citizen
    with runtime.database.read() as session:
        maja = session.exec(select(Staff)).one()
    assert (maja.role, maja.password_hash, maja.initials) == ("broker", None, "MJ")
    assert citizen.broker_id == maja.id
    assert citizen.team_id != maja.team_id


def test_the_agreement_gives_card_and_signs(runtime: Runtime) -> None:
    take_in(runtime, workbook([{**ANNA, "Trin": 4, **AGREEMENT}]))
    file = case_file(runtime, ANNA)
    agreement = file.case.agreement
    assert agreement is not None
    assert (agreement.internship_hours, agreement.agreement_kind) == (1350, "internship")
    assert (file.citizen.context, file.citizen.version) == ("Nordhavn Lager ApS", 1)
    assert [(entry.valid_from, entry.internship_hours) for entry in file.case.hours] == [(date(2026, 10, 1), 1350)]


def test_a_company_alone_is_a_contact_before_step_4(runtime: Runtime) -> None:
    company = {"Virksomhed": "Havnens Café", "Kontaktperson": "Eva"}
    take_in(runtime, workbook([{**ANNA, "Trin": 5, **company}, {**BO, "Trin": 4, "Virksomhed": "HAVNENS CAFÉ"}]))
    anna, bo = case_file(runtime, ANNA).case, case_file(runtime, BO).case
    assert (anna.agreement, bo.contact) == (None, None)
    assert anna.contact is not None
    assert bo.agreement is not None
    assert (anna.contact.contact_person, anna.contact.company_id) == ("Eva", bo.agreement.company_id)


def test_a_job_is_an_outcome(runtime: Runtime) -> None:
    cells = {"Aftaletype": "Job", "Virksomhed": "Fjordbageriet", "Aftale start": "01-11-2026", "Lønnede timer": 37}
    take_in(runtime, workbook([{**ANNA, "Trin": 1, **cells, "Næste opfølgning": "01-12-2026"}]))
    file = case_file(runtime, ANNA)
    outcome = file.case.outcome
    assert outcome is not None
    assert (outcome.outcome, outcome.starts_on) == ("job", date(2026, 11, 1))
    assert outcome.retention_follow_up_on == date(2026, 12, 1)
    assert (file.case.agreement, file.citizen.paid_minutes) == (None, 2220)


@pytest.mark.parametrize(
    ("cells", "moves", "reason"),
    [
        ({"Afslutningsårsag": "flyttet", "Afslutningsdato": "01-03-2026"}, None, "moved"),
        ({"Trin": "ud", "Afslutningsdato": "01-03-2026"}, None, "other"),
        ({"Trin": "ud"}, [(8, ""), ("ud", "")], "other"),
        ({"Trin": "ud"}, [(8, ""), ("ud", "Død")], "deceased"),
        ({"Trin": "ud"}, [(8, ""), ("ud", "Flyttet til Odense")], "other"),
        ({"Afslutningsårsag": "Fleksjob"}, [(8, ""), ("ud", "visiteret")], "flexjob"),
        ({"Trin": 8, "Afslutningsårsag": "Fleksjob", "Afslutningsdato": "01-03-2026"}, [(8, "")], "flexjob"),
        ({"Trin": 8, "Afslutningsårsag": "Fleksjob"}, [(8, ""), ("ud", "")], "flexjob"),
    ],
)
def test_leaving_gives_a_move_out_and_its_reason(
    runtime: Runtime, cells: Cells, moves: list[tuple[int | str, str]] | None, reason: str
) -> None:
    days = ["05-01-2026", "01-03-2026"]
    rows = [{**move(ANNA, day, to), "Årsag": why} for day, (to, why) in zip(days, moves or [], strict=False)]
    take_in(runtime, workbook([{**ANNA, **cells}], history=rows if moves else None))
    file = case_file(runtime, ANNA)
    assert (file.citizen.current_step, file.citizen.step_since) == (0, date(2026, 3, 1))
    closing = file.case.closing
    assert closing is not None
    assert (closing.closing_reason, closing.closed_on) == (reason, date(2026, 3, 1))
    assert closing.transition_id == max(file.moves, key=lambda each: each.order).id


def test_a_setback_without_a_reason_is_taken(runtime: Runtime) -> None:
    rows = [move(ANNA, "05-01-2026", 5), move(ANNA, "06-01-2026", 7)]
    assert take_in(runtime, workbook([{**ANNA, "Trin": 7}], history=rows)).moves == 2


def test_the_import_is_in_the_audit_trail(runtime: Runtime) -> None:
    take_in(runtime, workbook([ANNA]))
    with runtime.database.read() as session:
        event = session.exec(select(AuditEvent)).one()
        place = session.exec(select(Municipality)).one()
    assert (event.action, event.municipality_id, event.staff_id) == ("imported", place.id, None)
    assert event.detail == "new=1 updated=0 unchanged=0 moves=0 staff=0 teams=0 talks=0 programmes=0"


def test_applying_tells_how_far_it_has_come(runtime: Runtime) -> None:
    told: list[tuple[int, int]] = []
    rows = [{**ANNA, "CPR-nr.": f"610190-{number:04}"} for number in range(501)]
    preview = preview_import(runtime, PLACE, workbook(rows))
    apply_import(runtime, preview, lambda done, total: told.append((done, total)))
    assert told == [(500, 501), (501, 501)]


def test_made_up_rows_keep_when_they_were_recorded(runtime: Runtime) -> None:
    recorded = datetime(2026, 2, 3, 9, 30, tzinfo=UTC)
    maja = StaffRow(0, "maja.juhl@fjordby.example", "Maja Juhl", role="leader")
    row = CitizenRow(0, "6101901234", "Anna", date(2026, 1, 5), step=3, company="Lageret", paid_hours=300)
    history = HistoryRow(0, "6101901234", date(2026, 2, 1), 3, recorded_by=maja.email, recorded_at=recorded)
    _load(runtime, ImportRows((row,), (history,), (maja,)))
    assert _load(runtime, ImportRows((CitizenRow(0, "6202854321", "Bo", date(2026, 1, 5)),), (), (maja,))).new == 1
    with runtime.database.read() as session:
        assert session.exec(select(StepTransition)).one().recorded_at == recorded
        assert session.exec(select(WorkAgreement)).one().paid_hours == 300
        assert session.exec(select(HoursEntry)).one().valid_from == date(2026, 2, 1)
        assert session.exec(select(Staff)).one().role == "leader"
        assert case_file(runtime, {"Navn": "Anna"}).citizen.created_at == recorded


def test_made_up_rows_are_judged_like_others(runtime: Runtime) -> None:
    row = CitizenRow(2, "6101901234", "Anna", date(2026, 1, 5), step=3, broker_email="ingen@fjordby.example")
    with pytest.raises(ImportRefusedError) as refused:
        _load(runtime, ImportRows((row,)))
    assert [problem.column for problem in refused.value.problems] == ["Jobformidler"]
    with runtime.database.read() as session:
        assert session.exec(select(Municipality)).all() == []


def test_markings_are_stored_one_by_one(runtime: Runtime) -> None:
    cells: dict[str, Any] = {"Markeringer": "Indsatsgruppe; FSM 2: Step-up; Indsatsgruppe"}
    take_in(runtime, workbook([{**ANNA, **cells}]))
    with runtime.database.read() as session:
        names = session.exec(select(Marking.name).order_by(col(Marking.id))).all()
    assert names == ["Indsatsgruppe", "FSM 2: Step-up"]
