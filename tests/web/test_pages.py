"""Every page and fragment as it is sent: one heading, a title, ids that fit together, no inline code."""

from collections import Counter
from collections.abc import Callable

import pytest

from tests.factories import Town, move_fields
from tests.page import Page, Visitor
from tests.support.html import Element

PAGES: dict[str, Callable[[Visitor, str], Page]] = {
    "log-in": lambda maja, _: (maja.post("/logout"), maja.get("/login"))[1],
    "overview": lambda maja, _: maja.get("/overview"),
    "board": lambda maja, _: maja.get("/board"),
    "board of an earlier day": lambda maja, _: maja.get("/board", as_of="2026-11-10"),
    "board as known before": lambda maja, _: maja.get("/board", as_of="2026-11-10", known_at="2026-11-12T10:30"),
    "board under filters": lambda maja, _: maja.get("/board", q="a", team="Team Havn", sign="late"),
    "list": lambda maja, _: maja.get("/board/steps/3"),
    "flow": lambda maja, _: maja.get("/flow"),
    "flow as known before": lambda maja, _: maja.get("/flow", known_at="2026-11-20"),
    "refused flow": lambda maja, _: maja.get("/flow", to="i morgen"),
    "empty list": lambda maja, _: maja.get("/board/steps/1"),
    "case": lambda maja, amina: maja.get(f"/citizens/{amina}"),
    "move form": lambda maja, amina: maja.get(f"/citizens/{amina}/moves/new", to_step="4"),
    "refused form": lambda maja, amina: maja.post(f"/citizens/{amina}/moves", {"to_step": "4", "version": "4"}),
    "setback": lambda maja, amina: maja.get(f"/citizens/{amina}/moves/new", to_step="8"),
    "conflict": lambda maja, amina: maja.post(f"/citizens/{amina}/moves", move_fields("7", 1)),
    "annulment": lambda maja, amina: maja.get(f"/moves/{_move(maja, amina)}/annul"),
    "refused annulment": lambda maja, amina: maja.post(f"/moves/{_move(maja, amina)}/annul"),
    "not found": lambda maja, _: maja.get("/citizens/abcdefghijkl"),
    "not possible": lambda maja, _: maja.get("/logout"),
    "refused filter": lambda maja, _: maja.get("/board?group=9"),
}


def _move(maja: Visitor, amina: str) -> str:
    return maja.get(f"/citizens/{amina}").root.all("li", data_move=None)[0]["data-move"]


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest, town: Town, maja: Visitor) -> Page:
    actor, amina = town.user(), town.citizen("Amina Warsame")
    town.move(actor, amina, "8", effective_on="01-11-2026")
    town.move(actor, amina, "5", effective_on="05-11-2026")
    town.move(actor, amina, "3", follow_up_on="15-11-2026")
    town.citizen("Bo Bek")
    return PAGES[request.param](maja, amina)


def test_page_is_whole_and_consistent(page: Page) -> None:
    root = page.root
    assert root.one("html")["lang"] == "da"
    title = root.one("head").one("title").text
    assert title.endswith(" Produktionstavlen")
    assert len(title) > len("xx Produktionstavlen")
    assert len(root.all("h1")) == 1
    assert len(root.all("main")) == 1
    assert _repeated_ids(root) == []
    assert _dangling(root) == []
    assert _inline(root) == []
    assert _unlabelled(root) == []


def _repeated_ids(root: Element) -> list[str]:
    counts = Counter(found["id"] for found in root.all(id=None))
    return [name for name, number in counts.items() if number > 1]


def _dangling(root: Element) -> list[str]:
    """References within the page that lead nowhere."""
    ids = {found["id"] for found in root.all(id=None)}
    named = [label["for"] for label in root.all("label", for_=None)]
    for attribute in ("aria-describedby", "aria-labelledby"):
        named += [name for found in root.walk() for name in found.get(attribute).split()]
    named += [link["href"][1:] for link in root.all("a", "use", href=None) if link["href"].startswith("#")]
    return [name for name in named if name not in ids]


def _inline(root: Element) -> list[str]:
    """Code the content policy would refuse."""
    scripts = [found.tag for found in root.all("script", "style") if found.text or "src" not in found]
    return scripts + [name for found in root.walk() for name in found.attributes if name == "style" or name[:2] == "on"]


def _unlabelled(root: Element) -> list[str]:
    """Controls nobody could tell apart by ear."""
    labelled = {label["for"] for label in root.all("label", for_=None)}
    inside = {control.get("name") for label in root.all("label") for control in label.all("input")}
    controls = [found for found in root.all("input", "select", "textarea") if found.get("type") != "hidden"]
    return [
        control.get("name")
        for control in controls
        if control.get("id") not in labelled and control.get("name") not in inside and "aria-label" not in control
    ]
