"""``kanban user``: who may log in."""

import os
import sys
from collections.abc import Callable
from functools import wraps

import click

from kanban.cli.office import office
from kanban.domain.messages import say
from kanban.domain.staff import Role
from kanban.services import accounts


def whose(command: Callable[[str], None]) -> Callable[..., None]:
    """Let a command be told whose account it is about: ``EMAIL`` or ``--email EMAIL``."""

    @click.argument("address", metavar="[EMAIL]", required=False)
    @click.option("--email", "option")
    @wraps(command)
    def told(address: str | None, option: str | None) -> None:
        if not (address or option) or (address and option):
            raise click.UsageError("Give one e-mail address.")
        command(address or option or "")

    return told


@click.group()
def user() -> None:
    """Add, list and disable users, and set their passwords."""


@user.command()
@click.option("--email", required=True)
@click.option("--name", required=True)
@click.option("--role", required=True, type=click.Choice([str(role) for role in Role]))
@click.option("--municipality", required=True)
@click.option("--team", default="")
def add(email: str, name: str, role: str, municipality: str, team: str) -> None:
    """Add a user; the password comes from standard input or KANBAN_PASSWORD."""
    with office() as at:
        new = accounts.NewUser(email, name, role, municipality, team, _password())
        accounts.add_user(at.runtime, new)
        at.say(say("%(email)s can log in", email=email.strip().lower()))


@user.command(name="list")
def list_users() -> None:
    """Every user, one a line: e-mail, role, municipality, team, name, and whether they can log in."""
    with office() as at:
        for line in accounts.list_users(at.runtime):
            state = "" if line.can_log_in else "no log-in"
            click.echo("\t".join((line.email, line.role, line.municipality, line.team, line.name, state)).rstrip())


@user.command()
@whose
def disable(email: str) -> None:
    """Close a user's account and end their sessions."""
    with office() as at:
        accounts.disable(at.runtime, email)
        at.say(say("%(email)s can no longer log in", email=email.strip().lower()))


@user.command()
@whose
def password(email: str) -> None:
    """Give a user a new password, from standard input or KANBAN_PASSWORD."""
    with office() as at:
        accounts.set_password(at.runtime, email, _password())
        at.say(say("%(email)s has a new password", email=email.strip().lower()))


def _password() -> str:
    given = os.environ.get("KANBAN_PASSWORD")
    if given is None and sys.stdin.isatty():
        given = click.prompt("Password", hide_input=True, err=True)
    return given if given is not None else sys.stdin.readline().rstrip("\r\n")
