"""What every answer carries: a strict content policy, safe cookies, no caching of personal data."""

import re

import pytest
from flask import Flask

from tests.factories import Town
from tests.page import FlaskWire, Page, Visitor

PAGES = ["/login", "/board", "/healthz", "/nowhere", "/static/css/base.css", "/citizens/abcdefghijkl"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("htmx", [False, True])
def test_content_policy_allows_nothing_from_elsewhere_and_nothing_inline(
    maja: Visitor, path: str, *, htmx: bool
) -> None:
    policy = maja.get(path, htmx=htmx).headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert not re.search(r"\*|data:|blob:|https?:", policy)
    parts = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert (parts["default-src"], parts["script-src"], parts["style-src"]) == ("'none'", "'self'", "'self'")
    assert (parts["frame-ancestors"], parts["base-uri"], parts["form-action"]) == ("'none'", "'none'", "'self'")


@pytest.mark.parametrize("path", PAGES)
def test_answers_are_not_sniffed_framed_or_told_elsewhere(maja: Visitor, path: str) -> None:
    headers = maja.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/login", "/board", "/nowhere", "/citizens/abcdefghijkl"])
def test_pages_are_never_kept_and_depend_on_how_they_were_asked_for(maja: Visitor, path: str) -> None:
    headers = maja.get(path).headers
    assert headers["Cache-Control"] == "no-store"
    assert {"HX-Request", "HX-Request-Type", "HX-History-Restore-Request"} <= set(headers["Vary"].split(", "))


def test_static_files_are_kept_for_good_under_a_versioned_address_only(nobody: Visitor) -> None:
    page = nobody.get("/login")
    sheets = [link["href"] for link in page.root.all("link", rel="stylesheet")]
    assert sheets
    assert "immutable" in nobody.get(sheets[0]).headers["Cache-Control"]
    assert nobody.get("/static/css/base.css").headers["Cache-Control"] == "no-cache"
    assert "immutable" not in nobody.get("/static/nothing.css?v=1").headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/static/../kanban/app.py", "/static/%2e%2e/pyproject.toml", "/static//etc/passwd"])
def test_static_files_end_at_their_folder(nobody: Visitor, path: str) -> None:
    assert nobody.get(path).status in {404, 308}


def _cookie(app: Flask, base_url: str) -> str:
    answer: Page = Visitor(FlaskWire(app, base_url)).get("/login")
    return answer.headers["Set-Cookie"]


@pytest.mark.parametrize(
    ("base_url", "secure"),
    [
        ("http://127.0.0.1:8000", False),
        ("http://localhost", False),
        ("https://localhost", True),
        ("http://board.fjordby.example", True),
        ("https://board.fjordby.example", True),
        ("http://127.0.0.1.evil.example", True),
    ],
)
def test_session_cookie_is_for_https_only_except_on_the_machine_itself(
    app: Flask, base_url: str, *, secure: bool
) -> None:
    cookie = _cookie(app, base_url)
    assert ("Secure" in cookie) is secure
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


@pytest.mark.parametrize(("scheme", "strict"), [("https", True), ("http", False)])
def test_https_is_asked_for_ever_after(app: Flask, scheme: str, *, strict: bool) -> None:
    answer = Visitor(FlaskWire(app, f"{scheme}://board.fjordby.example")).get("/login")
    assert ("Strict-Transport-Security" in answer.headers) is strict


@pytest.mark.parametrize("path", PAGES)
def test_head_is_the_page_without_its_body(maja: Visitor, path: str) -> None:
    asked, whole = maja.wire.send("HEAD", path, None, {}), maja.get(path)
    assert (asked.status, asked.text) == (whole.status, "")


@pytest.mark.parametrize("path", ["/board", "/citizens/abcdefghijkl", "/login"])
def test_options_tells_methods_and_nothing_else(nobody: Visitor, path: str) -> None:
    answer = nobody.wire.send("OPTIONS", path, None, {})
    assert (answer.status, answer.text) == (200, "")
    assert "GET" in answer.headers["Allow"]


def test_first_page_depends_on_the_role(nobody: Visitor, maja: Visitor, lars: Visitor) -> None:
    assert [found.get("/").location for found in (nobody, maja, lars)] == ["/login", "/board", "/overview"]


@pytest.mark.parametrize("path", ["/nowhere", "/board/", "/citizens/", "/moves/x/annul", "/moves/-1/annul", "/.env"])
def test_address_nobody_knows_is_a_page_that_says_so(town: Town, maja: Visitor, path: str) -> None:
    town.user()
    answer = maja.get(path)
    assert answer.status == 404
    assert answer.root.one("h1").text == "Findes ikke"


def test_request_that_is_too_large_is_refused(maja: Visitor) -> None:
    answer = maja.post("/logout", {"note": "x" * 26_000_000})
    assert answer.status == 413
    assert maja.get("/board").status == 200
