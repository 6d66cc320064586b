"""GET /openings, GET and POST /openings/new … /openings/<id>/edit, /state and /citizens."""

from collections.abc import Callable

import pytest

from kanban.domain.audit import AuditAction, AuditEvent
from kanban.domain.company import Company, CompanyPerson
from kanban.domain.job_opening import JobOpening, OpeningCitizen, OpeningVersion
from kanban.domain.live import BoardEvent
from tests.factories import Town
from tests.page import Page, Visitor
from tests.support.stored import changed, dump, nothing_stored, one, rows

NEW = {
    "company": "Havnebageriet",
    "contact_person": "Birthe Holst",
    "opening_tasks": "Pakke brød",
    "hours_from": "7,5",
    "hours_to": "12",
    "positions": "2",
    "apply_by": "01-12-2026",
}


def add(visitor: Visitor, **changes: str) -> Page:
    """Fill in and send the form for a new opening."""
    form = visitor.get("/openings/new").form("/openings")
    return visitor.post("/openings", {**form.values, **NEW, **changes})


@pytest.fixture
def opening(maja: Visitor) -> str:
    """The address of an opening that Maja Juhl has noted."""
    return add(maja).location


def test_opening_is_noted_and_shown_to_all(opening: str, town: Town, lars: Visitor) -> None:
    version = one(town.runtime, OpeningVersion)
    assert (version.minutes_from, version.minutes_to, version.positions) == (450, 720, 2)
    assert version.found_by == town.user().id
    assert one(town.runtime, CompanyPerson).name == "Birthe Holst"
    page = lars.get("/openings")
    assert [link["href"] for link in page.root.all("a", href=opening)] == [opening]
    assert "7,5\N{EN DASH}12 t" in page.text
    assert "i dag" in page.text
    shown = lars.get(opening)
    assert "Birthe Holst" in shown.text
    assert "01-12-2026" in shown.text


def test_noting_is_audited_and_told_to_boards(town: Town, opening: str) -> None:
    assert opening == f"/openings/{one(town.runtime, JobOpening).id}"
    assert rows(town.runtime, AuditEvent, action=str(AuditAction.OPENING_CHANGED))
    assert rows(town.runtime, BoardEvent, citizen="")


@pytest.mark.usefixtures("opening")
def test_same_opening_sent_again_is_stored_once(town: Town, maja: Visitor) -> None:
    assert add(maja).status == 303
    assert len(rows(town.runtime, JobOpening)) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("company", ""),
        ("company", "---"),
        ("opening_tasks", "  "),
        ("opening_tasks", "x" * 10_001),
        ("hours_from", "60"),
        ("hours_from", "mange"),
        ("hours_to", "5"),
        ("positions", "0"),
        ("positions", "²"),
        ("apply_by", "31-02-2027"),
        ("apply_by", "01-01-2026"),
        ("found_by", "999"),
        ("found_by", "x"),
        ("found_on", "21-11-2026"),
    ],
)
def test_refused_field_keeps_what_was_typed(town: Town, maja: Visitor, field: str, value: str) -> None:
    page = maja.get("/openings/new")
    with nothing_stored(town.runtime):
        answer = maja.post("/openings", {**page.form("/openings").values, **NEW, field: value})
    assert answer.status == 422
    assert set(answer.problems()) == {field}
    assert answer.problems()[field]
    assert answer.form("/openings").values["contact_person"] == "Birthe Holst"


@pytest.mark.parametrize(
    "tasks", ["Pakke brød, måske for Bo Æbeltoft", "Spørg efter bo  holm ÆBELTOFT", "Pakke, se 610190-1234"]
)
def test_tasks_that_name_a_citizen_are_refused_since_the_wall_shows_them(town: Town, maja: Visitor, tasks: str) -> None:
    town.citizen("Bo Holm Æbeltoft")
    with nothing_stored(town.runtime):
        page = add(maja, opening_tasks=tasks)
    assert page.status == 422
    assert "uden borgeres navne" in page.problems()["opening_tasks"]


def test_opening_is_corrected_and_the_version_before_kept(town: Town, opening: str, lars: Visitor) -> None:
    edit = f"{opening}/edit"
    assert lars.submit(lars.get(edit), edit, hours_to="", opening_tasks="Sælge brød").location == opening
    assert [row.tasks for row in rows(town.runtime, OpeningVersion)] == ["Pakke brød", "Sælge brød"]
    assert "7,5 t" in lars.get(opening).text
    assert "Lars Lund" in lars.get(opening).text


def test_unchanged_correction_stores_nothing(town: Town, opening: str, maja: Visitor) -> None:
    edit = f"{opening}/edit"
    page = maja.get(edit)
    with nothing_stored(town.runtime):
        assert maja.submit(page, edit).status == 303


def test_stale_correction_shows_both(opening: str, maja: Visitor, susanne: Visitor) -> None:
    edit = f"{opening}/edit"
    opened = maja.get(edit)
    susanne.submit(susanne.get(edit), edit, positions="3")
    answer = maja.submit(opened, edit, positions="4")
    assert answer.status == 409
    assert len(answer.root.all(data_theirs="3")) == 1
    assert answer.form(edit).values["positions"] == "4"
    assert maja.submit(answer, edit).status == 303


def test_opening_is_closed_for_a_reason_and_opened_again(town: Town, opening: str, maja: Visitor) -> None:
    state = f"{opening}/state"
    refused = maja.submit(maja.get(opening), state, state="closed")
    assert (refused.status, set(refused.problems())) == (422, {"reason"})
    assert maja.submit(maja.get(opening), state, state="closed", reason="Ansatte selv").location == opening
    assert "Ansatte selv" in maja.get(opening).text
    assert maja.submit(maja.get(opening), state, state="open").status == 303
    assert [row.state for row in rows(town.runtime, OpeningVersion)] == ["open", "closed", "open"]


def test_filled_opening_tells_who_got_it(town: Town, opening: str, maja: Visitor) -> None:
    citizen = town.citizen("Amina Warsame")
    maja.post(f"{opening}/citizens", {"citizen": citizen})
    maja.submit(maja.get(opening), f"{opening}/state", state="filled", filled_by=citizen)
    page = maja.get(opening)
    assert "Besat af" in page.text
    assert one(town.runtime, OpeningVersion, state="filled").filled_by is not None
    assert len(maja.get("/openings").root.all("section", class_="openings-ended")) == 1


def test_unknown_ending_is_refused(town: Town, opening: str, maja: Visitor) -> None:
    page = maja.get(opening)
    with nothing_stored(town.runtime):
        assert maja.submit(page, f"{opening}/state", state="gone").status == 422
        assert maja.submit(page, f"{opening}/state", state="filled", filled_by="x").status == 404


def test_stale_ending_is_refused(opening: str, maja: Visitor, lars: Visitor) -> None:
    opened = maja.get(opening)
    lars.submit(lars.get(opening), f"{opening}/state", state="filled")
    answer = maja.submit(opened, f"{opening}/state", state="closed", reason="Nej")
    assert answer.status == 409
    assert "Lars Lund" in answer.text


def test_citizen_is_named_once_and_taken_off(town: Town, opening: str, maja: Visitor) -> None:
    citizen = town.citizen("Amina Warsame")
    for _ in range(2):
        assert maja.post(f"{opening}/citizens", {"citizen": citizen}).location == opening
    assert len(rows(town.runtime, OpeningCitizen)) == 1
    assert "Amina Warsame" in maja.get("/openings").text
    assert rows(town.runtime, AuditEvent, action=str(AuditAction.OPENING_CITIZENS_CHANGED))[0].citizen_id
    assert opening in maja.get(f"/citizens/{citizen}").text
    maja.post(f"{opening}/citizens/remove", {"citizen": citizen})
    assert one(town.runtime, OpeningCitizen).withdrawn_at is not None
    assert "Amina Warsame" not in maja.get("/openings").text


def test_own_citizens_are_offered_and_others_found_by_name(town: Town, opening: str, maja: Visitor) -> None:
    own, other = town.citizen("Amina Warsame"), town.citizen("Bo Bang")
    town.move(town.user(), own, 8)
    page = maja.get(opening)
    assert [option["value"] for option in page.root.one("select", id="own-citizen").all("option")] == ["", own]
    found = maja.get(opening, q="bang")
    assert [field["value"] for field in found.root.all("input", name="citizen")] == [other]
    assert "q=bang" in rows(town.runtime, AuditEvent, action=str(AuditAction.BOARD_SEARCHED))[-1].detail
    assert maja.get(opening, q="ingen").status == 200


def test_protected_name_is_not_shown(town: Town, opening: str, maja: Visitor) -> None:
    citizen = town.citizen("Hemmelig Hansen", protected=True)
    maja.post(f"{opening}/citizens", {"citizen": citizen})
    assert "Hemmelig" not in maja.get("/openings").text + maja.get(opening).text


@pytest.mark.parametrize("chosen", ["", "x", "AAAAAAAAAAAA"])
def test_nobody_chosen_is_refused_beside_the_field(town: Town, opening: str, maja: Visitor, chosen: str) -> None:
    town.move(town.user(), town.citizen(), 8)
    with nothing_stored(town.runtime):
        answer = maja.post(f"{opening}/citizens", {"citizen": chosen})
    assert (answer.status, set(answer.problems())) == (422, {"citizen"})


def test_list_is_narrowed_to_mine_and_to_a_team(town: Town, opening: str, maja: Visitor, lars: Visitor) -> None:
    add(lars, company="Nordlageret")
    assert len(maja.get("/openings").root.all("li", class_="opening opening-open")) == 2
    mine = maja.get("/openings", whose="mine")
    assert [link["href"] for link in mine.root.one("li", class_="opening opening-open").all("a")] == [opening]
    team = maja.get("/openings", whose=str(town.user().team_id))
    assert len(team.root.all("li", class_="opening opening-open")) == 2
    assert maja.get("/openings", whose="x' or 1").status == 200


def test_company_shows_its_openings_and_offers_a_new_one(town: Town, opening: str, maja: Visitor) -> None:
    company = one(town.runtime, Company)
    page = maja.get(f"/companies/{company.id}")
    assert page.root.one(id="openings").all("a", href=opening)
    form = maja.get("/openings/new", company=str(company.id)).form("/openings")
    assert form.values["company"] == "Havnebageriet"
    assert maja.get("/openings/new", company="99").form("/openings").values["company"] == ""


def test_others_and_unknown_openings_are_not_found(town: Town, opening: str, maja: Visitor, stranger: Visitor) -> None:
    before = dump(town.runtime)
    for visitor, address in ((stranger, opening), (maja, "/openings/999"), (maja, "/openings/99999999999999999999")):
        asks: list[Callable[[str], Page]] = [visitor.get, visitor.post]
        assert visitor.get(address).status == 404
        assert [ask(f"{address}/edit").status for ask in asks] == [404, 404]
        assert [visitor.post(f"{address}/{part}").status for part in ("state", "citizens", "citizens/remove")] == [
            404
        ] * 3
    assert stranger.get("/openings").root.all("li", class_="opening opening-open") == []
    assert changed(before, dump(town.runtime)) <= {"staff", "audit_event", "municipality", "team"}


def test_citizen_of_another_municipality_can_not_be_named(town: Town, opening: str, maja: Visitor) -> None:
    foreign = Town(town.runtime, "Søby Kommune").citizen()
    assert maja.post(f"{opening}/citizens", {"citizen": foreign}).status == 422
    assert maja.post(f"{opening}/citizens/remove", {"citizen": foreign}).status == 404


@pytest.mark.parametrize("address", ["/openings", "/openings/new", "/openings/1", "/openings/1/edit"])
def test_nobody_is_sent_to_the_log_in(nobody: Visitor, address: str) -> None:
    assert nobody.get(address).status == 303
