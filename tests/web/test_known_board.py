"""GET /board and its lists with ``known_at``: what was known then, in words, read-only, and the way back."""

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from kanban.domain.clock import Clock
from tests.factories import Town
from tests.page import Visitor
from tests.web.conftest import Visit

THEN = "as_of=2026-11-10&known_at=2026-11-12"


@pytest.fixture
def amina(town: Town) -> str:
    """On step 8 from 1 November; today somebody registers that it was step 7 from the 5th."""
    then = Town(replace(town.runtime, clock=Clock(fixed_today=date(2026, 11, 1))), town.name, town.people)
    citizen = then.citizen()
    then.move(town.user(), citizen, "8", effective_on="01-11-2026")
    town.move(town.user(), citizen, "7", effective_on="05-11-2026")
    return citizen


@pytest.mark.parametrize("htmx", [False, True])
def test_board_says_what_was_known_and_is_read_only(amina: str, maja: Visitor, *, htmx: bool) -> None:
    page = maja.get(f"/board?{THEN}", htmx=htmx)
    assert (page.status, page.cards("8"), page.cards("7")) == (200, [amina], [])
    banner = page.root.one("p", id="earlier").text
    assert "Tavlen, som den stod 10-11-2026, som vi vidste det 12-11-2026" in banner
    assert "1 borger står et andet sted den dag" in banner
    assert "/moves/new" not in page.text


def test_banner_leads_to_the_day_as_known_now_and_to_today(amina: str, maja: Visitor) -> None:
    links = [link["href"] for link in maja.get(f"/board?{THEN}&broker=me").root.one("p", id="earlier").all("a")]
    known_now, today = (maja.get(link) for link in links)
    assert [parse_qs(urlsplit(link).query) for link in links] == [
        {"as_of": ["2026-11-10"], "broker": ["me"]},
        {"broker": ["me"]},
    ]
    assert known_now.cards("7") == today.cards("7") == [amina]
    assert today.root.all(id="earlier") == []


def test_every_link_of_the_board_carries_both_clocks(amina: str, maja: Visitor) -> None:
    page = maja.get(f"/board?{THEN}")
    lane = page.lane("8")
    links = [link["href"] for link in lane.all("a") if "href" in link]
    assert [link for link in links if amina in link]
    assert all(THEN in link for link in [*links, lane["data-hx-get"], page.root.one(id="board")["data-hx-get"]])
    values = page.form("/board").values
    assert (values["as_of"], values["known_at"]) == ("2026-11-10", "2026-11-12")


def test_moment_stays_a_moment_in_the_form(amina: str, maja: Visitor) -> None:
    page = maja.get("/board", known_at="2026-11-12T10:30")
    assert amina in page.cards("8")
    assert "12-11-2026 kl. 10.30" in page.root.one("p", id="earlier").text
    assert page.form("/board").values["known_at"] == "2026-11-12T10:30:00"


def test_list_behind_the_count_shows_and_says_the_same(amina: str, maja: Visitor) -> None:
    count = next(link for link in maja.get(f"/board?{THEN}").lane("8").all("a") if link.all(data_count=None))
    page = maja.get(count["href"])
    assert [row["data-citizen"] for row in page.root.all("tr", data_citizen=None)] == [amina]
    assert "som vi vidste det 12-11-2026" in page.root.one("p", id="earlier").text
    as_known_now = maja.get(page.root.one("p", id="earlier").all("a")[0]["href"])
    assert as_known_now.root.all("tr", data_citizen=None) == []


@pytest.mark.parametrize("path", ["/board/steps/8/lane", "/board/steps/8/more", "/board/facts"])
def test_parts_of_the_board_know_no_more_than_it_does(amina: str, maja: Visitor, path: str) -> None:
    part = maja.get(f"{path}?{THEN}", htmx=True)
    assert part.status == 200
    assert amina in part.text or "1</b>" in part.text


def test_case_opened_from_it_is_read_only(amina: str, maja: Visitor) -> None:
    assert "/edit" not in maja.get(f"/citizens/{amina}?known_at=2026-11-12").text


def test_nothing_changed_since_is_said(maja: Visitor) -> None:
    assert "Intet om den dag er registreret" in maja.get("/board", known_at="2026-11-12").root.one(id="earlier").text


def test_other_municipality_sees_none_of_it(amina: str, stranger: Visitor) -> None:
    for path in ("/board", "/board/steps/8"):
        assert amina not in stranger.get(f"{path}?{THEN}").text


def test_leader_may_look_too(town: Town, amina: str, visit: Visit) -> None:
    assert visit(town.leader()).get(f"/board?{THEN}").cards("8") == [amina]


@pytest.mark.parametrize("known_at", ["2026-11-21", "i+g%C3%A5r", "9999-12-31", "%00x", "2026-11-12T99:00"])
@pytest.mark.parametrize("path", ["/board", "/board/steps/8", "/board/steps/8/lane", "/board/facts"])
def test_moment_that_has_not_been_or_is_none_is_refused(maja: Visitor, path: str, known_at: str) -> None:
    htmx = path.endswith(("/lane", "/facts"))
    assert maja.get(f"{path}?known_at={known_at}", htmx=htmx).status == 422
