"""Caseloads beside each other, and handing citizens over."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

import pytest

from kanban.domain.audit import AuditAction
from kanban.domain.citizen import Citizen
from kanban.domain.staff import Actor
from kanban.services.caseload.assign_citizens import assign_citizens
from kanban.services.runtime import Runtime
from tests.factories import Town
from tests.integration.caseloads import audited, placed, rows
from tests.page import FORM_TYPE, Page, Visitor


@pytest.fixture
def peter(town: Town) -> Actor:
    return town.user(name="Peter Krogh", team="Team Ådal")


def send(visitor: Visitor, page: Page, chosen: Iterable[str], changes: Mapping[str, str]) -> Page:
    """The hand-over form with these citizens ticked."""
    values = {**page.form("/assignments").values, **changes}
    body = urlencode([*values.items(), *(("citizen_id", each) for each in chosen)])
    return visitor.wire.send("POST", "/assignments", body, FORM_TYPE)


def by_somebody_else(town: Town, citizen_id: str, to: Actor) -> None:
    """A superuser hands the citizen over meanwhile."""
    chosen = {citizen_id: str(town.version(citizen_id))}
    assign_citizens(town.runtime, town.superuser(), chosen, {"broker_id": str(to.id)})


def brokers(runtime: Runtime) -> dict[str, int | None]:
    return {each.public_id: each.broker_id for each in rows(runtime, Citizen)}


def test_overview_shows_each_broker_beside_the_norm(town: Town, runtime: Runtime, lars: Visitor, peter: Actor) -> None:
    placed(town, town.user(), "Amina Warsame")
    town.citizen("Troels Vester")
    page = lars.get("/caseloads")
    text = page.root.one("main").text
    assert page.status == 200
    assert "1 har ingen jobformidler" in text
    links = [link["href"] for link in page.root.one("main").all("a")]
    assert {"/caseloads/none", f"/caseloads/{town.user().id}", f"/caseloads/{peter.id}"} <= set(links)
    assert {address: lars.get(address).status for address in links} == dict.fromkeys(links, 200)
    assert audited(runtime, AuditAction.CASELOADS_OPENED)


def test_chosen_citizens_go_over_together(town: Town, runtime: Runtime, lars: Visitor, peter: Actor) -> None:
    maja = town.user()
    first, second, stays = (placed(town, maja, name) for name in ("Amina Warsame", "Jonas Friis", "Layla Nasser"))
    page = lars.get(f"/caseloads/{maja.id}")
    done = send(lars, page, (first, second), {"broker_id": str(peter.id), "handover_note": "Kort"})
    assert (done.status, done.location) == (303, f"/caseloads/{maja.id}")
    assert brokers(runtime) == {first: peter.id, second: peter.id, stays: maja.id}
    assert "2 borgere er nu hos Peter Krogh" in lars.get(done.location).text
    assert len(audited(runtime, AuditAction.CASE_ASSIGNED)) == 2


def test_refused_form_keeps_what_was_chosen_and_typed(town: Town, runtime: Runtime, lars: Visitor) -> None:
    maja = town.user()
    citizen_id = placed(town, maja, "Amina Warsame")
    page = lars.get(f"/caseloads/{maja.id}")
    answer = send(lars, page, (citizen_id,), {"broker_id": "", "handover_note": "Kort"})
    assert answer.status == 422
    assert "broker_id" in answer.problems()
    assert answer.form("/assignments").values["handover_note"] == "Kort"
    assert answer.form("/assignments").values["citizen_id"] == citizen_id
    assert brokers(runtime) == {citizen_id: maja.id}


def test_nobody_chosen_is_said_beside_the_list(town: Town, lars: Visitor, peter: Actor) -> None:
    maja = town.user()
    placed(town, maja, "Amina Warsame")
    answer = send(lars, lars.get(f"/caseloads/{maja.id}"), (), {"broker_id": str(peter.id)})
    assert answer.status == 422
    assert answer.problems()["citizen_id"] == "Vælg mindst én borger"


def test_stale_choice_answers_409_with_who_and_whom(town: Town, runtime: Runtime, lars: Visitor, peter: Actor) -> None:
    maja = town.user()
    citizen_id = placed(town, maja, "Amina Warsame")
    page = lars.get(f"/caseloads/{maja.id}")
    by_somebody_else(town, citizen_id, peter)
    answer = send(lars, page, (citizen_id,), {"broker_id": str(maja.id)})
    assert answer.status == 409
    assert "Susanne Skov" in answer.text
    assert "Amina Warsame" in answer.root.one(id="conflict").text
    assert brokers(runtime) == {citizen_id: peter.id}


def test_foreign_and_unknown_are_not_found(town: Town, lars: Visitor, stranger: Visitor, peter: Actor) -> None:
    citizen_id = placed(town, peter, "Amina Warsame")
    form = {"broker_id": str(peter.id), "citizen_id": citizen_id, f"version-{citizen_id}": "1", "from": "none"}
    assert stranger.post("/assignments", form).status == 404
    assert stranger.get(f"/caseloads/{peter.id}").status == 404
    assert stranger.get(f"/citizens/{citizen_id}/assignment").status == 404
    assert stranger.post(f"/citizens/{citizen_id}/assignment", {"version": "1"}).status == 404
    assert lars.get("/caseloads/999999").status == 404
    assert lars.get("/caseloads/maja").status == 404
    assert "Amina" not in stranger.get("/caseloads/none").text


def test_long_caseload_is_paged(town: Town, lars: Visitor) -> None:
    town.crowd(101)
    first = lars.get("/caseloads/none")
    assert len(first.root.all("input", name="citizen_id")) == 100
    assert len(lars.get("/caseloads/none", page="2").root.all("input", name="citizen_id")) == 1
    assert lars.get("/caseloads/none", page="x").status == 200


def test_protected_name_is_masked(town: Town, lars: Visitor) -> None:
    placed(town, town.user(), "Sofie Damgaard", protected=True)
    assert "Sofie" not in lars.get(f"/caseloads/{town.user().id}").text


def test_one_citizen_is_handed_over_from_a_page(town: Town, runtime: Runtime, maja: Visitor, peter: Actor) -> None:
    citizen_id = placed(town, town.user(), "Amina Warsame")
    page = maja.get(f"/citizens/{citizen_id}/assignment")
    assert page.form(f"/citizens/{citizen_id}/assignment").values["broker_id"] == str(town.user().id)
    done = maja.submit(page, f"/citizens/{citizen_id}/assignment", broker_id=str(peter.id))
    assert (done.status, done.location) == (303, f"/citizens/{citizen_id}")
    assert brokers(runtime) == {citizen_id: peter.id}
    assert "Amina Warsame er nu hos Peter Krogh" in maja.get(done.location).text


def test_one_citizen_with_htmx(town: Town, maja: Visitor, peter: Actor) -> None:
    citizen_id = placed(town, town.user(), "Amina Warsame")
    address = f"/citizens/{citizen_id}/assignment"
    form = maja.get(address, htmx=True)
    assert "<html" not in form.text
    refused = maja.submit(form, address, htmx=True, broker_id="")
    assert (refused.status, set(refused.problems())) == (422, {"broker_id"})
    done = maja.submit(form, address, htmx=True, broker_id=str(peter.id))
    assert "caseChanged" in done.headers["HX-Trigger"]
    assert "Amina Warsame er nu hos Peter Krogh" in done.text


def test_one_stale_citizen_answers_409_with_a_new_version(town: Town, maja: Visitor, peter: Actor) -> None:
    citizen_id = placed(town, town.user(), "Amina Warsame")
    address = f"/citizens/{citizen_id}/assignment"
    page = maja.get(address)
    by_somebody_else(town, citizen_id, peter)
    answer = maja.submit(page, address, broker_id=str(town.user().id), handover_note="Kort")
    assert answer.status == 409
    values = answer.form(address).values
    assert (values["handover_note"], values["version"]) == ("Kort", str(town.version(citizen_id)))


def test_wrong_method_and_no_log_in(maja: Visitor, nobody: Visitor) -> None:
    assert maja.get("/assignments").status == 405
    assert nobody.get("/caseloads").status == 303
    assert nobody.post("/assignments").status == 303
