"""Headers, cookies and CSRF."""

from datetime import timedelta

from flask import Flask, Response, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_wtf.csrf import CSRFProtect

from kanban.web.fragments import vary

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}
_ONE_YEAR = 31_536_000
SESSION_LENGTH = timedelta(hours=12)
LARGEST_REQUEST = 25 * 1024 * 1024
csrf = CSRFProtect()


class _Sessions(SecureCookieSessionInterface):
    """Signed cookie sessions that are sent over HTTPS only, except on the machine itself."""

    def get_cookie_secure(self, app: Flask) -> bool:  # noqa: ARG002 - Flask's signature
        return request.is_secure or request.host.rsplit(":", 1)[0] not in _LOOPBACK

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        """A page that only listens for changes does not keep its user logged in."""
        return session.modified if request.blueprint == "events" else super().should_set_cookie(app, session)


def install(app: Flask, secret_key: str) -> None:
    """Set keys, cookie rules, CSRF and headers."""
    app.session_interface = _Sessions()
    app.config.update(
        SECRET_KEY=secret_key,
        SESSION_COOKIE_NAME="kanban",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=SESSION_LENGTH,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        WTF_CSRF_TIME_LIMIT=None,
    )
    csrf.init_app(app)
    app.after_request(_add_headers)


def _add_headers(response: Response) -> Response:
    """The usual headers, where the view has not set a stricter one."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = f"max-age={_ONE_YEAR}"
    if request.endpoint == "static":
        immutable = request.args.get("v") and response.status_code == 200
        response.headers["Cache-Control"] = f"public, max-age={_ONE_YEAR}, immutable" if immutable else "no-cache"
        return response
    response.headers["Cache-Control"] = "no-store"
    return vary(response)
