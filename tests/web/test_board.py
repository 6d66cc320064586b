"""GET /board."""

import pytest

from kanban.domain.audit import AuditAction, AuditEvent
from tests.factories import Town
from tests.page import HTMX, Visitor
from tests.support.html import Element
from tests.support.stored import rows

NASTY = '<script>alert("1")</script> & "co" \'x\''


def test_board_has_its_hooks(town: Town, maja: Visitor) -> None:
    actor, amina = town.user(), town.citizen()
    town.move(actor, amina, "7")
    town.citizen("Bo Bek")
    page = maja.get("/board")
    assert page.status == 200
    board = page.root.one(data_board=None)
    lanes = [lane["data-step"] for lane in board.all("section", data_step=None)]
    assert lanes == ["none", "8", "7", "6", "5", "4", "3", "2", "1"]
    assert {key: page.count(key) for key in lanes} == {**dict.fromkeys(lanes, 0), "7": 1, "none": 1}
    (card,) = page.lane("7").all(data_citizen=None)
    assert (card["data-citizen"], card["data-version"]) == (amina, "2")
    moves = [link for link in card.all("a", "button") if "/moves/new" in link.get("href")]
    assert len(moves) == 1


def test_lane_says_its_number_its_name_and_what_it_means(maja: Visitor) -> None:
    lane = maja.get("/board").lane("7")
    assert "CV udarbejdet" in lane.text
    assert "Borger og jobformidler har sammen lavet et CV" in lane.text


def test_card_shows_what_the_broker_needs_and_no_number(town: Town, maja: Visitor) -> None:
    actor, amina = town.user(), town.citizen("Amina Warsame")
    town.move(actor, amina, "8", effective_on="01-11-2026")
    town.move(actor, amina, "3", effective_on="05-11-2026", follow_up_on="15-11-2026")
    text = maja.get("/board").root.one(data_citizen=amina).text
    for word in ("Amina Warsame", "15 dage", "6,5 t", "MJ", "Strandhotellet", "Opfølgning 5 dage over"):
        assert word in text


def test_everything_typed_is_shown_as_text(town: Town, maja: Visitor) -> None:
    actor, amina = town.user(), town.citizen(NASTY)
    town.move(actor, amina, "6", goal_a=NASTY)
    for path in ("/board", "/board?q=%3Cscript%3E", f"/citizens/{amina}", f"/citizens/{amina}/moves/new"):
        page = maja.get(path)
        assert NASTY not in page.text
        assert 'alert("1")' in page.root.text
        assert [found for found in page.root.all("script") if found.text] == []


def test_protected_name_is_not_on_the_board(town: Town, maja: Visitor) -> None:
    amina = town.citizen("Amina Warsame", protected=True)
    town.move(town.user(), amina, "6", goal_a="Stuepige")
    for path in ("/board", "/board/steps/6"):
        text = maja.get(path).text
        assert "Warsame" not in text
        assert "Stuepige" not in text
        assert "Navn beskyttet" in text


def test_nobody_sees_another_municipality(town: Town, stranger: Visitor) -> None:
    town.move(town.user(), town.citizen("Amina Warsame"), "7")
    page = stranger.get("/board")
    assert (page.status, page.count("7")) == (200, 0)
    assert "Warsame" not in page.text


def test_leader_sees_the_board_without_anything_to_move(town: Town, lars: Visitor) -> None:
    town.move(town.user(), town.citizen(), "7")
    page = lars.get("/board")
    assert page.count("7") == 1
    assert "/moves/new" not in page.text


def test_visitor_without_log_in_is_sent_there(nobody: Visitor) -> None:
    answer = nobody.get("/board", team="Team Havn")
    assert (answer.status, answer.location) == (303, "/login?next=/board?team%3DTeam%2BHavn")


def test_filters_stay_in_the_address_and_in_the_form(town: Town, maja: Visitor) -> None:
    town.move(town.user(), town.citizen("Åge Sørensen"), "8")
    page = maja.get("/board", q="aage", team="Team Havn", broker="me")
    assert page.count("8") == 1
    values = page.form("/board").values
    assert (values["q"], values["team"], values["broker"]) == ("aage", "Team Havn", "me")
    links = [link["href"] for link in page.lane("8").all("a") if "href" in link]
    assert links
    assert all("team=Team+Havn" in link and "q=aage" in link for link in links)


@pytest.mark.parametrize(
    "query", ["team=Nord", "broker=999", "broker=x", "group=4", "sign=red", "as_of=2026-11-21", "as_of=i+g%C3%A5r"]
)
@pytest.mark.parametrize("htmx", [False, True])
def test_filter_that_names_nothing_is_refused_in_danish(maja: Visitor, query: str, *, htmx: bool) -> None:
    answer = maja.get(f"/board?{query}", htmx=htmx)
    assert answer.status == 422
    assert len(answer.root.all("h1")) == (0 if htmx else 1)


@pytest.mark.parametrize(
    "query", ["q=%00", "q=%ff%fe", "marking=%00", "team=%20", "q=" + "x" * 3000, "unknown=1", "q=a&q=b"]
)
def test_odd_address_is_no_trouble(maja: Visitor, query: str) -> None:
    assert maja.get(f"/board?{query}").status == 200


def test_search_is_audited(town: Town, maja: Visitor) -> None:
    before = len(rows(town.runtime, AuditEvent))
    maja.get("/board")
    assert len(rows(town.runtime, AuditEvent)) == before
    maja.get("/board", q="Warsame")
    event = rows(town.runtime, AuditEvent)[-1]
    assert (event.action, event.detail) == (str(AuditAction.BOARD_SEARCHED), "q=Warsame")


def test_earlier_day_is_read_only(town: Town, maja: Visitor) -> None:
    actor, amina = town.user(), town.citizen()
    town.move(actor, amina, "8", effective_on="01-11-2026")
    town.move(actor, amina, "7", effective_on="15-11-2026")
    page = maja.get("/board", as_of="2026-11-10")
    assert (page.cards("8"), page.cards("7")) == ([amina], [])
    assert "/moves/new" not in page.text
    assert "10-11-2026" in page.root.text


@pytest.mark.parametrize("day", ["2026-11-10", "10-11-2026"])
def test_earlier_day_stays_in_the_filters_however_it_was_written(maja: Visitor, day: str) -> None:
    assert maja.get("/board", as_of=day).form("/board").values["as_of"] == "2026-11-10"
    assert maja.get("/board").form("/board").values["as_of"] == ""


def test_today_as_a_date_is_the_board_one_can_move_on(town: Town, maja: Visitor) -> None:
    town.move(town.user(), town.citizen(), "7")
    assert "/moves/new" in maja.get("/board", as_of="2026-11-20").text


def test_with_htmx_only_the_board_is_sent(maja: Visitor) -> None:
    fragment = maja.get("/board", htmx=True)
    assert fragment.status == 200
    assert fragment.root.all("html", "title", "h1") == []
    assert fragment.root.one(data_board=None)["id"] == "board"


@pytest.mark.parametrize(
    "headers",
    [
        {"HX-History-Restore-Request": "true", "HX-Request-Type": "full"},
        {**HTMX, "HX-History-Restore-Request": "true"},
        {"HX-Request": "true", "HX-Request-Type": "full"},
    ],
)
def test_back_button_gets_the_whole_page(maja: Visitor, headers: dict[str, str]) -> None:
    page = maja.wire.send("GET", "/board", None, headers)
    assert len(page.root.all("h1")) == 1


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_board_takes_no_forms(maja: Visitor, method: str) -> None:
    assert maja.wire.send(method, "/board", None, {}).status in {400, 405}
    assert maja.post("/board").status == 405


def _more(part: Element) -> list[str]:
    return [link["data-hx-get"] for item in part.all("li", class_="lane-more") for link in item.all("a")]


def test_more_cards_come_page_by_page_until_all_have_come_once(town: Town, maja: Visitor) -> None:
    town.crowd(75)
    page = maja.get("/board")
    assert (page.count("none"), len(page.cards("none"))) == (75, 30)
    found, addresses = page.cards("none"), _more(page.lane("none"))
    while addresses:
        part = maja.get(addresses[0], htmx=True)
        assert part.status == 200
        found += [card["data-citizen"] for card in part.root.all(data_citizen=None)]
        addresses = _more(part.root)
    assert len(found) == len(set(found)) == 75
