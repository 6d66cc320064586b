"""GET and POST /walls, and POST /walls/<id>/revoke."""

import re

import pytest

from kanban.domain.audit import AuditAction, AuditEvent
from kanban.domain.live import BoardEvent
from kanban.domain.wall import Wall, token_hash
from tests.factories import Town
from tests.page import Page, Visitor
from tests.support.stored import changed, dump, one, rows
from tests.support.walls import wall

FORM = {"name": "Køkkenet", "team": "", "label": "code", "theme": "dark"}


def make(visitor: Visitor, page: Page | None = None, *, htmx: bool = False, **changes: str) -> Page:
    """Fill in the form and send it."""
    form = (page or visitor.get("/walls")).form("/walls").values
    return visitor.post("/walls", {**form, **FORM, **changes}, htmx=htmx)


def token_in(page: Page) -> str:
    found = re.findall(r"/wall/([A-Za-z0-9_-]{43})", page.text)
    return str(found[0]) if found else ""


def test_page_without_screens_tells_what_one_is(susanne: Visitor) -> None:
    page = susanne.get("/walls")
    assert page.status == 200
    assert "I har ingen vægskærme endnu" in page.root.one("main").text
    assert page.form("/walls").names >= FORM.keys()


@pytest.mark.parametrize("htmx", [False, True])
def test_screen_is_made_and_its_address_shown_once(town: Town, susanne: Visitor, *, htmx: bool) -> None:
    answer = make(susanne, htmx=htmx)
    token = token_in(answer)
    assert answer.status == 200
    stored = one(town.runtime, Wall)
    assert (stored.name, stored.label, stored.theme, stored.team_id) == ("Køkkenet", "code", "dark", None)
    assert stored.token_hash == token_hash(token)
    assert susanne.get(f"/wall/{token}").status == 200
    page = susanne.get("/walls")
    assert token_in(page) == ""
    assert "Køkkenet" in page.text
    assert "lige nu" in page.text


def test_making_and_revoking_are_audited_without_the_token(town: Town, susanne: Visitor) -> None:
    token = token_in(make(susanne))
    susanne.post(f"/walls/{one(town.runtime, Wall).public_id}/revoke")
    made, revoked = rows(town.runtime, AuditEvent)[-2:]
    assert (made.action, made.detail) == (str(AuditAction.WALL_MADE), "Køkkenet")
    assert (revoked.action, revoked.detail) == (str(AuditAction.WALL_REVOKED), "Køkkenet")
    assert token not in repr(dump(town.runtime))


@pytest.mark.parametrize("team", ["Team Havn", "id"])
def test_screen_of_a_team_is_headed_by_it(town: Town, susanne: Visitor, team: str) -> None:
    asked = str(town.superuser().team_id) if team == "id" else team
    token = token_in(make(susanne, team=asked))
    assert susanne.get(f"/wall/{token}").root.one("h1").text == "Team Havn"


def test_second_screen_of_a_name_gets_a_number_behind_it(town: Town, susanne: Visitor) -> None:
    page = susanne.get("/walls")
    tokens = {token_in(make(susanne, page)) for _ in range(3)}
    assert len(tokens) == 3
    assert {each.name for each in rows(town.runtime, Wall)} == {"Køkkenet", "Køkkenet (2)", "Køkkenet (3)"}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 61}, "name"),
        ({"team": "9999"}, "team"),
        ({"team": "Team Søby"}, "team"),
        ({"label": "navne"}, "label"),
        ({"theme": "pink"}, "theme"),
    ],
)
def test_problem_stands_at_its_field_and_nothing_is_stored(
    town: Town, susanne: Visitor, wrong: dict[str, str], field: str
) -> None:
    before = dump(town.runtime)
    answer = susanne.post("/walls", {**susanne.get("/walls").form("/walls").values, **FORM, **wrong})
    assert answer.status == 422
    assert set(answer.problems()) == {field}
    assert answer.form("/walls").values["name"] == {**FORM, **wrong}["name"]
    assert changed(before, dump(town.runtime)) == set()


def test_team_of_another_municipality_is_no_choice(town: Town, susanne: Visitor) -> None:
    other = Town(town.runtime, "Søby Kommune").user(team="Team Søby")
    answer = make(susanne, team=str(other.team_id))
    assert (answer.status, set(answer.problems())) == (422, {"team"})


def test_revoked_screen_is_off_for_good_and_its_name_is_free(town: Town, susanne: Visitor) -> None:
    token = wall(town)
    action = f"/walls/{one(town.runtime, Wall).public_id}/revoke"
    answer = susanne.submit(susanne.get("/walls"), action)
    assert (answer.status, answer.location) == (303, "/walls")
    assert susanne.get(f"/wall/{token}").status == 404
    assert "Køkkenet er slukket" in susanne.get("/walls").root.one(id="status").text
    assert make(susanne).status == 200


def test_revoking_twice_changes_nothing_more(town: Town, susanne: Visitor) -> None:
    wall(town)
    action = f"/walls/{one(town.runtime, Wall).public_id}/revoke"
    susanne.post(action)
    before = dump(town.runtime)
    assert susanne.post(action).status == 303
    assert changed(before, dump(town.runtime)) == set()


def test_revoking_tells_those_who_listen(town: Town, susanne: Visitor) -> None:
    wall(town, team="Team Havn")
    before = len(rows(town.runtime, BoardEvent))
    susanne.post(f"/walls/{one(town.runtime, Wall).public_id}/revoke")
    told = rows(town.runtime, BoardEvent)[before:]
    assert [(event.citizen, event.team_id) for event in told] == [("", town.superuser().team_id)]


def test_only_superusers_make_and_revoke(town: Town, maja: Visitor, lars: Visitor, nobody: Visitor) -> None:
    wall(town)
    action = f"/walls/{one(town.runtime, Wall).public_id}/revoke"
    before = dump(town.runtime)
    for visitor in (maja, lars):
        answers = [visitor.get("/walls"), visitor.post("/walls", FORM), visitor.post(action)]
        assert [answer.status for answer in answers] == [403, 403, 403]
        assert 'href="/walls"' not in visitor.get("/board").text
    assert [nobody.get("/walls").status, nobody.post("/walls", FORM).status] == [303, 303]
    assert changed(before, dump(town.runtime)) == set()


def test_other_municipality_sees_and_revokes_nothing(town: Town, stranger: Visitor) -> None:
    wall(town)
    assert "Køkkenet" not in stranger.get("/walls").text
    assert stranger.post(f"/walls/{one(town.runtime, Wall).public_id}/revoke").status == 404
    assert one(town.runtime, Wall).revoked_at is None


@pytest.mark.parametrize("wall_id", ["1", "abcdefghijkl", "x" * 300, "..."])
def test_screen_that_is_not_there_is_not_found(susanne: Visitor, wall_id: str) -> None:
    assert susanne.post(f"/walls/{wall_id}/revoke").status == 404


def test_revoking_is_asked_for_by_post_with_the_token(town: Town, susanne: Visitor) -> None:
    wall(town)
    action = f"/walls/{one(town.runtime, Wall).public_id}/revoke"
    assert susanne.get(action).status == 405
    assert susanne.post(action, token=False).status == 400
    assert one(town.runtime, Wall).revoked_at is None
