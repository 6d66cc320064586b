"""A wall screen receives nothing that names a citizen or leads into the product: looked for in all of the demo."""

import http.client
import re
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from sqlmodel import Session, select

from kanban.domain.citizen import Citizen
from kanban.domain.company import Company
from kanban.domain.staff import Actor, Staff
from kanban.domain.transition import StepTransition
from kanban.services.exchange.prepare_demo import PLACE, prepare_demo
from kanban.services.runtime import Runtime
from kanban.services.walls.make_wall import make_wall
from kanban.store import staff as staff_store
from tests.factories import runtime_on
from tests.integration.brokers import served
from tests.page import Page, SocketWire, Visitor
from tests.support.databases import SqliteDatabases
from tests.support.programs import ROOT
from tests.support.server import RunningServer
from tests.support.streams import Stream

WORD = re.compile(r"[^\W\d_]{3,}")
IDS = re.compile(r"\b[A-Za-z0-9_-]{12}\b")


@pytest.fixture(scope="module")
def demo(sqlite_databases: SqliteDatabases) -> Iterator[Runtime]:
    """The demo municipality, with every tenth name protected."""
    url = sqlite_databases.fresh()
    runtime = runtime_on(url)
    prepare_demo(runtime, ROOT / "seed" / "fjordby.xlsx")
    with runtime.database.write() as session:
        for number, citizen in enumerate(session.exec(select(Citizen))):
            citizen.name_protected = number % 10 == 0
    yield runtime
    runtime.close()
    sqlite_databases.drop(url)


@pytest.fixture(scope="module")
def server(demo: Runtime) -> Iterator[RunningServer]:
    with served(demo, workers=1) as running:
        yield running


def superuser(session: Session) -> Actor:
    person = session.exec(select(Staff).where(Staff.role == "superuser")).first()
    assert person
    found = staff_store.actor(session, person.id or 0, person.session_stamp)
    assert found
    return found


@pytest.fixture(scope="module", params=["code", "initials"])
def token(request: pytest.FixtureRequest, demo: Runtime) -> str:
    with demo.database.read() as session:
        actor = superuser(session)
    return make_wall(demo, actor, {"name": f"Skærm med {request.param}", "label": request.param}).token


def answers(server: RunningServer, token: str) -> list[Page]:
    """The document, and what it asks for when it has no stream."""
    with closing(SocketWire(server.url)) as wire:
        asked = [f"/wall/{token}", f"/wall/{token}?page=sparring", f"/events/position?wall={token}", "/wall/x"]
        return [Visitor(wire).get(path) for path in asked]


def everything(server: RunningServer, token: str) -> str:
    """All that reaches the screen: bodies, headers and the stream's first event."""
    received = [f"{page.headers}\n{page.text}" for page in answers(server, token)]
    with closing(Stream(server.url, f"/events?wall={token}", {})) as stream:
        heard = stream.next()
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=20)
    connection.request("GET", f"/events?wall={token}")
    with closing(connection):
        headers = str(connection.getresponse().headers)
    return "\n".join([*received, repr(heard), headers]).replace(token, "")


def test_no_name_number_date_or_id_of_a_citizen_is_received(demo: Runtime, server: RunningServer, token: str) -> None:
    received = everything(server, token)
    words = set(WORD.findall(received))
    with demo.database.read() as session:
        citizens = session.exec(select(Citizen)).all()
        notes = [note for note in session.exec(select(StepTransition.note)) if note]
    numbers = [demo.vault.open(citizen.cpr_encrypted) for citizen in citizens]
    parts = {part for citizen in citizens for part in WORD.findall(citizen.name)}
    assert len(citizens) > 200
    assert words & (parts - _ordinary(demo)) == set()
    assert [number for number in numbers if number in received or number[:6] in received] == []
    assert set(IDS.findall(received)) & {citizen.public_id for citizen in citizens} == set()
    assert [note for note in notes if note in received] == []


def _ordinary(demo: Runtime) -> set[str]:
    """Names that are words of the page as well: those of teams, the municipality, and companies with job openings."""
    with demo.database.read() as session:
        companies = session.exec(select(Company.name)).all()
    return set(WORD.findall(" ".join([PLACE, "Team Havn", "Team Ådal", *companies])))


def test_companies_are_named_among_the_job_openings_only(demo: Runtime, server: RunningServer, token: str) -> None:
    sections = answers(server, token)[0].root.all("section", data_page=None)
    shown = " ".join(section.text for section in sections if section["data-page"] != "openings")
    with demo.database.read() as session:
        companies = session.exec(select(Company.name)).all()
    assert companies
    assert [name for name in companies if name in shown] == []


def test_nothing_leads_into_the_product_and_nothing_can_be_counted(server: RunningServer, token: str) -> None:
    document = answers(server, token)[0]
    assert document.root.all("a", "form", "iframe", "button", "input") == []
    loaded = [found.get("href") or found.get("src") for found in document.root.all("link", "script", "img")]
    assert {address.split("?")[0].split("/")[1] for address in loaded if address} == {"static"}
    values = [
        value for each in document.root.walk() for name, value in each.attributes.items() if name.startswith("data-")
    ]
    steps = {str(number) for number in range(9)}
    assert {value for value in values if value and value.isdigit()} <= steps | {"20"}
    assert [each["id"] for each in document.root.all(id=None) if each["id"].isdigit()] == []


def test_protected_names_are_codes_whatever_the_others_are_called(
    demo: Runtime, server: RunningServer, token: str
) -> None:
    board = answers(server, token)[0].root.one("section", data_page="board")
    shown = {tile.all("b")[0].text for tile in board.all("li")}
    with demo.database.read() as session:
        citizens = session.exec(select(Citizen)).all()
    protected = {citizen.case_code for citizen in citizens if citizen.name_protected}
    others = {citizen.case_code for citizen in citizens if not citizen.name_protected}
    assert shown & protected
    assert bool(shown & others) == all(len(label) >= 4 for label in shown)
    assert all(label.isupper() for label in shown)
