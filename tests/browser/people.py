"""Whom and what the scenarios are about."""

from dataclasses import replace
from datetime import date

from kanban.domain.clock import Clock
from kanban.domain.views.panel import PanelView
from kanban.services.case.citizen_panel import citizen_panel
from tests.browser.site import Site
from tests.factories import Town, move_fields
from tests.support.workbooks import Cells, take_in, workbook

AAGE: Cells = {
    "CPR-nr.": "610190-1234",
    "Navn": "Åge Ångstrøm",
    "Team": "Team Havn",
    "Indsats start": date(2026, 1, 5),
    "Trin": 7,
    "Trin siden": date(2026, 3, 2),
    "Markeringer": "Sprog; Transport",
    "Målgruppe": 2,
}
BO: Cells = {
    "CPR-nr.": "620285-4321",
    "Navn": "Bo Ærø",
    "Team": "Team Fjord",
    "Indsats start": date(2026, 2, 1),
    "Trin": 6,
    "Trin siden": date(2026, 11, 2),
    "Målgruppe": 1,
    "CV dato": date(2026, 10, 1),
    "CV type": "Jobnet-CV",
    "Jobmål A": "Gartner",
    "Jobmål B": "Anlægsgartner",
    "Jobmål dato": date(2026, 11, 2),
}


def bring_in_two(site: Site, town: Town) -> None:
    """Åge on step 7 and Bo on step 6, from a workbook, as it knows markings and groups."""
    town.user()
    take_in(site.runtime, workbook([AAGE, BO]), town.name)


def fields(to_step: int | str) -> dict[str, str]:
    """What a user fills in for a step."""
    return {name: value for name, value in move_fields(to_step, 0).items() if name not in {"to_step", "version"}}


def stored(town: Town, citizen: str) -> PanelView:
    """What the database holds about a citizen."""
    return citizen_panel(town.runtime, town.user(), citizen)


def earlier(town: Town, day: date) -> Town:
    """The same municipality on an earlier day: what is recorded then is no news today."""
    return Town(replace(town.runtime, clock=Clock(fixed_today=day)), town.name, town.people)
