"""Putting citizens into a programme: one from the case, many from a caseload."""

from collections.abc import Iterable
from urllib.parse import urlencode

import pytest

from kanban.domain.audit import AuditAction
from kanban.domain.citizen import Citizen
from kanban.domain.programme import FIRST, Programme
from tests.factories import Town
from tests.integration.caseloads import audited, placed
from tests.page import FORM_TYPE, Page, Visitor
from tests.support.stored import changed, dump, one

MANY = "/programmes/members"


@pytest.fixture
def stv(town: Town) -> str:
    """Another programme beside the first: its id."""
    town.citizen("Layla Nasser", programme="STV")
    town.citizen("Troels Vester", programme=FIRST)
    return str(one(town.runtime, Programme, name="STV").id)


def programme_of(town: Town, citizen_id: str) -> str:
    return str(one(town.runtime, Citizen, public_id=citizen_id).programme_id)


def send(visitor: Visitor, page: Page, chosen: Iterable[str], programme: str) -> Page:
    """The caseload's form with these citizens ticked, sent by the programme's button."""
    values = {**page.form("/assignments").values, "programme_id": programme}
    body = urlencode([*values.items(), *(("citizen_id", each) for each in chosen)])
    return visitor.wire.send("POST", MANY, body, FORM_TYPE)


def test_case_tells_the_programme_where_there_are_several(town: Town, maja: Visitor) -> None:
    citizen_id = placed(town, town.user(), "Amina Warsame")
    address = f"/citizens/{citizen_id}"
    assert f"{address}/programme" not in maja.get(address).text
    town.citizen(programme="STV")
    case = maja.get(address).root.one(id="case-file")
    assert FIRST in case.text
    assert f"{address}/programme" in {link["href"] for link in case.all("a")}


def test_one_citizen_is_put_into_a_programme_from_a_page(town: Town, maja: Visitor, stv: str) -> None:
    citizen_id = placed(town, town.user(), "Amina Warsame")
    address = f"/citizens/{citizen_id}/programme"
    page = maja.get(address)
    assert page.form(address).values["programme_id"] == programme_of(town, citizen_id)
    done = maja.submit(page, address, programme_id=stv)
    assert (done.status, done.location) == (303, f"/citizens/{citizen_id}")
    assert "Amina Warsame er nu i STV" in maja.get(done.location).text
    assert programme_of(town, citizen_id) == stv
    assert len(audited(town.runtime, AuditAction.PROGRAMME_GIVEN)) == 1


def test_one_citizen_with_htmx(town: Town, maja: Visitor, stv: str) -> None:
    citizen_id = placed(town, town.user(), "Amina Warsame")
    address = f"/citizens/{citizen_id}/programme"
    form = maja.get(address, htmx=True)
    assert "<html" not in form.text
    refused = maja.submit(form, address, htmx=True, programme_id="999")
    assert (refused.status, set(refused.problems())) == (422, {"programme_id"})
    done = maja.submit(form, address, htmx=True, programme_id=stv)
    assert "caseChanged" in done.headers["HX-Trigger"]
    assert "Amina Warsame er nu i STV" in done.text


def test_one_stale_citizen_answers_409_with_what_counts(town: Town, maja: Visitor, lars: Visitor, stv: str) -> None:
    citizen_id = placed(town, town.user(), "Amina Warsame")
    town.citizen(programme="Rehab")
    address, rehab = f"/citizens/{citizen_id}/programme", str(one(town.runtime, Programme, name="Rehab").id)
    page = maja.get(address)
    assert lars.submit(lars.get(address), address, programme_id=stv).status == 303
    before = dump(town.runtime)
    answer = maja.submit(page, address, programme_id=rehab)
    assert answer.status == 409
    assert "Amina Warsame" in answer.root.one(id="conflict").text
    assert (answer.form(address).values["seen"], answer.form(address).values["programme_id"]) == (stv, stv)
    assert changed(before, dump(town.runtime)) == set()


def test_chosen_citizens_of_a_caseload_go_together(town: Town, lars: Visitor, stv: str) -> None:
    maja = town.user()
    first, second, stays = (placed(town, maja, name) for name in ("Amina Warsame", "Jonas Friis", "Sofie Dam"))
    page = lars.get(f"/caseloads/{maja.id}")
    done = send(lars, page, (first, second), stv)
    assert (done.status, done.location) == (303, f"/caseloads/{maja.id}?page=1")
    assert [programme_of(town, each) == stv for each in (first, second, stays)] == [True, True, False]
    assert "2 borgere er nu i STV" in lars.get(done.location).text
    assert "STV" in lars.get(done.location).root.one(data_citizen=first).text


def test_refused_choice_comes_back_as_it_was(town: Town, lars: Visitor, stv: str) -> None:
    maja = town.user()
    citizen_id = placed(town, maja, "Amina Warsame")
    before = dump(town.runtime)["citizen"]
    nobody = send(lars, lars.get(f"/caseloads/{maja.id}"), (), stv)
    assert (nobody.status, nobody.problems()["citizen_id"]) == (422, "Vælg mindst én borger")
    assert nobody.form("/assignments").values["programme_id"] == stv
    nowhere = send(lars, lars.get(f"/caseloads/{maja.id}"), (citizen_id,), "")
    assert (nowhere.status, nowhere.problems()["programme_id"]) == (422, "Vælg en indsats på listen")
    assert nowhere.form("/assignments").values["citizen_id"] == citizen_id
    assert dump(town.runtime)["citizen"] == before


def test_with_one_programme_there_is_nothing_to_choose(town: Town, lars: Visitor) -> None:
    placed(town, town.user(), "Amina Warsame")
    page = lars.get(f"/caseloads/{town.user().id}")
    assert "programme_id" not in page.form("/assignments").names
    assert "Indsats" not in page.root.one("table").text


def test_foreign_and_unknown_are_not_found(town: Town, maja: Visitor, stranger: Visitor, stv: str) -> None:
    citizen_id = placed(town, town.user(), "Amina Warsame")
    address = f"/citizens/{citizen_id}/programme"
    assert stranger.get(address).status == 404
    assert stranger.post(address, {"seen": "1", "programme_id": stv}).status == 404
    form = {"citizen_id": citizen_id, f"programme-{citizen_id}": "1", "programme_id": stv, "from": "none"}
    assert stranger.post(MANY, form).status == 404
    assert maja.get("/citizens/no-such-one/programme").status == 404
    assert programme_of(town, citizen_id) != stv


def test_wrong_method_and_no_log_in(maja: Visitor, nobody: Visitor) -> None:
    assert nobody.post(MANY).status == 303
    assert maja.get(MANY).status == 405
    assert nobody.get("/citizens/abcdefghijkl/programme").status == 303
