"""What stands on the screen's pages about milestones, flow and sparring, in words."""

from datetime import timedelta

from kanban.domain.milestone import Owner
from kanban.services.targets.milestone_form import milestone_form
from kanban.services.targets.set_milestones import set_milestones
from tests.factories import TODAY, Town
from tests.integration.fact_forms import record
from tests.page import Visitor
from tests.support.flow_logs import log, store
from tests.support.html import Element
from tests.support.walls import codes, wall


def page(nobody: Visitor, token: str, name: str) -> Element:
    return nobody.get(f"/wall/{token}", page=name).root.one("section", data_page=name)


def agree_on(town: Town, number: int, kind: str = "start", step: int = 4) -> None:
    place = {"month": "2026-11", "kind": kind, "step": str(step)}
    seen = milestone_form(town.runtime, town.leader(), place).decided.seen
    set_milestones(town.runtime, town.leader(), {**place, "seen": str(seen), Owner().key: str(number)})


def moved(town: Town, name: str, *moves: tuple[str, str], team: str = "Team Havn") -> str:
    citizen = town.citizen(name, team=team)
    for to_step, day in moves:
        town.move(town.user(), citizen, to_step, effective_on=day)
    return citizen


def test_milestones_tell_how_far_they_are(town: Town, nobody: Visitor) -> None:
    moved(town, "Amina Warsame", ("8", "01-10-2026"), ("4", "05-11-2026"))
    agree_on(town, 3)
    shown = page(nobody, wall(town), "milestones").text
    assert "Milepæle i november 10 dage tilbage" in shown
    assert "Starter i praktik 1 af 3 2 fra målet" in shown
    agree_on(town, 1)
    assert "1 af 1 nået den 5." in page(nobody, wall(town, "Gangen"), "milestones").text


def test_keeping_holds_so_far(town: Town, nobody: Visitor) -> None:
    moved(town, "Amina Warsame", ("3", "01-10-2026"))
    agree_on(town, 1, kind="keep", step=3)
    assert "1 af 1 holder indtil nu" in page(nobody, wall(town), "milestones").text


def test_flow_tells_this_month_beside_the_last(town: Town, nobody: Visitor) -> None:
    moved(town, "Amina Warsame", ("8", "01-10-2026"), ("7", "02-10-2026"), ("3", "18-11-2026"))
    shown = page(nobody, wall(town), "flow").text
    assert "Flow i november til og med den 20., ved siden af de samme dage i oktober" in shown
    assert "Trin frem 1 1 i oktober 1 af dem sprang trin over" in shown
    assert "Fik lønnede timer 1 0 i oktober" in shown
    assert "Godt nyt De seneste 7 dage 1 har fået de første lønnede timer" in shown


def test_sparring_tells_the_code_and_what_is_needed(town: Town, nobody: Visitor) -> None:
    store(town.runtime, log(*["8 @0, 0 @10"] * 60), town.name)
    long_ago = (TODAY - timedelta(days=100)).isoformat()
    moved(town, "Amina Warsame", ("8", long_ago))
    record(town, town.user(), moved(town, "Bo Lind", ("8", "10-11-2026")), "cv")
    group = {each["data-nearness"]: each for each in page(nobody, wall(town), "sparring").all(data_nearness=None)}
    code = codes(town)
    assert group["far"].one("li").text == f"8 {code['Amina Warsame']} 100 dage MJ Lav CV sammen med borgeren + 1"
    assert group["ready"].one("li").text == f"8 {code['Bo Lind']} 10 dage MJ Til trin 7"
    assert "Ingen lige nu." in group["near"].text


def test_sparring_never_shows_what_somebody_typed(town: Town, nobody: Visitor) -> None:
    typed = {"goal_a": "Skibsassistent", "goal_b": "Havnefoged", "search_activities": "Ringer til rederier"}
    citizen = moved(town, "Amina Warsame", ("8", "01-10-2026"))
    town.move(town.user(), citizen, "6", note="Er bange for vand", **typed)
    town.move(town.user(), citizen, "5", company="Rederiet Nord", contact_person="Kaj Rask")
    received = nobody.get(f"/wall/{wall(town)}").text
    hidden = ("Amina", "Warsame", "vand", "Rederi", "rederi", "Kaj", *(text[:7] for text in typed.values()))
    assert [text for text in hidden if text in received] == []


def test_team_sees_no_other_teams_numbers(town: Town, nobody: Visitor) -> None:
    town.user(name="Ada Lund", team="Team Ådal")
    moved(town, "Amina Warsame", ("8", "01-10-2026"), ("3", "18-11-2026"))
    token = wall(town, team="Team Ådal")
    assert "Ingen er flyttet i denne måned eller den forrige." in page(nobody, token, "flow").text


def test_empty_pages_say_what_they_are_for(town: Town, nobody: Visitor) -> None:
    token = wall(town)
    assert "Ingen milepæle for november endnu." in page(nobody, token, "milestones").text
    assert "Lederen sætter den under Milepæle." in page(nobody, token, "milestones").text
    assert "Når en borger kommer et trin videre, ses det her med det samme." in page(nobody, token, "flow").text
    assert "Ingen venter på sparring." in page(nobody, token, "sparring").text
    assert "Der er endnu for få afsluttede ophold" in page(nobody, token, "sparring").text
