"""POST /logout."""

from kanban.domain.audit import AuditAction, AuditEvent
from tests.factories import Town
from tests.page import Visitor
from tests.support.stored import rows


def test_log_out_ends_the_session_and_is_audited(town: Town, maja: Visitor) -> None:
    answer = maja.post("/logout")
    assert (answer.status, answer.location) == (303, "/login")
    assert maja.get("/board").status == 303
    assert rows(town.runtime, AuditEvent)[-1].action == str(AuditAction.LOGOUT)


def test_every_page_offers_to_log_out(maja: Visitor) -> None:
    assert maja.get("/board").form("/logout").names == {"csrf_token"}


def test_log_out_cannot_be_had_by_a_link(maja: Visitor) -> None:
    assert maja.get("/logout").status == 405
    assert maja.get("/board").status == 200


def test_log_out_without_a_token_is_refused(maja: Visitor) -> None:
    assert maja.post("/logout", {"csrf_token": ""}).status == 400
    assert maja.get("/board").status == 200


def test_nobody_may_log_out_too(nobody: Visitor) -> None:
    assert nobody.post("/logout").location == "/login"


def test_with_htmx_the_browser_is_sent_to_the_log_in(maja: Visitor) -> None:
    answer = maja.post("/logout", htmx=True)
    assert (answer.status, answer.headers["HX-Redirect"]) == (200, "/login")
