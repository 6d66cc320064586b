from collections.abc import Iterator

import pytest
from sqlmodel import select

from kanban.domain.citizen import Citizen
from kanban.domain.readiness import CitizenSign
from kanban.domain.staff import Actor, Role
from kanban.excel.columns import LAYOUTS
from kanban.services.case.annul_move import annul_move
from kanban.services.case.edit_fact import edit_fact
from kanban.services.case.move_citizen import move_citizen
from kanban.services.exchange.load_rows import ImportCounts
from kanban.services.runtime import Runtime
from kanban.services.verify_board import verify_board
from kanban.store.case_file import open_file
from tests.support.databases import DatabaseMaker
from tests.support.stored import changed, dump
from tests.support.workbooks import (
    ANNA,
    BO,
    MAJA,
    PLACE,
    Cells,
    both_sheets,
    case_file,
    open_runtime,
    proven_runtime,
    sheet_values,
    take_in,
    taken_out,
    talk,
    workbook,
)

CV = {"cv_prepared_on": "01-02-2026", "cv_kind": "presentation", "cv_summary": "Kan meget"}
GOALS = {"goal_a": "Tjener", "goal_registered_on": "01-02-2026"}
CONTACT = {"company": "Café Å", "contact_kind": "visit", "contacted_on": "03-02-2026"}
JOB = {"outcome": "job", "company": "Café Å", "starts_on": "01-03-2026", "retention_follow_up_on": "01-12-2026"}
AGREEMENT = {
    "company": "Nordhavn Lager",
    "contact_person": "Kaj Bak",
    "agreement_kind": "internship",
    "starts_on": "04-02-2026",
    "ends_on": "04-01-2027",
    "internship_hours": "20",
    "tasks": "Pakke varer",
    "milestone": "Møde hver dag",
    "paid_hours_outlook": "no",
    "follow_up_on": "01-12-2026",
}
PAID = {
    name: AGREEMENT[name] for name in ("company", "contact_person", "starts_on", "tasks", "milestone", "follow_up_on")
}


class Work:
    """A superuser at work on the board."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._actor = Actor(1, "Maja Juhl", "MJ", Role.SUPERUSER, 1, PLACE, None, None)

    def move(self, person: Cells, to_step: int | str, day: str, **fields: str) -> None:
        """Send the move form."""
        citizen = self._citizen(person)
        raw = {"to_step": str(to_step), "effective_on": day, "version": str(citizen.version), **fields}
        move_citizen(self._runtime, self._actor, citizen.public_id, raw)

    def edit(self, person: Cells, kind: str, **fields: str) -> None:
        """Send a fact's form as the panel does."""
        citizen = self._citizen(person)
        edit_fact(self._runtime, self._actor, citizen.public_id, kind, {"version": str(citizen.version), **fields})

    def annul_latest(self, person: Cells) -> None:
        """Annul the latest move."""
        with self._runtime.database.read() as session:
            latest = open_file(session, self._citizen(person)).latest
        assert latest is not None
        annul_move(self._runtime, self._actor, latest.id or 0, "Tastefejl")

    def _citizen(self, person: Cells) -> Citizen:
        with self._runtime.database.read() as session:
            return session.exec(select(Citizen).where(Citizen.name == person["Navn"])).one()


@pytest.fixture
def runtime(database_url: str) -> Iterator[Runtime]:
    with proven_runtime(database_url) as opened:
        yield opened


@pytest.fixture
def other(databases: DatabaseMaker) -> Iterator[Runtime]:
    opened = open_runtime(databases.fresh())
    yield opened
    assert verify_board(opened) == []
    opened.close()


def _cards(runtime: Runtime) -> dict[str, tuple[object, ...]]:
    """Name -> what the card shows and the signs it carries. Those who have left have no card that names a company."""
    with runtime.database.read() as session:
        signs = session.exec(select(CitizenSign)).all()
        citizens = session.exec(select(Citizen)).all()
    return {
        each.name: (
            *(each.current_step, each.step_since, each.context, each.paid_minutes),
            each.search_text if each.current_step else "",
            sorted((sign.code, sign.due_on) for sign in signs if sign.citizen_id == each.id),
        )
        for each in citizens
    }


def test_a_board_that_was_worked_on_comes_back_too(runtime: Runtime, other: Runtime) -> None:
    take_in(runtime, workbook([{**ANNA, "Trin": 8}, {**BO, "Trin": 8}], staff=[MAJA]))
    work = Work(runtime)
    work.move(ANNA, 7, "02-02-2026", **CV)
    work.move(ANNA, 5, "03-02-2026", **CONTACT)
    work.move(ANNA, 4, "04-02-2026", **AGREEMENT)
    work.move(ANNA, 3, "05-02-2026", **PAID, paid_hours="7,5")
    work.annul_latest(ANNA)
    work.move(ANNA, 3, "05-02-2026", **PAID, paid_hours="6,5")
    work.move(ANNA, 6, "05-02-2026", **GOALS, reason="Sygdom")
    work.move(ANNA, 1, "06-02-2026", **JOB)
    work.move(BO, "out", "06-02-2026", closing_reason="moved", closing_note="Til Odense")
    work.move(BO, 8, "07-02-2026", broker_id="1")
    first = taken_out(runtime)
    assert take_in(runtime, first) == ImportCounts(unchanged=2)
    take_in(other, first)
    assert both_sheets(taken_out(other)) == both_sheets(first)
    assert _cards(other) == _cards(runtime)


def test_a_card_on_any_step_shows_the_same_after_the_journey(runtime: Runtime, other: Runtime) -> None:
    path: list[tuple[int | str, dict[str, str]]] = [
        (8, {"broker_id": "1"}),
        (7, CV),
        (6, GOALS),
        (5, CONTACT),
        (4, {**AGREEMENT, "paid_hours_outlook": "yes", "paid_hours_from": "01-12-2026", "mentor": "Bo Lind"}),
        (3, {**PAID, "paid_hours": "2"}),
        (2, {"paid_hours": "7,5", "adjusted_on": "08-02-2026", "follow_up_on": "02-12-2026"}),
        (1, JOB),
        ("out", {"closing_reason": "employment"}),
    ]
    people = [{**ANNA, "CPR-nr.": f"610190-{number:04}", "Navn": f"Nr. {number}"} for number in range(len(path) + 1)]
    take_in(runtime, workbook(people, staff=[MAJA]))
    work = Work(runtime)
    for number, person in enumerate(people):
        for day, (to_step, fields) in enumerate(path[:number], start=1):
            work.move(person, to_step, f"{day:02}-02-2026", **fields)
    take_in(other, taken_out(runtime))
    assert _cards(other) == _cards(runtime)
    assert both_sheets(taken_out(other)) == both_sheets(taken_out(runtime))


def test_a_case_edited_in_the_panel_comes_back_with_its_signs(runtime: Runtime, other: Runtime) -> None:
    people = [{**ANNA, "CPR-nr.": f"610190-{number:04}", "Navn": f"Nr. {number}", "Trin": 8} for number in range(6)]
    take_in(runtime, workbook(people, staff=[MAJA], talks=[talk(people[5], "01-11-2026", {"Trin bekræftet": "ja"})]))
    work = Work(runtime)
    for person in people:
        work.move(person, 7, "02-02-2026", **CV)
    work.edit(people[0], "cv", cv_prepared_on="01-02-2026", cv_kind="competence", cv_qualifications_filled="no")
    work.move(people[1], 6, "03-02-2026", **GOALS)
    work.edit(people[1], "goals", goal_registered_on="01-02-2026", goal_a="", development_goal="Have en fast hverdag")
    work.edit(people[1], "actions", action="Ringe til køkkenet", due_on="17-11-2026")
    work.edit(people[1], "actions", action="Finde papirer", due_on="30-11-2026")
    work.move(people[2], 4, "04-02-2026", **AGREEMENT)
    work.edit(people[2], "hours", valid_from="01-09-2026", paid_hours="4", internship_hours="16")
    work.edit(people[2], "hours", valid_from="01-11-2026", paid_hours="6")
    work.edit(people[2], "markings", marking="Fritaget", valid_from="01-09-2026")
    work.edit(people[3], "agreement", company="Café Å", agreement_kind="flexjob", starts_on="01-09-2026")
    work.move(people[4], 3, "05-02-2026", **PAID, paid_hours="2")
    work.edit(people[4], "payslips", month="09-2026", received_on="05-10-2026")
    first = taken_out(runtime)
    assert take_in(runtime, first) == ImportCounts(unchanged=6)
    take_in(other, first)
    again = taken_out(other)
    assert [sheet_values(again, each) for each in LAYOUTS] == [sheet_values(first, each) for each in LAYOUTS]
    assert _cards(other) == _cards(runtime)


def test_importing_again_leaves_what_was_edited_where_the_sheet_says_nothing(runtime: Runtime) -> None:
    sparse = workbook([{**ANNA, "Trin": 7, "Trin siden": "01-02-2026"}], staff=[MAJA])
    take_in(runtime, sparse)
    work = Work(runtime)
    work.edit(ANNA, "cv", cv_prepared_on="01-02-2026", cv_kind="jobnet", cv_made_with="Sønnen")
    work.edit(ANNA, "goals", goal_registered_on="01-02-2026", goal_a="Gartner", goal_workplaces="Drivhuse")
    work.edit(ANNA, "benefit", benefit="Ledighedsydelse", valid_from="01-10-2026")
    work.edit(ANNA, "actions", action="Ringe", due_on="30-11-2026")
    work.edit(ANNA, "hours", valid_from="01-11-2026", paid_hours="3")
    before = dump(runtime)
    assert take_in(runtime, sparse) == ImportCounts(unchanged=1)
    assert changed(before, dump(runtime)) == {"audit_event"}
    changed_cv = workbook([{**ANNA, "Trin": 7, "CV godkendt": "ja", "Ydelse": "Sygedagpenge"}])
    assert take_in(runtime, changed_cv).updated == 1
    case = case_file(runtime, ANNA).case
    assert case.cv is not None
    assert (case.cv.cv_approved, case.cv.cv_made_with) == (True, "Sønnen")
    assert [each.benefit for each in case.benefits] == ["Ledighedsydelse", "Sygedagpenge"]
