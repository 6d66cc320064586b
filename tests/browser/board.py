"""The board, the move form and the side panel as a user meets them."""

from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

from playwright.sync_api import Locator, Page, expect

from tests.browser.gestures import carry


@dataclass(frozen=True)
class BoardPage:
    """The board in one browser."""

    page: Page
    url: str

    def open(self, **filters: str) -> Self:
        """Go to the board with these filters in its address."""
        self.page.goto(f"{self.url}/board" + (f"?{urlencode(filters)}" if filters else ""))
        return self

    def lane(self, key: int | str) -> Locator:
        """A column, or the tray with the key ``none``."""
        return self.page.locator(f'[data-board] [data-step="{key}"]')

    def count(self, key: int | str) -> Locator:
        """A column's count."""
        return self.lane(key).locator("[data-count]")

    def cards(self, key: int | str) -> Locator:
        """The cards a column shows."""
        return self.lane(key).locator("[data-citizen]")

    def card(self, citizen: str, key: int | str = "") -> Locator:
        """A citizen's card, anywhere or in one column."""
        return (self.lane(key) if key else self.page.locator("[data-board]")).locator(f'[data-citizen="{citizen}"]')

    @property
    def names(self) -> Locator:
        """The names on the board, column by column."""
        return self.page.locator("[data-board] .card-name")

    def name(self, citizen: str) -> Locator:
        """The name on the card, which opens the panel."""
        return self.card(citizen).locator(".card-name")

    def move_control(self, citizen: str) -> Locator:
        """The card's "Flyt … til"."""
        return self.card(citizen).get_by_role("link", name="Flyt")

    @property
    def dialog(self) -> Locator:
        """The dialog over the board."""
        return self.page.get_by_role("dialog")

    @property
    def form(self) -> "MoveForm":
        """The move form, in the dialog or on a page of its own."""
        return MoveForm(self.page.locator("[data-move-form]"))

    @property
    def target(self) -> Locator:
        """The choice of the step to move to."""
        return self.page.get_by_label("Flyt til", exact=True)

    @property
    def panel(self) -> Locator:
        """The side panel."""
        return self.page.locator("[data-panel]")

    @property
    def status(self) -> Locator:
        """Where results are announced."""
        return self.page.locator("#status")

    @property
    def alerts(self) -> Locator:
        """Where trouble is announced."""
        return self.page.locator("#alerts")

    def choose_move(self, citizen: str, to_step: int | str = "") -> "MoveForm":
        """Open the form with the card's move control and choose the step."""
        self.move_control(citizen).click()
        expect(self.form.root).to_be_visible()
        return self.choose_target(to_step) if to_step else self.form

    def choose_target(self, to_step: int | str) -> "MoveForm":
        """Choose another step in the open form and wait for its fields; without scripts a button asks for them."""
        if self.target.input_value() == str(to_step):
            return self.form
        self.target.select_option(str(to_step))
        button = self.page.get_by_role("button", name="Vis felter")
        if button.is_visible():
            button.click()
        expect(self.form.root.locator(f'[name="to_step"][value="{to_step}"]')).to_be_attached()
        return self.form

    def carry(self, citizen: str, key: int | str) -> None:
        """Take a card in the air over a column."""
        carry(self.card(citizen), self.lane(key))

    def open_panel(self, citizen: str) -> Locator:
        """Open the panel with the name on the card."""
        self.name(citizen).click()
        expect(self.panel).to_be_visible()
        return self.panel


@dataclass(frozen=True)
class MoveForm:
    """The form with the fields a step asks for."""

    root: Locator

    def control(self, name: str) -> Locator:
        """A field's control; the first of its choices where it has several."""
        return self.root.locator(f'[name="{name}"]').first

    def fill(self, **fields: str) -> Self:
        """Type and choose; hidden fields are the page's own business."""
        for name, value in fields.items():
            control = self.control(name)
            kind = control.evaluate("element => element.type")
            if kind == "radio":
                self.root.locator(f'[name="{name}"][value="{value}"]').check()
            elif kind == "select-one":
                control.select_option(value)
            elif kind != "hidden":
                control.fill(value)
        return self

    def submit(self) -> None:
        """Press the button that moves the citizen."""
        self.root.locator("button[type=submit]").click()

    def problem(self, name: str) -> Locator:
        """The message that the refused field's aria-describedby points at."""
        control = self.control(name)
        expect(control).to_have_attribute("aria-invalid", "true")
        described = (control.get_attribute("aria-describedby") or "").split()
        return self.root.locator(", ".join(f"#{each}" for each in described if each.endswith("problem")))

    @property
    def summary(self) -> Locator:
        """The list of what has to be put right."""
        return self.root.locator("[data-error-summary]")
