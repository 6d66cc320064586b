"""GET and POST /citizens/<id>/follow-ups/new, and /follow-ups/<id>/withdraw."""

import json

import pytest

from kanban.domain.audit import AuditAction, AuditEvent
from kanban.domain.follow_up import FollowUp
from tests.factories import Town
from tests.page import Page, Visitor
from tests.support.stored import changed, dump, one, rows

SAID = {"goal_still_right": "yes", "next_sub_goal": "Alene på en vagt", "internship_hours": "18"}
REASON = {"reason": "Forkert borger"}


@pytest.fixture
def amina(town: Town) -> str:
    """On step 4 at Strandhotellet, Maja Juhl's."""
    citizen = town.citizen("Amina Warsame")
    for target in ("8", "6", "4"):
        town.move(town.user(), citizen, target)
    return citizen


def path(citizen: str) -> str:
    return f"/citizens/{citizen}/follow-ups/new"


def send(
    visitor: Visitor, citizen: str, changes: dict[str, str], *, htmx: bool = False, opened: Page | None = None
) -> Page:
    form = (opened or visitor.get(path(citizen))).form(path(citizen))
    return visitor.post(path(citizen), {**form.values, **changes}, htmx=htmx)


def withdrawal(town: Town) -> str:
    return f"/follow-ups/{one(town.runtime, FollowUp).id}/withdraw"


@pytest.mark.parametrize("htmx", [False, True])
def test_form_has_the_fixed_agenda_in_order(amina: str, maja: Visitor, *, htmx: bool) -> None:
    page = maja.get(path(amina), htmx=htmx)
    assert page.status == 200
    assert len(page.root.all("h1")) == (0 if htmx else 1)
    agenda = page.root.one("ol", class_="agenda wide").all("li")
    assert [item.one("h3" if htmx else "h2").text for item in agenda] == [
        "Målet",
        "Delmål til næste gang",
        "Behov for andre tilbud",
        "Lønnede timer",
    ]
    values = page.form(path(amina)).values
    assert (values["placement"], values["internship_hours"], values["next_follow_up_on"]) == ("1", "15", "11-12-2026")


def test_plain_form_leads_back_to_the_case_that_shows_it(amina: str, maja: Visitor) -> None:
    answer = send(maja, amina, SAID)
    assert (answer.status, answer.location) == (303, f"/citizens/{amina}#case-follow-ups")
    page = maja.get(f"/citizens/{amina}")
    assert "Alene på en vagt" in page.root.one(id="case-follow-ups").text
    assert "Amina Warsame" in page.root.one(id="status").text


def test_with_htmx_the_page_is_told_to_follow(amina: str, maja: Visitor) -> None:
    answer = send(maja, amina, SAID, htmx=True)
    assert answer.status == 200
    assert "Amina Warsame" in answer.root.one(id="status").text
    assert set(json.loads(answer.headers["HX-Trigger"])) == {"caseChanged", "lane4Changed"}


@pytest.mark.parametrize("htmx", [False, True])
def test_problems_stand_at_their_fields_and_nothing_is_stored(
    town: Town, amina: str, maja: Visitor, *, htmx: bool
) -> None:
    before = dump(town.runtime)
    wrong = {"held_on": "21-11-2026", "next_follow_up_on": "x", "next_sub_goal": "Alene på en vagt"}
    form = maja.get(path(amina)).form(path(amina))
    answer = maja.post(path(amina), {**form.values, **wrong}, htmx=htmx)
    assert answer.status == 422
    assert set(answer.problems()) == {"held_on", "next_follow_up_on"}
    assert answer.form(path(amina)).values["next_sub_goal"] == "Alene på en vagt"
    assert len(answer.root.one(data_error_summary=None).all("a")) == 2
    assert changed(before, dump(town.runtime)) <= {"audit_event"}


@pytest.mark.parametrize("htmx", [False, True])
def test_stale_form_comes_back_with_what_the_agreement_says_now(
    town: Town, amina: str, maja: Visitor, susanne: Visitor, *, htmx: bool
) -> None:
    opened = maja.get(path(amina))
    send(susanne, amina, {"internship_hours": "20"})
    answer = send(maja, amina, SAID, htmx=htmx, opened=opened)
    assert answer.status == 409
    conflict = answer.root.one(data_conflict=None).text
    assert "Susanne Skov" in conflict
    shown = answer.form(path(amina)).values
    assert (shown["internship_hours"], shown["version"]) == ("18", str(town.version(amina)))
    assert answer.root.one(data_theirs="20", data_for="internship_hours").text == "20"
    assert maja.submit(answer, path(amina)).status == 303


def test_sent_twice_it_is_answered_like_the_first(town: Town, amina: str, maja: Visitor) -> None:
    opened = maja.get(path(amina))
    answers = [send(maja, amina, SAID, opened=opened) for _ in range(2)]
    assert [answer.location for answer in answers] == [f"/citizens/{amina}#case-follow-ups"] * 2
    assert len(rows(town.runtime, FollowUp)) == 1


def test_aftercare_is_asked_for_by_the_address(town: Town, amina: str, maja: Visitor) -> None:
    town.move(town.user(), amina, "1")
    page = maja.get(path(amina), kind="aftercare")
    assert "Efterværn" in page.root.one("h1").text
    assert page.form(path(amina)).values["placement"] == ""
    assert maja.submit(page, path(amina)).status == 303
    assert "Efterværn" in maja.get(f"/citizens/{amina}").root.one(id="case-follow-ups").text


def test_kind_and_placement_that_do_not_exist(amina: str, maja: Visitor) -> None:
    assert maja.get(path(amina), kind="x").form(path(amina)).values["follow_up_kind"] == "both"
    assert maja.get(path(amina), placement="7").status == 404
    assert maja.get(path(amina), placement="x").status == 404


def test_others_do_not_see_the_cause_of_absence(amina: str, maja: Visitor, susanne: Visitor) -> None:
    assert send(maja, amina, {"absence_cause": "Migræne"}).status == 303
    assert "Migræne" in maja.get(f"/citizens/{amina}").text
    assert "Migræne" not in susanne.get(f"/citizens/{amina}").text
    assert "absence_cause" not in susanne.get(path(amina)).form(path(amina)).names
    assert send(susanne, amina, {"absence_cause": "Ferie"}).status == 403


def test_leader_may_look_but_not_record(amina: str, lars: Visitor) -> None:
    assert lars.get(path(amina)).status == 403
    assert lars.post(path(amina), {"version": "4"}).status == 403
    assert "follow-ups/new" not in lars.get(f"/citizens/{amina}").text


def test_other_municipality_and_unknown_ids_are_not_found(amina: str, maja: Visitor, stranger: Visitor) -> None:
    for visitor, citizen in ((stranger, amina), (maja, "abcdefghijkl"), (maja, "x")):
        assert visitor.get(path(citizen)).status == 404
        assert visitor.post(path(citizen)).status == 404


def test_nobody_is_sent_to_the_log_in_and_the_token_is_needed(
    town: Town, amina: str, maja: Visitor, nobody: Visitor
) -> None:
    assert nobody.post(path(amina)).location == "/login"
    before = dump(town.runtime)
    assert send(maja, amina, {"csrf_token": "wrong"}).status == 400
    assert changed(before, dump(town.runtime)) <= {"audit_event"}


def test_form_in_the_panel_withdraws_it(town: Town, amina: str, maja: Visitor) -> None:
    send(maja, amina, SAID)
    page = maja.get(f"/citizens/{amina}")
    answer = maja.submit(page, withdrawal(town), reason="Forkert borger")
    assert (answer.status, answer.location) == (303, f"/citizens/{amina}#case-follow-ups")
    assert "Forkert borger" in maja.get(f"/citizens/{amina}").root.one(id="case-follow-ups").text
    assert rows(town.runtime, AuditEvent, action=str(AuditAction.FACT_WITHDRAWN))


def test_withdrawal_with_htmx_tells_the_page_to_follow(town: Town, amina: str, maja: Visitor) -> None:
    send(maja, amina, SAID)
    answer = maja.post(withdrawal(town), REASON, htmx=True)
    assert answer.status == 200
    assert "caseChanged" in json.loads(answer.headers["HX-Trigger"])


@pytest.mark.parametrize("htmx", [False, True])
def test_withdrawal_asks_why(town: Town, amina: str, maja: Visitor, *, htmx: bool) -> None:
    send(maja, amina, SAID)
    assert maja.get(withdrawal(town)).form(withdrawal(town)).names >= {"reason", "csrf_token"}
    answer = maja.post(withdrawal(town), {"reason": " "}, htmx=htmx)
    assert answer.status == 422
    assert answer.problems()["reason"]


def test_withdrawal_is_refused_to_others(
    town: Town, amina: str, maja: Visitor, susanne: Visitor, lars: Visitor, stranger: Visitor
) -> None:
    send(maja, amina, SAID)
    address = withdrawal(town)
    assert lars.post(address, REASON).status == 403
    assert stranger.post(address, REASON).status == 404
    assert maja.post("/follow-ups/99999999999/withdraw", REASON).status == 404
    assert maja.post(address, REASON).status == 303
    answer = susanne.post(address, REASON)
    assert answer.status == 409
    assert "Maja Juhl" in answer.problems()["reason"]
