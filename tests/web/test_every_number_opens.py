"""The demo municipality's pages of figures: every number that is a link opens a list of exactly that length."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from kanban.app import build
from kanban.services.exchange.prepare_demo import PASSWORD, prepare_demo
from kanban.settings import Settings
from tests.browser.site import SEED
from tests.factories import FIELD_KEY, runtime_on
from tests.page import FlaskWire, Page, Visitor
from tests.support.databases import SqliteDatabases
from tests.support.html import Element

LISTS = "/flow/citizens"
PAGES = (
    "/flow", "/overview", "/targets", "/board", "/flow?team=Team+Havn", "/flow?to=2026-08-31&known_at=2026-11-20",
    "/flow?programme=Jobbroen", "/overview?programme=Jobbroen",
)  # fmt: skip
_NUMBER = re.compile(r"\d+")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Visitor]]:
    """A visitor for each role at the demo."""
    databases = SqliteDatabases(Path(tmp_path_factory.mktemp("demo")))
    runtime = runtime_on(databases.fresh())
    users = prepare_demo(runtime, SEED)
    app = build(Settings(runtime.database.url, secret_key="only-for-these-tests", field_key=FIELD_KEY), runtime)
    found = {}
    for role in ("leader", "broker"):
        found[role] = Visitor(FlaskWire(app))
        assert found[role].log_in(next(user.email for user in users if user.role == role), PASSWORD).status == 303
    yield found
    runtime.close()


def doors(page: Page) -> list[Element]:
    """The links to lists, but for shares and times, which lead to what they are computed from."""
    assert page.status == 200
    links = [link for link in page.root.all("a", href=None) if urlsplit(link["href"]).path == LISTS]
    return [link for link in links if "data-computed" not in link]


def told(link: Element) -> set[int]:
    """The numbers that the link says, to the eye or to a screen reader."""
    said = " ".join((link.text, link.get("aria-label"), link.get("title"), *(each.text for each in link.all("title"))))
    return {int(found) for found in _NUMBER.findall(re.sub(r"(?<=\d)\.(?=\d{3})", "", said))}


def length(visitor: Visitor, address: str) -> int:
    """How many lines stand behind an address, all of them shown on the page."""
    page = visitor.get(address)
    assert page.status == 200, address
    total = int(page.root.one(data_total=None)["data-total"])
    assert len(page.root.all("tr", data_citizen=None)) == total
    return total


def wrong(visitor: Visitor, path: str) -> dict[str, str]:
    """Every door whose list is of another length than it says."""
    links = doors(visitor.get(path))
    lengths = {address: length(visitor, address) for address in {link["href"] for link in links}}
    return {
        link["href"]: f"{link.text!r} {link.get('aria-label')!r}: {lengths[link['href']]}"
        for link in links
        if lengths[link["href"]] not in told(link)
    }


@pytest.mark.parametrize("path", PAGES)
def test_every_number_a_leader_sees_opens_so_many_lines(demo: dict[str, Visitor], path: str) -> None:
    assert doors(demo["leader"].get(path))
    assert wrong(demo["leader"], path) == {}


@pytest.mark.parametrize("path", ["/flow", "/overview", "/targets", "/board?broker=me", "/today"])
def test_every_number_a_broker_sees_opens_so_many_lines(demo: dict[str, Visitor], path: str) -> None:
    assert doors(demo["broker"].get(path))
    assert wrong(demo["broker"], path) == {}
