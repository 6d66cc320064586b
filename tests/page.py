"""Pages as a visitor without JavaScript sees them, and the visitor: asks, fills in forms, sends them.

The same visitor works on Flask's test client and on a real server's socket.
"""

import http.client
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from http.cookies import SimpleCookie
from time import monotonic
from typing import Protocol
from urllib.parse import urlencode, urlsplit

from flask import Flask
from werkzeug.datastructures import Headers

from tests.factories import PASSWORD
from tests.support.html import Element, parse

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
FORM_TYPE = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Page:
    """An answer; ``root`` is its tree."""

    status: int
    headers: Headers
    text: str

    @cached_property
    def root(self) -> Element:
        """The tree of the page or fragment."""
        return parse(self.text)

    @property
    def location(self) -> str:
        """Where a redirect leads."""
        return self.headers["Location"]

    def form(self, action: str) -> "Form":
        """The only form that is sent to an address, itself or its query left out."""
        forms = [found for found in self.root.all("form") if urlsplit(found.get("action")).path == action]
        if len(forms) != 1:
            message = f"{len(forms)} forms to {action}"
            raise LookupError(message)
        return Form(forms[0])

    def lane(self, key: str) -> Element:
        """A column of the board."""
        return next(found for found in self.root.all("section", data_step=key))

    def cards(self, key: str) -> list[str]:
        """The ids of a column's cards, in order."""
        return [card["data-citizen"] for card in self.lane(key).all(data_citizen=None)]

    def count(self, key: str) -> int:
        """A column's count."""
        return int(self.lane(key).one(data_count=None).text)

    def problems(self) -> dict[str, str]:
        """Refused field -> the message that `aria-describedby` points at; empty where nothing stands there."""
        refused = {}
        for field in self.root.all(aria_invalid="true"):
            controls = field.all("input", "select", "textarea") if "name" not in field else [field]
            described = [found for name in field.get("aria-describedby").split() for found in self.root.all(id=name)]
            messages = [found.text for found in described if "form-error-message" in found.get("class")]
            refused[controls[0]["name"]] = " ".join(messages)
        return refused


class Form:
    """A form's fields as the browser would send them untouched."""

    def __init__(self, element: Element) -> None:
        self.element = element
        self.action, self.method = element.get("action"), element.get("method", "get")

    @property
    def names(self) -> set[str]:
        """Every field's name, whether or not it would be sent."""
        return {found["name"] for found in self.element.all("input", "select", "textarea") if "name" in found}

    @property
    def values(self) -> dict[str, str]:
        """What is filled in."""
        sent: dict[str, str] = {}
        for found in self.element.all("input", "select", "textarea"):
            value = _value(found)
            if "name" in found and value is not None:
                sent[found["name"]] = value
        return sent


def _value(control: Element) -> str | None:
    if control.tag == "textarea":
        text = "".join(child for child in control.children if isinstance(child, str))
        return text.removeprefix("\n")
    if control.tag == "select":
        options = control.all("option")
        chosen = [option for option in options if "selected" in option] or options[:1]
        return chosen[0].get("value") if chosen else None
    if control.get("type") in {"checkbox", "radio"} and "checked" not in control:
        return None
    return control.get("value")


class Wire(Protocol):
    """Carries a request and brings the answer; keeps cookies."""

    @property
    def cookies(self) -> dict[str, str]:
        """The cookies it keeps."""
        ...

    def send(self, method: str, path: str, body: str | None, headers: Mapping[str, str]) -> Page:
        """Ask for a path."""
        ...


class FlaskWire:
    """Straight into the application."""

    def __init__(self, app: Flask, base_url: str = "http://localhost") -> None:
        self.client, self.base_url = app.test_client(), base_url

    @property
    def cookies(self) -> dict[str, str]:
        """The session's cookie."""
        found = self.client.get_cookie("kanban")
        return {found.key: found.value} if found else {}

    def send(self, method: str, path: str, body: str | None, headers: Mapping[str, str]) -> Page:
        """Ask for a path."""
        answer = self.client.open(
            path, method=method, data=body, headers=headers, base_url=self.base_url, buffered=True
        )
        return Page(answer.status_code, answer.headers, answer.get_data(as_text=True))


class SocketWire:
    """A connection to a server at work, kept alive while it is in use: one left idle is opened anew, as browsers do."""

    IDLE_SECONDS = 2

    def __init__(self, url: str) -> None:
        self.used_at = monotonic()
        self.connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
        self.cookies: dict[str, str] = {}

    def close(self) -> None:
        """End the connection."""
        self.connection.close()

    def send(self, method: str, path: str, body: str | None, headers: Mapping[str, str]) -> Page:
        """Ask for a path."""
        if monotonic() - self.used_at > self.IDLE_SECONDS:
            self.connection.close()
        cookie = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        self.connection.request(method, path, body, {**headers, **(cookie if self.cookies else {})})
        answer = self.connection.getresponse()
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(line).items()})
        page = Page(answer.status, Headers(answer.getheaders()), answer.read().decode())
        self.used_at = monotonic()
        return page


class Visitor:
    """Somebody at the board."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.token = ""

    def get(self, path: str, *, htmx: bool = False, **query: str) -> Page:
        """Ask for a page, or with ``htmx`` for its fragment."""
        address = f"{path}?{urlencode(query)}" if query else path
        return self.wire.send("GET", address, None, HTMX if htmx else {})

    def post(
        self, path: str, fields: Mapping[str, str] | None = None, *, htmx: bool = False, token: bool = True
    ) -> Page:
        """Send a form with the session's token, if it is not among the fields already."""
        sent = {**({"csrf_token": self.token} if token else {}), **(fields or {})}
        return self.wire.send("POST", path, urlencode(sent), {**FORM_TYPE, **(HTMX if htmx else {})})

    def log_in(self, email: str, password: str = PASSWORD, next_page: str = "") -> Page:
        """Fill in and send the log-in form; the token of the session that begins is kept."""
        page = self.get("/login", next=next_page) if next_page else self.get("/login")
        answer = self.post("/login", {**page.form("/login").values, "email": email, "password": password})
        if answer.status == http.HTTPStatus.SEE_OTHER:
            self.token = self.get("/board").form("/logout").values["csrf_token"]
        return answer

    def submit(self, page: Page, action: str, *, htmx: bool = False, **changes: str) -> Page:
        """Send one of a page's forms with some fields changed."""
        return self.post(action, {**page.form(action).values, **changes}, htmx=htmx)
