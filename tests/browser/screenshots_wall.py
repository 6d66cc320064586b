"""Pictures of every page of a wall screen, at both sizes a screen may have."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.visitors import Visitors

SCREENS = {"": (1920, 1080), "-3840": (3840, 2160)}
TEAM = "Team Havn"


def take_walls(visitors: Visitors, superuser: Page, folder: Path, take: Callable[[Page, Path], None]) -> None:
    """Make a screen for a team as the superuser does, and take its pages in the dark, one in light too."""
    superuser.goto(f"{visitors.url}/walls")
    take(superuser, folder / "walls.png")
    address = made(superuser)
    for suffix, size in SCREENS.items():
        page = visitors.page(size=size, dark=True)
        page.emulate_media(reduced_motion="reduce")
        page.goto(address)
        for name in page.locator("[data-page]").evaluate_all("pages => pages.map(each => each.dataset.page)"):
            page.goto(f"{address}?page={name}")
            take(page, folder / f"wall-{name}{suffix}.png")
    light = visitors.page(size=SCREENS[""])
    light.goto(address)
    take(light, folder / "wall-light.png")


def made(superuser: Page) -> str:
    """The address of a new screen, which is shown this once."""
    superuser.get_by_label("Navn").fill(f"{TEAM}, mødelokalet")
    superuser.locator("select[name=team]").select_option(label=TEAM)
    superuser.locator("form[action='/walls'] button[type=submit]").click()
    return superuser.locator("#address").input_value()
