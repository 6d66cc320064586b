"""The column ``Indsats``: programmes in and out of a workbook, and the targets that are about one."""

from datetime import date

from kanban.domain.citizen import Citizen
from kanban.domain.indicators import Indicator
from kanban.domain.programme import FIRST, Programme
from kanban.domain.targets import Population, Target
from kanban.services.exchange.import_workbook import preview_import
from kanban.services.runtime import Runtime
from kanban.services.targets.target_shares import measure
from kanban.store.flow_scope import FlowScope
from tests.factories import TODAY, Town
from tests.support.stored import one, rows
from tests.support.workbooks import ANNA, BO, PLACE, take_in, taken_out, workbook

STV = {"Indsats": "STV"}


def programmes(runtime: Runtime) -> dict[str, str]:
    """Citizen -> programme, by name."""
    names = {each.id: each.name for each in rows(runtime, Programme)}
    return {each.name: names[each.programme_id] for each in rows(runtime, Citizen)}


def test_sheet_without_the_column_puts_everybody_into_the_usual_programme(runtime: Runtime) -> None:
    take_in(runtime, workbook([ANNA, BO]))
    assert programmes(runtime) == {ANNA["Navn"]: FIRST, BO["Navn"]: FIRST}


def test_sheet_that_names_them_all_makes_no_other(runtime: Runtime) -> None:
    counts = take_in(runtime, workbook([{**ANNA, **STV}, {**BO, "Indsats": "stv"}]))
    assert (counts.programmes, programmes(runtime)) == (1, {ANNA["Navn"]: "STV", BO["Navn"]: "STV"})


def test_filled_cell_moves_a_known_citizen_and_an_empty_one_says_nothing(runtime: Runtime) -> None:
    take_in(runtime, workbook([{**ANNA, **STV}, BO]))
    counts = take_in(runtime, workbook([{**ANNA, "Indsats": ""}, {**BO, "Indsats": "Rehab"}]))
    assert (counts.updated, counts.unchanged, counts.programmes) == (1, 1, 1)
    assert programmes(runtime) == {ANNA["Navn"]: "STV", BO["Navn"]: "Rehab"}
    assert one(runtime, Citizen, name=BO["Navn"]).version == 2
    again = take_in(runtime, workbook([{**ANNA, **STV}, {**BO, "Indsats": "REHAB"}]))
    assert (again.updated, again.programmes) == (0, 0)


def test_name_that_can_be_none_refuses_the_row(runtime: Runtime) -> None:
    for wrong in ("2", "x" * 61):
        preview = preview_import(runtime, PLACE, workbook([{**ANNA, "Indsats": wrong}]))
        assert [(problem.column, problem.row) for problem in preview.problems] == [("Indsats", 2)]
    assert rows(runtime, Programme) == []


def test_export_writes_what_the_import_reads(runtime: Runtime) -> None:
    take_in(runtime, workbook([{**ANNA, **STV}, BO]))
    take_in(runtime, taken_out(runtime), "Søby")
    there = {each.name for each in rows(runtime, Programme) if each.municipality_id == 2}
    assert there == {"STV", FIRST}


def test_target_of_a_programme_counts_its_citizens_alone(town: Town, runtime: Runtime) -> None:
    town.citizen("Amina Warsame")
    town.citizen("Jonas Friis", programme="STV")
    layla = town.citizen("Layla Nasser", programme="STV")
    town.move(town.user(), layla, "3", effective_on="02-11-2026", starts_on="02-11-2026")
    stv, other = (one(runtime, Programme, name=name).id for name in ("STV", FIRST))
    month = date(2026, 11, 1)
    with runtime.database.read() as session:
        measured = measure(session, FlowScope(town.user().municipality_id), TODAY)
        inside = measure(session, FlowScope(town.user().municipality_id, programme_id=stv), TODAY)
    found = {
        programme: (len(who.population(rule, month)), len(who.touched(rule, month)))
        for programme, who, rule in (
            ("all", measured, _target(None)),
            ("stv", measured, _target(stv)),
            ("other", measured, _target(other)),
            ("scope", inside, _target(None)),
        )
    }
    assert found == {"all": (3, 1), "stv": (2, 1), "other": (1, 0), "scope": (2, 1)}


def _target(programme: int | None) -> Target:
    month = date(2026, 11, 1)
    return Target("", Population.EVERYBODY, (Indicator.PAID_HOURS,), 1, 15, month, month, programme=programme)
