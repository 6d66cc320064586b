"""A real Chromium, driven by Playwright."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.support.programs import find_browser, need

# Chromium as root needs --no-sandbox; the rest keeps it from talking to anything but the server under test.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def running_browser() -> Iterator[Browser]:
    """Yield a headless browser; it takes under a second to start, so one serves a whole test run."""
    path = need(find_browser(), "Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def open_context(
    browser: Browser,
    size: tuple[int, int] = (1440, 900),
    *,
    dark: bool = False,
    javascript: bool = True,
    touch: bool = False,
) -> Iterator[BrowserContext]:
    """Yield a visitor of its own (cookies, storage) who reads Danish and sits in Denmark; `size` in CSS pixels."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if dark else "light",
        java_script_enabled=javascript,
        has_touch=touch,
        is_mobile=touch,
        locale="da-DK",
        timezone_id="Europe/Copenhagen",
    )
    context.set_default_timeout(10_000)
    try:
        yield context
    finally:
        context.close()


def collect_troubles(page: Page) -> list[str]:
    """Return a list that fills up with what goes wrong in the page from now on.

    Taken down: uncaught exceptions, requests that got no answer, and errors on the console, among which Chromium
    reports each breach of the content security policy. Answers with status 4xx and 5xx are left out: tests
    look at those themselves.
    """
    troubles: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource: the server responded"):
            troubles.append(message.text)

    page.on("console", on_console)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("requestfailed", lambda request: troubles.append(f"{request.url}: {request.failure}"))
    return troubles
