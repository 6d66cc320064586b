"""The case review as a user meets it."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect


@dataclass(frozen=True)
class ReviewPage:
    """A case review in one browser."""

    page: Page
    url: str

    @property
    def shown(self) -> Locator:
        """The citizen who is looked at."""
        return self.page.locator("[data-review]")

    @property
    def decision(self) -> Locator:
        """The column where one decides."""
        return self.page.locator(".decide")

    @property
    def progress(self) -> Locator:
        """How far one has come."""
        return self.page.locator(".review-progress")

    def order(self) -> list[str]:
        """The citizens, in the order of the queue."""
        links = self.page.locator(".queue a").evaluate_all("all => all.map(each => each.href)")
        return [str(each).rpartition("at=")[2] for each in links]

    def line(self, citizen: str) -> Locator:
        """A citizen's line in the queue."""
        return self.page.locator(f'.queue a[href$="at={citizen}"]')

    def field(self, name: str) -> Locator:
        """A field of the decision."""
        return self.decision.locator(f'[name="{name}"]')

    def expect_at(self, citizen: str, position: int, decided: int) -> None:
        """One citizen is shown, and the progress says so."""
        expect(self.shown).to_have_attribute("data-review", citizen)
        left = len(self.order()) - decided
        expect(self.progress).to_contain_text(f"Borger {position} af {len(self.order())}")
        expect(self.progress).to_contain_text(f"{decided} gennemgået, {left} tilbage")
