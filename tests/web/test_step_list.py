"""GET /board/steps/<key>, its lane and its further cards."""

import pytest

from kanban.domain.audit import AuditEvent
from tests.factories import Town
from tests.page import Visitor
from tests.support.stored import rows


def test_list_shows_the_citizens_behind_the_count(town: Town, maja: Visitor) -> None:
    actor = town.user()
    for name in ("Amina Warsame", "Bo Bek"):
        town.move(actor, town.citizen(name), "7")
    town.citizen("Carl Carlsen")
    page = maja.get("/board/steps/7")
    assert page.status == 200
    names = [row.one("th").text for row in page.root.all("tr", data_citizen=None)]
    assert sorted(names) == ["Amina Warsame", "Bo Bek"]
    assert "2 borgere" in page.root.text


def test_count_of_the_board_leads_to_the_list_under_the_same_filters(town: Town, maja: Visitor) -> None:
    town.move(town.user(), town.citizen("Amina Warsame"), "7")
    town.move(town.user(), town.citizen("Bo Bek"), "7")
    count = maja.get("/board", q="amina").lane("7").one(data_count=None)
    link = next(a for a in maja.get("/board", q="amina").lane("7").all("a") if a.all(data_count=None))
    rows_of = maja.get(link["href"]).root.all("tr", data_citizen=None)
    assert int(count.text) == len(rows_of) == 1


def test_long_list_comes_in_pages_that_show_everyone_once(town: Town, maja: Visitor) -> None:
    town.crowd(205)
    found, address = [], "/board/steps/none"
    while address:
        page = maja.get(address)
        found += [row["data-citizen"] for row in page.root.all("tr", data_citizen=None)]
        nexts = page.root.all("a", rel="next")
        address = nexts[0]["href"] if nexts else ""
    assert len(found) == len(set(found)) == 205


@pytest.mark.parametrize("path", ["/board/steps/7", "/board/steps/7/lane", "/board/steps/7/more"])
def test_other_municipality_sees_its_own_lane_only(town: Town, stranger: Visitor, path: str) -> None:
    town.move(town.user(), town.citizen("Amina Warsame"), "7")
    for htmx in (False, True):
        assert "Warsame" not in stranger.get(path, htmx=htmx).text


@pytest.mark.parametrize("key", ["0", "9", "none7", "%00", "..", "-1"])
@pytest.mark.parametrize("part", ["", "/lane", "/more"])
def test_lane_that_does_not_exist_is_not_found(maja: Visitor, key: str, part: str) -> None:
    assert maja.get(f"/board/steps/{key}{part}", htmx=True).status == 404


@pytest.mark.parametrize("after", ["x", "2026-11-01.", "2026-11-01.%00", "%00", "9999-99-99.abcdefghijkl"])
def test_cursor_that_was_never_given_is_not_found(maja: Visitor, after: str) -> None:
    assert maja.get(f"/board/steps/7/more?after={after}", htmx=True).status == 404
    assert maja.get(f"/board/steps/7?after={after}").status == 404


@pytest.mark.parametrize("query", ["group=9", "as_of=x", "team=Nord"])
def test_bad_filter_is_refused(maja: Visitor, query: str) -> None:
    for part in ("", "/lane", "/more"):
        assert maja.get(f"/board/steps/7{part}?{query}", htmx=bool(part)).status == 422


@pytest.mark.parametrize("part", ["/lane", "/more"])
def test_without_htmx_a_part_leads_to_the_list(maja: Visitor, part: str) -> None:
    answer = maja.get(f"/board/steps/7{part}?q=a+b&team=Team+Havn")
    assert (answer.status, answer.location) == (302, "/board/steps/7?q=a+b&team=Team+Havn")


def test_lane_comes_anew_with_as_many_cards_as_were_shown(town: Town, maja: Visitor) -> None:
    town.crowd(75)
    lane = maja.get("/board/steps/none/lane", htmx=True, shown="60")
    assert lane.root.one("section", data_step="none")["id"] == "lane-none"
    assert len(lane.root.all(data_citizen=None)) == 60
    assert int(lane.root.one(data_count=None).text) == 75


@pytest.mark.parametrize("shown", ["", "x", "-1", "99999999999999999999", "٣", "0"])
def test_odd_number_of_cards_gives_the_first_ones(town: Town, maja: Visitor, shown: str) -> None:
    town.crowd(40)
    lane = maja.get("/board/steps/none/lane", htmx=True, shown=shown)
    assert len(lane.root.all(data_citizen=None)) == 30


@pytest.mark.parametrize("keep", ["\x00", "nobody", "abcdefghijkl"])
def test_card_to_keep_that_is_nobodys_is_no_trouble(maja: Visitor, keep: str) -> None:
    assert maja.get("/board/steps/7/lane", htmx=True, keep=keep).status == 200
    assert maja.get("/board", keep=keep).status == 200


def test_leader_reads_the_list(town: Town, lars: Visitor) -> None:
    town.move(town.user(), town.citizen(), "7")
    page = lars.get("/board/steps/7")
    assert page.status == 200
    assert "/moves/new" not in page.text


def test_those_who_left_are_found_on_the_list_and_can_be_taken_back(town: Town, maja: Visitor) -> None:
    amina = town.citizen("Amina Warsame")
    town.move(town.user(), amina, "out")
    board = maja.get("/board")
    link = board.root.one("a", class_="filter-left")
    assert amina not in board.text
    (row,) = maja.get(link["href"]).root.all("tr", data_citizen=None)
    assert row["data-citizen"] == amina
    assert any("/moves/new" in found["href"] for found in row.all("a"))


def test_nobody_is_sent_to_the_log_in(nobody: Visitor) -> None:
    for path in ("/board/steps/7", "/board/steps/7/lane", "/board/steps/7/more", "/board/facts"):
        assert nobody.get(path).status == 303
        assert "HX-Redirect" in nobody.get(path, htmx=True).headers


@pytest.mark.parametrize("path", ["/board/steps/7", "/board/steps/7/lane", "/board/steps/7/more", "/board/facts"])
def test_lists_take_no_forms(maja: Visitor, path: str) -> None:
    assert maja.post(path).status == 405


def test_search_in_the_list_is_audited(town: Town, maja: Visitor) -> None:
    maja.get("/board/steps/7", q="Warsame")
    assert rows(town.runtime, AuditEvent)[-1].detail == "q=Warsame"


def test_facts_count_what_the_board_counts(town: Town, maja: Visitor) -> None:
    actor = town.user()
    town.move(actor, town.citizen(), "3", follow_up_on="10-11-2026")
    town.move(actor, town.citizen(), "3")
    facts = maja.get("/board/facts", htmx=True)
    assert facts.root.one(id="chip-late").one("b").text == "1"
    assert "2" in facts.root.one("p", class_="filter-result").text
    assert maja.get("/board/facts?q=a").location == "/board?q=a"
