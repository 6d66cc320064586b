"""Wall screens for tests: made by the product's own service, and read the way a screen reads them."""

from kanban.domain.citizen import Citizen
from kanban.services.walls.make_wall import make_wall
from tests.factories import Town
from tests.page import Page
from tests.support.html import Element
from tests.support.stored import rows


def wall(town: Town, name: str = "Køkkenet", **wanted: str) -> str:
    """A new screen's token; of the whole municipality unless ``team`` is among what is wanted."""
    return make_wall(town.runtime, town.superuser(), {"name": name, **wanted}).token


def column(page: Page, step: int) -> Element:
    """A column of the screen's board."""
    return page.root.one("section", data_page="board").one("section", data_step=str(step))


def labels(page: Page, step: int) -> list[str]:
    """What the tiles of a column call the citizens, in order."""
    return [tile.all("b")[0].text for tile in column(page, step).all("li")]


def codes(town: Town) -> dict[str, str]:
    """Name -> case code of the town's citizens; names are all different in these tests."""
    return {citizen.name: citizen.case_code for citizen in rows(town.runtime, Citizen)}
