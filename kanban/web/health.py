"""For the operator: is the process alive, is it ready to serve."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from kanban.services.runtime import is_ready
from kanban.web.guards import public, runtime

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@public
def alive() -> ResponseReturnValue:
    """The process answers."""
    return {"status": "ok"}


@blueprint.get("/readyz")
@public
def ready() -> ResponseReturnValue:
    """The database answers and has this version's schema; 503 otherwise."""
    reason = is_ready(runtime())
    return ({"status": "ready"}, 200) if not reason else ({"status": "unavailable", "reason": reason}, 503)
