"""GET /citizens/<id>."""

import pytest

from kanban.domain.audit import AuditAction, AuditEvent
from kanban.domain.transition import StepTransition
from kanban.services.case.annul_move import annul_move
from tests.factories import Town
from tests.page import Visitor
from tests.support.stored import rows


def test_panel_shows_the_case_with_its_history(town: Town, maja: Visitor) -> None:
    actor, amina = town.user(), town.citizen("Amina Warsame")
    for target in ("8", "7", "6", "5", "4", "3"):
        town.move(actor, amina, target, note=f"Note {target}")
    page = maja.get(f"/citizens/{amina}")
    assert page.status == 200
    panel = page.root.one(data_panel=amina)
    for word in (
        "Amina Warsame",
        "Stuepige på hotel",
        "Strandhotellet",
        "Birthe Holst",
        "6,5 t",
        "Note 8",
        "Maja Juhl",
    ):
        assert word in panel.text
    assert len(page.root.all("h1")) == 1


def test_panel_shows_reasons_and_annulments_and_holds_the_forms(town: Town, maja: Visitor) -> None:
    actor, amina = town.user(), town.citizen()
    for target, reason in (("5", ""), ("7", "Ny retning"), ("6", "")):
        town.move(actor, amina, target, reason=reason)
    first, second, third = (move.id for move in rows(town.runtime, StepTransition))
    annul_move(town.runtime, actor, third or 0, "Forkert borger")
    panel = maja.get(f"/citizens/{amina}").root.one(data_panel=None)
    for word in ("Ny retning", "Forkert borger", "20-11-2026"):
        assert word in panel.text
    forms = {form["action"] for form in panel.all("form") if "/annul" in form["action"]}
    assert forms == {f"/moves/{first}/annul", f"/moves/{second}/annul"}


def test_annulment_of_what_others_recorded_is_not_offered(town: Town, maja: Visitor, susanne: Visitor) -> None:
    amina = town.citizen()
    town.move(town.user(name="Sofie Holm"), amina, "7")
    assert "/annul" not in maja.get(f"/citizens/{amina}").text
    assert "/annul" in susanne.get(f"/citizens/{amina}").text


def test_leader_reads_the_case_and_changes_nothing(town: Town, lars: Visitor) -> None:
    amina = town.citizen("Amina Warsame")
    town.move(town.user(), amina, "7")
    page = lars.get(f"/citizens/{amina}")
    assert "Amina Warsame" in page.root.one(data_panel=None).text
    assert "/annul" not in page.text
    assert "/moves/new" not in page.text


def test_protected_name_is_shown_in_the_opened_case(town: Town, maja: Visitor) -> None:
    amina = town.citizen("Amina Warsame", protected=True)
    assert "Amina Warsame" in maja.get(f"/citizens/{amina}").text


def test_no_number_stands_in_the_case(town: Town, maja: Visitor) -> None:
    amina = town.citizen()
    number = town.cpr(amina)
    text = maja.get(f"/citizens/{amina}").text
    assert number not in text
    assert number[6:] not in text


def test_case_of_another_municipality_is_not_found(town: Town, stranger: Visitor) -> None:
    amina = town.citizen("Amina Warsame")
    for htmx in (False, True):
        answer = stranger.get(f"/citizens/{amina}", htmx=htmx)
        assert answer.status == 404
        assert "Warsame" not in answer.text


@pytest.mark.parametrize("citizen_id", ["1", "abcdefghijkl", "%00", "%ff", "x" * 3000, "..%2f..", "' or 1=1"])
def test_id_that_is_nobodys_is_not_found_in_the_same_words(town: Town, maja: Visitor, citizen_id: str) -> None:
    town.citizen()
    answer = maja.get(f"/citizens/{citizen_id}")
    assert answer.status == 404
    assert answer.root.one("main").text == maja.get("/citizens/mnopqrstuvwx").root.one("main").text


def test_nobody_is_sent_to_the_log_in(town: Town, nobody: Visitor) -> None:
    amina = town.citizen("Amina Warsame")
    answer = nobody.get(f"/citizens/{amina}")
    assert (answer.status, answer.location) == (303, f"/login?next=/citizens/{amina}")


def test_panel_takes_no_forms(town: Town, maja: Visitor) -> None:
    assert maja.post(f"/citizens/{town.citizen()}").status == 405


def test_with_htmx_only_the_panel_is_sent(town: Town, maja: Visitor) -> None:
    amina = town.citizen()
    fragment = maja.get(f"/citizens/{amina}", htmx=True)
    assert fragment.root.all("html", "h1") == []
    assert fragment.root.one(data_panel=amina)["id"] == "panel"


def test_opening_is_audited_and_a_refused_look_is_not(town: Town, maja: Visitor, stranger: Visitor) -> None:
    amina = town.citizen()
    before = len(rows(town.runtime, AuditEvent))
    maja.get(f"/citizens/{amina}")
    stranger.get(f"/citizens/{amina}")
    (event,) = rows(town.runtime, AuditEvent)[before:]
    assert (event.action, event.staff_id) == (str(AuditAction.CASE_OPENED), town.user().id)


def test_filters_of_the_board_come_along_and_lead_back(town: Town, maja: Visitor) -> None:
    amina = town.citizen()
    page = maja.get(f"/citizens/{amina}", q="aage", team="Team Havn")
    back = page.root.one("a", data_panel_close=None)
    assert back["href"] == "/board?team=Team+Havn&q=aage"
