"""The table of the eight steps says exactly what the agency and the forms need (R-STEP-0 to R-STEP-8)."""

import pytest

from kanban.domain.fields import FIELDS, FieldKind, choice_label, spec_on
from kanban.domain.steps import OUT, STEP_NUMBERS, STEPS, Direction, direction, is_step, parse_target, step

NAMES = {
    8: "Personlig jobformidler",
    7: "CV udarbejdet",
    6: "Jobmål udarbejdet",
    5: "Kontakt til relevant virksomhed",
    4: "Jobmatch og arbejdsaftale om praktik",
    3: "Jobmatch og arbejdsaftale om lønnede timer",
    2: "Progression i antal lønnede timer",
    1: "Job eller uddannelse",
}
REQUIRED = {
    8: {"broker_id"},
    7: {"cv_prepared_on", "cv_kind"},
    6: {"goal_a", "goal_registered_on"},
    5: {"company", "contact_kind", "contacted_on"},
    4: {
        "company",
        "contact_person",
        "agreement_kind",
        "starts_on",
        "ends_on",
        "internship_hours",
        "tasks",
        "milestone",
        "paid_hours_outlook",
        "follow_up_on",
    },
    3: {"company", "contact_person", "starts_on", "paid_hours", "tasks", "milestone", "follow_up_on"},
    2: {"paid_hours", "adjusted_on", "follow_up_on"},
    1: {"outcome", "company", "starts_on"},
    0: {"closing_reason"},
}
OPTIONAL = {
    8: {"caseworker_id"},
    7: {"cv_approved", "cv_profile_job_directed", "cv_qualifications_filled", "cv_summary"},
    6: {
        "goal_b",
        "goal_c",
        "goal_grounded_in_citizen",
        "goal_grounded_in_market",
        "search_activities",
        "smart_agreement",
    },
    5: {"company_cvr", "contact_person"},
    4: {"company_cvr", "mentor", "paid_hours_from"},
    3: {"company_cvr", "internship_hours", "agreement_kind", "ends_on", "mentor"},
    2: {"milestone"},
    1: {"paid_hours", "retention_follow_up_on"},
    0: {"closing_note"},
}
CHOICES = {
    "cv_kind": ["jobnet", "presentation", "application", "competence"],
    "contact_kind": ["visit", "meeting", "phone", "interview", "other"],
    "agreement_kind": ["internship", "wage_subsidy", "ordinary", "flexjob"],
    "paid_hours_outlook": ["yes", "no", "unclear"],
    "outcome": ["job", "education"],
    "closing_reason": ["employment", "education", "flexjob", "moved", "deceased", "other_benefit", "other"],
}
ALL_NUMBERS = [*range(8, 0, -1), 0]


def test_steps_run_from_eight_to_one_with_the_agencys_names() -> None:
    assert {each.number: each.name for each in STEPS} == NAMES
    assert STEP_NUMBERS == (8, 7, 6, 5, 4, 3, 2, 1)


@pytest.mark.parametrize("number", ALL_NUMBERS)
def test_step_requires_exactly_its_fields(number: int) -> None:
    assert set(step(number).required) == REQUIRED[number]


@pytest.mark.parametrize("number", ALL_NUMBERS)
def test_step_offers_exactly_its_optional_fields(number: int) -> None:
    assert set(step(number).optional) == OPTIONAL[number]


@pytest.mark.parametrize("number", ALL_NUMBERS)
def test_step_explains_itself_and_names_each_field_once(number: int) -> None:
    each = step(number)
    assert each.definition.endswith(".")
    assert each.short_name
    assert len(each.fields) == len(set(each.fields))
    assert set(each.fields) <= FIELDS.keys()
    assert set(each.labels) <= set(each.fields)


@pytest.mark.parametrize(("name", "values"), CHOICES.items())
def test_choice_field_takes_exactly_its_values(name: str, values: list[str]) -> None:
    assert [choice.value for choice in FIELDS[name].choices] == values


@pytest.mark.parametrize(
    ("number", "kinds"),
    [(4, ["internship", "wage_subsidy"]), (3, ["internship", "wage_subsidy", "ordinary", "flexjob"])],
)
def test_internship_takes_no_job_but_paid_hours_take_every_kind_of_agreement(number: int, kinds: list[str]) -> None:
    assert [choice.value for choice in spec_on(step(number), "agreement_kind").choices] == kinds


def test_only_choice_fields_carry_choices() -> None:
    assert {name for name, spec in FIELDS.items() if spec.choices} >= CHOICES.keys()
    assert all((spec.kind is FieldKind.CHOICE) == bool(spec.choices) for spec in FIELDS.values())


@pytest.mark.parametrize(
    ("text", "number"),
    [("8", 8), ("1", 1), (" 4 ", 4), ("out", OUT), ("ud", OUT), ("UD", OUT)]
    + [(bad, None) for bad in ("", "0", "9", "-1", "8.0", "08", "trin 8", "٨", "none", "out;", "1 2")],
)
def test_target_is_read_only_from_the_names_of_steps(text: str, number: int | None) -> None:
    assert parse_target(text) == number


@pytest.mark.parametrize("number", [-1, 9, 80])
def test_unknown_step_number_is_an_error(number: int) -> None:
    with pytest.raises(KeyError):
        step(number)


@pytest.mark.parametrize(("number", "expected"), [(8, True), (1, True), (0, False), (9, False), (None, False)])
def test_out_and_unplaced_are_no_steps(number: int | None, *, expected: bool) -> None:
    assert is_step(number) is expected


@pytest.mark.parametrize(
    ("from_step", "to_step", "expected"),
    [
        (None, 8, Direction.INTAKE),
        (None, 3, Direction.INTAKE),
        (None, 0, Direction.OUT),
        (8, 7, Direction.FORWARD),
        (2, 1, Direction.FORWARD),
        (8, 6, Direction.SKIP),
        (8, 1, Direction.SKIP),
        (1, 2, Direction.BACKWARD),
        (4, 8, Direction.BACKWARD),
        (5, 0, Direction.OUT),
        (1, 0, Direction.OUT),
        (0, 8, Direction.RETURN),
        (0, 1, Direction.RETURN),
    ],
)
def test_move_is_classified_by_where_it_leads(from_step: int | None, to_step: int, expected: Direction) -> None:
    assert direction(from_step, to_step) is expected


def test_stored_choice_has_a_label_and_a_local_one_shows_itself() -> None:
    assert choice_label("cv_kind", "jobnet") == "Jobnet CV"
    assert choice_label("closing_reason", "ressourceforløb") == "ressourceforløb"
    assert choice_label("cv_kind", None) == ""
