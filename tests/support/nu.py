"""The Nu HTML checker, kept running for the whole test run: one start of Java instead of one a page."""

import atexit
import http.client
import json
import subprocess
from dataclasses import dataclass
from functools import cache

from tests.support.processes import free_port, wait_until
from tests.support.programs import NU_JAR, find_java, need

START_SECONDS = 60
SERVLET = "nu.validator.servlet.Main"


def check_html(html: str) -> list[str]:
    """Return errors and warnings about a whole page as `line: message`; an empty list where it is clean."""
    found = _checker().check(html)
    return [f"{entry.get('lastLine', '?')}: {entry['message']}" for entry in found if _matters(entry)]


def _matters(entry: dict[str, str]) -> bool:
    return entry["type"] != "info" or entry.get("subType") == "warning"


@dataclass(frozen=True)
class _Checker:
    process: subprocess.Popen[bytes]
    port: int

    def check(self, html: str) -> list[dict[str, str]]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=START_SECONDS)
        try:
            headers = {"Content-Type": "text/html; charset=utf-8", "User-Agent": "tests"}
            connection.request("POST", "/?out=json", html.encode(), headers)
            messages: list[dict[str, str]] = json.load(connection.getresponse())["messages"]
            return messages
        finally:
            connection.close()

    def is_ready(self) -> bool:
        try:
            self.check("<!doctype html><title>x</title>")
        except ConnectionError:
            return False
        return True

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


@cache
def _checker() -> _Checker:
    java = need(find_java(), "Java")
    jar = need(NU_JAR if NU_JAR.is_file() else None, "The Nu HTML checker")
    port = free_port()
    # Reading the schemas recurses more deeply than Java's ordinary stack allows for.
    options = ["-Xmx512m", "-Xss16m", "-XX:+UseSerialGC", "-Dnu.validator.servlet.bind-address=127.0.0.1"]
    process = subprocess.Popen(
        [java, *options, "-cp", jar, SERVLET, str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    checker = _Checker(process, port)
    atexit.register(checker.stop)
    wait_until(checker.is_ready, process, START_SECONDS)
    return checker
