"""GET and POST /citizens/<id>/talks/new."""

import pytest

from kanban.domain.audit import AuditAction, AuditEvent
from kanban.domain.talk import Talk
from kanban.domain.transition import StepTransition
from tests.factories import Town, move_fields
from tests.page import Page, Visitor
from tests.support.stored import changed, dump, one, rows

FIELDS = {"held_on", "talk_kind", "talk_place", "participants", "resources", "challenges", "note", "next_talk_on"}
ACTION = {"action", "action_by", "due_on"}
DECISION = {"step_confirmed", "to_step"}
THEMES = {
    f"progress_{name}" for name in ("self_belief", "health", "network", "direction", "workplace", "professionals")
}
HIDDEN = {"csrf_token", "version", "return_query"}


def placed(town: Town) -> str:
    amina = town.citizen()
    town.move(town.user(), amina, "7")
    return amina


def path(citizen_id: str) -> str:
    return f"/citizens/{citizen_id}/talks/new"


def send(visitor: Visitor, citizen_id: str, *, htmx: bool = False, **changes: str) -> Page:
    page = visitor.get(path(citizen_id))
    return visitor.submit(page, path(citizen_id), htmx=htmx, **changes)


@pytest.mark.parametrize("htmx", [False, True])
def test_form_has_the_talks_fields_and_the_decision(town: Town, maja: Visitor, *, htmx: bool) -> None:
    amina = placed(town)
    page = maja.get(path(amina), htmx=htmx)
    form = page.form(path(amina))
    assert page.status == 200
    assert form.names == FIELDS | ACTION | DECISION | THEMES | HIDDEN
    assert form.values["held_on"] == "20-11-2026"
    assert "step_confirmed" not in form.values


def test_citizen_on_no_step_is_not_asked_whether_it_is_right(town: Town, maja: Visitor) -> None:
    amina = town.citizen()
    assert "step_confirmed" not in maja.get(path(amina)).form(path(amina)).names
    assert send(maja, amina).status == 303


def test_talk_is_recorded_and_the_citizen_shown(town: Town, maja: Visitor) -> None:
    amina = placed(town)
    answer = send(maja, amina, step_confirmed="yes", note="Går fint", progress_health="4")
    assert (answer.status, answer.location) == (303, f"/citizens/{amina}")
    assert one(town.runtime, Talk).note == "Går fint"
    page = maja.get(answer.location)
    assert "Samtalen med Amina Warsame er registreret" in page.text
    assert "Går fint" in page.root.one("section", id="case-talks").text
    assert [event.action for event in rows(town.runtime, AuditEvent)].count(AuditAction.TALK_RECORDED) == 1


def test_with_htmx_the_page_is_told_to_follow(town: Town, maja: Visitor) -> None:
    amina = placed(town)
    answer = send(maja, amina, htmx=True, step_confirmed="yes")
    assert answer.status == 200
    assert answer.root.all("html") == []
    assert "caseChanged" in answer.headers["HX-Trigger"]
    moved = send(maja, amina, htmx=True, **{**move_fields("6", 3), "version": str(town.version(amina))})
    assert "citizenMoved" in moved.headers["HX-Trigger"]
    assert "lane6Changed" in moved.headers["HX-Trigger"]


def test_move_in_the_same_form_moves_the_citizen(town: Town, maja: Visitor) -> None:
    amina = placed(town)
    page = maja.get(path(amina), to_step="6")
    assert page.form(path(amina)).values["step_confirmed"] == "no"
    answer = maja.submit(page, path(amina), goal_a="Stuepige", goal_registered_on="20-11-2026")
    assert answer.status == 303
    assert [move.to_step for move in rows(town.runtime, StepTransition)] == [7, 6]
    assert "står nu på trin 6" in maja.get(answer.location).text


def test_chosen_steps_fields_come_alone_with_htmx(town: Town, maja: Visitor) -> None:
    amina = placed(town)
    part = maja.get(path(amina), htmx=True, part="move", to_step="6")
    assert part.root.all("form") == []
    assert {field["name"] for field in part.root.all("input", "textarea")} >= {
        "goal_a",
        "goal_registered_on",
        "effective_on",
    }
    assert maja.get(path(amina), htmx=True, part="move", to_step="").root.all("input") == []
    assert maja.get(path(amina), htmx=True, part="move", to_step="9").root.all("input") == []


def test_without_scripts_a_button_shows_the_steps_fields_and_stores_nothing(town: Town, maja: Visitor) -> None:
    amina = placed(town)
    before = dump(town.runtime)
    page = send(maja, amina, to_step="6", note="Kladde", progress_health="4", show="fields")
    values = page.form(path(amina)).values
    assert page.status == 200
    assert (values["note"], values["to_step"], values["progress_health"]) == ("Kladde", "6", "4")
    assert "goal_a" in page.form(path(amina)).names
    assert page.problems() == {}
    assert changed(before, dump(town.runtime)) <= {"audit_event"}


@pytest.mark.parametrize("htmx", [False, True])
def test_refused_form_comes_back_as_typed(town: Town, maja: Visitor, *, htmx: bool) -> None:
    amina = placed(town)
    before = dump(town.runtime)
    page = send(maja, amina, htmx=htmx, held_on="30-11-2026", note="Kladde", next_talk_on="x")
    assert page.status == 422
    assert page.problems().keys() == {"held_on", "next_talk_on", "step_confirmed"}
    assert all(page.problems().values())
    assert page.form(path(amina)).values["note"] == "Kladde"
    targets = [link["href"].removeprefix("#") for link in page.root.one(data_error_summary=None).all("a")]
    assert all(page.root.all(id=target) for target in targets)
    assert changed(before, dump(town.runtime)) <= {"audit_event"}


def test_stale_move_gives_the_form_back_with_a_new_version(town: Town, maja: Visitor) -> None:
    amina = placed(town)
    page = maja.get(path(amina), to_step="6")
    town.move(town.user(name="Sofie Holm"), amina, "6")
    sent = {
        "to_step": "5",
        "note": "Vigtigt",
        "company": "Strandhotellet",
        "contact_kind": "visit",
        "contacted_on": "20-11-2026",
    }
    answer = maja.submit(page, path(amina), htmx=True, **sent)
    values = answer.form(path(amina)).values
    assert answer.status == 409
    assert "Sofie Holm ændrede borgerens sag" in answer.text
    assert (values["note"], values["version"], values["to_step"]) == ("Vigtigt", str(town.version(amina)), "5")
    assert rows(town.runtime, Talk) == []
    assert maja.submit(answer, path(amina)).status == 303


@pytest.mark.parametrize("method", ["get", "post"])
def test_leader_may_not_and_strangers_find_nothing(
    town: Town, lars: Visitor, stranger: Visitor, nobody: Visitor, method: str
) -> None:
    amina = placed(town)
    assert getattr(lars, method)(path(amina)).status == 403
    assert getattr(stranger, method)(path(amina)).status == 404
    assert getattr(nobody, method)(path(amina)).status == 303


@pytest.mark.parametrize("citizen_id", ["abcdefghijkl", "%00", "1"])
def test_id_that_is_nobodys_is_not_found(maja: Visitor, citizen_id: str) -> None:
    assert maja.get(path(citizen_id)).status == 404
    assert maja.post(path(citizen_id)).status == 404


def test_opening_the_form_is_a_look_up(town: Town, maja: Visitor) -> None:
    maja.get(path(placed(town)))
    assert [event.detail for event in rows(town.runtime, AuditEvent, action=str(AuditAction.CASE_OPENED))] == [
        "talk form"
    ]


def test_what_is_written_is_never_markup(town: Town, maja: Visitor) -> None:
    amina = placed(town)
    send(maja, amina, step_confirmed="yes", note="<script>alert(1)</script>")
    assert "<script>alert" not in maja.get(f"/citizens/{amina}").text
