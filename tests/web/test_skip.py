"""A move past several steps: every column it passed is told, since its milestone counts the citizen too."""

import json

from tests.factories import Town, move_fields
from tests.page import Visitor


def lanes(maja: Visitor, citizen: str, target: str, version: int) -> set[str]:
    answer = maja.post(f"/citizens/{citizen}/moves", {**move_fields(target, version), "reason": "Sygdom"}, htmx=True)
    assert answer.status == 200, answer.text
    return set(json.loads(answer.headers["HX-Trigger"])) - {"citizenMoved"}


def test_skip_tells_the_columns_it_passed_and_a_setback_only_its_ends(town: Town, maja: Visitor) -> None:
    amina = town.citizen("Amina Warsame")
    town.move(town.user(), amina, 8, effective_on="01-10-2026")
    assert lanes(maja, amina, "5", 2) == {f"lane{step}Changed" for step in (8, 7, 6, 5)}
    assert lanes(maja, amina, "8", 3) == {"lane5Changed", "lane8Changed"}
