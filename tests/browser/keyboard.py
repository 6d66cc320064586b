"""Getting about with the keyboard alone."""

from playwright.sync_api import Locator, Page, expect

from tests.factories import PASSWORD

PATIENT = 60


def tab_to(control: Locator, key: str = "Tab") -> None:
    """Press Tab until the control has focus, as long as a patient user would."""
    for _ in range(PATIENT):
        if control.evaluate("element => element === document.activeElement"):
            return
        control.page.keyboard.press(key)
    expect(control).to_be_focused()


def write(control: Locator, text: str) -> None:
    """Go to a field with Tab and write in it, in place of what stands there."""
    tab_to(control)
    control.page.keyboard.press("ControlOrMeta+a")
    control.page.keyboard.type(text)


def log_in_by_keyboard(page: Page, url: str, email: str) -> None:
    """Log in without touching the mouse."""
    page.goto(f"{url}/login")
    expect(page.get_by_label("E-mail")).to_be_focused()
    page.keyboard.type(email)
    write(page.get_by_label("Adgangskode"), PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("[data-board]")).to_be_visible()
