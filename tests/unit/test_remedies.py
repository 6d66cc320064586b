"""Whatever a case calls for has a form that puts it right."""

import pytest

from kanban.domain.fact_form import FACT_FORMS
from kanban.domain.gaps import MISSING
from kanban.domain.needs import CONDITIONS
from kanban.domain.remedies import RemedyForm, remedy

DEADLINES = ("talk", "follow_up", "aftercare", "payslip", "action", "ends")
NEEDED = [(need.fields[0], step) for step, needs in CONDITIONS.items() for need in needs]


@pytest.mark.parametrize("code", [*DEADLINES, *MISSING, "step_3"])
def test_every_sign_has_a_form_below_the_citizens_address(code: str) -> None:
    found = remedy(code)
    assert found.label
    assert found.path
    assert not found.path.startswith("/")
    assert found.form is not RemedyForm.FACT or found.kind in FACT_FORMS


@pytest.mark.parametrize(("field", "step"), NEEDED)
def test_form_that_is_offered_for_a_need_asks_for_it(field: str, step: int) -> None:
    found = remedy(field, step)
    if found.form is RemedyForm.FACT:
        assert field in FACT_FORMS[found.kind].fields


@pytest.mark.parametrize(
    ("code", "step", "path"),
    [
        ("talk", None, "talks/new"),
        ("step_unconfirmed", 4, "talks/new"),
        ("follow_up", None, "follow-ups/new"),
        ("aftercare", None, "follow-ups/new?kind=aftercare"),
        ("payslip", None, "facts/payslips"),
        ("action", None, "facts/actions?entry=due"),
        ("step_3", None, "moves/new?to_step=3"),
        ("broker_id", 8, "assignment"),
        ("cv_approved", 7, "facts/cv"),
        ("goal_tracks", 6, "facts/goals"),
        ("company", 5, "facts/contacts"),
        ("company", 4, "facts/agreement"),
        ("company", 1, "facts/outcome"),
        ("company", None, "facts/agreement"),
        ("contact_person", 3, "facts/agreement"),
    ],
)
def test_code_leads_to_its_form(code: str, step: int | None, path: str) -> None:
    assert remedy(code, step).path == path
