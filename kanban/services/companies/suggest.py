"""What is offered while somebody types a company, a contact person, a marking or a benefit."""

from collections.abc import Iterable

from kanban.domain.danish import fold, sort_key
from kanban.domain.fact_form import EXEMPTION
from kanban.domain.permissions import Permission, require
from kanban.domain.staff import Actor
from kanban.domain.views.companies import Suggestion
from kanban.services.runtime import Runtime
from kanban.store import company_search

MOST = 8
STANDARD_MARKINGS = ("Jobformidler", "FSM 2: Rehab (Gr. 2)", "FSM 2: Step-up", EXEMPTION, "Indsatsgruppe")
STANDARD_BENEFITS = (
    "Kontanthjælp, mindstesats",
    "Kontanthjælp, grundsats",
    "Kontanthjælp, forhøjet sats",
    "Uddannelseshjælp",
    "Ressourceforløbsydelse",
    "Jobafklaringsforløb",
    "Sygedagpenge",
    "Revalidering",
    "Ledighedsydelse",
    "Fleksløntilskud",
    "A-dagpenge",
    "Barselsdagpenge",
    "Førtidspension",
    "Seniorpension",
    "Tidlig pension",
    "Efterløn",
    "Folkepension",
    "SU",
    "Selvforsørgelse",
)


def suggest_companies(runtime: Runtime, actor: Actor, typed: str) -> tuple[Suggestion, ...]:
    """Companies with a word, or the CVR number, beginning with what is typed; none for nothing typed."""
    require(actor, Permission.SEE_BOARD)
    with runtime.database.read() as session:
        found = company_search.starting_with(session, actor.municipality_id, typed, MOST)
    return tuple(Suggestion(each.name, f"CVR {each.cvr}" if each.cvr else "", each.cvr) for each in found)


def suggest_people(runtime: Runtime, actor: Actor, company: str, typed: str) -> tuple[Suggestion, ...]:
    """Those one talks with at a company; all of them, up to eight, while nothing is typed."""
    require(actor, Permission.SEE_BOARD)
    with runtime.database.read() as session:
        found = company_search.people_starting_with(session, actor.municipality_id, company, typed, MOST)
    return tuple(Suggestion(each.name, ", ".join(filter(None, (each.title, each.phone)))) for each in found)


def suggest_markings(runtime: Runtime, actor: Actor, typed: str) -> tuple[Suggestion, ...]:
    """Markings of the programme (R-MARK-1 … R-MARK-5) and those the municipality uses."""
    require(actor, Permission.SEE_BOARD)
    with runtime.database.read() as session:
        used = company_search.markings_in_use(session, actor.municipality_id)
    return _fitting((*STANDARD_MARKINGS, *sorted(used, key=sort_key)), typed)


def suggest_benefits(runtime: Runtime, actor: Actor, typed: str) -> tuple[Suggestion, ...]:
    """Benefits in force, and those the municipality has on record."""
    require(actor, Permission.SEE_BOARD)
    with runtime.database.read() as session:
        used = company_search.benefits_in_use(session, actor.municipality_id)
    return _fitting((*STANDARD_BENEFITS, *sorted(used, key=sort_key)), typed)


def _fitting(names: Iterable[str], typed: str) -> tuple[Suggestion, ...]:
    """Names of which a word begins with what is typed, each once."""
    wanted = fold(typed)
    fitting = (name for name in dict.fromkeys(names) if f" {wanted}" in f" {fold(name)}")
    return (
        tuple(Suggestion(name) for name in fitting)[:MOST] if wanted else tuple(map(Suggestion, dict.fromkeys(names)))
    )
