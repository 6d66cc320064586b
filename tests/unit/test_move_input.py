"""The move form, read and judged against the step's table and the citizen's case (R-STEP-1 to R-STEP-11)."""

from datetime import date

import pytest

from kanban.domain.case import CaseFacts
from kanban.domain.errors import InvalidInputError
from kanban.domain.facts import CompanyContact, Cv, HoursEntry, WorkAgreement
from kanban.domain.inputs.move import MoveInput, Situation, complete, read_move
from kanban.domain.steps import step
from tests.factories import TODAY, company, fact, move_fields

EMPTY = CaseFacts()
TARGETS = ["8", "7", "6", "5", "4", "3", "2", "1", "out"]
HOTEL = company(1, "Strandhotellet", "11223344")


def situation(current: int | None = 5, case: CaseFacts = EMPTY, latest: date | None = None) -> Situation:
    return Situation(current_step=current, latest_move=latest, case=case, today=TODAY)


def start_for(target: str) -> int | None:
    return {"8": None, "out": 5}.get(target, int(target) + 1 if target.isdigit() else 5)


def refused(raw: dict[str, str], at: Situation) -> dict[str, str]:
    with pytest.raises(InvalidInputError) as refusal:
        complete(read_move(raw, TODAY), at)
    return {field: message.text for field, message in refusal.value.by_field().items()}


@pytest.mark.parametrize("target", TARGETS)
def test_complete_form_is_taken_for_every_target(target: str) -> None:
    values = complete(read_move(move_fields(target, 1), TODAY), situation(start_for(target)))
    number = 0 if target == "out" else int(target)
    assert set(step(number).required) <= {name for name, value in values.items() if value not in (None, "")}


@pytest.mark.parametrize(
    ("target", "name"), [(each, name) for each in TARGETS for name in step(int(each) if each != "out" else 0).required]
)
def test_each_required_field_is_asked_for_by_its_own_name(target: str, name: str) -> None:
    assert set(refused(move_fields(target, 1, **{name: ""}), situation(start_for(target)))) == {name}


@pytest.mark.parametrize("target", TARGETS)
def test_empty_form_names_every_required_field_at_once_in_form_order(target: str) -> None:
    number = 0 if target == "out" else int(target)
    found = refused({"to_step": target, "version": "1"}, situation(start_for(target)))
    assert list(found) == [*step(number).required, "effective_on"]


@pytest.mark.parametrize("target", ["", "9", "0", "trin 7", "none", "7.0"])
def test_target_that_does_not_exist_is_refused_at_its_field(target: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        read_move({"to_step": target, "version": "1"}, TODAY)
    assert list(refusal.value.by_field()) == ["to_step"]


@pytest.mark.parametrize("version", ["", "x", "-1", "1.0", "٣", "9999999999", " "])
def test_form_without_a_readable_version_is_refused(version: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        read_move(move_fields("7", 1) | {"version": version}, TODAY)
    assert list(refusal.value.by_field()) == ["version"]


@pytest.mark.parametrize(
    ("day", "latest", "because"),
    [
        ("21-11-2026", None, "is in the future"),
        ("i går", None, "Write a date"),
        ("", None, "Write the date the move counts from"),
        ("31-10-2026", date(2026, 11, 1), "latest move counts from"),
        ("01-01-1926", None, "can't be right"),
    ],
)
def test_bad_date_is_refused_at_its_field(day: str, latest: date | None, because: str) -> None:
    found = refused(move_fields("7", 1, effective_on=day), situation(8, latest=latest))
    assert list(found) == ["effective_on"]
    assert because in found["effective_on"]


@pytest.mark.parametrize("current", [8, 4, 1, 0])
def test_move_to_where_the_citizen_already_stands_is_refused(current: int) -> None:
    target = str(current or "out")
    assert "to_step" in refused(move_fields(target, 1), situation(current))


@pytest.mark.parametrize("reason", ["", "   ", "\x00"])
def test_setback_without_a_reason_is_refused(reason: str) -> None:
    assert set(refused(move_fields("7", 1, reason=reason), situation(4))) == {"reason"}


@pytest.mark.parametrize(("current", "target"), [(8, "7"), (None, "8"), (0, "8"), (8, "2"), (3, "out")])
def test_reason_is_asked_for_by_setbacks_only(current: int | None, target: str) -> None:
    assert complete(read_move(move_fields(target, 1), TODAY), situation(current))


def test_paid_hours_from_is_asked_for_when_the_outlook_is_yes() -> None:
    assert set(refused(move_fields("4", 1, paid_hours_outlook="yes"), situation(5))) == {"paid_hours_from"}
    given = move_fields("4", 1, paid_hours_outlook="yes", paid_hours_from="01-02-2027")
    assert complete(read_move(given, TODAY), situation(5))["paid_hours_from"] == date(2027, 2, 1)


@pytest.mark.parametrize("target", ["4", "3"])
def test_agreement_may_not_end_before_it_starts(target: str) -> None:
    given = move_fields(target, 1, starts_on="14-09-2026", ends_on="13-09-2026")
    assert set(refused(given, situation(5))) == {"ends_on"}


@pytest.mark.parametrize(("hours", "taken"), [("6,5", False), ("6", False), ("6,51", True), ("12", True)])
def test_step_two_takes_more_paid_hours_than_before(hours: str, *, taken: bool) -> None:
    case = CaseFacts(hours=(fact(HoursEntry, valid_from=TODAY, paid_hours=390),))
    given = move_fields("2", 1, paid_hours=hours)
    if taken:
        assert complete(read_move(given, TODAY), situation(3, case))["paid_hours"]
    else:
        assert set(refused(given, situation(3, case))) == {"paid_hours"}


def test_every_problem_is_told_at_once() -> None:
    given = move_fields("3", 1, paid_hours="200", starts_on="?", tasks="", effective_on="2030-01-01")
    assert list(refused(given, situation(5))) == ["starts_on", "paid_hours", "tasks", "effective_on"]


def test_what_is_on_record_counts_when_its_field_is_not_sent() -> None:
    cv = fact(Cv, cv_prepared_on=date(2026, 10, 1), cv_kind="jobnet")
    bare = {"to_step": "7", "version": "1", "effective_on": "20-11-2026"}
    values = complete(read_move(bare, TODAY), situation(8, CaseFacts(cv=cv)))
    assert (values["cv_prepared_on"], values["cv_kind"]) == (date(2026, 10, 1), "jobnet")


def test_what_is_on_record_does_not_count_when_its_field_is_sent_empty() -> None:
    cv = fact(Cv, cv_prepared_on=date(2026, 10, 1), cv_kind="jobnet")
    assert set(refused(move_fields("7", 1, cv_kind=""), situation(8, CaseFacts(cv=cv)))) == {"cv_kind"}


def test_more_paid_hours_are_always_stated_anew() -> None:
    agreement = fact(WorkAgreement, paid_hours=390, follow_up_on=date(2026, 12, 1))
    hours = fact(HoursEntry, valid_from=TODAY, paid_hours=390)
    bare = {"to_step": "2", "version": "1", "effective_on": "20-11-2026"}
    case = CaseFacts(agreement=agreement, hours=(hours,))
    assert set(refused(bare, situation(3, case))) == {"paid_hours", "adjusted_on"}


def test_another_company_does_not_inherit_the_recorded_number() -> None:
    contact = fact(CompanyContact, company_id=1, contact_person="Birthe Holst")
    case = CaseFacts(contact=contact, companies={1: HOTEL})
    values = complete(read_move(move_fields("4", 1, company="Netto Havnen"), TODAY), situation(5, case))
    assert values["company"] == "Netto Havnen"
    assert not values.get("company_cvr")


@pytest.mark.parametrize("typed", ["Strandhotellet", "STRANDHOTELLET", None])
def test_the_same_company_keeps_the_recorded_number(typed: str | None) -> None:
    contact = fact(CompanyContact, company_id=1, contact_person="Birthe Holst")
    given = move_fields("4", 1)
    if typed is None:
        del given["company"]
    else:
        given["company"] = typed
    values = complete(read_move(given, TODAY), situation(5, CaseFacts(contact=contact, companies={1: HOTEL})))
    assert values["company_cvr"] == "11223344"


def _fingerprint(**changes: str) -> str:
    return read_move(move_fields("7", 3) | changes, TODAY).fingerprint


def test_the_same_submission_has_the_same_fingerprint_whatever_the_token() -> None:
    assert _fingerprint(csrf_token="a", return_query="team=1") == _fingerprint(csrf_token="b", return_query="")
    assert _fingerprint(note=" x ") == _fingerprint(note="x")


@pytest.mark.parametrize("changes", [{"note": "x"}, {"cv_kind": "presentation"}, {"effective_on": "19-11-2026"}])
def test_another_submission_has_another_fingerprint(changes: dict[str, str]) -> None:
    assert _fingerprint(**changes) != _fingerprint()


def test_fields_of_other_steps_are_left_alone() -> None:
    move: MoveInput = read_move(move_fields("7", 1, goal_a="Stuepige", paid_hours="-3"), TODAY)
    assert set(move.values) == {"cv_prepared_on", "cv_kind"}
    assert move.problems == ()
