"""The application and its visitors, each logged in as somebody."""

from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import TypeAlias

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache

from kanban.app import build
from kanban.domain.staff import Actor
from kanban.services.runtime import Runtime
from kanban.settings import Settings
from tests.factories import FIELD_KEY, Town, email_of
from tests.page import FlaskWire, Visitor

Visit: TypeAlias = Callable[[Actor], Visitor]


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Compiled once for all the applications of a run."""
    return tmp_path_factory.mktemp("templates")


@pytest.fixture
def app(runtime: Runtime, compiled_templates: Path) -> Flask:
    settings = Settings(runtime.database.url, secret_key="only-for-these-tests", field_key=FIELD_KEY)
    built = build(settings, runtime)
    built.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(compiled_templates))
    return built


@pytest.fixture
def nobody(app: Flask) -> Visitor:
    """Somebody who has not logged in; the token of their session is known."""
    visitor = Visitor(FlaskWire(app))
    visitor.token = visitor.get("/login").form("/login").values["csrf_token"]
    return visitor


@pytest.fixture
def visit(app: Flask) -> Visit:
    """Log somebody in."""

    def begin(actor: Actor) -> Visitor:
        visitor = Visitor(FlaskWire(app))
        assert visitor.log_in(email_of(actor.name, actor.municipality)).status == HTTPStatus.SEE_OTHER
        return visitor

    return begin


@pytest.fixture
def maja(town: Town, visit: Visit) -> Visitor:
    """A broker."""
    return visit(town.user())


@pytest.fixture
def lars(town: Town, visit: Visit) -> Visitor:
    """A leader."""
    return visit(town.leader())


@pytest.fixture
def susanne(town: Town, visit: Visit) -> Visitor:
    """A superuser."""
    return visit(town.superuser())


@pytest.fixture
def stranger(runtime: Runtime, visit: Visit) -> Visitor:
    """A superuser of another municipality."""
    return visit(Town(runtime, "Søby Kommune").superuser())
