"""The citizens behind a number: who sees which list, what it says, and the same as a workbook."""

from io import BytesIO
from urllib.parse import urlencode

import openpyxl
import pytest
from sqlmodel import select

from kanban.domain.audit import AuditEvent
from kanban.domain.citizen import Citizen
from kanban.domain.staff import Role
from kanban.services.runtime import Runtime
from tests.factories import Town
from tests.page import Page, Visitor
from tests.support.flow_doors import ask
from tests.web.conftest import Visit

PAGE, BOOK = "/flow/citizens", "/flow/citizens.xlsx"


@pytest.fixture
def moved(town: Town) -> Town:
    """Amina came to step 8 and went on to 7 with Maja, Jens stands on 8 with Bo in the other team."""
    maja, bo = town.user(), town.user(name="Bo Ravn", team="Team By")
    amina, jens = town.citizen("Amina Warsame"), town.citizen("Jens Holm", team="Team By")
    town.move(maja, amina, 8, effective_on="01-10-2026")
    town.move(maja, amina, 7, effective_on="15-10-2026")
    town.move(bo, jens, 8, effective_on="05-11-2026")
    return town


def look(visitor: Visitor, parts: dict[str, str], path: str = PAGE, **more: str) -> Page:
    return visitor.get(f"{path}?{urlencode({**parts, **more})}")


def ids(page: Page) -> list[str]:
    assert page.status == 200, page.text
    return [row["data-citizen"] for row in page.root.all("tr", data_citizen=None)]


def total(page: Page) -> int:
    return int(page.root.one(data_total=None)["data-total"])


@pytest.mark.usefixtures("moved")
def test_list_is_as_long_as_the_number(lars: Visitor) -> None:
    for parts, number in (
        (ask("stock", step="all"), 2),
        (ask("stock", step=7), 1),
        (ask("direction", direction="intake"), 2),
    ):
        page = look(lars, parts)
        assert (len(ids(page)), total(page)) == (number, number)


def test_stay_tells_step_day_broker_and_leads_to_the_case(moved: Town, lars: Visitor) -> None:
    page = look(lars, ask("stock", step=7))
    (row,) = page.root.all("tr", data_citizen=None)
    assert row.one("a")["href"] == f"/citizens/{row['data-citizen']}"
    assert moved.user().name in row.text
    assert page.root.one("h1").text == "På trin 7, CV udarbejdet, den 20-11-2026"


@pytest.mark.usefixtures("moved")
def test_broker_sees_the_own_citizens_and_no_others(maja: Visitor, moved: Town) -> None:
    assert len(ids(look(maja, ask("stock", step="all")))) == 1
    other = str(moved.user(name="Bo Ravn").id)
    assert look(maja, ask("stock", step="all"), broker=other).status == 403
    assert look(maja, ask("stock", step="all"), BOOK, broker=other).status == 403


@pytest.mark.usefixtures("moved")
def test_other_municipality_sees_nobody(stranger: Visitor) -> None:
    assert ids(look(stranger, ask("stock", step="all"))) == []
    assert look(stranger, ask("stock", step="all"), team="Team By").status == 404


@pytest.mark.usefixtures("moved")
def test_team_and_moment_of_knowledge_narrow_the_list(lars: Visitor) -> None:
    assert len(ids(look(lars, ask("stock", step="all"), team="Team By"))) == 1
    assert ids(look(lars, ask("stock", step="all"), known_at="2026-11-19")) == []


@pytest.mark.parametrize("figure", ["", "nothing", "__init__"])
def test_figure_there_is_not_is_not_found(lars: Visitor, figure: str) -> None:
    assert lars.get(PAGE, figure=figure).status == 404


@pytest.mark.parametrize(
    "parts",
    [
        {"figure": "stock"},
        {"figure": "stock", "step": "9"},
        {"figure": "stock", "step": "7", "day": "2027-01-01"},
        {"figure": "stock", "step": "7", "day": "x"},
        {"figure": "entries", "step": "7", "month": "2026-13"},
        {"figure": "entries", "step": "7", "month": "0000-01"},
        {"figure": "open", "step": "7", "over": "-1"},
        {"figure": "open", "step": "²"},
        {"figure": "direction", "direction": "sideways"},
        {"figure": "moves", "from_step": "", "to_step": "7"},
        {"figure": "reach_mature", "step": "3"},
        {"figure": "reach_mature", "step": "3", "within": "999999"},
        {"figure": "stock", "step": "7", "from": "2026-11-20", "to": "2026-11-01"},
    ],
)
def test_part_that_cannot_be_meant_is_refused_in_a_sentence(susanne: Visitor, parts: dict[str, str]) -> None:
    answer = look(susanne, parts)
    assert answer.status == 422, answer.text
    assert answer.root.one("main").text


@pytest.mark.usefixtures("moved")
def test_month_far_ahead_or_before_is_an_empty_list(lars: Visitor) -> None:
    for month in ("9999-12", "0001-01", "2027-01"):
        page = look(lars, ask("entries", step=7, month=month))
        assert (ids(page), total(page)) == ([], 0)
        assert "Der står ingen bag dette tal" in page.text


@pytest.mark.usefixtures("moved")
def test_protected_name_is_not_shown(lars: Visitor, runtime: Runtime) -> None:
    with runtime.database.write() as session:
        citizen = session.exec(select(Citizen).where(Citizen.current_step == 7)).one()
        citizen.name_protected, name = True, citizen.name
        session.add(citizen)
    page = look(lars, ask("stock", step=7))
    assert name not in page.text
    assert "Navn beskyttet" in page.root.one("tbody").text


@pytest.mark.usefixtures("moved")
def test_workbook_holds_the_same_lines_and_no_cpr_number(lars: Visitor) -> None:
    answer = lars.wire.client.get(BOOK, query_string=ask("direction", direction="ahead"))  # type: ignore[attr-defined]  # the Flask wire's client gives bytes
    rows = list(openpyxl.load_workbook(BytesIO(answer.data)).active.values)  # type: ignore[union-attr]  # a workbook just made has a sheet
    assert rows[0] == ("Navn", "Fra trin", "Trin", "Dag", "Dage", "Trin nu", "Jobformidler", "Team")
    assert [row[1:3] for row in rows[1:]] == [(8, 7)]
    assert not any(isinstance(cell, str) and cell.replace("-", "").isdigit() for row in rows for cell in row)


@pytest.mark.usefixtures("moved")
def test_opening_and_taking_along_are_written_to_the_audit_trail(lars: Visitor, runtime: Runtime) -> None:
    look(lars, ask("stock", step=7))
    lars.wire.client.get(BOOK, query_string=ask("stock", step=7))  # type: ignore[attr-defined]  # as above
    with runtime.database.read() as session:
        events = session.exec(select(AuditEvent).order_by(AuditEvent.id)).all()  # type: ignore[arg-type]  # a column
    found = [(event.action, event.detail) for event in events if "figure=" in event.detail]
    assert found == [("figure_opened", "figure=stock&step=7"), ("exported", "figure=stock&step=7")]


@pytest.mark.usefixtures("moved")
def test_posting_is_not_possible_and_visitors_must_log_in(lars: Visitor, nobody: Visitor) -> None:
    assert lars.post(PAGE).status == 405
    assert look(nobody, ask("stock", step=7)).status == 303


def test_every_role_may_open_a_list(moved: Town, visit: Visit) -> None:
    for role in Role:
        assert look(visit(moved.user(role, name=f"En {role}")), ask("stock", step=7)).status == 200
