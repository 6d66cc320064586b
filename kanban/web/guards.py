"""Who is asking, and which routes anyone may use.

Every view carries one of the two decorators here; a test refuses a route without.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, cast

from flask import Flask, abort, current_app, g, request, session
from flask.typing import ResponseReturnValue

from kanban.domain.permissions import Permission, require
from kanban.domain.staff import Actor
from kanban.services.accounts import LoggedIn, session_user
from kanban.services.runtime import Runtime
from kanban.web import fragments

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]
GUARD = "_kanban_guard"


def runtime() -> Runtime:
    """The process's runtime."""
    return cast("Runtime", current_app.extensions["kanban"])


def actor() -> Actor:
    """The logged-in user; only for guarded views."""
    return cast("Actor", g.actor)


def current_user() -> Actor | None:
    """The logged-in user, or None."""
    found: Actor | None = g.get("actor")
    return found


def guarded(permission: Permission) -> Callable[[View[P]], View[P]]:
    """Only logged-in users whose role allows it; others are sent to the log-in, or refused with 403."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guard(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            if current_user() is None:
                return fragments.to_login()
            require(actor(), permission)
            return view(*args, **kwargs)

        setattr(guard, GUARD, str(permission))
        return guard

    return decorate


def public(view: View[P]) -> View[P]:
    """Anyone may ask; the view shows no personal data."""
    setattr(view, GUARD, "public")
    return view


def remember(user: LoggedIn) -> None:
    """Begin a session, leaving nothing of the one before."""
    session.clear()
    session.permanent = True
    session["staff_id"], session["stamp"] = user.staff_id, user.stamp


def load_user() -> None:
    """Find the session's user before the view runs; an ended session is cleared."""
    g.actor = None
    if request.endpoint in {"static", None} or "staff_id" not in session:
        return
    g.actor = session_user(runtime(), int(session["staff_id"]), str(session.get("stamp", "")))
    if g.actor is None:
        session.clear()


def refuse_unguarded() -> None:
    """Answer 404 for a view without a guard, so that forgetting one opens nothing."""
    view = current_app.view_functions.get(request.endpoint or "")
    if request.endpoint != "static" and view is not None and not hasattr(view, GUARD):
        abort(404)


def install(app: Flask) -> None:
    """Run the guards before every request."""
    app.before_request(refuse_unguarded)
    app.before_request(load_user)
