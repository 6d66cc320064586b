"""POST /citizens/<id>/moves."""

import json
from urllib.parse import urlencode

import pytest

from kanban.domain.audit import AuditAction, AuditEvent
from kanban.domain.transition import StepTransition
from tests.factories import Town, move_fields
from tests.page import FORM_TYPE, HTMX, Visitor
from tests.support.stored import changed, dump, rows

TARGETS = ["8", "7", "6", "5", "4", "3", "2", "1", "out"]
NASTY = '<script>alert("1")</script>'


def fields(town: Town, target: str, **changes: str) -> dict[str, str]:
    broker = {"broker_id": str(town.user().id)} if target == "8" else {}
    return {**move_fields(target, 1), **broker, **changes}


@pytest.mark.parametrize("target", TARGETS)
def test_plain_form_leads_back_to_the_board_where_the_card_stands(town: Town, maja: Visitor, target: str) -> None:
    amina = town.citizen("Amina Warsame")
    answer = maja.post(f"/citizens/{amina}/moves", fields(town, target))
    assert (answer.status, answer.location) == (303, f"/board#citizen-{amina}")
    page = maja.get("/board")
    assert "Amina Warsame" in page.root.one(id="status").text
    if target != "out":
        assert page.cards(target) == [amina]
    assert maja.get("/board").root.one(id="status").text == ""


@pytest.mark.parametrize("target", ["7", "out"])
def test_with_htmx_the_changed_card_comes_back_and_the_lanes_are_told(town: Town, maja: Visitor, target: str) -> None:
    amina = town.citizen("Amina Warsame")
    answer = maja.post(f"/citizens/{amina}/moves", fields(town, target), htmx=True)
    assert answer.status == 200
    assert answer.root.all("html") == []
    cards = answer.root.all(data_citizen=amina)
    assert [card["data-version"] for card in cards] == ([] if target == "out" else ["2"])
    assert "Amina Warsame" in answer.root.one(id="status").text
    events = json.loads(answer.headers["HX-Trigger"])
    lanes = {"lanenoneChanged"} | ({"lane7Changed"} if target == "7" else set())
    assert lanes | {"citizenMoved"} == set(events)


def test_filled_in_form_of_the_page_is_taken(town: Town, maja: Visitor) -> None:
    amina = town.citizen()
    page = maja.get(f"/citizens/{amina}/moves/new", to_step="7")
    answer = maja.submit(page, f"/citizens/{amina}/moves", cv_prepared_on="01-10-2026", cv_kind="jobnet")
    assert answer.status == 303
    assert maja.get("/board").cards("7") == [amina]


def test_iso_dates_are_taken_too(town: Town, maja: Visitor) -> None:
    form = fields(town, "7", effective_on="2026-11-19", cv_prepared_on="2026-10-01")
    assert maja.post(f"/citizens/{town.citizen()}/moves", form).status == 303
    assert f"{rows(town.runtime, StepTransition)[0].effective_on}" == "2026-11-19"


REFUSED = [
    ("7", {"effective_on": "21-11-2026"}, {"effective_on"}),
    ("7", {"effective_on": "i går"}, {"effective_on"}),
    ("7", {"cv_kind": ""}, {"cv_kind"}),
    ("7", {"cv_kind": "x", "cv_prepared_on": "31-02-2026"}, {"cv_kind", "cv_prepared_on"}),
    ("8", {"broker_id": ""}, {"broker_id"}),
    ("8", {"broker_id": "99999"}, {"broker_id"}),
    ("3", {"paid_hours": "-3"}, {"paid_hours"}),
    ("3", {"paid_hours": "200"}, {"paid_hours"}),
    ("4", {"paid_hours_outlook": "yes"}, {"paid_hours_from"}),
    ("5", {"company": "", "contact_kind": "fax"}, {"company", "contact_kind"}),
    ("7", {"note": "x" * 10_001}, {"note"}),
    ("out", {"closing_reason": ""}, {"closing_reason"}),
]


@pytest.mark.parametrize(("target", "changes", "refused"), REFUSED)
@pytest.mark.parametrize("htmx", [False, True])
def test_refused_form_comes_back_with_each_message_at_its_field_and_nothing_is_stored(
    town: Town, maja: Visitor, target: str, changes: dict[str, str], refused: set[str], *, htmx: bool
) -> None:
    amina = town.citizen()
    sent = fields(town, target, **changes)
    before = dump(town.runtime)
    answer = maja.post(f"/citizens/{amina}/moves", sent, htmx=htmx)
    assert answer.status == 422
    problems = answer.problems()
    assert problems.keys() == refused
    assert all(problems.values())
    assert len(answer.root.all("h1")) == (0 if htmx else 1)
    assert changed(before, dump(town.runtime)) == set()


def test_what_was_typed_is_kept_to_the_letter(town: Town, maja: Visitor) -> None:
    amina = town.citizen()
    typed = {"effective_on": "i går", "goal_a": NASTY, "goal_b": " \"B\" & 'b' ", "search_activities": "en\nto\n"}
    answer = maja.post(f"/citizens/{amina}/moves", fields(town, "6", **typed, note="Husk"))
    assert answer.status == 422
    kept = answer.form(f"/citizens/{amina}/moves").values
    assert {name: kept[name] for name in typed} == typed
    assert (kept["note"], kept["to_step"], kept["version"]) == ("Husk", "6", "1")
    assert NASTY not in answer.text


def test_kept_form_can_be_put_right_and_sent_again(town: Town, maja: Visitor) -> None:
    amina = town.citizen()
    answer = maja.post(f"/citizens/{amina}/moves", fields(town, "7", effective_on="21-11-2026"))
    assert maja.submit(answer, f"/citizens/{amina}/moves", effective_on="20-11-2026").status == 303
    assert maja.get("/board").cards("7") == [amina]


@pytest.mark.parametrize(
    "changes", [{"to_step": "9"}, {"to_step": ""}, {"to_step": "\x00"}, {"version": ""}, {"version": "x"}]
)
@pytest.mark.parametrize("htmx", [False, True])
def test_step_or_version_that_cannot_be_read_is_told_at_the_target(
    town: Town, maja: Visitor, changes: dict[str, str], *, htmx: bool
) -> None:
    amina = town.citizen()
    before = dump(town.runtime)
    answer = maja.post(f"/citizens/{amina}/moves", fields(town, "7", **changes), htmx=htmx)
    assert answer.status == 422
    assert answer.problems()["to_step"]
    assert changed(before, dump(town.runtime)) == set()


def test_setback_without_a_reason_is_asked_for_one(town: Town, maja: Visitor) -> None:
    amina = town.citizen()
    town.move(town.user(), amina, "5")
    answer = maja.post(f"/citizens/{amina}/moves", fields(town, "7", version="2"))
    assert (answer.status, set(answer.problems())) == (422, {"reason"})
    assert maja.submit(answer, f"/citizens/{amina}/moves", reason="Ny retning").status == 303


@pytest.mark.parametrize("htmx", [False, True])
def test_stale_card_shows_who_was_first_and_the_true_board(town: Town, maja: Visitor, *, htmx: bool) -> None:
    amina = town.citizen()
    town.move(town.user(name="Sofie Holm"), amina, "6")
    before = dump(town.runtime)
    answer = maja.post(f"/citizens/{amina}/moves", fields(town, "7"), htmx=htmx)
    assert answer.status == 409
    assert "Sofie Holm" in answer.root.text
    assert "20-11-2026 kl. " in answer.root.text
    assert answer.cards("6") == [amina]
    assert changed(before, dump(town.runtime)) == set()


def test_double_click_is_stored_once_and_answered_like_the_first(town: Town, maja: Visitor) -> None:
    form = fields(town, "7")
    for htmx in (False, True):
        amina = town.citizen()
        first, second = (maja.post(f"/citizens/{amina}/moves", form, htmx=htmx) for _ in range(2))
        assert (first.status, first.headers.get("Location")) == (second.status, second.headers.get("Location"))
        assert first.headers.get("HX-Trigger") == second.headers.get("HX-Trigger")
    assert len(rows(town.runtime, StepTransition)) == 2


def test_board_is_shown_again_with_its_filters(town: Town, maja: Visitor) -> None:
    amina = town.citizen()
    form = {**fields(town, "7"), "return_query": "team=Team+Havn&q=aa"}
    assert maja.post(f"/citizens/{amina}/moves", form).location == f"/board?team=Team+Havn&q=aa#citizen-{amina}"


@pytest.mark.parametrize(
    "query",
    ["group=9", "team=Nord", "broker=999", "as_of=2099-01-01", "sign=x", "\x00", "q=%00", "https://evil.example/"],
)
@pytest.mark.parametrize("htmx", [False, True])
def test_odd_way_back_never_spoils_a_move_that_is_stored(town: Town, maja: Visitor, query: str, *, htmx: bool) -> None:
    amina = town.citizen()
    answer = maja.post(f"/citizens/{amina}/moves", {**fields(town, "7"), "return_query": query}, htmx=htmx)
    assert answer.status == (200 if htmx else 303)
    assert answer.headers.get("Location", "/board").startswith("/board")
    stale = maja.post(f"/citizens/{amina}/moves", {**fields(town, "6"), "return_query": query}, htmx=htmx)
    assert stale.status == 409


@pytest.mark.parametrize("htmx", [False, True])
def test_leader_may_not(town: Town, lars: Visitor, *, htmx: bool) -> None:
    amina = town.citizen()
    before = dump(town.runtime)
    assert lars.post(f"/citizens/{amina}/moves", fields(town, "7"), htmx=htmx).status == 403
    assert changed(before, dump(town.runtime)) == set()


@pytest.mark.parametrize("htmx", [False, True])
def test_other_municipality_finds_nothing(town: Town, stranger: Visitor, *, htmx: bool) -> None:
    amina = town.citizen()
    before = dump(town.runtime)
    for form in (fields(town, "7"), {}, fields(town, "7", effective_on="x")):
        assert stranger.post(f"/citizens/{amina}/moves", form, htmx=htmx).status == 404
    assert changed(before, dump(town.runtime)) - {"staff", "team"} == set()


@pytest.mark.parametrize("citizen_id", ["abcdefghijkl", "1", "%00", "x" * 2000])
def test_id_that_is_nobodys_is_not_found(town: Town, maja: Visitor, citizen_id: str) -> None:
    assert maja.post(f"/citizens/{citizen_id}/moves", fields(town, "7")).status == 404


@pytest.mark.parametrize("token", ["", "wrong"])
@pytest.mark.parametrize("htmx", [False, True])
def test_form_without_a_fitting_token_is_refused_and_nothing_is_stored(
    town: Town, maja: Visitor, token: str, *, htmx: bool
) -> None:
    amina = town.citizen()
    form = fields(town, "7")
    before = dump(town.runtime)
    assert maja.post(f"/citizens/{amina}/moves", {**form, "csrf_token": token}, htmx=htmx).status == 400
    without = maja.wire.send(
        "POST", f"/citizens/{amina}/moves", urlencode(form), {**FORM_TYPE, **(HTMX if htmx else {})}
    )
    assert without.status == 400
    assert changed(before, dump(town.runtime)) == set()


def test_token_of_another_session_does_not_fit(town: Town, maja: Visitor, lars: Visitor) -> None:
    amina = town.citizen()
    assert maja.post(f"/citizens/{amina}/moves", {**fields(town, "7"), "csrf_token": lars.token}).status == 400


def test_nobody_is_sent_to_the_log_in_and_nothing_is_stored(town: Town, nobody: Visitor) -> None:
    amina = town.citizen()
    form = fields(town, "7")
    before = dump(town.runtime)
    assert nobody.post(f"/citizens/{amina}/moves", form).location == "/login"
    assert changed(before, dump(town.runtime)) == set()


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_other_methods_are_not_possible(town: Town, maja: Visitor, method: str) -> None:
    answer = maja.wire.send(method, f"/citizens/{town.citizen()}/moves", None, {})
    assert answer.status in {400, 405}


def test_move_is_audited(town: Town, maja: Visitor) -> None:
    amina = town.citizen()
    maja.post(f"/citizens/{amina}/moves", fields(town, "7"))
    event = rows(town.runtime, AuditEvent)[-1]
    assert (event.action, event.staff_id) == (str(AuditAction.CITIZEN_MOVED), town.user().id)


def test_large_form_and_strange_bodies_are_refused_without_trouble(town: Town, maja: Visitor) -> None:
    path = f"/citizens/{town.citizen()}/moves"
    assert maja.post(path, {**fields(town, "7"), "note": "x" * 1_000_000}).status in {413, 422}
    json_type = {"Content-Type": "application/json", "X-CSRFToken": maja.token}
    assert maja.wire.send("POST", path, '{"to_step": 7}', json_type).status == 422
    assert maja.wire.send("POST", path, "\xff\xfe=%%%", {**FORM_TYPE, "X-CSRFToken": maja.token}).status == 422
    assert rows(town.runtime, StepTransition) == []
