"""Log-in and log-out."""

from urllib.parse import urlsplit

from flask import Blueprint, request, session, url_for
from flask.typing import ResponseReturnValue

from kanban.domain.errors import InvalidInputError
from kanban.domain.messages import Message
from kanban.domain.steps import STEPS
from kanban.services.accounts import log_in, log_out
from kanban.web import addresses, fragments
from kanban.web.guards import current_user, public, remember, runtime

blueprint = Blueprint("auth", __name__)


@blueprint.get("/login")
@public
def login() -> ResponseReturnValue:
    """The log-in page; those already logged in go on to where they begin."""
    back, user = _own_page(request.args.get("next", "")), current_user()
    if user is not None:
        return fragments.go(back or addresses.first_page(user.role))
    return _form("", back)


@blueprint.post("/login")
@public
def log_in_user() -> ResponseReturnValue:
    """Check e-mail and password and begin a session."""
    email, back = request.form.get("email", ""), _own_page(request.form.get("next", ""))
    try:
        user = log_in(runtime(), email, request.form.get("password", ""))
    except InvalidInputError as refusal:
        return _form(email, back, refusal.message, status=422)
    remember(user)
    return fragments.go(back or addresses.first_page(user.role))


@blueprint.post("/logout")
@public
def logout() -> ResponseReturnValue:
    """End the session."""
    user = current_user()
    if user is not None:
        log_out(runtime(), user)
    session.clear()
    return fragments.go(url_for("auth.login"))


def _form(email: str, back: str, problem: Message | None = None, status: int = 200) -> ResponseReturnValue:
    return fragments.render("auth/login.html", status, email=email, problem=problem, next_url=back, steps=STEPS)


def _own_page(wanted: str) -> str:
    """The page to come back to, empty for none; only a path of this site, never another host."""
    parts = urlsplit(wanted)
    own = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and not parts.netloc and not parts.scheme
    return wanted if own and wanted.isprintable() else ""
