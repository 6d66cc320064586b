"""The page on which a municipality decides on its own rules."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from kanban.domain.errors import DomainError, InvalidInputError
from kanban.domain.inputs.rules import stored_rules
from kanban.domain.local_rules import LocalRules, bands
from kanban.domain.messages import Message
from kanban.domain.organisation import LocalRule
from kanban.domain.permissions import Permission, require
from kanban.domain.progression import DEFAULT_TEMPLATE, LEVELS, MOST_THEMES, Template
from kanban.domain.staff import Actor
from kanban.domain.talk import ProgressionTemplate
from kanban.domain.views.rules import Decided, RulesView, ThemeRow
from kanban.services.rules.change_rules import CASELOAD, HOURS, PROGRESSION, RULE_NAMES
from kanban.services.rules.local_rules import local_rules
from kanban.services.runtime import Runtime
from kanban.store import rules, staff
from kanban.store.progression import as_template

SPARE_ROWS = 2


@dataclass(frozen=True)
class RefusedRules:
    """Which form was refused, what was typed in it, and why."""

    part: str
    typed: Mapping[str, str]
    error: DomainError

    @property
    def problems(self) -> Mapping[str, Message]:
        """What is wrong, by field."""
        return self.error.by_field() if isinstance(self.error, InvalidInputError) else {}


def rules_page(runtime: Runtime, actor: Actor, refused: RefusedRules | None = None) -> RulesView:
    """The rules that count, and in a refused form what was typed. After a conflict all forms show what counts."""
    require(actor, Permission.SET_UP)
    with runtime.database.read() as session:
        stored = rules.newest(session, actor.municipality_id)
        history = rules.templates(session, actor.municipality_id)
        stands = local_rules(session, actor.municipality_id)
        decided = _decided(session, stored, history)
    template = as_template(history[-1]) if history else DEFAULT_TEMPLATE
    return _view(stands, template, decided, refused)


def _view(
    stands: LocalRules, template: Template, decided: Mapping[str, Decided], refused: RefusedRules | None
) -> RulesView:
    problems = refused.problems if refused else {}
    typed = refused.typed if refused and problems else {}
    part = refused.part if refused else ""
    values = {**stored_rules(stands), "hours_bands": ", ".join(map(str, stands.hours_bands))}
    for name in RULE_NAMES.get(part, ()):
        values[name] = typed.get(name, values[name])
    return RulesView(
        **values,
        bands=bands(stands),
        themes=_rows(template, typed if part == PROGRESSION else {}),
        words=tuple(typed.get(f"word_{level}", template.words[level - 1]) for level in LEVELS),
        caseload=decided[CASELOAD],
        hours=decided[HOURS],
        progression=decided[PROGRESSION],
        refused=part,
        message=refused.error.message if refused else None,
        problems=problems,
    )


def _rows(template: Template, typed: Mapping[str, str]) -> tuple[ThemeRow, ...]:
    """The themes in their order and a few empty rows for new ones, or the rows as typed."""
    if typed:
        numbers = [number for number in range(1, MOST_THEMES + 1) if f"theme_{number}" in typed]
        return tuple(
            ThemeRow(n, typed.get(f"place_{n}", str(n)), typed.get(f"code_{n}", ""), typed[f"theme_{n}"])
            for n in numbers
        )
    named = [(theme.code, theme.name) for theme in template.themes]
    spare = [("", "")] * min(SPARE_ROWS, MOST_THEMES - len(named))
    return tuple(ThemeRow(n, str(n), code, name) for n, (code, name) in enumerate([*named, *spare], start=1))


def _decided(
    session: Session, stored: Mapping[str, LocalRule], history: list[ProgressionTemplate]
) -> dict[str, Decided]:
    newest: dict[str, LocalRule | ProgressionTemplate | None] = {
        part: max((stored[name] for name in names if name in stored), key=lambda row: row.id or 0, default=None)
        for part, names in RULE_NAMES.items()
    }
    newest[PROGRESSION] = history[-1] if history else None
    people = staff.names(session, [row.recorded_by for row in newest.values() if row])
    return {
        part: Decided(row.id or 0, row.recorded_at, people[row.recorded_by].name if row.recorded_by in people else "")
        if row
        else Decided(0)
        for part, row in newest.items()
    }
