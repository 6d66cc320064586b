"""One citizen's case as a user meets it, in the side panel or on a page of its own: its parts and their forms."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.browser.board import BoardPage, MoveForm


@dataclass(frozen=True)
class CaseForm(MoveForm):
    """A form of the case: a fact, a talk, a follow-up."""

    def submit(self) -> None:
        """Press the button that saves."""
        self.root.locator(".button-primary[type=submit]").click()

    def cancel(self) -> None:
        """Leave without saving."""
        self.root.get_by_role("link", name="Annullér").click()


class TalkForm(CaseForm):
    """The form for a talk."""

    def level(self, theme: str, level: int) -> None:
        """Measure a theme; the level's label is what one presses."""
        self.root.locator(f'label:has([name="progress_{theme}"][value="{level}"])').click()

    def decide(self, answer: str) -> None:
        """Say whether the step is right."""
        self.root.locator(f'[name="step_confirmed"][value="{answer}"]').check()

    def choose_target(self, to_step: int) -> None:
        """Say no and choose the step to move to, then wait for its fields; without scripts a button asks for them."""
        self.decide("no")
        self.control("to_step").select_option(str(to_step))
        button = self.root.get_by_role("button", name="Vis felter")
        if button.is_visible():
            button.click()
        expect(self.root.locator("#talk-move-fields [name]").first).to_be_visible()


@dataclass(frozen=True)
class CasePage:
    """A citizen's case in one browser."""

    page: Page

    @property
    def panel(self) -> Locator:
        """The case, beside the board or as a page."""
        return self.page.locator("[data-panel]")

    def part(self, name: str) -> Locator:
        """A part of the case."""
        return self.page.locator(f"#case-{name}")

    def link(self, part: str, words: str) -> Locator:
        """A link to a form in one part of the case."""
        return self.part(part).get_by_role("link", name=words).first

    def form(self, kind: str) -> CaseForm:
        """The open form for one kind of fact."""
        return CaseForm(self.page.locator(f'[data-fact-form="{kind}"]'))

    @property
    def talk(self) -> TalkForm:
        """The open form for a talk."""
        return TalkForm(self.page.locator("[data-talk-form]"))

    def begin_talk(self) -> TalkForm:
        """Open the form for a talk."""
        self.link("talks", "Registrér samtale").click()
        expect(self.talk.root).to_be_visible()
        return self.talk

    def edit(self, kind: str, words: str = "Ret", **fields: str) -> CaseForm:
        """Open the form for one kind of fact and fill in."""
        self.link(kind, words).click()
        form = self.form(kind)
        expect(form.root).to_be_visible()
        return form.fill(**fields)

    def save(self, kind: str, words: str = "Ret", **fields: str) -> None:
        """Fill in and save; with scripts the form goes away, without them the whole case comes back."""
        self.edit(kind, words, **fields).submit()
        expect(self.form(kind).root).to_have_count(0)
        expect(self.panel).to_be_visible()

    def formers(self, part: str) -> Locator:
        """The former versions in a part, unfolded."""
        former = self.part(part).locator(".formers")
        former.locator("summary").click()
        return former


def open_case(board: BoardPage, citizen: str) -> CasePage:
    """Open the case with the name on the card."""
    board.open_panel(citizen)
    return CasePage(board.page)
