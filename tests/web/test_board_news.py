"""GET /board/news: what an open board fetches after a change."""

import gzip
from http import HTTPStatus
from typing import cast
from urllib.parse import urlencode

import pytest

from kanban.domain.staff import Actor
from tests.factories import Town
from tests.page import HTMX, FlaskWire, Page, Visitor
from tests.support.html import Element
from tests.support.stored import nothing_stored
from tests.web.conftest import Visit


@pytest.fixture
def amina(town: Town) -> str:
    """Somebody on step 6."""
    citizen = town.citizen("Amina Warsame")
    town.move(town.user(), citizen, 6, effective_on="01-11-2026")
    return citizen


def news(visitor: Visitor, **query: str) -> Page:
    return visitor.wire.send("GET", f"/board/news?{urlencode(query)}", None, HTMX)


def aims(page: Page) -> list[str]:
    """What the parts of an answer are laid over."""
    return [part["data-hx-target"] for part in page.root.all("hx-partial")]


def test_answer_holds_columns_heads_and_counts(town: Town, maja: Visitor, amina: str) -> None:
    town.citizen("Bo Bek")
    page = news(maja, lanes="6-30,none-30", heads="5")
    assert page.status == HTTPStatus.OK
    assert aims(page) == ["#lane-6", "#lane-none", "#lane-head-5", "#filter-facts"]
    assert page.cards("6") == [amina]
    assert (page.count("6"), page.count("none")) == (1, 1)
    assert "2 borgere" in page.root.one(id="filter-facts").text


def test_parts_are_the_very_ones_of_the_page(maja: Visitor, amina: str) -> None:
    def said(part: Element) -> tuple[str, list[str]]:
        return part.text, [str(link.get("href")) for link in part.all("a")]

    whole, part = maja.get("/board"), news(maja, lanes="6-30", heads="5")
    assert amina in whole.cards("6")
    for name in ("lane-6", "lane-head-5", "filter-facts"):
        assert said(part.root.one(id=name)) == said(whole.root.one(id=name))


def test_as_many_cards_come_as_are_shown_in_whole_pages(town: Town, maja: Visitor) -> None:
    for citizen in town.crowd(65):
        town.move(town.user(), citizen, 7, effective_on="01-10-2026")
    wanted = {"7-1": 30, "7": 30, "7-x": 30, "7-30": 30, "7-31": 60, "7-9999": 65, "7-99999": 30}
    assert {key: len(news(maja, lanes=key).cards("7")) for key in wanted} == wanted


def test_filters_hold_and_what_is_not_a_column_is_not_found(town: Town, maja: Visitor, amina: str) -> None:
    town.move(town.user(), town.citizen("Bo Bek"), 6)
    assert news(maja, lanes="6-30", q="Warsame").cards("6") == [amina]
    for query in ({"lanes": "9"}, {"heads": "x"}, {"lanes": "6,6,6,6,6,6,6,6,6,6"}):
        assert news(maja, **query).status == HTTPStatus.NOT_FOUND
    assert news(maja, broker="999999").status == HTTPStatus.UNPROCESSABLE_ENTITY


def test_as_a_page_it_is_the_board_under_the_same_filters(maja: Visitor, nobody: Visitor) -> None:
    answer = maja.get("/board/news?lanes=6-30&q=Warsame")
    assert (answer.status, answer.location) == (HTTPStatus.FOUND, "/board?q=Warsame")
    assert nobody.get("/board/news").status == HTTPStatus.SEE_OTHER


def test_other_municipality_sees_its_own(stranger: Visitor, maja: Visitor, amina: str) -> None:
    assert news(maja, lanes="6-30").cards("6") == [amina]
    page = news(stranger, lanes="6-30")
    assert (page.cards("6"), page.count("6")) == ([], 0)


def test_those_who_ask_for_the_same_get_the_same_and_nobody_more_than_is_theirs(
    town: Town, maja: Visitor, lars: Visitor, visit: Visit, amina: str
) -> None:
    sofie = visit(town.user(name="Sofie Holm"))
    assert news(maja, lanes="6-30").cards("6") == [amina]
    assert news(maja, lanes="6-30").text == news(sofie, lanes="6-30").text
    assert "/moves/new" in news(maja, lanes="6-30").text
    assert "/moves/new" not in news(lars, lanes="6-30").text
    town.move(town.user(), town.citizen("Bo Bek"), 8)
    assert [news(each, lanes="8-30", broker="me").count("8") for each in (maja, sofie)] == [1, 0]
    assert "csrf" not in news(maja, lanes="6-30").text
    assert "Maja Juhl" not in news(sofie, lanes="6-30").text


def test_change_is_in_the_next_answer(town: Town, maja: Visitor, amina: str) -> None:
    actor: Actor = town.user()
    assert news(maja, lanes="6-30").count("6") == 1
    town.move(actor, amina, 5)
    assert (news(maja, lanes="6-30").count("6"), news(maja, lanes="5-30").cards("5")) == (0, [amina])


def test_answer_is_compressed_for_those_who_can_read_it(maja: Visitor, amina: str) -> None:
    wire = cast("FlaskWire", maja.wire)
    plain = wire.client.get("/board/news?lanes=6-30", headers=HTMX, base_url=wire.base_url)
    small = wire.client.get(
        "/board/news?lanes=6-30", headers={**HTMX, "Accept-Encoding": "gzip"}, base_url=wire.base_url
    )
    assert (small.headers["Content-Encoding"], "Accept-Encoding" in small.headers["Vary"]) == ("gzip", True)
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(small.data) == plain.data
    assert amina in plain.text


def test_following_stores_nothing(town: Town, maja: Visitor, amina: str) -> None:
    with nothing_stored(town.runtime):
        assert news(maja, lanes="6-30", q="Warsame").cards("6") == [amina]
