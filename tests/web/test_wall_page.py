"""GET /wall/<token>, and the position a screen asks for: no log-in, and nothing but looking."""

from datetime import timedelta

import pytest

from kanban.domain.wall import Wall, new_token
from kanban.services.walls.make_wall import revoke_wall
from tests.factories import Town
from tests.page import Visitor
from tests.support.stored import changed, dump, one
from tests.support.walls import codes, column, labels, wall


def revoked(town: Town) -> str:
    token = wall(town)
    revoke_wall(town.runtime, town.superuser(), one(town.runtime, Wall).public_id)
    return token


def test_screen_shows_the_board_to_whoever_has_its_address(town: Town, nobody: Visitor) -> None:
    maja, amina = town.user(), town.citizen("Amina Warsame")
    town.move(maja, amina, "7", effective_on="01-11-2026")
    page = nobody.get(f"/wall/{wall(town)}")
    assert page.status == 200
    assert page.root.one("h1").text == "Fjordby Kommune"
    assert labels(page, 7) == [codes(town)["Amina Warsame"]]
    assert column(page, 7).one(data_count=None).text == "1"
    assert "Ingen lige nu" in column(page, 3).text
    assert "fredag 20. november" in page.root.one("header", **{"class": "whead"}).text.lower()


def test_all_pages_are_there_and_one_is_shown(town: Town, nobody: Visitor) -> None:
    path = f"/wall/{wall(town)}"
    sections = nobody.get(path).root.all("section", data_page=None)
    names = [section["data-page"] for section in sections]
    assert names[0] == "board"
    assert len(names) >= 4
    assert ["hidden" in section for section in sections] == [False, *[True] * (len(names) - 1)]
    for name in names:
        shown = nobody.get(path, page=name).root.all("section", data_page=None)
        assert [section["data-page"] for section in shown if "hidden" not in section] == [name]


@pytest.mark.parametrize("page", ["", "findes-ikke", "x" * 500, "../board"])
def test_page_that_is_not_there_is_the_first(town: Town, nobody: Visitor, page: str) -> None:
    answer = nobody.get(f"/wall/{wall(town)}", page=page)
    assert answer.status == 200
    assert answer.root.one(id="wall")["data-shown"] == "board"


def test_without_scripts_the_pages_turn_all_the_same(town: Town, nobody: Visitor) -> None:
    path, seen = f"/wall/{wall(town)}", []
    address = path
    for _ in range(20):
        page = nobody.get(address)
        seen.append(page.root.one(id="wall")["data-shown"])
        seconds, _, address = page.root.one("noscript").one("meta")["content"].partition("; url=")
        assert int(seconds) >= 15
        if address.endswith("page=board"):
            break
    assert seen == [section["data-page"] for section in nobody.get(path).root.all("section", data_page=None)]


def test_revoked_and_unknown_screens_are_dark_and_alike(town: Town, nobody: Visitor) -> None:
    answers = [nobody.get(f"/wall/{token}") for token in (revoked(town), new_token(), "abc", "x" * 43)]
    assert {answer.status for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    page = answers[0]
    assert page.root.one("main").text.strip() == "Skærmen er slukket"
    assert page.root.one("html")["data-theme"] == "dark"
    assert page.root.all("a", "form", "nav") == []


def test_answers_are_kept_nowhere_and_found_nowhere(town: Town, nobody: Visitor) -> None:
    token = wall(town)
    for path in (f"/wall/{token}", f"/events/position?wall={token}", f"/wall/{new_token()}", "/events?wall=abc"):
        headers = nobody.get(path).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in headers["X-Robots-Tag"]
        assert "Set-Cookie" not in headers


def test_page_names_its_token_only_where_it_reads_itself_anew(town: Town, nobody: Visitor) -> None:
    token = wall(town)
    page = nobody.get(f"/wall/{token}")
    assert page.text.count(token) == 1
    assert token in page.root.one("noscript").one("meta")["content"]


@pytest.mark.parametrize(("theme", "attribute"), [("dark", "dark"), ("light", "light"), ("system", "")])
def test_screen_is_as_light_as_was_asked_for(town: Town, nobody: Visitor, theme: str, attribute: str) -> None:
    page = nobody.get(f"/wall/{wall(town, theme=theme)}")
    assert page.root.one("html").get("data-theme") == attribute


def test_screen_is_seen_at_most_once_a_minute_and_nothing_else_is_written(town: Town, nobody: Visitor) -> None:
    token = wall(town)
    before = dump(town.runtime)
    nobody.get(f"/wall/{token}")
    assert changed(before, dump(town.runtime)) == {"wall"}
    first = one(town.runtime, Wall).last_seen
    assert first is not None
    with town.runtime.database.write() as session:
        stored = session.get_one(Wall, one(town.runtime, Wall).id)
        stored.last_seen = recent = first - timedelta(seconds=30)
    nobody.get(f"/events/position?wall={token}")
    assert one(town.runtime, Wall).last_seen == recent
    with town.runtime.database.write() as session:
        session.get_one(Wall, one(town.runtime, Wall).id).last_seen = first - timedelta(minutes=2)
    nobody.get(f"/events/position?wall={token}")
    assert one(town.runtime, Wall).last_seen != first - timedelta(minutes=2)


def test_position_changes_with_the_board_and_can_not_be_counted(town: Town, nobody: Visitor) -> None:
    maja, amina = town.user(), town.citizen("Amina Warsame")
    token, other = wall(town), wall(town, "Mødet")
    path = f"/events/position?wall={token}"
    first = nobody.get(path)
    etag = {"If-None-Match": first.headers["ETag"]}
    assert nobody.wire.send("GET", path, None, etag).status == 304
    assert nobody.get(f"/wall/{token}").root.one(id="wall")["data-position"] in first.text
    assert nobody.get(f"/events/position?wall={other}").text != first.text
    town.move(maja, amina, "8")
    assert nobody.wire.send("GET", path, None, etag).status == 200


@pytest.mark.parametrize("path", ["/events", "/events/position"])
def test_switched_off_screen_hears_nothing(town: Town, nobody: Visitor, path: str) -> None:
    for token in (revoked(town), new_token(), "", "abc"):
        answer = nobody.get(path, wall=token)
        assert (answer.status, answer.text) == (404, "")


def test_screen_can_do_nothing(town: Town, nobody: Visitor) -> None:
    token = wall(town)
    assert nobody.post(f"/wall/{token}").status == 405
    assert nobody.get("/board").status == 303
    assert nobody.get("/events").status == 303
