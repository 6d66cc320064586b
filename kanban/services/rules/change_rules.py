"""Deciding on norms, bands of hours and the template for progression; what was decided before stays on record."""

from collections.abc import Callable, Mapping

from sqlmodel import Session

from kanban.domain.audit import AuditAction
from kanban.domain.errors import NotFoundError
from kanban.domain.inputs.rules import read_bands, read_norms, read_template, stored_rules
from kanban.domain.local_rules import LocalRules
from kanban.domain.organisation import LocalRule
from kanban.domain.permissions import Permission, require
from kanban.domain.progression import DEFAULT_TEMPLATE, Template
from kanban.domain.staff import Actor
from kanban.domain.talk import ProgressionTemplate
from kanban.services.rules.local_rules import local_rules
from kanban.services.runtime import Runtime
from kanban.services.seen import refuse_unseen
from kanban.store import audit, live, rules
from kanban.store.bulk import lock_municipality
from kanban.store.progression import as_template

CASELOAD, HOURS, PROGRESSION = "caseload", "hours", "progression"
RULE_NAMES = {CASELOAD: ("norm_low", "norm_high"), HOURS: ("hours_bands",)}
_READERS: dict[str, Callable[[Mapping[str, str]], dict[str, str]]] = {CASELOAD: read_norms, HOURS: read_bands}


def change_rules(runtime: Runtime, actor: Actor, part: str, raw: Mapping[str, str]) -> bool:
    """Decide on one part of the rules, or go back to the published values with ``restore``; whether anything changed.

    Raises :class:`NotFoundError` for a part that does not exist, :class:`ForbiddenError`, :class:`InvalidInputError`,
    and :class:`ConflictError` when somebody else decided on the same since the form was opened.
    """
    require(actor, Permission.SET_UP)
    if part not in {*RULE_NAMES, PROGRESSION}:
        raise NotFoundError
    with runtime.database.write() as session:
        lock_municipality(session, actor.municipality_id)
        changed = _change(session, runtime, actor, part, raw)
        if changed:
            audit.write(session, runtime.clock, AuditAction.RULES_CHANGED, actor, detail=part)
            live.tell(session, live.many_changed(actor.municipality_id))
    return changed


def _change(session: Session, runtime: Runtime, actor: Actor, part: str, raw: Mapping[str, str]) -> bool:
    restore = raw.get("restore", "") == "yes"
    if part == PROGRESSION:
        return _change_template(session, runtime, actor, raw, restore=restore)
    wanted = stored_rules(LocalRules()) if restore else _READERS[part](raw)
    stands = stored_rules(local_rules(session, actor.municipality_id))
    new = {name: wanted[name] for name in RULE_NAMES[part] if wanted[name] != stands[name]}
    newest = rules.newest(session, actor.municipality_id)
    if new:
        refuse_unseen(session, runtime, raw, [newest[name] for name in RULE_NAMES[part] if name in newest])
    now = runtime.clock.now()
    session.add_all(
        LocalRule(municipality_id=actor.municipality_id, name=name, value=value, recorded_at=now, recorded_by=actor.id)
        for name, value in new.items()
    )
    return bool(new)


def _change_template(
    session: Session, runtime: Runtime, actor: Actor, raw: Mapping[str, str], *, restore: bool
) -> bool:
    history = rules.templates(session, actor.municipality_id)
    known = {each["code"] for row in history for each in row.themes} | {each.code for each in DEFAULT_TEMPLATE.themes}
    wanted = DEFAULT_TEMPLATE if restore else read_template(raw, known)
    stands = as_template(history[-1]) if history else DEFAULT_TEMPLATE
    if _says_the_same(wanted, stands):
        return False
    refuse_unseen(session, runtime, raw, history[-1:])
    session.add(
        ProgressionTemplate(
            municipality_id=actor.municipality_id,
            themes=[{"code": theme.code, "name": theme.name} for theme in wanted.themes],
            words=list(wanted.words),
            recorded_at=runtime.clock.now(),
            recorded_by=actor.id,
        )
    )
    return True


def _says_the_same(wanted: Template, stands: Template) -> bool:
    """A second press of the button finds its new themes stored under codes that it did not know of."""
    same_names = [theme.name for theme in wanted.themes] == [theme.name for theme in stands.themes]
    return same_names and wanted.words == stands.words
