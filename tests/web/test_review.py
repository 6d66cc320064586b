"""The case review: looking, deciding, the summary."""

import pytest

from kanban.domain.audit import AuditAction
from kanban.domain.review import CaseReview, CaseReviewEntry
from kanban.services.runtime import Runtime
from tests.factories import Town, runtime_on
from tests.integration.caseloads import audited, placed, rows
from tests.integration.test_review import YESTERDAY
from tests.page import Form, Visitor


@pytest.fixture
def two(database_url: str, town: Town) -> list[str]:
    """Two of Maja's citizens, recorded the day before; the first is overdue."""
    before = runtime_on(database_url, YESTERDAY)
    past, maja = Town(before, people=town.people), town.user()
    found = [placed(past, maja, name, day="01-11-2026") for name in ("Hassan Aziz", "Jonas Friis")]
    past.move(maja, found[0], 4, effective_on="02-11-2026", follow_up_on="10-11-2026")
    before.close()
    return found


def shown(visitor: Visitor, at: str = "") -> str:
    return visitor.get("/review", at=at).root.one(data_review=None)["data-review"]


def decision(visitor: Visitor, citizen_id: str) -> dict[str, str]:
    return visitor.get("/review", at=citizen_id).form(f"/review/{citizen_id}").values


def test_first_case_is_shown_at_once(maja: Visitor, two: list[str]) -> None:
    page = maja.get("/review")
    assert page.root.one(data_review=None)["data-review"] == two[0]
    assert page.root.one("h1").text == "Hassan Aziz"
    assert "Borger 1 af 2" in page.text.replace("<b>", "").replace("</b>", "")
    assert shown(maja, at=two[1]) == two[1]


def test_move_and_talk_are_links_to_their_forms(maja: Visitor, two: list[str]) -> None:
    page = maja.get("/review")
    addresses = [link["href"] for link in page.root.one("form", class_="box decide").all("a")]
    assert addresses == [
        f"/citizens/{two[0]}/moves/new?to_step=3",
        f"/citizens/{two[0]}/talks/new",
        f"/review?at={two[1]}",
    ]
    assert [maja.get(address).status for address in addresses] == [200, 200, 200]


def test_confirming_leads_to_the_next_and_then_to_the_summary(runtime: Runtime, maja: Visitor, two: list[str]) -> None:
    answer = maja.post(f"/review/{two[0]}", {**decision(maja, two[0]), "decision": "confirm"})
    assert (answer.status, answer.location) == (303, f"/review?at={two[1]}")
    answer = maja.post(f"/review/{two[1]}", {**decision(maja, two[1]), "decision": "postpone", "reason": "Ferie"})
    (review,) = rows(runtime, CaseReview)
    assert (answer.status, answer.location) == (303, f"/review/{review.id}/summary")
    page = maja.get(answer.location)
    assert "Ferie" in page.root.one("main").text
    done = maja.post(f"/review/{review.id}/finish", page.form(f"/review/{review.id}/finish").values)
    assert done.location == f"/review/{review.id}/summary"
    assert rows(runtime, CaseReview)[0].finished_at is not None


def test_htmx_gets_the_next_citizen_and_the_address(maja: Visitor, two: list[str]) -> None:
    sent = {**decision(maja, two[0]), "decision": "confirm"}
    answer = maja.post(f"/review/{two[0]}", sent, htmx=True)
    assert (answer.status, answer.headers["HX-Push-Url"]) == (200, f"/review?at={two[1]}")
    assert answer.root.one(data_review=None)["data-review"] == two[1]
    assert "Trin 4 er bekræftet for Hassan Aziz" in answer.root.one(id="status").text


def test_htmx_asks_for_one_case_ahead_and_the_look_up_is_audited(
    runtime: Runtime, maja: Visitor, two: list[str]
) -> None:
    before = len(audited(runtime, AuditAction.CASE_OPENED))
    page = maja.get("/review", htmx=True, at=two[1])
    assert page.text.lstrip().startswith('<div id="review"')
    assert len(audited(runtime, AuditAction.CASE_OPENED)) == before + 1


def test_refused_decision_keeps_what_was_typed(runtime: Runtime, maja: Visitor, two: list[str]) -> None:
    sent = {**decision(maja, two[0]), "decision": "confirm", "due_on": "24-11-2026", "reason": "x" * 301}
    answer = maja.post(f"/review/{two[0]}", sent)
    assert answer.status == 422
    assert set(answer.problems()) == {"action", "reason"}
    assert answer.problems()["action"] == "Skriv, hvad der er aftalt"
    assert answer.form(f"/review/{two[0]}").values["due_on"] == "24-11-2026"
    assert rows(runtime, CaseReview) == []


def test_stale_case_answers_409_with_what_was_typed(
    town: Town, runtime: Runtime, maja: Visitor, two: list[str]
) -> None:
    sent = {**decision(maja, two[1]), "decision": "confirm", "action": "Ring til Birthe"}
    town.move(town.superuser(), two[1], 7)
    answer = maja.post(f"/review/{two[1]}", sent)
    assert answer.status == 409
    assert "Susanne Skov" in answer.root.one("form", class_="box decide").text
    form = Form(answer.root.one("form", class_="box decide"))
    assert form.values["action"] == "Ring til Birthe"
    assert form.values["version"] == str(town.version(two[1]))
    assert rows(runtime, CaseReview) == []


def test_conflict_about_somebody_handed_over_shows_who_is_left(town: Town, maja: Visitor, two: list[str]) -> None:
    sent = {**decision(maja, two[1]), "decision": "confirm"}
    peter = town.user(name="Peter Krogh")
    town.move(town.superuser(), two[1], 7)
    town.move(town.superuser(), two[1], 8, reason="Ny begyndelse", broker_id=str(peter.id))
    answer = maja.post(f"/review/{two[1]}", sent)
    assert answer.status == 409
    assert answer.root.one(data_review=None)["data-review"] == two[0]


def test_double_click_is_stored_once(runtime: Runtime, maja: Visitor, two: list[str]) -> None:
    sent = {**decision(maja, two[0]), "decision": "confirm"}
    first, second = (maja.post(f"/review/{two[0]}", sent) for _ in range(2))
    assert (first.status, first.location) == (second.status, second.location)
    assert len([entry for entry in rows(runtime, CaseReviewEntry) if entry.outcome]) == 1


def test_begin_anew_shows_everybody_again(maja: Visitor, two: list[str], runtime: Runtime) -> None:
    maja.post(f"/review/{two[0]}", {**decision(maja, two[0]), "decision": "confirm"})
    assert maja.post("/review").location == "/review"
    assert len(rows(runtime, CaseReview)) == 2
    assert shown(maja) == two[0]


def test_broker_without_citizens_is_told_so(maja: Visitor) -> None:
    page = maja.get("/review")
    assert page.status == 200
    assert "Maja Juhl har ingen borgere på tavlen." in page.text


def test_leader_chooses_a_broker_and_only_looks(town: Town, lars: Visitor, two: list[str]) -> None:
    maja = str(town.user().id)
    assert [link["href"] for link in lars.get("/review").root.one("main").all("a")] == [f"/review?broker={maja}"]
    page = lars.get("/review", broker=maja)
    assert page.root.one(data_review=None)["data-review"] == two[0]
    assert page.root.all("button", value="confirm") == []
    refused = lars.post(f"/review/{two[0]}", {"broker": maja, "decision": "confirm", "version": "3"})
    assert refused.status == 403


def test_nobody_reviews_others_citizens(town: Town, maja: Visitor, stranger: Visitor, two: list[str]) -> None:
    other = town.citizen("Ikke Majas")
    assert maja.get("/review", at=other).status == 404
    assert maja.get("/review", at="no such").status == 404
    assert maja.get("/review", broker=str(town.superuser().id)).status == 403
    assert maja.get("/review", broker="999999").status == 404
    assert stranger.get("/review", at=two[0]).status == 404
    assert stranger.get("/review", broker=str(town.user().id)).status == 404
    assert stranger.post(f"/review/{two[0]}", {"decision": "confirm", "version": "1"}).status == 404
    assert maja.get("/review/999/summary").status == 404
    assert maja.post("/review/999/finish").status == 404
    assert maja.get("/review/99999999999999999999/summary").status == 404


def test_protected_names_are_masked_in_the_queue(town: Town, maja: Visitor, two: list[str]) -> None:
    placed(town, town.user(), "Sofie Damgaard", protected=True)
    page = maja.get("/review", at=two[0])
    assert "Sofie" not in page.text
    assert "Navn beskyttet" in page.root.one("nav", class_="box queue-box").text
