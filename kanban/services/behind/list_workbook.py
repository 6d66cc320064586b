"""The citizens behind a figure as a workbook, without CPR numbers."""

from collections.abc import Callable, Mapping

from kanban.domain.audit import AuditAction
from kanban.domain.messages import Message, say
from kanban.domain.staff import Actor
from kanban.domain.steps import OUT
from kanban.domain.views.behind import BehindLine
from kanban.excel.files import write_tables
from kanban.excel.table import Table, Value
from kanban.services.behind.list_citizens import find
from kanban.services.exchange.download_board import Download, file_name
from kanban.services.runtime import Runtime

Words = Callable[[Message], str]
_HEADINGS = (
    say("Name"),
    say("From step"),
    say("Step"),
    say("Day"),
    say("Days"),
    say("Step now"),
    say("Job broker"),
    say("Team"),
)


def list_workbook(runtime: Runtime, actor: Actor, raw: Mapping[str, str], words: Words) -> Download:
    """The whole list; taking it along is written to the audit trail. Raises as the list's page does."""
    found = find(runtime, actor, raw, AuditAction.EXPORTED)
    rows = [_row(line, words) for line in found.lines]
    table = Table(words(say("Citizens")), [words(heading) for heading in _HEADINGS], rows)
    name = file_name(actor.municipality, found.query.period.last, found.whose.programme)
    return Download(name, write_tables([table]))


def _row(line: BehindLine, words: Words) -> tuple[Value, ...]:
    name = words(say("Name protected")) if line.name_protected else line.name
    steps = [words(say("out")) if step == OUT else step for step in (line.came_from, line.step, line.now)]
    return name, steps[0], steps[1], line.on, line.days, steps[2], line.broker, line.team
