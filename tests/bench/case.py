"""The case's server times: the panel with few and many talks, the review's next citizen, the company field."""

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import col, select

from kanban.domain.citizen import Citizen
from kanban.domain.staff import Staff
from kanban.services.exchange.seed_municipality import seed_municipality
from kanban.services.runtime import Runtime
from kanban.store import companies
from tests.bench.client import EMAIL, PLACE, Bench, bench, counted, median_ms

CITIZENS = 200
FEW_TALKS, MANY_TALKS = 2, 200
FEW_COMPANIES, MANY_COMPANIES = 200, 20_000
TIMES = 25
HTMX = {"HX-Request": "true"}
TRADES = ("Bageri", "Tømrer", "Plejehjem", "Hotel", "Gartneri", "Værft", "Butik", "Café", "Lager", "Skole")


@dataclass(frozen=True)
class CaseFigures:
    """Medians in milliseconds and SQL statements, each for the small and the large case."""

    panel_ms: tuple[float, float]
    panel_statements: tuple[int, int]
    review_ms: float
    company_ms: tuple[float, float]


def case_figures(url: str) -> CaseFigures:
    """Measure on a fresh database."""
    with bench(url, lambda runtime: seed_municipality(runtime, PLACE, CITIZENS, months=12, seed=1)) as found:
        panels = [_panel(found, place, talks) for place, talks in enumerate((FEW_TALKS, MANY_TALKS))]
        review_ms = _review(found)
        company_ms = (_company(found, 0, FEW_COMPANIES), _company(found, FEW_COMPANIES, MANY_COMPANIES))
    (few, few_sql), (many, many_sql) = panels
    return CaseFigures((few, many), (few_sql, many_sql), review_ms, company_ms)


def _panel(found: Bench, place: int, talks: int) -> tuple[float, int]:
    """Two citizens on the same step, one with few talks and one with many."""
    with found.runtime.database.read() as session:
        on_step = select(Citizen.public_id).where(Citizen.current_step == 6).order_by(col(Citizen.id))
        citizen = session.exec(on_step).all()[place]
    today = found.runtime.clock.today()
    for number in range(talks):
        fields = {
            "csrf_token": found.token,
            "held_on": (today - timedelta(days=talks - number)).isoformat(),
            "talk_kind": "conversation",
            "note": "Vi talte om køkkenet på skolen og aftalte et besøg. " * 10,
            "step_confirmed": "yes",
            "version": "1",
            "progress_direction": "3",
        }
        answer = found.client.post(f"/citizens/{citizen}/talks/new", data=fields)
        assert answer.status_code == 303, answer.text
    address = f"/citizens/{citizen}"
    with counted(found.runtime.database.engine) as statements:
        found.client.get(address, headers=HTMX)
    return median_ms(lambda: found.client.get(address, headers=HTMX), TIMES), len(statements)


def _review(found: Bench) -> float:
    """The server's part of showing the next citizen: the fragment that the page fetches ahead."""
    with found.runtime.database.write() as session:
        broker = session.exec(select(Staff.id).where(Staff.email == EMAIL)).one()
        mine = session.exec(select(Citizen).where(Citizen.current_step == 5).limit(20)).all()
        for citizen in mine:
            citizen.broker_id = broker
        ids = [citizen.public_id for citizen in mine]
    turns = iter(ids * TIMES)
    return median_ms(lambda: found.client.get(f"/review?at={next(turns)}", headers=HTMX), TIMES)


def _company(found: Bench, before: int, wanted: int) -> float:
    _register(found.runtime, before, wanted)
    return median_ms(lambda: found.client.get("/companies/suggest?q=bag", headers=HTMX), TIMES)


def _register(runtime: Runtime, before: int, wanted: int) -> None:
    with runtime.database.write() as session:
        place = session.exec(select(Citizen.municipality_id).limit(1)).one()
        register = companies.CompanyRegister(session, place, runtime.clock.now())
        names = [
            (f"{TRADES[number % 10]} {number:05d} Målby", f"{10_000_000 + number}") for number in range(before, wanted)
        ]
        register.ensure(names)
