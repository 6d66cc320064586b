"""GET and POST /moves/<id>/annul."""

import json

import pytest

from kanban.domain.audit import AuditAction, AuditEvent
from kanban.domain.transition import StepTransition
from tests.factories import Town
from tests.page import Visitor
from tests.support.stored import changed, dump, rows

REASON = {"reason": "Forkert borger"}


@pytest.fixture
def amina(town: Town) -> str:
    """Moved to step 8 and on to step 7 by Maja Juhl."""
    citizen = town.citizen("Amina Warsame")
    for target in ("8", "7"):
        town.move(town.user(), citizen, target)
    return citizen


def last(town: Town) -> str:
    return f"/moves/{rows(town.runtime, StepTransition)[-1].id}/annul"


def test_plain_form_leads_back_to_the_case_and_the_board_follows(town: Town, amina: str, maja: Visitor) -> None:
    answer = maja.post(last(town), REASON)
    assert (answer.status, answer.location) == (303, f"/citizens/{amina}")
    page = maja.get(answer.location)
    assert "Forkert borger" in page.root.one(data_panel=None).text
    assert "Amina Warsame" in page.root.one(id="status").text
    assert maja.get("/board").cards("8") == [amina]


def test_form_in_the_panel_is_taken(town: Town, amina: str, maja: Visitor) -> None:
    page = maja.get(f"/citizens/{amina}")
    assert page.form(last(town)).names >= {"reason", "csrf_token"}
    assert maja.submit(page, last(town), reason="Forkert borger").status == 303


def test_with_htmx_the_panel_comes_back_and_the_lanes_are_told(town: Town, amina: str, maja: Visitor) -> None:
    answer = maja.post(last(town), REASON, htmx=True)
    assert answer.status == 200
    assert "Forkert borger" in answer.root.one(data_panel=amina).text
    assert set(json.loads(answer.headers["HX-Trigger"])) == {"moveAnnulled", "lane7Changed", "lane8Changed"}


@pytest.mark.parametrize("reason", ["", "  ", "\x00", "x" * 10_001])
@pytest.mark.parametrize("htmx", [False, True])
def test_missing_reason_is_told_at_its_field_and_nothing_is_stored(
    town: Town, amina: str, maja: Visitor, reason: str, *, htmx: bool
) -> None:
    before = dump(town.runtime)
    answer = maja.post(last(town), {"reason": reason}, htmx=htmx)
    assert answer.status == 422
    assert answer.problems()["reason"]
    assert len(answer.root.all("h1")) == (0 if htmx else 1)
    assert changed(before, dump(town.runtime)) == set()
    assert town.version(amina) == 3


def test_impossible_history_is_refused_with_its_reason_and_what_was_typed(town: Town, maja: Visitor) -> None:
    citizen = town.citizen()
    for target in ("6", "out", "7"):
        town.move(town.user(), citizen, target)
    leaving = rows(town.runtime, StepTransition)[1].id
    answer = maja.post(f"/moves/{leaving}/annul", REASON)
    assert answer.status == 422
    assert "trin 7" in answer.problems()["reason"]
    assert answer.form(f"/moves/{leaving}/annul").values["reason"] == "Forkert borger"


@pytest.mark.parametrize("htmx", [False, True])
def test_move_somebody_else_has_annulled_is_a_conflict_that_says_so(
    town: Town, amina: str, maja: Visitor, susanne: Visitor, *, htmx: bool
) -> None:
    path = last(town)
    assert susanne.post(path, {"reason": "Først"}).status == 303
    before = dump(town.runtime)
    answer = maja.post(path, REASON, htmx=htmx)
    assert answer.status == 409
    assert "Susanne Skov" in answer.root.text
    assert changed(before, dump(town.runtime)) == set()
    assert town.version(amina) == 4


def test_annulment_sent_twice_is_answered_like_the_first(town: Town, amina: str, maja: Visitor) -> None:
    path = last(town)
    answers = [maja.post(path, REASON) for _ in range(2)]
    assert [(answer.status, answer.location) for answer in answers] == [(303, f"/citizens/{amina}")] * 2
    assert town.version(amina) == 4


def test_superuser_annuls_and_others_may_not(town: Town, amina: str, lars: Visitor, susanne: Visitor) -> None:
    path = last(town)
    before = dump(town.runtime)
    assert lars.post(path, REASON).status == 403
    assert changed(before, dump(town.runtime)) == set()
    assert susanne.post(path, REASON).location == f"/citizens/{amina}"


def test_broker_does_not_annul_what_another_recorded(town: Town, maja: Visitor) -> None:
    town.move(town.user(name="Sofie Holm"), town.citizen(), "7")
    assert maja.post(last(town), REASON).status == 403


@pytest.mark.usefixtures("amina")
def test_other_municipality_finds_nothing(town: Town, stranger: Visitor) -> None:
    for answer in (stranger.post(last(town), REASON), stranger.get(last(town))):
        assert answer.status == 404
        assert "Warsame" not in answer.text


@pytest.mark.parametrize("move_id", ["0", "999999", "99999999999999999999", "-1", "x", "1.0", "%00"])
def test_id_that_is_no_moves_is_not_found(maja: Visitor, move_id: str) -> None:
    assert maja.post(f"/moves/{move_id}/annul", REASON).status == 404
    assert maja.get(f"/moves/{move_id}/annul").status == 404


def test_form_stands_on_a_page_of_its_own_too(town: Town, amina: str, maja: Visitor) -> None:
    page = maja.get(last(town))
    assert page.status == 200
    assert "Amina Warsame" in page.root.one("h1").text
    assert maja.submit(page, last(town), reason="Forkert borger").location == f"/citizens/{amina}"


@pytest.mark.usefixtures("amina")
def test_form_without_a_fitting_token_is_refused(town: Town, maja: Visitor) -> None:
    before = dump(town.runtime)
    assert maja.post(last(town), {**REASON, "csrf_token": "wrong"}).status == 400
    assert changed(before, dump(town.runtime)) == set()


@pytest.mark.usefixtures("amina")
def test_nobody_is_sent_to_the_log_in(town: Town, nobody: Visitor) -> None:
    assert nobody.post(last(town), REASON).location == "/login"
    assert nobody.get(last(town)).status == 303


@pytest.mark.usefixtures("amina")
@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_not_possible(town: Town, maja: Visitor, method: str) -> None:
    assert maja.wire.send(method, last(town), None, {}).status in {400, 405}


@pytest.mark.usefixtures("amina")
def test_annulment_is_audited(town: Town, maja: Visitor) -> None:
    maja.post(last(town), REASON)
    event = rows(town.runtime, AuditEvent)[-1]
    assert (event.action, event.staff_id) == (str(AuditAction.MOVE_ANNULLED), town.user().id)
