"""GET /progression and /citizens/<id>/progression."""

from tests.factories import Town
from tests.integration.talks import hold_talk
from tests.page import Visitor


def measured(town: Town, *levels: str, broker: str = "Maja Juhl", team: str = "Team Havn") -> str:
    """A citizen measured on health, a month between, the last on 18-11-2026."""
    citizen, actor = town.citizen(team=team), town.user(name=broker)
    town.move(actor, citizen, "8", effective_on="01-02-2026")
    for number, level in enumerate(levels):
        day = f"18-{11 - 3 * (len(levels) - 1 - number):02d}-2026"
        hold_talk(town, actor, citizen, held_on=day, progress_health=level)
    return citizen


def test_citizens_curve_and_table_say_the_same(town: Town, maja: Visitor) -> None:
    amina = measured(town, "2", "4")
    page = maja.get(f"/citizens/{amina}/progression")
    assert page.root.one("title", id="curve-health").text == "Dit helbred: fra 2 den 18-08-2026 til 4 den 18-11-2026"
    cells = [[cell.text for cell in row.all("th", "td")] for row in page.root.one("tbody").all("tr")]
    assert cells == [
        ["Dit helbred", "18-11-2026", "4", "I høj grad"],
        ["Dit helbred", "18-08-2026", "2", "I mindre grad"],
    ]


def test_citizen_not_measured_yet(town: Town, maja: Visitor) -> None:
    assert "Der er ikke målt endnu" in maja.get(f"/citizens/{town.citizen()}/progression").text


def test_means_and_changes_are_told_with_how_many(town: Town, lars: Visitor) -> None:
    for levels in (("2", "4"), ("3", "3"), ("4", "2"), ("1", "2")):
        measured(town, *levels)
    page = lars.get("/progression")
    assert page.status == 200
    assert "4 borgere er målt" in page.text
    assert "2 op · 1 uændret · 1 ned" in page.root.one("p", class_="figure-now").text
    first = [[cell.text for cell in row.all("th", "td")] for row in page.root.one("tbody").all("tr")][:2]
    assert first == [["4. kvt. 2026", "2,8", "4"], ["3. kvt. 2026", "2,5", "4"]]


def test_citizen_counts_once_a_period_with_the_latest_level(town: Town, lars: Visitor) -> None:
    for _ in range(3):
        citizen = measured(town, "1")
        hold_talk(town, town.user(), citizen, held_on="19-11-2026", progress_health="5")
    page = lars.get("/progression", period="month")
    assert [cell.text for cell in page.root.one("tbody").all("tr")[0].all("th", "td")] == ["11-2026", "5,0", "3"]


def test_fewer_than_three_are_not_told(town: Town, lars: Visitor) -> None:
    for _ in range(2):
        measured(town, "2", "4")
    page = lars.get("/progression")
    assert "For få borgere er målt" in page.text
    assert page.root.all("svg", class_="chart") == []
    measured(town, "3")
    page = lars.get("/progression")
    assert "For få er målt to gange" in page.text
    rows = [[cell.text for cell in row.all("th", "td")] for row in page.root.one("tbody").all("tr")]
    assert rows[1] == ["3. kvt. 2026", "for få til at vise"]


def test_broker_sees_the_own_caseload_only(town: Town, maja: Visitor) -> None:
    for _ in range(3):
        measured(town, "2")
        measured(town, "5", broker="Sofie Holm")
    page = maja.get("/progression", team="Team Havn")
    assert "Progression blandt mine borgere" in page.text
    assert "3 borgere er målt" in page.text
    assert page.root.all("select", name="team") == []
    assert page.root.one("tbody").all("tr")[0].all("td")[0].text == "2,0"


def test_leader_may_choose_a_team_of_the_own_municipality(town: Town, lars: Visitor, stranger: Visitor) -> None:
    for _ in range(3):
        measured(town, "2")
        measured(town, "5", team="Team Ådal")
    assert lars.get("/progression", team="Team Ådal").root.one("tbody").all("tr")[0].all("td")[0].text == "5,0"
    assert lars.get("/progression", team="Team Ukendt").status == 404
    assert stranger.get("/progression", team="Team Ådal").status == 404
    assert "Der er ikke målt endnu" in stranger.get("/progression").text


def test_corrected_talk_counts_once_as_corrected(town: Town, maja: Visitor) -> None:
    amina = measured(town, "2")
    link = next(a["href"] for a in maja.get(f"/citizens/{amina}/talks").root.all("a") if a["href"].endswith("/edit"))
    assert maja.submit(maja.get(link), link, progress_health="5").status == 303
    cells = maja.get(f"/citizens/{amina}/progression").root.one("tbody").all("tr")
    assert [row.all("td")[1].text for row in cells] == ["5"]


def test_nobody_is_sent_to_the_log_in(nobody: Visitor) -> None:
    assert nobody.get("/progression").status == 303
