"""Accessibility findings of axe-core, which the Python package carries, so nothing is fetched."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}


def violations(page: Page) -> list[str]:
    """Return each breach of WCAG 2.2 AA and of axe's good practice as `rule: what is wrong (element)`."""
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [f"{rule['id']}: {rule['help']} ({node['html']})" for rule in found for node in rule["nodes"]]
