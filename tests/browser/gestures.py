"""Dragging with a mouse and with a finger, as real input events."""

import re
from dataclasses import dataclass
from typing import Self

from playwright.sync_api import CDPSession, Locator, Page, expect

STEPS = 12
TARGET = re.compile(r"\bis-target\b")
LIFTED = re.compile(r"\bsortable-chosen\b")


def pull(card: Locator, lane: Locator) -> None:
    """Press the mouse on a card and move it over a column, whether the card comes along or not."""
    page, (start_x, start_y), (end_x, end_y) = card.page, _middle(card), _upper(lane)
    page.mouse.move(start_x, start_y)
    page.mouse.down()
    page.mouse.move((start_x + end_x) / 2, (start_y + end_y) / 2, steps=STEPS)
    page.mouse.move(end_x, end_y, steps=STEPS)


def carry(card: Locator, lane: Locator) -> None:
    """Carry a card over a column with the mouse, without letting go."""
    pull(card, lane)
    expect(lane).to_have_class(TARGET)


def drag(card: Locator, lane: Locator) -> None:
    """Drag a card to a column with the mouse."""
    carry(card, lane)
    card.page.mouse.up()


@dataclass(frozen=True)
class Finger:
    """One finger on a touch screen; the browser decides itself what is a press, a drag or a swipe."""

    session: CDPSession

    @classmethod
    def on(cls, page: Page) -> Self:
        """A finger over this page."""
        return cls(page.context.new_cdp_session(page))

    def drag(self, card: Locator, lane: Locator) -> None:
        """Hold a card until it lets itself be lifted, then drag it to a column."""
        start, end = _middle(card), _upper(lane)
        self._send("touchStart", start)
        expect(card.locator("xpath=..")).to_have_class(LIFTED)
        self._glide(start, end)
        expect(lane).to_have_class(TARGET)
        self._send("touchEnd")

    def swipe(self, card: Locator, lane: Locator) -> None:
        """Brush over the board from a card to a column without holding first; the browser makes the movement."""
        (x, y), (end_x, _) = _middle(card), _upper(lane)
        gesture = {"x": x, "y": y, "xDistance": end_x - x, "speed": 4000, "gestureSourceType": "touch"}
        self.session.send("Input.synthesizeScrollGesture", gesture)

    def _glide(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        for part in range(1, STEPS + 1):
            share = part / STEPS
            self._send("touchMove", tuple(a + (b - a) * share for a, b in zip(start, end, strict=True)))

    def _send(self, kind: str, point: tuple[float, ...] = ()) -> None:
        points = [{"x": point[0], "y": point[1]}] if point else []
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def _middle(element: Locator) -> tuple[float, float]:
    element.scroll_into_view_if_needed()
    box = element.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _upper(lane: Locator) -> tuple[float, float]:
    box = lane.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + min(box["height"] / 2, 200)
