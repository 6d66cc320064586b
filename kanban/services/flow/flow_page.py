"""The flow page: all figures of a period with their drawings and tables (R-STEP-9, R-DASH-8, R-DASH-13)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

from kanban.domain.danish import show_date
from kanban.domain.errors import InvalidInputError
from kanban.domain.messages import Message
from kanban.domain.permissions import Permission, require
from kanban.domain.staff import Actor
from kanban.domain.steps import OUT_STEP, STEP_NUMBERS, STEPS
from kanban.domain.views.flow import FlowReport
from kanban.domain.views.flow_details import FlowDetails
from kanban.domain.views.flow_page import Cell, Controls, FlowFigures, FlowPage, Table
from kanban.excel import table as workbook
from kanban.excel.files import write_tables
from kanban.services.exchange.download_board import file_name
from kanban.services.flow.flow_controls import controls, own_parts
from kanban.services.flow.flow_report import flow_page_figures
from kanban.services.flow.page_cards import page_cards
from kanban.services.flow.page_cells import number
from kanban.services.flow.page_checks import backflow, balance, checks
from kanban.services.flow.page_monthly import monthly_figure, throughput_figure
from kanban.services.flow.page_moves import moves_figure
from kanban.services.flow.page_reach import reach_figure
from kanban.services.flow.page_stock import first_reach_figure, stock_figure
from kanban.services.flow.page_time import ages_figure, time_figure
from kanban.services.runtime import Runtime

Words = Callable[[Message], str]
_NAMES = {step.number: step.short_name for step in (*STEPS, OUT_STEP)}


@dataclass(frozen=True)
class FlowWorkbook:
    """The page's tables as a file, and the name to save it under."""

    name: str
    file: BytesIO


def flow_page(runtime: Runtime, actor: Actor, raw: Mapping[str, str]) -> FlowPage:
    """The page. Raises as :func:`kanban.services.flow.flow_report.flow_report` does."""
    typed = own_parts(raw)
    report, details = flow_page_figures(runtime, actor, typed)
    shown = {**typed, "from": show_date(report.first), "to": show_date(report.last)}
    shown_figures = _figures(report, details) if report.citizens else None
    on_board = sum(row.count for row in report.distribution if row.step in STEP_NUMBERS)
    return FlowPage(
        controls=_controls(runtime, actor, shown, {}),
        place=actor.municipality,
        programme=report.programme,
        first=report.first,
        last=report.last,
        known_at=report.known_at if "known_at" in typed else None,
        scope=_scope(report, typed),
        on_board=number(on_board, {"figure": "stock", "step": "all", "day": report.last.isoformat()}),
        names=_NAMES,
        cards=page_cards(runtime, actor, typed, report, details) if shown_figures else None,
        figures=shown_figures,
    )


def refused_flow_form(runtime: Runtime, actor: Actor, raw: Mapping[str, str], refusal: InvalidInputError) -> Controls:
    """The form again, with what was typed and what is wrong with it."""
    require(actor, Permission.SEE_FIGURES)
    return _controls(runtime, actor, own_parts(raw), refusal.by_field())


def flow_workbook(runtime: Runtime, actor: Actor, raw: Mapping[str, str], words: Words) -> FlowWorkbook:
    """The page's tables, one sheet each, in the reader's language. Raises as :func:`flow_page` does."""
    report, details = flow_page_figures(runtime, actor, own_parts(raw))
    found = _tables(_figures(report, details))
    file = write_tables([_sheet(each, words) for each in found])
    return FlowWorkbook(f"flow-{file_name(actor.municipality, report.last, report.programme)}", file)


def _controls(runtime: Runtime, actor: Actor, typed: Mapping[str, str], problems: Mapping[str, Message]) -> Controls:
    with runtime.database.read() as session:
        return controls(session, actor, runtime.clock.today(), typed, problems)


def _scope(report: FlowReport, typed: Mapping[str, str]) -> dict[str, str]:
    """What every door carries, so that its list is about the same citizens, days and moment of knowledge."""
    found = {
        "from": report.first.isoformat(),
        "to": report.last.isoformat(),
        "team": report.team or "",
        "broker": str(report.broker or ""),
        "programme": typed.get("programme", ""),
        "known_at": typed.get("known_at", ""),
    }
    return {name: text for name, text in found.items() if text}


def _figures(report: FlowReport, details: FlowDetails) -> FlowFigures:
    return FlowFigures(
        moves=moves_figure(report),
        stock=stock_figure(report),
        first_reach=first_reach_figure(report),
        monthly=monthly_figure(report),
        time=time_figure(report, details),
        ages=ages_figure(report, details),
        reach=reach_figure(report, details),
        throughput=throughput_figure(report),
        balance=balance(report, details),
        backflow=backflow(report, details),
        checks=checks(report, details),
    )


def _tables(found: FlowFigures) -> Iterator[Table]:
    for figure in (
        found.moves, found.stock, found.first_reach, found.monthly, found.time, found.ages, found.reach,
        found.throughput,
    ):  # fmt: skip
        yield from figure.tables


def _sheet(table: Table, words: Words) -> workbook.Table:
    def value(cell: Cell) -> workbook.Value:
        return words(cell.value) if isinstance(cell.value, Message) else cell.value

    rows = [[value(cell) for cell in row] for row in table.rows]
    return workbook.Table(words(table.title), [words(each) for each in table.headings], rows)
