"""GET and POST /login."""

import pytest
from flask import Flask
from sqlmodel import col, update

from kanban.domain.audit import AuditAction, AuditEvent
from kanban.domain.staff import Staff
from kanban.services.accounts import disable, set_password
from tests.factories import PASSWORD, Town
from tests.page import FlaskWire, Visitor
from tests.support.stored import changed, dump, rows

EMAIL = "maja.juhl@fjordby.example"


def test_page_has_one_form_with_the_fields_of_the_contract(nobody: Visitor) -> None:
    page = nobody.get("/login")
    assert page.status == 200
    assert page.form("/login").names == {"email", "password", "csrf_token", "next"}
    assert page.form("/login").method == "post"


def test_log_in_leads_to_the_board_and_is_audited(town: Town, nobody: Visitor) -> None:
    maja = town.user()
    answer = nobody.log_in(f" {EMAIL.upper()} ")
    assert (answer.status, answer.location) == (303, "/board")
    assert nobody.get("/board").status == 200
    (event,) = rows(town.runtime, AuditEvent)
    assert (event.action, event.staff_id) == (str(AuditAction.LOGIN), maja.id)


def test_wrong_password_keeps_the_address_and_says_what_is_wrong_at_the_field(town: Town, nobody: Visitor) -> None:
    town.user()
    answer = nobody.log_in(EMAIL, "wrong password")
    assert answer.status == 422
    form = answer.form("/login")
    assert (form.values["email"], form.values["password"]) == (EMAIL, "")
    assert "passer ikke" in answer.problems()["password"]
    assert nobody.get("/board").status == 303


def test_unknown_address_is_told_in_the_same_words(town: Town, nobody: Visitor) -> None:
    town.user()
    known, unknown = nobody.log_in(EMAIL, "wrong password"), nobody.log_in("nobody@fjordby.example", "wrong password")
    assert known.problems() == unknown.problems()
    assert known.status == unknown.status


@pytest.mark.parametrize(
    "fields", [{}, {"email": EMAIL}, {"password": PASSWORD}, {"email": "\x00", "password": "\x00"}]
)
def test_missing_or_broken_field_is_refused(town: Town, nobody: Visitor, fields: dict[str, str]) -> None:
    town.user()
    assert nobody.post("/login", fields).status == 422


@pytest.mark.parametrize("token", ["", "wrong", "\x00"])
def test_form_without_a_fitting_token_is_refused_and_nothing_is_stored(town: Town, nobody: Visitor, token: str) -> None:
    town.user()
    before = dump(town.runtime)
    answer = nobody.post("/login", {"email": EMAIL, "password": PASSWORD, "csrf_token": token})
    assert answer.status == 400
    assert changed(before, dump(town.runtime)) == set()


@pytest.mark.parametrize("path", ["/board?team=Team+Havn", "/board", "/citizens/abcdefghijkl?q=%C3%A5"])
def test_page_that_was_asked_for_comes_after_the_log_in(town: Town, nobody: Visitor, path: str) -> None:
    town.user()
    asked = nobody.get(path)
    assert asked.status == 303
    form = nobody.get(asked.location).form("/login")
    answer = nobody.post("/login", {**form.values, "email": EMAIL, "password": PASSWORD})
    assert (answer.status, answer.location) == (303, path)


@pytest.mark.parametrize(
    "path",
    [
        "https://evil.example/",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "http:evil.example",
        "javascript:alert(1)",
        "evil.example",
    ],
)
def test_log_in_never_leads_to_another_site(town: Town, nobody: Visitor, path: str) -> None:
    town.user()
    answer = nobody.log_in(EMAIL, next_page=path)
    assert (answer.status, answer.location) == (303, "/board")
    assert nobody.get("/login", next=path).location == "/board"


def test_user_who_is_logged_in_goes_straight_on(maja: Visitor) -> None:
    answer = maja.get("/login")
    assert (answer.status, answer.location) == (303, "/board")


def test_session_begins_anew_with_the_log_in(town: Town, nobody: Visitor) -> None:
    town.user()
    old = nobody.token
    nobody.log_in(EMAIL)
    assert nobody.token != old
    nobody.token = old
    assert nobody.post("/logout").status == 400


def test_session_given_to_the_victim_does_not_become_theirs(app: Flask, town: Town, nobody: Visitor) -> None:
    town.user()
    assert isinstance(nobody.wire, FlaskWire)
    planted = nobody.wire.client.get_cookie("kanban")
    assert planted is not None
    nobody.log_in(EMAIL)
    attacker = FlaskWire(app)
    attacker.client.set_cookie("kanban", planted.value)
    assert Visitor(attacker).get("/board").status == 303


@pytest.mark.parametrize("change", ["disable", "password", "stamp"])
def test_session_ends_with_the_account_or_a_new_password(town: Town, maja: Visitor, change: str) -> None:
    assert maja.get("/board").status == 200
    if change == "disable":
        disable(town.runtime, EMAIL)
    elif change == "password":
        set_password(town.runtime, EMAIL, "another long password")
    else:
        with town.runtime.database.write() as session:
            session.exec(update(Staff).where(col(Staff.email) == EMAIL).values(session_stamp="other"))
    assert maja.get("/board").status == 303


@pytest.mark.parametrize("cookie", ["", "rubbish", "eyJzdGFmZl9pZCI6MX0.aaaa.bbbb", "\x7f"])
def test_forged_cookie_is_nobody(town: Town, nobody: Visitor, cookie: str) -> None:
    town.user()
    assert isinstance(nobody.wire, FlaskWire)
    nobody.wire.client.set_cookie("kanban", cookie)
    assert nobody.get("/board").status == 303


def test_locked_account_is_refused_in_the_same_words(town: Town, nobody: Visitor) -> None:
    town.user()
    answers = [nobody.log_in(EMAIL, "wrong password") for _ in range(10)]
    locked = nobody.log_in(EMAIL)
    assert locked.status == 422
    assert locked.problems() == answers[0].problems()


def test_with_htmx_an_ended_session_sends_the_whole_page_to_the_log_in(town: Town, nobody: Visitor) -> None:
    town.user()
    answer = nobody.get("/board", htmx=True)
    assert (answer.status, answer.text, answer.headers["HX-Redirect"]) == (200, "", "/login")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_not_possible(nobody: Visitor, method: str) -> None:
    assert nobody.wire.send(method, "/login", None, {}).status in {400, 405}
