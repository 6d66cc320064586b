"""GET /healthz and /readyz."""

import json

import pytest
from sqlalchemy import text

from kanban.services.runtime import Runtime
from tests.page import Visitor


def test_process_is_alive(nobody: Visitor) -> None:
    answer = nobody.get("/healthz")
    assert (answer.status, json.loads(answer.text)) == (200, {"status": "ok"})


def test_migrated_database_is_ready(nobody: Visitor) -> None:
    assert nobody.get("/readyz").status == 200


def test_schema_of_another_version_is_not_ready_but_alive(runtime: Runtime, nobody: Visitor) -> None:
    with runtime.database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = 'older'"))
    answer = nobody.get("/readyz")
    assert answer.status == 503
    assert "kanban migrate" in json.loads(answer.text)["reason"]
    assert nobody.get("/healthz").status == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_takes_no_forms_and_sets_no_cookie(nobody: Visitor, path: str) -> None:
    assert nobody.post(path).status == 405
    answer = nobody.get(path)
    assert "Set-Cookie" not in answer.headers
    assert nobody.wire.send("HEAD", path, None, {}).text == ""
