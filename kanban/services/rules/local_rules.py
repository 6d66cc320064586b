"""The rules in force in a municipality."""

from sqlmodel import Session

from kanban.domain.local_rules import LocalRules, rules_from
from kanban.store import rules


def local_rules(session: Session, municipality_id: int) -> LocalRules:
    """The municipality's own norms and bands where it has decided on any, else the published ones."""
    stored = rules.newest(session, municipality_id)
    return rules_from({name: rule.value for name, rule in stored.items()})
