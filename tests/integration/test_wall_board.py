"""The wall's board: who stands where, what they are called, and in which order they are shown."""

from datetime import timedelta
from itertools import cycle

from sqlmodel import select

from kanban.domain.citizen import SHORTEST_CODE, Citizen
from kanban.domain.live import BoardEvent
from kanban.domain.views.board import BoardFilters
from kanban.domain.views.wall import WallBoard, WallLane
from kanban.domain.wall import WallLabel, WallScope
from kanban.services.board.board_page import board_page as user_board
from kanban.services.case.citizen_panel import citizen_panel
from kanban.services.walls.page_board import MOST_TILES, NEWS_FOR, board_page
from kanban.store.case_codes import give_codes
from tests.factories import TODAY, Town
from tests.support.stored import rows
from tests.support.walls import codes


def scope(town: Town, label: WallLabel = WallLabel.CODE, team_id: int | None = None) -> WallScope:
    return WallScope(town.superuser().municipality_id, town.name, team_id, "", label)


def shown(town: Town, asked: WallScope | None = None) -> WallBoard:
    with town.runtime.database.read() as session:
        return board_page(session, asked or scope(town), TODAY)


def lane(board: WallBoard, step: int) -> WallLane:
    return next(each for each in board.lanes if each.step.number == step)


def later(town: Town) -> None:
    """What happened lies some time back."""
    with town.runtime.database.write() as session:
        for event in session.exec(select(BoardEvent)):
            event.at -= NEWS_FOR + timedelta(seconds=1)


def test_counts_are_those_of_the_board(town: Town) -> None:
    maja = town.user()
    for number, step in enumerate(("8", "8", "7", "4", "1", "out")):
        town.move(maja, town.citizen(f"Borger {number}"), step)
    town.citizen("Venter Endnu")
    board, users = shown(town), user_board(town.runtime, maja, BoardFilters())
    assert [each.count for each in board.lanes] == [each.count for each in users.lanes]
    assert (board.total, board.waiting) == (5, 1)


def test_first_news_then_ready_then_still_then_the_longest(town: Town) -> None:
    maja = town.user()
    people = {name: town.citizen(name) for name in ("Længst Her", "Klar Nu", "Kort Tid", "Lige Kommet")}
    for name, day in (("Længst Her", "01-06-2026"), ("Klar Nu", "01-11-2026"), ("Kort Tid", "01-10-2026")):
        town.move(maja, people[name], "8", effective_on=day)
    town.move(maja, people["Klar Nu"], "7", effective_on="02-11-2026")
    town.move(maja, people["Klar Nu"], "8", effective_on="03-11-2026", reason="other")
    town.move(maja, people["Lige Kommet"], "8", effective_on="01-11-2026")
    later(town)
    called = {code: name for name, code in codes(town).items()}
    tiles = lane(shown(town), 8).tiles
    assert [called[tile.label] for tile in tiles] == ["Klar Nu", "Længst Her", "Kort Tid", "Lige Kommet"]
    assert [tile.state for tile in tiles] == ["ready", "", "", ""]


def test_step_towards_the_goal_is_news_for_some_seconds(town: Town) -> None:
    maja, amina, bo = town.user(), town.citizen("Amina Warsame"), town.citizen("Bo Bek")
    for citizen in (amina, bo):
        town.move(maja, citizen, "7", effective_on="01-10-2026")
    town.move(maja, bo, "6", effective_on="02-10-2026")
    town.move(maja, amina, "6")
    board = shown(town)
    assert board.has_news
    assert {tile.label for tile in lane(board, 6).tiles if tile.is_news} == set(codes(town).values())
    later(town)
    assert not shown(town).has_news


def test_step_back_is_no_news(town: Town) -> None:
    maja, amina = town.user(), town.citizen("Amina Warsame")
    town.move(maja, amina, "7", effective_on="01-10-2026")
    town.move(maja, amina, "8", reason="other")
    assert not shown(town).has_news


def test_six_are_shown_and_the_rest_counted(town: Town) -> None:
    maja = town.user()
    for citizen in town.crowd(MOST_TILES + 2):
        town.move(maja, citizen, "8")
    column = lane(shown(town), 8)
    assert (column.count, len(column.tiles), column.more) == (MOST_TILES + 2, MOST_TILES, 2)
    assert column.arrived == MOST_TILES + 2


def test_protected_name_is_its_code_whatever_the_others_are_called(town: Town) -> None:
    maja = town.user()
    for name, protected in (("Amina Warsame", False), ("Bo Bek", True)):
        town.move(maja, town.citizen(name, protected=protected), "8")
    assert {tile.label for tile in lane(shown(town, scope(town, WallLabel.INITIALS)), 8).tiles} == {
        "AW",
        codes(town)["Bo Bek"],
    }


def test_team_sees_its_own_and_no_other_municipality_is_seen(town: Town) -> None:
    maja = town.user()
    for name, team in (("Amina Warsame", "Team Havn"), ("Bo Bek", "Team Å")):
        town.move(maja, town.citizen(name, team=team), "8")
    other = Town(town.runtime, "Søby Kommune")
    other.move(other.user(), other.citizen("Carl Clausen"), "8")
    assert lane(shown(town), 8).count == 2
    havn = scope(town, team_id=maja.team_id)
    assert [tile.label for tile in lane(shown(town, havn), 8).tiles] == [codes(town)["Amina Warsame"]]


def test_case_is_found_by_its_code_and_shows_it(town: Town) -> None:
    maja, amina = town.user(), town.citizen("Amina Warsame")
    town.citizen("Bo Bek")
    code = codes(town)["Amina Warsame"]
    found = user_board(town.runtime, maja, BoardFilters(q=f" {code.lower()} "))
    assert [card.id for card in found.tray.cards] == [amina]
    assert citizen_panel(town.runtime, maja, amina).case_code == code


def test_codes_are_all_different_and_get_longer_where_they_run_out(town: Town) -> None:
    few = cycle("CDFHJ")
    town.crowd(7)
    with town.runtime.database.write() as session:
        citizens = session.exec(select(Citizen)).all()
        for citizen in citizens:
            citizen.case_code = citizen.public_id
        session.flush()
        for citizen in citizens:
            citizen.case_code = ""
            with session.no_autoflush:
                give_codes(session, [citizen], lambda length: next(few) * length)
            session.flush()
    found = [citizen.case_code for citizen in rows(town.runtime, Citizen)]
    assert len(set(found)) == 7
    assert {len(code) for code in found} == {SHORTEST_CODE, SHORTEST_CODE + 1}
