"""What is offered while somebody types."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlmodel import Session

from kanban.domain.company import Company
from kanban.domain.facts import BenefitPeriod
from kanban.services.companies.suggest import (
    STANDARD_BENEFITS,
    STANDARD_MARKINGS,
    suggest_benefits,
    suggest_companies,
    suggest_markings,
    suggest_people,
)
from kanban.services.runtime import Runtime
from kanban.store import companies
from tests.factories import Town
from tests.support.stored import rows

NAMES = (
    ("Strandhotellet", "10000001"),
    ("Hotel Åkande ApS", "10000002"),
    ("Restaurant Havnen", ""),
    ("Havnens Fiskehus", "20000003"),
    ("100 % Cykler", ""),
    ("7-Eleven Torvet", "30000004"),
)


def register(town: Town, *named: tuple[str, str]) -> None:
    town.user()
    with town.runtime.database.write() as session:
        municipality = town.user().municipality_id
        companies.CompanyRegister(session, municipality, town.runtime.clock.now()).ensure(named)


def offered(town: Town, typed: str) -> list[str]:
    return [each.value for each in suggest_companies(town.runtime, town.user(), typed)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("strand", ["Strandhotellet"]),
        ("HAV", ["Restaurant Havnen", "Havnens Fiskehus"]),
        ("aak", ["Hotel Åkande ApS"]),
        ("åkande hot", ["Hotel Åkande ApS"]),
        ("fiskehus hav", ["Havnens Fiskehus"]),
        ("1000000", ["Strandhotellet", "Hotel Åkande ApS"]),
        ("20 00 00 03", ["Havnens Fiskehus"]),
        ("7", ["7-Eleven Torvet"]),
        ("100", ["Strandhotellet", "Hotel Åkande ApS", "100 % Cykler"]),
        ("otel", []),
        ("strand %", ["Strandhotellet"]),
        ("strand_", []),
        ("", []),
        ("  ", []),
        ("%", []),
        ("x" * 500, []),
        ("\x00", []),
    ],
)
def test_company_is_found_by_the_beginning_of_any_word_or_of_its_number(
    town: Town, typed: str, found: list[str]
) -> None:
    register(town, *NAMES)
    assert offered(town, typed) == found


def test_at_most_eight_are_offered_each_once_and_exact_words_first(town: Town) -> None:
    register(town, *((f"Bageri {number} bageriet", "") for number in range(20)), ("Bag & Brød", ""))
    found = offered(town, "bag")
    assert len(found) == len(set(found)) == 8
    assert found[0] == "Bag & Brød"


def test_number_that_is_filled_in_later_is_found(town: Town) -> None:
    register(town, ("Café Kanel", ""))
    assert offered(town, "4444") == []
    register(town, ("Café Kanel", "44440000"))
    (found,) = suggest_companies(town.runtime, town.user(), "4444")
    assert (found.value, found.cvr) == ("Café Kanel", "44440000")


def test_other_municipalities_companies_are_not_offered(town: Town, runtime: Runtime) -> None:
    register(Town(runtime, "Søby Kommune"), *NAMES)
    assert offered(town, "strand") == []
    assert suggest_people(runtime, town.user(), "Strandhotellet", "") == ()


def test_people_of_the_company_are_offered_whatever_its_case(town: Town) -> None:
    citizen = town.citizen()
    for person in ("Birthe Holst", "Anders And", "Birgit Bro"):
        town.move(town.user(), citizen, "5", contact_person=person)
        town.move(town.user(), citizen, "6", reason="Om igen")
    people = [each.value for each in suggest_people(town.runtime, town.user(), "STRANDHOTELLET", "")]
    assert people == ["Anders And", "Birgit Bro", "Birthe Holst"]
    assert [each.value for each in suggest_people(town.runtime, town.user(), "Strandhotellet", "ho")] == [
        "Birthe Holst"
    ]
    assert suggest_people(town.runtime, town.user(), "", "ho") == ()


def test_markings_are_the_programmes_own_and_those_in_use(town: Town) -> None:
    town.mark(town.citizen(), "Cykler selv")
    everything = [each.value for each in suggest_markings(town.runtime, town.user(), "")]
    assert everything == [*STANDARD_MARKINGS, "Cykler selv"]
    assert [each.value for each in suggest_markings(town.runtime, town.user(), "fsm")] == [
        "FSM 2: Rehab (Gr. 2)",
        "FSM 2: Step-up",
    ]


def test_benefits_are_those_in_force_and_those_on_record(town: Town, runtime: Runtime) -> None:
    town.citizen()
    with runtime.database.write() as session:
        today = runtime.clock.today() - timedelta(days=5)
        session.add(
            BenefitPeriod(citizen_id=1, benefit="Overgangsydelse", valid_from=today, recorded_at=runtime.clock.now())
        )
    everything = [each.value for each in suggest_benefits(runtime, town.user(), "")]
    assert everything == [*STANDARD_BENEFITS, "Overgangsydelse"]
    assert [each.value for each in suggest_benefits(runtime, town.user(), "grund")] == ["Kontanthjælp, grundsats"]


def test_words_are_looked_up_in_an_index(town: Town) -> None:
    register(town, *NAMES)
    query = "SELECT company_id FROM company_word WHERE municipality_id = 1 AND word >= 'hav' AND word <= 'havz'"
    with Session(town.runtime.database.engine) as session:
        if town.runtime.database.engine.dialect.name == "sqlite":
            plan = str(session.execute(text(f"EXPLAIN QUERY PLAN {query}")).all())
        else:
            session.execute(text("SET enable_seqscan = off"))
            plan = str(session.execute(text(f"EXPLAIN {query}")).all())
    assert "ix_company_word_word" in plan
    assert len(rows(town.runtime, Company)) == len(NAMES)
