from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlmodel import Session, col, select

from kanban.domain.audit import AuditEvent
from kanban.domain.citizen import Citizen
from kanban.domain.facts import Closing, Company, Cv, HoursEntry, Marking, WorkAgreement
from kanban.domain.inputs.import_rows import CitizenRow, HistoryRow, ImportRows, StaffRow
from kanban.domain.organisation import Municipality
from kanban.domain.staff import Actor, Role, Staff
from kanban.domain.transition import StepTransition
from kanban.services.annul_move import annul_move
from kanban.services.import_workbook import apply_import, preview_import
from kanban.services.load_rows import ImportCounts, ImportRefusedError, load_rows
from kanban.services.runtime import Runtime
from kanban.services.verify_board import verify_board
from kanban.store.case_file import CaseFile, open_file
from kanban.store.organisation import ensure_municipality
from tests.support.workbooks import ANNA, BO, MAJA, PLACE, TODAY, Cells, move, open_runtime, take_in, workbook

AGREEMENT: Cells = {
    "Virksomhed": "Nordhavn Lager ApS",
    "CVR-nr.": "12345678",
    "Kontaktperson": "Kaj Bak",
    "Aftaletype": "praktik",
    "Aftale start": "01-10-2026",
    "Aftale slut": "01-01-2027",
    "Praktiktimer": "22,5",
    "Arbejdsopgaver": "Pakke varer",
    "Delmål": "Møde hver dag",
    "Næste opfølgning": "01-12-2026",
}


@pytest.fixture
def runtime(database_url: str) -> Iterator[Runtime]:
    opened = open_runtime(database_url)
    yield opened
    assert verify_board(opened) == []
    opened.close()


def _citizen(session: Session, name: str) -> Citizen:
    return session.exec(select(Citizen).where(Citizen.name == name)).one()


def _file(runtime: Runtime, person: Cells) -> CaseFile:
    with runtime.database.read() as session:
        return open_file(session, _citizen(session, person["Navn"]))


def _steps(file: CaseFile) -> list[tuple[date, int, int]]:
    return [
        (move.effective_on, move.day_order, move.to_step) for move in sorted(file.moves, key=lambda each: each.order)
    ]


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
    file = _file(runtime, ANNA)
    first, second, *_ = file.moves
    assert _steps(file) == [
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
    assert _steps(_file(runtime, ANNA)) == [(date(2026, 2, 1), 1, 5)]
    assert _steps(_file(runtime, BO)) == [(date(2026, 2, 1), 1, 7)]


def test_a_row_without_step_stands_in_the_tray(runtime: Runtime) -> None:
    take_in(runtime, workbook([ANNA]))
    file = _file(runtime, ANNA)
    assert (file.moves, file.citizen.current_step) == ([], None)


def test_a_citizen_is_stored_sealed_and_found_in_danish(runtime: Runtime) -> None:
    take_in(runtime, workbook([{**ANNA, "Målgruppe": 2, "Ydelse": "Kontanthjælp", "Herkomst": "dansk"}]))
    citizen = _file(runtime, ANNA).citizen
    assert "6101901234" not in repr(citizen.model_dump())
    assert runtime.vault.open(citizen.cpr_encrypted) == "6101901234"
    assert (citizen.target_group, citizen.benefit, citizen.origin) == (2, "Kontanthjælp", "dansk")
    assert citizen.search_text == "anna aagesen"


def test_people_are_made_as_brokers_without_a_password(runtime: Runtime) -> None:
    take_in(runtime, workbook([{**ANNA, "Jobformidler": MAJA["E-mail"], "Team": "Team Ådal"}], staff=[MAJA]))
    with runtime.database.read() as session:
        maja = session.exec(select(Staff)).one()
        citizen = _citizen(session, ANNA["Navn"])
    assert (maja.role, maja.password_hash, maja.initials) == ("broker", None, "MJ")
    assert citizen.broker_id == maja.id
    assert citizen.team_id != maja.team_id


def test_the_agreement_gives_card_and_signs(runtime: Runtime) -> None:
    take_in(runtime, workbook([{**ANNA, "Trin": 4, **AGREEMENT}]))
    file = _file(runtime, ANNA)
    agreement = file.case.agreement
    assert agreement is not None
    assert (agreement.internship_hours, agreement.agreement_kind) == (1350, "internship")
    assert (file.citizen.context, file.citizen.version) == ("Nordhavn Lager ApS", 1)
    assert [(entry.valid_from, entry.internship_hours) for entry in file.case.hours] == [(date(2026, 10, 1), 1350)]


def test_a_company_alone_is_a_contact_before_step_4(runtime: Runtime) -> None:
    company = {"Virksomhed": "Havnens Café", "Kontaktperson": "Eva"}
    take_in(runtime, workbook([{**ANNA, "Trin": 5, **company}, {**BO, "Trin": 4, "Virksomhed": "HAVNENS CAFÉ"}]))
    anna, bo = _file(runtime, ANNA).case, _file(runtime, BO).case
    assert (anna.agreement, bo.contact) == (None, None)
    assert anna.contact is not None
    assert bo.agreement is not None
    assert (anna.contact.contact_person, anna.contact.company_id) == ("Eva", bo.agreement.company_id)


def test_a_job_is_an_outcome(runtime: Runtime) -> None:
    cells = {"Aftaletype": "Job", "Virksomhed": "Fjordbageriet", "Aftale start": "01-11-2026", "Lønnede timer": 37}
    take_in(runtime, workbook([{**ANNA, "Trin": 1, **cells, "Næste opfølgning": "01-12-2026"}]))
    file = _file(runtime, ANNA)
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
    file = _file(runtime, ANNA)
    assert (file.citizen.current_step, file.citizen.step_since) == (0, date(2026, 3, 1))
    closing = file.case.closing
    assert closing is not None
    assert (closing.closing_reason, closing.closed_on) == (reason, date(2026, 3, 1))
    assert closing.transition_id == max(file.moves, key=lambda each: each.order).id


def test_a_setback_without_a_reason_is_taken(runtime: Runtime) -> None:
    rows = [move(ANNA, "05-01-2026", 5), move(ANNA, "06-01-2026", 7)]
    assert take_in(runtime, workbook([{**ANNA, "Trin": 7}], history=rows)).moves == 2


def test_importing_the_same_workbook_again_changes_nothing(runtime: Runtime) -> None:
    rows = [
        move(ANNA, "05-01-2026", 8),
        move(ANNA, "05-01-2026", 4),
        move(BO, "01-02-2026", 8),
        move(BO, "02-02-2026", "ud"),
    ]
    people = [{**ANNA, "Trin": 4, **AGREEMENT, "Markeringer": "A; B", "CV dato": "01-02-2026", "Jobmål A": "Lager"}, BO]
    data = workbook(people, history=rows, staff=[MAJA])
    take_in(runtime, data)
    assert take_in(runtime, data) == ImportCounts(unchanged=2)
    assert _file(runtime, ANNA).citizen.version == 1


def test_what_a_row_says_otherwise_becomes_a_new_version(runtime: Runtime) -> None:
    take_in(runtime, workbook([{**ANNA, "Trin": 4, **AGREEMENT, "CV type": "Jobnet-CV", "CV dato": "01-02-2026"}]))
    changed = {
        "Trin": 4,
        "Navn": "Anna Ågesen Holm",
        "Praktiktimer": 30,
        "CV type": "Præsentation",
        "Team": "Team Havn",
    }
    counts = take_in(runtime, workbook([{**ANNA, **changed, "Virksomhed": "nordhavn lager aps"}]))
    assert (counts.updated, counts.moves) == (1, 0)
    file = _file(runtime, {"Navn": "Anna Ågesen Holm"})
    case = file.case
    assert (file.citizen.version, file.citizen.sort_name) == (2, "anna \uf8f2gesen holm")
    assert [(cv.cv_kind, cv.cv_prepared_on) for cv in file.facts if isinstance(cv, Cv)] == [
        ("jobnet", date(2026, 2, 1)),
        ("presentation", date(2026, 2, 1)),
    ]
    assert case.agreement is not None
    assert (case.agreement.internship_hours, case.agreement.tasks) == (1800, "Pakke varer")
    assert [entry.internship_hours for entry in case.hours] == [1350, 1800]


def test_another_company_begins_a_new_agreement(runtime: Runtime) -> None:
    take_in(runtime, workbook([{**ANNA, "Trin": 4, **AGREEMENT}]))
    take_in(runtime, workbook([{**ANNA, "Trin": 4, "Virksomhed": "Sydhavn", "Aftale start": "01-11-2026"}]))
    agreement = _file(runtime, ANNA).case.agreement
    assert agreement is not None
    assert (agreement.starts_on, agreement.tasks, agreement.ends_on) == (date(2026, 11, 1), "", None)


def test_empty_cells_and_absent_columns_leave_the_board_alone(runtime: Runtime) -> None:
    take_in(runtime, workbook([{**ANNA, "Trin": 4, **AGREEMENT, "Markeringer": "A", "Målgruppe": 1}]))
    assert take_in(runtime, workbook([{**ANNA, "Trin": 4}])).unchanged == 1
    assert take_in(runtime, workbook([ANNA], without=("Trin", "Team"))).unchanged == 1
    assert take_in(runtime, workbook([ANNA])).unchanged == 1


def test_markings_not_in_a_filled_cell_end_today(runtime: Runtime) -> None:
    take_in(runtime, workbook([{**ANNA, "Markeringer": "A; B"}]))
    take_in(runtime, workbook([{**ANNA, "Markeringer": "B; C"}]))
    found = sorted((each.name, each.valid_from, each.valid_to) for each in _file(runtime, ANNA).case.markings)
    assert found == [("A", None, TODAY), ("B", None, None), ("C", TODAY, None)]
    assert take_in(runtime, workbook([{**ANNA, "Markeringer": "B; C"}])).unchanged == 1


def test_new_moves_are_added_after_those_on_the_board(runtime: Runtime) -> None:
    rows = [move(ANNA, "05-01-2026", 8), move(ANNA, "05-01-2026", 7)]
    take_in(runtime, workbook([{**ANNA, "Trin": 7}], history=rows))
    rows += [move(ANNA, "05-01-2026", 6, {"Fra trin": 7}), move(ANNA, "06-01-2026", 5)]
    assert take_in(runtime, workbook([{**ANNA, "Trin": 5}], history=rows)).moves == 2
    assert take_in(runtime, workbook([{**ANNA, "Trin": 4, "Trin siden": "01-10-2026"}])).moves == 1
    assert take_in(runtime, workbook([{**ANNA, "Trin": 4, "Afslutningsdato": "01-11-2026"}])).moves == 1
    assert _steps(_file(runtime, ANNA))[2:] == [
        (date(2026, 1, 5), 3, 6),
        (date(2026, 1, 6), 1, 5),
        (date(2026, 10, 1), 1, 4),
        (date(2026, 11, 1), 1, 0),
    ]


def test_a_day_that_only_differs_from_the_board_is_remarked_upon(runtime: Runtime) -> None:
    take_in(runtime, workbook([{**ANNA, "Trin": 8, "Trin siden": "01-03-2026"}]))
    preview = preview_import(runtime, PLACE, workbook([{**ANNA, "Trin": 8, "Trin siden": "02-03-2026"}]))
    assert [(each.column, each.reason.text) for each in preview.warnings] == [
        ("Trin siden", "The board says %(date)s, and that day counts")
    ]
    assert apply_import(runtime, preview).unchanged == 1


def test_an_annulled_move_is_not_brought_back(runtime: Runtime) -> None:
    data = workbook([{**ANNA, "Trin": 8}], staff=[MAJA])
    take_in(runtime, data)
    file = _file(runtime, ANNA)
    maja = Actor(1, "Maja", "MJ", Role.SUPERUSER, file.citizen.municipality_id, PLACE, None, None)
    annul_move(runtime, maja, file.moves[0].id or 0, "Forkert borger")
    preview = preview_import(runtime, PLACE, data)
    assert [(each.column, each.reason.text) for each in preview.problems] == [
        ("Indsats start", "This move has been annulled on the board")
    ]


def test_closing_reasons_can_be_corrected(runtime: Runtime) -> None:
    data = {**ANNA, "Afslutningsdato": "01-03-2026"}
    take_in(runtime, workbook([data]))
    assert take_in(runtime, workbook([{**data, "Afslutningsårsag": "Uddannelse"}])).updated == 1
    with runtime.database.read() as session:
        found = session.exec(select(Closing).order_by(col(Closing.id))).all()
    assert [closing.closing_reason for closing in found] == ["other", "education"]
    assert found[0].transition_id == found[1].transition_id


def test_companies_are_recognised_by_name_and_told_apart_by_number(runtime: Runtime) -> None:
    named = [("Café Å", ""), ("Cafe Aa", "11111111"), ("CAFÉ Å", "22222222"), ("Åcafeen", "11111111"), ("Café Å", "")]
    people = [
        {**ANNA, "CPR-nr.": f"610190-{number:04}", "Virksomhed": name, "CVR-nr.": cvr}
        for number, (name, cvr) in enumerate(named)
    ]
    take_in(runtime, workbook(people))
    with runtime.database.read() as session:
        companies = session.exec(select(Company).order_by(col(Company.id))).all()
    assert [(company.name, company.cvr) for company in companies] == [
        ("Café Å", "11111111"),
        ("CAFÉ Å", "22222222"),
        ("Åcafeen", "11111111"),
    ]
    assert take_in(runtime, workbook(people)).unchanged == 5


def test_the_import_is_in_the_audit_trail(runtime: Runtime) -> None:
    take_in(runtime, workbook([ANNA]))
    with runtime.database.read() as session:
        event = session.exec(select(AuditEvent)).one()
        place = session.exec(select(Municipality)).one()
    assert (event.action, event.municipality_id, event.staff_id) == ("imported", place.id, None)
    assert event.detail == "new=1 updated=0 unchanged=0 moves=0 staff=0 teams=0"


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
        assert _citizen(session, "Anna").created_at == recorded


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
