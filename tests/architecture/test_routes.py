"""Every route says who may use it."""

import re

import pytest
from flask import Flask

from kanban.app import build
from kanban.domain.permissions import Permission
from kanban.services.runtime import open_runtime
from kanban.settings import Settings
from kanban.web.guards import GUARD
from tests.factories import FIELD_KEY

DOOR = {"auth.login", "auth.log_in_user", "auth.logout", "board.home"}
WALLS = {"wall.show", "events.stream", "events.position"}
OPEN = {*DOOR, *WALLS, "health.alive", "health.ready"}


@pytest.fixture
def app() -> Flask:
    settings = Settings("sqlite:////nowhere", secret_key="none", field_key=FIELD_KEY)
    return build(settings, open_runtime(Settings("postgresql+psycopg://nobody@/none", field_key=FIELD_KEY)))


def test_every_route_has_a_guard(app: Flask) -> None:
    guards = {name: getattr(view, GUARD, None) for name, view in app.view_functions.items() if name != "static"}
    assert [name for name, guard in guards.items() if guard is None] == []
    assert set(guards.values()) <= {"public", *map(str, Permission)}


def test_only_log_in_front_door_walls_and_health_are_open_to_all(app: Flask) -> None:
    assert {name for name, view in app.view_functions.items() if getattr(view, GUARD, "") == "public"} == OPEN


def test_route_that_forgot_its_guard_opens_nothing(app: Flask) -> None:
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    answer = app.test_client().get("/forgotten")
    assert answer.status_code == 404
    assert "secret" not in answer.get_data(as_text=True)


def test_addresses_are_lower_case_without_a_slash_at_the_end(app: Flask) -> None:
    rules = [rule.rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]
    assert [rule for rule in rules if rule != rule.lower() or "_" in re.sub(r"<[^>]*>", "", rule)] == []
    assert [rule for rule in rules if rule != "/" and rule.endswith("/")] == []


def test_only_get_and_post_are_used(app: Flask) -> None:
    methods = {method for rule in app.url_map.iter_rules() for method in rule.methods or ()}
    assert methods == {"GET", "HEAD", "OPTIONS", "POST"}
