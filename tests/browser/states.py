"""Every page and form of the case and its work, in the states a user meets them in."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.board import BoardPage
from tests.browser.case import CaseForm, CasePage, TalkForm

KINDS = ("cv", "goals", "contacts", "agreement", "hours", "markings", "benefit", "group", "payslips", "actions")
State = Callable[[BoardPage], None]


def case_on(board: BoardPage, step: int) -> CasePage:
    """The panel of somebody on a step beside the board."""
    board.open(broker="me")
    board.cards(step).first.locator(".card-name").click()
    expect(board.panel).to_be_visible()
    return CasePage(board.page)


def everything_unfolded(board: BoardPage) -> None:
    case_on(board, 2)
    board.page.evaluate("() => document.querySelectorAll('#panel details').forEach(each => { each.open = true; })")


def fact(kind: str) -> State:
    def state(board: BoardPage) -> None:
        case = case_on(board, 3)
        case.part(kind).locator("header .fact-link").last.click()
        expect(case.form(kind).root).to_be_visible()

    return state


def refused_fact(kind: str, **fields: str) -> State:
    def state(board: BoardPage) -> None:
        fact(kind)(board)
        form = CasePage(board.page).form(kind).fill(**fields)
        form.submit()
        expect(form.summary).to_be_visible()

    return state


def fact_as_a_page(board: BoardPage) -> None:
    board.open(broker="me")
    citizen = board.cards(4).first.get_attribute("data-citizen")
    board.page.goto(f"{board.url}/citizens/{citizen}/facts/agreement")
    form = CaseForm(board.page.locator("[data-fact-form]")).fill(starts_on="31-02-2026")
    form.submit()
    expect(form.summary).to_be_visible()


def talk(board: BoardPage) -> None:
    form = case_on(board, 5).begin_talk()
    form.choose_target(4)


def refused_talk(board: BoardPage) -> None:
    talk(board)
    form = TalkForm(board.page.locator("[data-talk-form]"))
    form.fill(held_on="31-02-2026").submit()
    expect(form.summary).to_be_visible()


def follow_up(board: BoardPage) -> None:
    case_on(board, 3).link("follow-ups", "Registrér opfølgning").click()
    expect(board.page.locator("[data-follow-up-form]")).to_be_visible()


def refused_follow_up(board: BoardPage) -> None:
    follow_up(board)
    form = CaseForm(board.page.locator("[data-follow-up-form]")).fill(held_on="31-02-2026")
    form.submit()
    expect(form.summary).to_be_visible()


def aftercare(board: BoardPage) -> None:
    board.open()
    citizen = board.cards(1).first.get_attribute("data-citizen")
    board.page.goto(f"{board.url}/citizens/{citizen}/follow-ups/new?kind=aftercare")
    expect(board.page.locator("[data-follow-up-form]")).to_be_visible()


def hand_over(board: BoardPage) -> None:
    case_on(board, 7).link("file", "Overdrag").click()
    form = CaseForm(board.page.locator("dialog [data-dialog-form]")).fill(broker_id="")
    form.submit()
    expect(form.summary).to_be_visible()


def suggestions(board: BoardPage) -> None:
    fact("contacts")(board)
    CasePage(board.page).form("contacts").control("company").press_sequentially("a")
    expect(board.page.get_by_role("listbox")).to_be_visible()


def page(path: str) -> State:
    def state(board: BoardPage) -> None:
        board.page.goto(f"{board.url}{path}")
        expect(board.page.get_by_role("heading", level=1)).to_be_visible()

    return state


def refused_programme(board: BoardPage) -> None:
    page("/programmes")(board)
    board.page.locator("#programme-0 .button-primary").click()
    expect(board.page.locator("#programme-0 [data-error-summary]")).to_be_visible()


def of_a_citizen(path: str) -> State:
    def state(board: BoardPage) -> None:
        board.open(broker="me")
        page(f"/citizens/{board.cards(2).first.get_attribute('data-citizen')}/{path}")(board)

    return state


def refused_decision(board: BoardPage) -> None:
    page("/review")(board)
    board.page.locator('.decide [name="due_on"]').fill("31-02-2026")
    board.page.get_by_role("button", name="Bekræft").click()
    expect(board.page.locator(".decide [data-error-summary]")).to_be_visible()


def keys(board: BoardPage) -> None:
    page("/review")(board)
    board.page.keyboard.press("?")
    expect(board.page.get_by_role("dialog", name="Genveje")).to_be_visible()


def summary(board: BoardPage) -> None:
    page("/review")(board)
    board.page.get_by_role("button", name="Udsæt").click()
    board.page.get_by_role("link", name="Opsummering").click()
    expect(board.page.locator(".summary")).to_be_visible()


def caseload(board: BoardPage) -> None:
    page("/caseloads")(board)
    board.page.get_by_role("link", name="Maja Juhl", exact=True).click()
    expect(board.page.locator(".handover")).to_be_visible()


def refused_hand_over(board: BoardPage) -> None:
    caseload(board)
    CaseForm(board.page.locator(".handover")).submit()
    expect(board.page.locator(".handover [data-error-summary]").first).to_be_visible()


def company(board: BoardPage) -> None:
    page("/companies")(board)
    board.page.locator(".register tbody a").first.click()
    CaseForm(board.page.locator(".company-form")).fill(company_cvr="12").submit()
    expect(board.page.locator(".company-form [data-error-summary]")).to_be_visible()


def contact_person(board: BoardPage) -> None:
    page("/companies")(board)
    board.page.locator(".register tbody a").first.click()
    board.page.get_by_role("link", name="Tilføj en person").click()
    CaseForm(board.page.locator(".company-form")).fill(phone="1").submit()
    expect(board.page.locator(".company-form [data-error-summary]")).to_be_visible()


def refused_rules(board: BoardPage) -> None:
    page("/settings")(board)
    board.page.locator('[name="norm_low"]').fill("mange")
    board.page.locator("#caseload .button-primary").click()
    expect(board.page.locator("#caseload [data-error-summary]")).to_be_visible()


BROKERS: dict[str, State] = {
    "everything unfolded": everything_unfolded,
    **{f"{kind} form": fact(kind) for kind in KINDS},
    "refused hours": refused_fact("hours", valid_from="31-02-2026", paid_hours="x"),
    "refused contact": refused_fact("contacts", contacted_on="31-02-2026"),
    "fact as a page": fact_as_a_page,
    "talk": talk,
    "refused talk": refused_talk,
    "talk as a page": of_a_citizen("talks/new?to_step=1"),
    "all talks": of_a_citizen("talks"),
    "progression of a citizen": of_a_citizen("progression"),
    "progression": page("/progression"),
    "follow-up": follow_up,
    "refused follow-up": refused_follow_up,
    "aftercare": aftercare,
    "hand-over": hand_over,
    "programme": of_a_citizen("programme"),
    "suggestions": suggestions,
    "today": page("/today"),
    "review": page("/review"),
    "refused decision": refused_decision,
    "shortcuts": keys,
    "summary": summary,
    "caseloads": page("/caseloads"),
    "caseload": caseload,
    "refused hand-over": refused_hand_over,
    "companies": page("/companies"),
    "company": company,
    "contact person": contact_person,
}
SUPERUSERS: dict[str, State] = {
    "settings": page("/settings"),
    "refused settings": refused_rules,
    "programmes": page("/programmes"),
    "refused programme": refused_programme,
}
