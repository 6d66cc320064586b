"""Fresh databases for tests, on both kinds the board runs on, by copying one that has been migrated once."""

import shutil
import sqlite3
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import LiteralString, Protocol
from uuid import uuid4

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from kanban.store.migrate import upgrade


class DatabaseMaker(Protocol):
    """Makes databases of one kind. Each address it returns is a KANBAN_DATABASE_URL nobody else uses."""

    def fresh(self) -> str:
        """Return the address of a migrated database without rows."""
        ...

    def empty(self) -> str:
        """Return the address of a database without tables."""
        ...

    def drop(self, url: str) -> None:
        """Remove the database, also while something is still connected to it."""
        ...


@dataclass(frozen=True)
class SqliteDatabases:
    """SQLite files in a temporary folder."""

    folder: Path

    def fresh(self) -> str:
        url = self.empty()
        shutil.copyfile(self._template, _file(url))
        return url

    def empty(self) -> str:
        folder = self.folder / uuid4().hex
        folder.mkdir()
        return f"sqlite:///{folder / 'kanban.db'}"

    def drop(self, url: str) -> None:
        shutil.rmtree(_file(url).parent)

    @cached_property
    def _template(self) -> Path:
        url = self.empty()
        upgrade(url)
        with sqlite3.connect(_file(url)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        return _file(url)


@dataclass(frozen=True)
class PostgresDatabases:
    """Databases on one running PostgreSQL server, reached by an address whose role may create them."""

    server_url: str
    made: set[str] = field(default_factory=set)

    def fresh(self) -> str:
        return self._create("CREATE DATABASE {} TEMPLATE {}", self._template)

    def empty(self) -> str:
        return self._create("CREATE DATABASE {} TEMPLATE {}", "template0")

    def drop(self, url: str) -> None:
        name = make_url(url).database or ""
        self._execute("DROP DATABASE {} WITH (FORCE)", name)
        self.made.discard(url)

    def drop_all(self) -> None:
        """Leave a server that was lent to the tests as it was."""
        for url in tuple(self.made):
            self.drop(url)

    @cached_property
    def _template(self) -> str:
        url = self.empty()
        upgrade(url)
        return make_url(url).database or ""

    def _create(self, statement: LiteralString, template: str) -> str:
        name = f"kanban_test_{uuid4().hex}"
        self._execute(statement, name, template)
        url = make_url(self.server_url).set(drivername="postgresql+psycopg", database=name)
        self.made.add(written := url.render_as_string(hide_password=False))
        return written

    def _execute(self, statement: LiteralString, *names: str) -> None:
        address = make_url(self.server_url).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _file(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))
