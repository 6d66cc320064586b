"""What every command needs: settings, a runtime on a current schema, and words for the terminal."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import click
from tqdm import tqdm

from kanban import settings as settings_module
from kanban.domain.errors import DomainError, InvalidInputError
from kanban.domain.messages import Message
from kanban.domain.progress import Progress
from kanban.i18n import Translator
from kanban.services.runtime import Runtime, open_runtime, upgrade_schema
from kanban.settings import Settings, SettingsError
from kanban.store.database import DatabaseUnavailableError
from kanban.store.vault import WrongKeyError


@dataclass(frozen=True)
class Office:
    """Settings, runtime and language of one command."""

    settings: Settings
    runtime: Runtime
    translator: Translator

    def text(self, message: Message) -> str:
        """The sentence in the operator's language."""
        return self.translator.render(message)

    def say(self, message: Message, *, error: bool = False) -> None:
        """Print a sentence."""
        click.echo(self.text(message), err=error)


@contextmanager
def office() -> Iterator[Office]:
    """An office on the environment's settings; keys that are missing are made, the schema is brought up to date."""
    with plain_errors():
        settings = settings_module.with_keys(settings_module.from_environment(), create=True)
        runtime = open_runtime(settings)
        try:
            upgrade_schema(runtime)
            yield Office(settings, runtime, Translator(settings.locale))
        finally:
            runtime.close()


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn what can go wrong into one line and an exit status."""
    try:
        yield
    except SettingsError as error:
        raise WrongUsageError(str(error)) from None
    except DatabaseUnavailableError as error:
        raise RefusedJobError(f"The database can't be used: {error}") from None
    except WrongKeyError:
        raise RefusedJobError("KANBAN_FIELD_KEY is not the key this database was begun with") from None
    except DomainError as error:
        translator = Translator(_locale())
        problems = (
            [problem.message for problem in error.problems] if isinstance(error, InvalidInputError) else [error.message]
        )
        raise RefusedJobError(" ".join(translator.render(message) for message in problems)) from None


class RefusedJobError(click.ClickException):
    """The job was refused: one line on standard error, exit status 1."""

    exit_code = 1

    def show(self, file: object = None) -> None:  # noqa: ARG002 - click's signature
        """Print the line."""
        click.echo(f"kanban: {self.message}", err=True)


class WrongUsageError(RefusedJobError):
    """The command or its settings can't be understood: exit status 2."""

    exit_code = 2


@contextmanager
def progress_bar(title: str) -> Iterator[Progress]:
    """A progress bar on standard error; on anything but a terminal it stays out of the way."""
    with tqdm(desc=title, unit="", file=sys.stderr, disable=not sys.stderr.isatty(), leave=False) as bar:

        def advance(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield advance


def _locale() -> str:
    try:
        return settings_module.from_environment().locale
    except SettingsError:
        return "da"
