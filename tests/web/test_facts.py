"""GET and POST /citizens/<id>/facts/<kind>: one fact of a case, in place or on a page of its own."""

import json

import pytest

from kanban.domain.audit import AuditAction, AuditEvent
from kanban.domain.fact_form import FACT_FORMS
from kanban.domain.facts import Cv
from tests.factories import Town
from tests.page import Page, Visitor
from tests.support.stored import changed, dump, one, rows

FIRST: dict[str, dict[str, str]] = {
    "cv": {"cv_prepared_on": "01-10-2026", "cv_kind": "jobnet"},
    "goals": {"goal_a": "Gartner", "goal_registered_on": "02-10-2026"},
    "contacts": {"company": "Café Molen", "contact_kind": "visit", "contacted_on": "03-10-2026"},
    "agreement": {"company": "Café Molen", "agreement_kind": "ordinary", "starts_on": "01-11-2026", "paid_hours": "3"},
    "hours": {"valid_from": "01-11-2026", "paid_hours": "4,5"},
    "markings": {"marking": "Step up", "valid_from": "01-11-2026"},
    "benefit": {"benefit": "kontanthjælp", "valid_from": "01-11-2026"},
    "group": {"target_group": "1", "valid_from": "01-11-2026"},
    "outcome": {"outcome": "job", "company": "Café Molen"},
    "payslips": {"month": "2026-10", "received_on": "05-11-2026"},
    "actions": {"action": "Ringe til lederen", "due_on": "01-12-2026"},
}
SHOWN = {
    "group": "indsatsgruppe",
    "hours": "4,5",
    "payslips": "10-2026",
    "cv": "Jobnet-CV",
    "agreement": "Café Molen",
    "outcome": "Job",
}


@pytest.fixture
def amina(town: Town) -> str:
    """On step 6, followed by Maja Juhl."""
    citizen = town.citizen("Amina Warsame")
    town.move(town.user(), citizen, 8, effective_on="01-11-2026")
    town.move(town.user(), citizen, 6, effective_on="05-11-2026")
    return citizen


def address(citizen: str, kind: str) -> str:
    return f"/citizens/{citizen}/facts/{kind}"


def fill_in(visitor: Visitor, page: Page, citizen: str, kind: str, *, htmx: bool = False) -> Page:
    """Send the form of a page with what is to be said first of this kind of fact."""
    fields = {**page.form(address(citizen, kind)).values, **FIRST[kind]}
    return visitor.post(address(citizen, kind), fields, htmx=htmx)


def test_there_is_something_to_say_of_every_kind() -> None:
    assert FIRST.keys() == FACT_FORMS.keys()


@pytest.mark.parametrize("kind", FIRST)
def test_fact_is_recorded_from_its_page_and_the_panel_shows_it(
    town: Town, amina: str, maja: Visitor, kind: str
) -> None:
    page = maja.get(address(amina, kind))
    assert page.status == 200
    assert page.root.one("h1").text
    answer = fill_in(maja, page, amina, kind)
    assert (answer.status, answer.location) == (303, f"/citizens/{amina}#case-{kind}")
    panel = maja.get(f"/citizens/{amina}")
    assert SHOWN.get(kind, next(iter(FIRST[kind].values()))) in panel.root.one(id=f"case-{kind}").text
    assert "Amina Warsame" in panel.root.one(id="status").text
    assert town.version(amina) == 4


@pytest.mark.parametrize("kind", FIRST)
def test_with_htmx_the_form_comes_alone_and_the_panel_comes_back(amina: str, maja: Visitor, kind: str) -> None:
    form = maja.get(address(amina, kind), htmx=True)
    assert form.root.all("html", "h1") == []
    assert form.form(address(amina, kind)).names >= {"csrf_token", "version", "entry", *FIRST[kind]}
    answer = fill_in(maja, form, amina, kind, htmx=True)
    assert answer.status == 200
    assert answer.root.one(data_panel=amina)["id"] == "panel"
    assert json.loads(answer.headers["HX-Trigger"]).keys() == {"caseEdited", "lane6Changed"}


def test_form_is_prefilled_with_what_stands_and_says_who_recorded_it(town: Town, amina: str, maja: Visitor) -> None:
    page = maja.get(address(amina, "goals"))
    values = page.form(address(amina, "goals")).values
    assert (values["goal_a"], values["goal_registered_on"], values["version"]) == (
        "Stuepige på hotel",
        "02-10-2026",
        "3",
    )
    assert "20-11-2026 · Maja Juhl" in page.root.one("form", data_fact_form="goals").text
    assert town.version(amina) == 3


def test_new_entry_begins_today(amina: str, maja: Visitor) -> None:
    values = maja.get(address(amina, "hours")).form(address(amina, "hours")).values
    assert (values["entry"], values["valid_from"]) == ("new", "20-11-2026")


@pytest.mark.parametrize("htmx", [False, True])
def test_refused_fields_are_told_where_they_stand_and_what_was_typed_is_kept(
    town: Town, amina: str, maja: Visitor, *, htmx: bool
) -> None:
    page, before = maja.get(address(amina, "cv")), dump(town.runtime)
    answer = maja.submit(
        page,
        address(amina, "cv"),
        htmx=htmx,
        cv_prepared_on="31-02-2026",
        cv_summary="Ti år i køkken",
        cv_approved="ja!",
    )
    assert answer.status == 422
    assert answer.problems().keys() == {"cv_kind", "cv_prepared_on", "cv_approved"}
    assert all(answer.problems().values())
    values = answer.form(address(amina, "cv")).values
    assert (values["cv_prepared_on"], values["cv_summary"]) == ("31-02-2026", "Ti år i køkken")
    assert answer.root.one(data_error_summary=None).all("a")
    assert changed(before, dump(town.runtime)) == set()


def test_form_that_is_too_old_or_broken_says_so(town: Town, amina: str, maja: Visitor) -> None:
    before = dump(town.runtime)
    for version in ("", "x", "99"):
        answer = maja.post(address(amina, "cv"), {**FIRST["cv"], "version": version})
        assert answer.status == 422
        assert answer.root.one(data_error_summary=None).text
    assert changed(before, dump(town.runtime)) == set()


def test_same_form_sent_twice_is_stored_once_and_answered_like_the_first(town: Town, amina: str, maja: Visitor) -> None:
    fields = {**maja.get(address(amina, "cv")).form(address(amina, "cv")).values, **FIRST["cv"]}
    answers = [maja.post(address(amina, "cv"), fields) for _ in range(2)]
    assert [(answer.status, answer.location) for answer in answers] == [(303, f"/citizens/{amina}#case-cv")] * 2
    assert len(rows(town.runtime, Cv)) == 1
    assert town.version(amina) == 4


def test_filters_of_the_board_come_along(amina: str, maja: Visitor) -> None:
    page = maja.get(address(amina, "cv"), q="amina")
    answer = fill_in(maja, page, amina, "cv")
    assert answer.location == f"/citizens/{amina}?q=amina#case-cv"


def test_text_is_shown_as_it_was_typed(amina: str, maja: Visitor) -> None:
    text = "<script>alert(1)</script> & 'æøå'"
    page = maja.get(address(amina, "cv"))
    maja.submit(page, address(amina, "cv"), cv_prepared_on="01-10-2026", cv_kind="jobnet", cv_summary=text)
    panel = maja.get(f"/citizens/{amina}")
    assert text in panel.root.one(id="case-cv").text
    assert "<script>alert" not in panel.text


def test_leader_may_look_but_is_offered_no_form(amina: str, lars: Visitor) -> None:
    assert lars.get(address(amina, "cv")).status == 403
    assert lars.post(address(amina, "cv"), {**FIRST["cv"], "version": "3"}).status == 403
    panel = lars.get(f"/citizens/{amina}").root
    assert [found["href"] for found in panel.all("a") if "/facts/" in found.get("href", "")] == []
    assert [found for found in panel.all("form") if "/facts/" in found.get("action", "")] == []


def test_superuser_edits_and_the_past_is_only_read(amina: str, susanne: Visitor) -> None:
    assert susanne.get(address(amina, "cv")).status == 200
    past = susanne.get(f"/citizens/{amina}", as_of="2026-11-10").root
    assert [found["href"] for found in past.all("a") if "/facts/" in found.get("href", "")] == []


def test_other_municipality_finds_nothing(town: Town, amina: str, stranger: Visitor) -> None:
    before = dump(town.runtime)
    for answer in (stranger.get(address(amina, "cv")), stranger.post(address(amina, "cv"), FIRST["cv"])):
        assert answer.status == 404
        assert "Warsame" not in answer.text
    assert changed(before, dump(town.runtime)) == set()


@pytest.mark.parametrize("kind", ["nothing", "CV", "follow_ups", "assignment", "%00", ".."])
def test_kind_that_is_none_is_not_found(amina: str, maja: Visitor, kind: str) -> None:
    assert maja.get(address(amina, kind)).status == 404
    assert maja.post(address(amina, kind), {"version": "3"}).status == 404


@pytest.mark.parametrize("entry", ["999", "0", "x", "-1", "1.5", "9999999999", "new'"])
def test_entry_that_is_nobodys_is_not_found(amina: str, maja: Visitor, entry: str) -> None:
    assert maja.get(address(amina, "hours"), entry=entry).status == 404


def test_nobody_is_sent_to_the_log_in(town: Town, nobody: Visitor) -> None:
    citizen = town.citizen()
    assert nobody.get(address(citizen, "cv")).location == f"/login?next={address(citizen, 'cv')}"
    assert nobody.post(address(citizen, "cv"), FIRST["cv"]).location == "/login"


def test_form_without_a_fitting_token_is_refused(town: Town, amina: str, maja: Visitor) -> None:
    before = dump(town.runtime)
    assert maja.post(address(amina, "cv"), {**FIRST["cv"], "version": "3", "csrf_token": "wrong"}).status == 400
    assert changed(before, dump(town.runtime)) == set()


def test_opening_is_a_look_up_and_saving_a_change_in_the_audit_trail(town: Town, amina: str, maja: Visitor) -> None:
    page = maja.get(address(amina, "cv"))
    opened = rows(town.runtime, AuditEvent)[-1]
    assert (opened.action, opened.detail) == (str(AuditAction.CASE_OPENED), "facts cv")
    fill_in(maja, page, amina, "cv")
    saved = rows(town.runtime, AuditEvent)[-1]
    assert (saved.action, saved.detail, saved.staff_id) == (
        str(AuditAction.FACT_RECORDED),
        "cv",
        one(town.runtime, Cv).recorded_by,
    )
