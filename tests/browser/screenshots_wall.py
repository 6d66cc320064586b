"""Pictures of every page of a wall screen, at the sizes a screen may have."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.visitors import Visitors

SIZE = (1920, 1080)
LARGE = (3840, 2160)
TEAM = "Team Havn"


Take = Callable[[Page, Path], None]


def take_walls(visitors: Visitors, superuser: Page, folder: Path, take: Take) -> str:
    """Make a screen for a team as the superuser does, and take its pages in the dark, one in light too; its address."""
    superuser.goto(f"{visitors.url}/walls")
    take(superuser, folder / "walls.png")
    address = made(superuser)
    take_pages(visitors, address, folder, SIZE, take)
    light = visitors.page(size=SIZE)
    light.goto(address)
    take(light, folder / "wall-light.png")
    return address


def take_pages(visitors: Visitors, address: str, folder: Path, size: tuple[int, int], take: Take) -> None:
    """Every page of a wall screen of this size."""
    folder.mkdir(parents=True, exist_ok=True)
    page = visitors.page(size=size, dark=True)
    page.emulate_media(reduced_motion="reduce")
    page.goto(address)
    for name in page.locator("[data-page]").evaluate_all("pages => pages.map(each => each.dataset.page)"):
        page.goto(f"{address}?page={name}")
        take(page, folder / f"wall-{name}.png")


def made(superuser: Page) -> str:
    """The address of a new screen, which is shown this once."""
    superuser.get_by_label("Navn").fill(f"{TEAM}, mødelokalet")
    superuser.locator("select[name=team]").select_option(label=TEAM)
    superuser.locator("form[action='/walls'] button[type=submit]").click()
    return superuser.locator("#address").input_value()
