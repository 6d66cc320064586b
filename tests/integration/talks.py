"""What tests of talks share."""

from kanban.domain.staff import Actor
from kanban.services.talks.record_talk import Recorded, record_talk
from tests.factories import Town


def talk_fields(version: int = 1, **changes: str) -> dict[str, str]:
    """A complete talk form that confirms the step; ``changes`` replace or add fields."""
    return {
        "version": str(version),
        "held_on": "18-11-2026",
        "talk_kind": "conversation",
        "resources": "Møder stabilt",
        "challenges": "Ondt i ryggen",
        "note": "Glad for kollegerne",
        "step_confirmed": "yes",
        **changes,
    }


def hold_talk(town: Town, actor: Actor, citizen_id: str, **changes: str) -> Recorded:
    """Record a talk on the card's present version."""
    return record_talk(town.runtime, actor, citizen_id, {**talk_fields(town.version(citizen_id)), **changes})
