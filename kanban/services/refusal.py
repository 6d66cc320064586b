"""A form that was refused, shown again as it was typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kanban.domain.errors import DomainError, InvalidInputError
from kanban.domain.messages import Message


@dataclass(frozen=True)
class Refusal:
    """What was typed, and why it was refused."""

    error: DomainError
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def problems(self) -> Mapping[str, Message]:
        """What is wrong, by field."""
        return self.error.by_field() if isinstance(self.error, InvalidInputError) else {}

    def problem(self, name: str) -> Message | None:
        """What is wrong with a field."""
        return self.problems.get(name)

    @property
    def conflict(self) -> Message | None:
        """That the whole can't be: somebody else was first, or it is over. The form then shows what counts."""
        return None if isinstance(self.error, InvalidInputError) else self.error.message
