"""One job opening: what stands about it, whom it may suit, and the forms that change it."""

from sqlmodel import Session

from kanban.domain.audit import AuditAction
from kanban.domain.citizen import Citizen
from kanban.domain.danish import fold
from kanban.domain.inputs.opening import REASON
from kanban.domain.job_opening import OpeningVersion
from kanban.domain.permissions import Permission, may, require
from kanban.domain.staff import Actor
from kanban.domain.views.board import Option
from kanban.domain.views.move_form import FieldView
from kanban.domain.views.openings import CitizenNamed, CitizenSearch, OpeningView
from kanban.services.openings.opening_rows import read_around
from kanban.services.refusal import Refusal
from kanban.services.runtime import Runtime
from kanban.store import audit, citizen_choice, companies, openings

MOST_FOUND = 12


def opening_page(
    runtime: Runtime, actor: Actor, opening_id: int, q: str = "", refused: Refusal | None = None
) -> OpeningView:
    """One opening, with the citizens found by ``q``; a search is written to the audit trail.

    Raises :class:`NotFoundError` outside the actor's municipality.
    """
    require(actor, Permission.SEE_BOARD)
    with runtime.database.read() as session:
        openings.get(session, actor, opening_id)
        view = _view(session, runtime, actor, opening_id, q, refused)
    if q:
        with runtime.database.write() as session:
            audit.write(session, runtime.clock, AuditAction.BOARD_SEARCHED, actor, detail=f"q={q} opening={opening_id}")
    return view


def _view(
    session: Session, runtime: Runtime, actor: Actor, opening_id: int, q: str, refused: Refusal | None
) -> OpeningView:
    version = openings.standing(session, [opening_id])[opening_id]
    found = citizen_choice.matching(session, actor, q, MOST_FOUND)
    filled_by = session.get(Citizen, version.filled_by) if version.filled_by else None
    around = read_around(session, [version], [*found, *([filled_by] if filled_by else [])])
    row = around.row(version, runtime.clock.today())
    named = {citizen.id for citizen in row.citizens}
    return OpeningView(
        row=row,
        contact_person=version.contact_person,
        phone=_phone(session, version),
        reason=version.reason,
        filled_by=around.citizen(filled_by) if filled_by else None,
        recorded_at=version.recorded_at,
        recorded_by=recorder.name if (recorder := around.people.get(version.recorded_by or 0)) else "",
        seen=str(version.id),
        search=_search(session, actor, q, tuple(map(around.citizen, found)), named, refused),
        reason_field=_reason(version, refused),
        typed_state=refused.typed.get("state", "") if refused else "",
        conflict=refused.conflict if refused else None,
        may_change=may(actor, Permission.SHARE_OPENINGS),
    )


def _reason(version: OpeningVersion, refused: Refusal | None) -> FieldView:
    typed = refused.typed.get("reason") if refused else None
    problem = refused.problem("reason") if refused else None
    return FieldView(REASON, REASON.label, required=False, value=typed or version.reason, problem=problem)


def _search(
    session: Session,
    actor: Actor,
    q: str,
    found: tuple[CitizenNamed, ...],
    named: set[str],
    refused: Refusal | None,
) -> CitizenSearch:
    own = [each for each in citizen_choice.own(session, actor) if each.public_id not in named]
    return CitizenSearch(
        own=tuple(Option(each.public_id, _called(each)) for each in own),
        q=q,
        found=tuple(each for each in found if each.id not in named),
        problem=refused.problem("citizen") if refused else None,
    )


def _called(citizen: Citizen) -> str:
    return citizen.case_code if citizen.name_protected else citizen.name


def _phone(session: Session, version: OpeningVersion) -> str:
    people = companies.people_at(session, [version.company_id]).get(version.company_id, [])
    return next((each.phone for each in people if each.search_name == fold(version.contact_person)), "")
