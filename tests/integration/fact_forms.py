"""A complete form for every kind of fact, and what recording and correcting it takes."""

from kanban.domain.fact import Fact
from kanban.domain.fact_form import FACT_FORMS
from kanban.domain.staff import Actor
from kanban.services.case.edit_fact import Edited, edit_fact
from kanban.services.runtime import Runtime
from tests.factories import Town
from tests.support.stored import rows

FORMS: dict[str, dict[str, str]] = {
    "cv": {"cv_prepared_on": "01-10-2026", "cv_kind": "jobnet", "cv_approved": "yes", "cv_summary": "Ti år i køkken"},
    "goals": {"goal_registered_on": "02-10-2026", "goal_a": "Stuepige", "goal_b": "Kok", "sub_goals": "Møde hver dag"},
    "contacts": {
        "company": "Strandhotellet",
        "company_cvr": "11223344",
        "contact_kind": "visit",
        "contacted_on": "03-10-2026",
        "contact_person": "Birthe Holst",
        "company_tasks": "Linned",
    },
    "agreement": {
        "company": "Strandhotellet",
        "agreement_kind": "internship",
        "contact_person": "Birthe Holst",
        "starts_on": "14-09-2026",
        "ends_on": "11-12-2026",
        "internship_hours": "15",
        "tasks": "Værelser",
    },
    "hours": {"valid_from": "01-10-2026", "paid_hours": "6,5", "internship_hours": "10"},
    "markings": {"marking": "Step up", "valid_from": "01-10-2026"},
    "benefit": {"benefit": "Kontanthjælp", "valid_from": "01-10-2026"},
    "group": {"target_group": "1", "valid_from": "01-10-2026"},
    "outcome": {"outcome": "job", "company": "Strandhotellet", "starts_on": "01-11-2026"},
    "payslips": {"month": "2026-10", "received_on": "05-11-2026"},
    "actions": {"action": "Ring til hotellet", "due_on": "01-12-2026"},
}
CORRECTIONS: dict[str, tuple[str, str, str]] = {
    "cv": ("cv_summary", "Ti år i køkken", "Tolv år i køkken"),
    "goals": ("goal_b", "Kok", "Køkkenhjælp"),
    "contacts": ("company_tasks", "Linned", "Linned og gulve"),
    "agreement": ("tasks", "Værelser", "Værelser og linned"),
    "hours": ("paid_hours", "6,5", "7,25"),
    "markings": ("marking", "Step up", "Indsatsgruppe"),
    "benefit": ("benefit", "Kontanthjælp", "Sygedagpenge"),
    "group": ("target_group", "1", "2"),
    "outcome": ("outcome", "job", "education"),
    "payslips": ("received_on", "05-11-2026", "06-11-2026"),
    "actions": ("action", "Ring til hotellet", "Skriv til hotellet"),
}
KINDS = tuple(FACT_FORMS)
SERIES = tuple(kind for kind, form in FACT_FORMS.items() if form.series)
SINGLE = tuple(kind for kind, form in FACT_FORMS.items() if not form.series)


def record(town: Town, actor: Actor, citizen_id: str, kind: str, **changes: str) -> Edited:
    """Send a complete form, opened just now; ``changes`` replace or add fields."""
    return send(town, actor, citizen_id, kind, **{**FORMS[kind], **changes})


def send(town: Town, actor: Actor, citizen_id: str, kind: str, **fields: str) -> Edited:
    """Send these fields alone, on the card's present version unless they name another."""
    version = str(town.version(citizen_id))
    return edit_fact(town.runtime, actor, citizen_id, kind, {"version": version, **fields})


def versions(runtime: Runtime, kind: str) -> list[Fact]:
    """Every row of a kind, withdrawn and replaced ones too, as recorded."""
    return rows(runtime, FACT_FORMS[kind].table)


def newest_id(runtime: Runtime, kind: str) -> str:
    """The id of what was recorded last, as a form names it."""
    return str(versions(runtime, kind)[-1].id)


def entry_of(runtime: Runtime, kind: str) -> dict[str, str]:
    """What a form sends to name the entry recorded last; nothing for kinds that need none."""
    form = FACT_FORMS[kind]
    return {"entry": newest_id(runtime, kind)} if form.series or form.parallel else {}
