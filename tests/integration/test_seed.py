"""Adding a synthetic municipality, and the demo's own workbook."""

from collections import Counter
from pathlib import Path

import pytest

from kanban.domain.citizen import Citizen
from kanban.domain.errors import RefusedError
from kanban.domain.follow_up import AgreedAction, Payslip
from kanban.domain.readiness import CitizenSign
from kanban.domain.staff import Role, Staff
from kanban.domain.talk import StepConfirmation, Talk, TalkScore
from kanban.domain.transition import StepTransition
from kanban.domain.views.board import SignKind
from kanban.excel.reader import read_workbook
from kanban.services.exchange.import_workbook import apply_import, preview_import
from kanban.services.exchange.seed_municipality import seed_municipality
from kanban.services.runtime import Runtime
from kanban.services.verify_board import verify_board
from kanban.synthetic import calibration, municipality
from kanban.synthetic.shift import newest_day
from tests.factories import TODAY, Town
from tests.support.stored import rows

PLACE = "Fjordby Kommune"
NUMBER = 300
WORKBOOK = Path(__file__).parents[2] / "seed" / "fjordby.xlsx"


def _seed(runtime: Runtime, place: str = PLACE, number: int = NUMBER, seed: int = 1) -> None:
    seed_municipality(runtime, place, number, 18, seed)


def test_seeding_stores_what_it_counts_and_the_board_equals_its_history(runtime: Runtime) -> None:
    counts = seed_municipality(runtime, PLACE, NUMBER, 18, 1)
    assert counts.new == counts.citizens == len(rows(runtime, Citizen)) == NUMBER
    assert counts.moves == len(rows(runtime, StepTransition)) > 4 * NUMBER
    assert counts.staff == len(rows(runtime, Staff))
    assert verify_board(runtime) == []


def test_the_board_follows_the_distribution(runtime: Runtime) -> None:
    _seed(runtime)
    steps = Counter(citizen.current_step for citizen in rows(runtime, Citizen) if citizen.current_step)
    found = {step: count / sum(steps.values()) for step, count in steps.items()}
    assert found == pytest.approx(calibration.STEP_SHARES, abs=0.01)


def test_most_cases_are_in_order_and_the_others_have_something_to_say(runtime: Runtime) -> None:
    _seed(runtime)
    on_board = [citizen for citizen in rows(runtime, Citizen) if citizen.current_step]
    counting = [sign for sign in rows(runtime, CitizenSign) if sign.from_date <= TODAY]
    signed = {kind: {sign.citizen_id for sign in counting if sign.kind == kind} for kind in SignKind}
    shares = {kind: len(found) / len(on_board) for kind, found in signed.items()}
    assert 0.08 < shares[SignKind.LATE] < 0.18
    assert 0.08 < shares[SignKind.MISSING] < 0.20
    assert 0 < shares[SignKind.SUGGESTION] < 0.05
    assert {"talk", "follow_up"} <= {sign.code for sign in counting}


def test_talks_hours_and_payslips_come_with_the_citizens(runtime: Runtime) -> None:
    counts = seed_municipality(runtime, PLACE, NUMBER, 18, 1)
    talks = rows(runtime, Talk)
    assert counts.talks == len(talks) > 4 * NUMBER
    assert all(talk.recorded_by and talk.step for talk in talks)
    assert len(rows(runtime, TalkScore)) > len(talks)
    assert len(rows(runtime, StepConfirmation)) > 0.8 * len(talks)
    assert rows(runtime, Payslip)
    assert rows(runtime, AgreedAction)


def test_moves_keep_who_recorded_them_and_when(runtime: Runtime) -> None:
    _seed(runtime)
    moves = rows(runtime, StepTransition)
    assert all(move.recorded_by for move in moves)
    assert any((move.recorded_at.date() - move.effective_on).days > 13 for move in moves)
    assert all(move.recorded_at.date() < TODAY for move in moves)


def test_staff_get_their_roles_and_no_password(runtime: Runtime) -> None:
    _seed(runtime)
    people = rows(runtime, Staff)
    assert Counter(person.role for person in people) == {Role.BROKER: 6, Role.LEADER: 1, Role.SUPERUSER: 1}
    assert all(person.password_hash is None for person in people)


def test_progress_goes_from_portion_to_portion(runtime: Runtime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(municipality, "PORTION", 10)
    told: list[tuple[int, int]] = []
    seed_municipality(runtime, PLACE, 25, 1, 1, lambda done, total: told.append((done, total)))
    assert told == [(10, 25), (20, 25), (25, 25)]
    assert len(rows(runtime, Citizen)) == 25


def test_a_municipality_with_citizens_is_left_alone(runtime: Runtime) -> None:
    _seed(runtime, number=20)
    with pytest.raises(RefusedError, match="already has citizens"):
        _seed(runtime, number=20, seed=2)
    assert len(rows(runtime, Citizen)) == 20


def test_a_municipality_with_only_users_gets_citizens(runtime: Runtime, town: Town) -> None:
    town.user()
    _seed(runtime, town.name, 20)
    assert len(rows(runtime, Citizen)) == 20


@pytest.mark.parametrize("name", ["", "  "])
def test_a_municipality_without_a_name_is_refused(runtime: Runtime, name: str) -> None:
    with pytest.raises(RefusedError, match="municipality's name"):
        _seed(runtime, name, 20)


def test_two_municipalities_live_side_by_side(runtime: Runtime) -> None:
    _seed(runtime, number=20)
    _seed(runtime, "Havneby Kommune", 20)
    assert len(rows(runtime, Citizen)) == 40
    assert verify_board(runtime) == []


def test_the_demo_workbook_is_taken_without_a_word(runtime: Runtime) -> None:
    newest = newest_day(read_workbook(WORKBOOK, TODAY).rows)
    assert newest is not None
    assert (TODAY - newest).days >= 0
    preview = preview_import(runtime, PLACE, WORKBOOK)
    assert (preview.problems, preview.warnings) == ((), ())
    counts = apply_import(runtime, preview)
    assert (counts.new, counts.staff, counts.teams) == (245, 7, 2)
    assert verify_board(runtime) == []


def test_the_demo_has_its_brokers_and_replacement_numbers_only() -> None:
    read = read_workbook(WORKBOOK, TODAY).rows
    assert {person.initials for person in read.staff} == {"MJ", "PK", "SH", "LD", "JW", "DL", "HV"}
    assert {person.team for person in read.staff} == {"Team Havn", "Team Ådal", ""}
    assert all(person.email.endswith("@fjordby.example") for person in read.staff)
    assert all(int(citizen.cpr[:2]) > 60 for citizen in read.citizens)
