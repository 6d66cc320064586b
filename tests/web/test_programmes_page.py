"""GET /programmes and POST /programmes/<number>."""

import pytest

from kanban.domain.audit import AuditAction, AuditEvent
from kanban.domain.programme import Programme
from tests.factories import Town
from tests.page import Page, Visitor
from tests.support.stored import changed, dump, one, rows

NEW = "/programmes/0"
STV = {"name": "STV", "about": "Særligt tilrettelagt forløb", "begins_on": "01-01-2026"}


@pytest.fixture
def stv(town: Town) -> Programme:
    town.citizen("Amina Warsame")
    town.citizen("Jonas Friis", programme="STV")
    return one(town.runtime, Programme, name="STV")


def send(visitor: Visitor, action: str, changes: dict[str, str]) -> Page:
    form = visitor.get("/programmes").form(action)
    return visitor.post(action, {**form.values, **changes})


def test_page_has_a_form_for_each_programme_and_a_new_one(susanne: Visitor, stv: Programme) -> None:
    page = susanne.get("/programmes")
    assert page.form(f"/programmes/{stv.id}").values["name"] == "STV"
    assert page.form(NEW).values["name"] == ""
    (door,) = page.root.one(id=f"programme-{stv.id}").all("a")
    assert (door.text, door["href"]) == ("1 borger på tavlen", f"/board?programme={stv.id}")
    assert "Jonas Friis" in susanne.get(door["href"]).text
    assert "Amina Warsame" not in susanne.get(door["href"]).text


def test_added_programme_is_stored_shown_and_audited(town: Town, susanne: Visitor) -> None:
    answer = send(susanne, NEW, STV)
    assert (answer.status, answer.location) == (303, "/programmes")
    page = susanne.get("/programmes")
    assert "Indsatserne er gemt" in page.text
    added = one(town.runtime, Programme)
    assert page.form(f"/programmes/{added.id}").values.items() >= STV.items()
    assert "Susanne Skov" in page.root.one(id=f"programme-{added.id}").text
    event = rows(town.runtime, AuditEvent)[-1]
    assert event.action == str(AuditAction.PROGRAMMES_CHANGED)
    assert "name=STV" in event.detail


def test_programme_is_renamed_ended_and_then_told_as_ended(susanne: Visitor, stv: Programme) -> None:
    action = f"/programmes/{stv.id}"
    answer = susanne.submit(susanne.get("/programmes"), action, name="Rehab", ends_on="19-11-2026")
    assert answer.status == 303
    heading = susanne.get("/programmes").root.one(id=f"programme-{stv.id}-heading")
    assert heading.text.split() == ["Rehab", "Afsluttet"]


def test_programme_with_citizens_has_no_button_to_remove_it(town: Town, susanne: Visitor, stv: Programme) -> None:
    susanne.submit(susanne.get("/programmes"), NEW, name="Prøve")
    page = susanne.get("/programmes")
    empty = one(town.runtime, Programme, name="Prøve")
    assert "remove" in {each.get("name") for each in page.root.one(id=f"programme-{empty.id}").all("button")}
    assert "remove" not in {each.get("name") for each in page.root.one(id=f"programme-{stv.id}").all("button")}
    before = dump(town.runtime)
    refused = susanne.submit(page, f"/programmes/{stv.id}", remove="yes")
    assert (refused.status, set(refused.problems())) == (422, {"name"})
    assert changed(before, dump(town.runtime)) == set()
    assert susanne.submit(page, f"/programmes/{empty.id}", remove="yes").status == 303
    assert rows(town.runtime, Programme, name="Prøve") == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"name": "stv"}, "name"), ({"name": ""}, "name"), ({"ends_on": "31-12-2025"}, "ends_on")],
)
def test_problem_stands_at_its_field_with_what_was_typed(
    town: Town, susanne: Visitor, stv: Programme, wrong: dict[str, str], field: str
) -> None:
    before = dump(town.runtime)
    answer = send(susanne, NEW, {**STV, "name": "Ny", **wrong})
    assert answer.status == 422
    assert set(answer.problems()) == {field}
    assert answer.problems()[field]
    assert answer.form(NEW).values.items() >= {**STV, "name": "Ny", **wrong}.items()
    assert changed(before, dump(town.runtime)) == set()
    assert stv.id


def test_change_of_what_has_changed_meanwhile_is_a_conflict(town: Town, susanne: Visitor, stv: Programme) -> None:
    opened, action = susanne.get("/programmes"), f"/programmes/{stv.id}"
    susanne.submit(susanne.get("/programmes"), action, about="Nyt")
    before = dump(town.runtime)
    answer = susanne.submit(opened, action, about="Andet")
    assert answer.status == 409
    assert "Susanne Skov" in answer.root.one(id=f"programme-{stv.id}").text
    assert answer.form(action).values["about"] == "Nyt"
    assert changed(before, dump(town.runtime)) == set()


@pytest.mark.parametrize("who", ["maja", "lars"])
def test_others_may_not(request: pytest.FixtureRequest, town: Town, who: str) -> None:
    visitor: Visitor = request.getfixturevalue(who)
    assert visitor.get("/programmes").status == 403
    assert visitor.post(NEW, STV).status == 403
    assert '"/programmes"' not in visitor.get("/board").text
    assert rows(town.runtime, Programme) == []


def test_foreign_and_unknown_are_not_found(susanne: Visitor, stranger: Visitor, stv: Programme) -> None:
    assert stranger.post(f"/programmes/{stv.id}", STV).status == 404
    assert "STV" not in stranger.get("/programmes").text
    for number in ("999", "99999999999999999999", "x"):
        assert susanne.post(f"/programmes/{number}", STV).status == 404
    assert susanne.get(NEW).status == 405


def test_menu_leads_there_and_nobody_is_sent_to_the_log_in(susanne: Visitor, nobody: Visitor) -> None:
    assert '"/programmes"' in susanne.get("/board").text
    assert nobody.get("/programmes").status == 303
    assert nobody.post(NEW, STV).status == 303
