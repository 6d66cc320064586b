"""The today page."""

from tests.factories import Town
from tests.integration.caseloads import placed
from tests.page import Visitor
from tests.web.conftest import Visit


def test_broker_sees_what_is_overdue_with_a_link_to_its_form(town: Town, maja: Visitor) -> None:
    citizen_id = placed(town, town.user(), "Hassan Aziz")
    town.move(town.user(), citizen_id, 4, follow_up_on="17-11-2026")
    page = maja.get("/today")
    assert page.status == 200
    line = page.root.all("li", data_citizen=citizen_id)[0]
    assert "Opfølgning hos Strandhotellet" in line.text
    assert [link["href"] for link in line.all("a")] == [
        f"/citizens/{citizen_id}",
        f"/citizens/{citizen_id}/follow-ups/new",
    ]


def test_links_lead_to_pages_that_exist(town: Town, maja: Visitor) -> None:
    citizen_id = placed(town, town.user(), "Hassan Aziz")
    town.move(town.user(), citizen_id, 4, follow_up_on="17-11-2026")
    page = maja.get("/today")
    addresses = {link["href"] for link in page.root.one("main").all("a")}
    assert addresses
    assert {address: maja.get(address).status for address in addresses} == dict.fromkeys(addresses, 200)


def test_protected_name_is_masked(town: Town, maja: Visitor) -> None:
    citizen_id = placed(town, town.user(), "Sofie Damgaard", protected=True)
    town.move(town.user(), citizen_id, 4, follow_up_on="17-11-2026")
    page = maja.get("/today")
    assert "Sofie" not in page.text
    assert "Navn beskyttet" in page.root.all("li", data_citizen=citizen_id)[0].text


def test_empty_day_says_what_comes_next(maja: Visitor) -> None:
    page = maja.get("/today")
    assert "Du har ingen borgere endnu" in page.text


def test_htmx_gets_the_day_alone(town: Town, maja: Visitor) -> None:
    placed(town, town.user(), "Hassan Aziz")
    page = maja.get("/today", htmx=True)
    assert page.text.lstrip().startswith('<div id="today"')


def test_leaders_have_no_caseload_and_strangers_see_nothing(town: Town, lars: Visitor, stranger: Visitor) -> None:
    placed(town, town.user(), "Hassan Aziz")
    assert lars.get("/today").status == 403
    assert "Hassan" not in stranger.get("/today").text


def test_visitor_is_sent_to_the_log_in(nobody: Visitor) -> None:
    assert nobody.get("/today").location == "/login?next=/today"


def test_navigation_begins_with_today_or_with_the_overview(maja: Visitor, lars: Visitor) -> None:
    def names(visitor: Visitor) -> list[str]:
        return [link.text for link in visitor.get("/board").root.one("nav", class_="mainnav").all("a")]

    assert names(maja)[:4] == ["I dag", "Overblik", "Tavle", "Gennemgang"]
    assert names(lars)[:3] == ["Overblik", "Tavle", "Gennemgang"]


def test_superuser_has_a_day_too(visit: Visit, town: Town) -> None:
    assert visit(town.superuser()).get("/today").status == 200
