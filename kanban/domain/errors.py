"""What can go wrong for a user, independent of how it is shown.

The web maps each class to a status in one table, the command line to an exit status.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kanban.domain.messages import Message, say


@dataclass(frozen=True)
class FieldProblem:
    """A refused field: its form name and the sentence that stands beside it."""

    field: str
    message: Message


class DomainError(Exception):
    """Something the user can be told in one sentence."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text)
        self.message = message


class NotFoundError(DomainError):
    """No such thing within what this user may see; never tells whether it exists elsewhere."""

    def __init__(self, message: Message | None = None) -> None:
        super().__init__(message or say("We can't find what you are looking for"))


class ForbiddenError(DomainError):
    """The user may see the thing but not do this to it."""

    def __init__(self, message: Message | None = None) -> None:
        super().__init__(message or say("Your role does not allow this"))


class ConflictError(DomainError):
    """Somebody else was first: the card has changed since it was shown."""


class FactConflictError(ConflictError):
    """Somebody else has changed the same fact; ``theirs`` is what stands now as form texts, by field."""

    def __init__(self, message: Message, theirs: Mapping[str, str], version: int) -> None:
        super().__init__(message)
        self.theirs = theirs
        self.version = version


class RefusedError(DomainError):
    """The request goes against a rule that belongs to no single field."""


class InvalidInputError(DomainError):
    """One or more fields are refused; nothing has been stored."""

    def __init__(self, problems: tuple[FieldProblem, ...]) -> None:
        super().__init__(problems[0].message)
        self.problems = problems

    def by_field(self) -> dict[str, Message]:
        """The first problem of each field, in the order found."""
        found: dict[str, Message] = {}
        for problem in self.problems:
            found.setdefault(problem.field, problem.message)
        return found
