"""GET /targets, and the two forms in which leaders decide: /targets/milestone and /targets/target."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from kanban.domain.audit import AuditAction, AuditEvent
from kanban.domain.milestone import Milestone
from kanban.domain.staff import Role
from kanban.domain.targets import StoredTarget
from tests.factories import Town
from tests.page import Page, Visitor
from tests.support.stored import changed, dump, nothing_stored, rows

PLACE = {"month": "2026-11", "kind": "start", "step": "4"}
MILESTONE, SAVE, TARGET = "/targets/milestone", "/targets/milestones", "/targets/target"


def at(path: str, query: Mapping[str, str]) -> str:
    """The address with a query."""
    return f"{path}?{urlencode(query)}"


def save_milestone(visitor: Visitor, **changes: str) -> Page:
    place = {name: changes.pop(name, value) for name, value in PLACE.items()}
    form = visitor.get(at(MILESTONE, place)).form(SAVE)
    return visitor.post(SAVE, {**form.values, **changes})


def save_target(visitor: Visitor, **changes: str) -> Page:
    form = visitor.get(TARGET, preset="fsm2_15").form(TARGET)
    return visitor.post(TARGET, {**form.values, "first": "2026-01", "last": "2026-12", **changes})


def milestone_rows(town: Town) -> list[tuple[int | None, int | None]]:
    return [(row.number, row.broker_id) for row in rows(town.runtime, Milestone)]


def links(page: Page, figure: str) -> list[str]:
    """The addresses of a figure's lists on the page."""
    found = [link["href"] for link in page.root.all("a") if "href" in link]
    return [href for href in found if ("figure", figure) in parse_qsl(urlsplit(href).query)]


def length(visitor: Visitor, href: str) -> int:
    """How many citizens the list has that a link leads to."""
    page = visitor.get(href)
    assert page.status == 200
    return int(page.root.one(data_total=None)["data-total"])


def test_milestone_is_stored_shown_and_audited(town: Town, lars: Visitor) -> None:
    answer = save_milestone(lars, all="6")
    assert (answer.status, answer.location) == (303, "/targets?month=2026-11")
    assert "Starter i praktik" in lars.get("/targets").text
    assert milestone_rows(town) == [(6, None)]
    event = rows(town.runtime, AuditEvent)[-1]
    assert event.action == AuditAction.MILESTONES_CHANGED


def test_target_is_stored_shown_and_audited(town: Town, lars: Visitor) -> None:
    answer = save_target(lars, name="Lønnede timer i 2026")
    assert (answer.status, answer.location) == (303, "/targets")
    assert lars.get("/targets").root.one(id="target-1").text == "Lønnede timer i 2026"
    assert rows(town.runtime, AuditEvent)[-1].detail == "target=1"


def test_number_on_the_page_is_the_length_of_its_list(town: Town, lars: Visitor) -> None:
    maja = town.user()
    for each in range(3):
        citizen = town.citizen(f"Borger {each}")
        town.move(maja, citizen, "8", effective_on="01-09-2026")
        town.move(maja, citizen, "3", effective_on=f"{10 + each}-11-2026")
    save_milestone(lars, step="3", all="4", **{f"team_{maja.team_id}": "2", f"broker_{maja.id}": "2"})
    save_milestone(lars, kind="keep", step="8", all="3")
    save_target(lars)
    page = lars.get("/targets")
    for figure, number in (("crossed", 3), ("kept", 3), ("kept_base", 3)):
        assert links(page, figure)
        assert {length(lars, href) for href in links(page, figure)} == {number}
    november = [href for href in links(page, "target_touched") if "month=2026-11" in href]
    assert {length(lars, href) for href in november} == {3}
    assert {length(lars, href) for href in links(page, "target_population")} == {3}


def test_proposal_is_filled_in_and_not_stored(town: Town, lars: Visitor) -> None:
    maja = town.user()
    for each in range(4):
        town.move(maja, town.citizen(f"Borger {each}"), "8")
    with nothing_stored(town.runtime):
        form = lars.get(at(MILESTONE, {**PLACE, "number": "5"})).form(SAVE)
    assert form.values.items() >= {"all": "5", f"team_{maja.team_id}": "5", f"broker_{maja.id}": "5"}.items()


@pytest.mark.parametrize(("wrong", "message"), [("mange", "helt tal"), ("-3", "helt tal"), ("12345", "helt tal")])
def test_wrong_number_stands_at_its_field_as_typed(town: Town, lars: Visitor, wrong: str, message: str) -> None:
    before = dump(town.runtime)
    answer = save_milestone(lars, all=wrong)
    assert answer.status == 422
    assert message in answer.problems()["all"]
    assert answer.form(SAVE).values["all"] == wrong
    assert changed(before, dump(town.runtime)) == set()


def test_past_month_is_refused_with_a_sentence(town: Town, lars: Visitor) -> None:
    answer = save_milestone(lars, month="2026-10", all="3")
    assert answer.status == 422
    assert "Måneden er slut" in answer.text
    assert rows(town.runtime, Milestone) == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"threshold": "150"}, "threshold"),
        ({"first": "maj"}, "first"),
        ({"last": "2025-01"}, "last"),
    ],
)
def test_wrong_target_stands_at_its_field_as_typed(
    town: Town, lars: Visitor, wrong: dict[str, str], field: str
) -> None:
    before = dump(town.runtime)
    answer = save_target(lars, **wrong)
    assert answer.status == 422
    assert list(answer.problems()) == [field]
    assert answer.form(TARGET).values.items() >= wrong.items()
    assert changed(before, dump(town.runtime)) == set()


def test_decisions_made_meanwhile_are_conflicts(town: Town, lars: Visitor, susanne: Visitor) -> None:
    save_milestone(lars, all="3")
    save_target(lars, name="Første navn")
    opened = lars.get(at(MILESTONE, PLACE)), lars.get(TARGET, number="1")
    save_milestone(susanne, all="5")
    susanne.submit(susanne.get(TARGET, number="1"), TARGET, name="Andet navn")
    before = dump(town.runtime)
    milestone = lars.submit(opened[0], SAVE, all="4")
    target = lars.submit(opened[1], TARGET, name="Tredje navn")
    assert (milestone.status, target.status) == (409, 409)
    assert "Susanne Skov" in milestone.text
    assert milestone.form(SAVE).values["all"] == "5"
    assert target.form(TARGET).values["name"] == "Andet navn"
    assert changed(before, dump(town.runtime)) == set()


def test_same_form_sent_twice_is_stored_once(town: Town, lars: Visitor) -> None:
    pages = lars.get(at(MILESTONE, PLACE)), lars.get(TARGET, preset="fsm2_20")
    for _ in range(2):
        assert lars.submit(pages[0], SAVE, all="3").status == 303
        assert lars.submit(pages[1], TARGET).status == 303
    assert (len(rows(town.runtime, Milestone)), len(rows(town.runtime, StoredTarget))) == (1, 1)


def test_target_is_taken_off_the_page_and_stays_on_record(town: Town, lars: Visitor) -> None:
    save_target(lars)
    lars.submit(lars.get(TARGET, number="1"), TARGET, drop="yes")
    assert lars.get("/targets").root.all(id="target-1") == []
    assert [row.dropped for row in rows(town.runtime, StoredTarget)] == [False, True]
    assert lars.get("/flow/citizens", figure="target_touched", goal="1", month="2026-11").status == 404


def test_job_broker_sees_the_own_and_decides_on_nothing(town: Town, maja: Visitor, lars: Visitor) -> None:
    peter = town.user(Role.BROKER, "Peter Krogh")
    save_milestone(lars, **{"all": "3", f"broker_{town.user().id}": "1", f"broker_{peter.id}": "2"})
    page = maja.get("/targets")
    assert page.status == 200
    assert MILESTONE not in page.text
    assert "Peter Krogh" not in page.text
    assert {
        parse for href in links(page, "crossed") for name, parse in parse_qsl(urlsplit(href).query) if name == "broker"
    } == {str(town.user().id)}
    assert maja.get("/targets", broker=str(peter.id)).status == 403
    for path, save in ((MILESTONE, SAVE), (TARGET, TARGET)):
        assert maja.get(path).status == 403
        assert maja.post(save, {**PLACE, "all": "9"}).status == 403
    assert len(rows(town.runtime, Milestone)) == 3


def test_another_municipalitys_targets_are_not_there(town: Town, lars: Visitor, stranger: Visitor) -> None:
    save_target(lars)
    save_milestone(lars, all="3")
    assert "Starter i praktik" not in stranger.get("/targets").text
    assert stranger.get(TARGET, number="1").status == 404
    assert stranger.post(TARGET, {"number": "1", "drop": "yes"}).status == 404
    assert stranger.get("/targets", broker=str(town.user().id)).status == 404
    assert stranger.get("/flow/citizens", figure="target_population", goal="1", month="2026-11").status == 404


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/targets?month=2026-13", 422),
        ("/targets?month=1900-01", 422),
        ("/targets?team=Team+Nord", 404),
        ("/targets?broker=999999", 404),
        ("/targets/milestone?kind=stop", 422),
        ("/targets/milestone?step=0", 422),
        ("/targets/milestone?number=mange", 422),
        ("/targets/target?number=7", 404),
        ("/targets/target?preset=fsm9", 404),
    ],
)
def test_address_that_cannot_be_read_is_told_in_words(lars: Visitor, path: str, status: int) -> None:
    page = lars.get(path)
    assert page.status == status
    assert "Traceback" not in page.text


def test_empty_municipality_is_told_what_to_do(lars: Visitor, maja: Visitor) -> None:
    for visitor, setting in ((lars, True), (maja, False)):
        page = visitor.get("/targets")
        assert "Ingen milepæle for måneden endnu" in page.text
        assert "Ingen mål endnu" in page.text
        assert (MILESTONE in page.text) is setting
        assert "nan" not in page.text.lower().split()


def test_few_citizens_are_warned_about_and_nobody_is_explained(town: Town, lars: Visitor) -> None:
    save_target(lars)
    assert "Ingen borgere hører til målet endnu" in lars.get("/targets").text
    town.move(town.user(), town.citizen(), "3")
    assert "Så få borgere tæller med" in lars.get("/targets").text


def test_summer_is_planned_for(lars: Visitor) -> None:
    assert "sommerferien" in lars.get(MILESTONE, month="2027-07").text
    assert "sommerferien" not in lars.get(MILESTONE, month="2027-05").text


def test_nobody_is_sent_to_the_log_in_and_the_menu_leads_there(nobody: Visitor, maja: Visitor) -> None:
    for path in ("/targets", MILESTONE, TARGET):
        assert nobody.get(path).status == 303
    assert '"/targets"' in maja.get("/today").text
