"""GET /overview: the leader's first page."""

from kanban.domain.audit import AuditAction
from kanban.services.runtime import Runtime
from tests.factories import Town
from tests.integration.caseloads import audited, placed
from tests.integration.talks import hold_talk
from tests.page import Page, Visitor
from tests.support.stored import changed, dump
from tests.web.conftest import Visit

LISTS = "/flow/citizens"


def doors(page: Page) -> dict[str, str]:
    """Address -> text of the links to lists of citizens."""
    links = page.root.one("main").all("a", class_="figure-link")
    return {link["href"]: link.text for link in links if link["href"].startswith(LISTS)}


def busy(town: Town) -> None:
    """Somebody on most steps, with moves on both sides of a month, a talk overdue, and one whom nobody has."""
    maja = town.user()
    for number in range(8):
        citizen_id = placed(town, maja, f"Borger {number}", day="01-10-2026")
        if number:
            town.move(maja, citizen_id, 8 - number, effective_on="15-11-2026")
        hold_talk(town, maja, citizen_id, held_on="02-10-2026")
    town.citizen("Troels Vester")


def test_leader_sees_everything_and_every_link_opens(town: Town, runtime: Runtime, lars: Visitor) -> None:
    busy(town)
    page = lars.get("/overview")
    assert page.status == 200
    assert [found.text for found in page.root.one("main").all("h2")] == [
        "Godt nyt",
        "Her går det i stå",
        "De seneste 30 dage",
        "Milepæle",
        "Sagsstammer og samtaler",
        "Kvalitet i grundarbejdet",
    ]
    links = {link["href"] for link in page.root.one("main").all("a")}
    assert {address: lars.get(address).status for address in links} == dict.fromkeys(links, 200)
    assert audited(runtime, AuditAction.OVERVIEW_OPENED)


def test_lists_behind_the_numbers_are_as_long_as_they_say(town: Town, lars: Visitor) -> None:
    busy(town)
    found = doors(lars.get("/overview"))
    first = {address: int(text.split()[0]) for address, text in found.items()}
    assert len(first) > 20
    lengths = {address: lars.get(address).root.one(data_total=None)["data-total"] for address in found}
    assert {address: int(total) for address, total in lengths.items()} == first


def test_team_and_broker_are_chosen_by_a_plain_form(town: Town, lars: Visitor) -> None:
    busy(town)
    town.user(name="Peter Krogh", team="Team Ådal")
    form = lars.get("/overview").form("/overview")
    assert (form.method, form.names) == ("get", {"team", "broker"})
    page = lars.get("/overview", team="Team Ådal")
    assert page.form("/overview").values == {"team": "Team Ådal", "broker": ""}
    assert "Team Ådal · " in page.root.one("main").text
    assert "Her er ingen borgere endnu" in page.text


def test_broker_sees_the_own_caseload_and_no_colleagues(town: Town, maja: Visitor) -> None:
    busy(town)
    peter = town.user(name="Peter Krogh")
    placed(town, peter, "Jonas Friis")
    page = maja.get("/overview")
    text = page.root.one("main").text
    assert "Dine egne borgere" in text
    assert "8 borgere på tavlen" in text
    assert "Peter Krogh" not in text
    assert page.root.all("form", action="/overview") == []
    assert all(f"broker={town.user().id}" in address for address in doors(page))
    assert maja.get("/overview", broker=str(peter.id)).status == 403
    assert maja.get("/overview", broker="me").status == 200


def test_foreign_team_and_broker_are_not_found(town: Town, lars: Visitor, stranger: Visitor) -> None:
    busy(town)
    town.user(name="Peter Krogh", team="Team Ådal")
    assert stranger.get("/overview", team="Team Ådal").status == 404
    assert stranger.get("/overview", broker=str(town.user().id)).status == 404
    assert lars.get("/overview", broker="x").status == 404
    assert lars.get("/overview", team="Team Ingen").status == 404
    assert "Borger" not in stranger.get("/overview").root.one("main").text.replace("borgere", "")


def test_empty_municipality_is_told_what_comes(lars: Visitor, maja: Visitor) -> None:
    assert "Her er ingen borgere endnu" in lars.get("/overview").text
    assert "Du har ingen borgere endnu" in maja.get("/overview").text


def test_one_unplaced_citizen_gives_explained_empty_parts(town: Town, lars: Visitor) -> None:
    town.citizen("Troels Vester")
    text = lars.get("/overview").root.one("main").text
    assert "1 borger på tavlen" in text
    assert "Der er ingen borgere på trinene endnu" in text
    assert "Ingen borgere er kommet, flyttet eller gået ud i de 60 dage." in text
    assert "Ingen er nået til trin 7 endnu" in text
    assert "NaN" not in text


def test_protected_name_is_masked(town: Town, lars: Visitor) -> None:
    placed(town, town.user(), "Sofie Damgaard", 3, protected=True)
    page = lars.get("/overview")
    assert "Sofie" not in page.text
    assert "Navn beskyttet" in page.text


def test_many_brokers_are_folded_by_team(town: Town, lars: Visitor) -> None:
    for number in range(16):
        town.user(name=f"Formidler {number:02d}", team=f"Team {number % 2}")
    placed(town, town.user(name="Formidler 00"), "Amina Warsame")
    page = lars.get("/overview")
    assert [found.one("b").text for found in page.root.all("details", class_="team-loads")] == ["Team 0", "Team 1"]
    assert "8 jobformidlere" in page.text


def test_provisional_numbers_are_told_with_how_many_come_later(town: Town, lars: Visitor) -> None:
    for number in range(20):
        placed(town, town.user(), f"Borger {number}", day="05-11-2026" if number % 2 else "20-11-2026")
    text = lars.get("/overview").root.one("section", aria_labelledby="changes-title").text
    assert "Tallene er foreløbige: erfaringen er, at ca. 25 % af flytningerne registreres senere." in text


def test_lists_about_today_refuse_other_days_and_unknown_parts(town: Town, lars: Visitor) -> None:
    busy(town)
    before = dump(town.runtime)
    for query in (
        "figure=on_board&to=2026-11-01",
        "figure=quality&what=cv&having=yes&known_at=2026-11-01",
        "figure=quality&what=x&having=yes",
        "figure=quality&what=cv&having=maybe",
        "figure=talks&when=soon",
    ):
        assert lars.get(f"{LISTS}?{query}").status == 422
    assert lars.get(LISTS, figure="quality", what="cv", having="yes", to="2026-11-20").status == 200
    assert changed(before, dump(town.runtime)) == {"audit_event"}


def test_leaders_begin_here_and_others_on_the_board(town: Town, nobody: Visitor, visit: Visit) -> None:
    town.leader()
    assert nobody.log_in("lars.lund@fjordby.example").location == "/overview"
    for actor, first in ((town.leader(), "/overview"), (town.user(), "/board"), (town.superuser(), "/board")):
        visitor = visit(actor)
        assert (visitor.get("/").location, visitor.get("/login").location) == (first, first)


def test_page_that_was_asked_for_comes_before_the_overview(town: Town, nobody: Visitor) -> None:
    town.leader()
    answer = nobody.log_in("lars.lund@fjordby.example", next_page="/caseloads")
    assert answer.location == "/caseloads"


def test_navigation_leads_there_and_nobody_is_sent_to_the_log_in(lars: Visitor, nobody: Visitor) -> None:
    first = lars.get("/overview").root.one("nav", class_="mainnav").all("a")[0]
    assert (first["href"], first.get("aria-current")) == ("/overview", "page")
    assert nobody.get("/overview").location.startswith("/login?next=")
    assert lars.post("/overview").status == 405
