"""Each filter of the board shows exactly the citizens it names."""

import pytest

from kanban.domain.facts import Marking
from kanban.domain.transition import StepTransition
from kanban.domain.views.board import SignKind
from kanban.services.board.step_pace import stall_limits, step_pace
from kanban.services.case.annul_move import annul_move
from kanban.services.case.edit_fact import edit_fact
from kanban.services.runtime import Runtime
from tests.factories import TODAY, Town
from tests.integration.test_board import look, names
from tests.support.stored import rows

PEOPLE = ["Åge Sørensen", "Aage Holm", "Maja Østergaard", "Müller 50%", "Per_Olsen", "Bo O'Brien", "Ali \\ Bey"]


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("åge", {"Åge Sørensen", "Aage Holm"}),
        ("AAGE", {"Åge Sørensen", "Aage Holm"}),
        ("aage s", {"Åge Sørensen"}),
        ("sorensen", set()),
        ("soerensen", {"Åge Sørensen"}),
        ("ØSTER", {"Maja Østergaard"}),
        ("muller", {"Müller 50%"}),
        ("50%", {"Müller 50%"}),
        ("%", {"Müller 50%"}),
        ("_", {"Per_Olsen"}),
        ("o'br", {"Bo O'Brien"}),
        ("\\", {"Ali \\ Bey"}),
        ("/", set()),
        ("' or '1'='1", set()),
        ("   ", set(PEOPLE)),
        ("findes ikke", set()),
    ],
)
def test_free_text_finds_danish_letters_and_takes_signs_for_what_they_are(town: Town, q: str, found: set[str]) -> None:
    for name in PEOPLE:
        town.citizen(name)
    assert names(town, town.user(), q=q) == found


def test_free_text_finds_the_company_where_the_citizen_is(town: Town) -> None:
    maja = town.user()
    town.move(maja, town.citizen("Amina Warsame"), "5", company="Café Åen")
    town.citizen("Bo Bek")
    assert names(town, maja, q="cafe aaen") == {"Amina Warsame"}


def test_team_is_found_by_name_whatever_its_case_and_by_number(town: Town) -> None:
    maja = town.user()
    town.citizen("Ved Havnen")
    town.citizen("Ved Torvet", team="Team Torv")
    for team in ("Team Havn", "team havn", str(maja.team_id)):
        assert names(town, maja, team=team) == {"Ved Havnen"}


def test_broker_filter_shows_the_caseload_of_one_or_of_oneself(town: Town) -> None:
    maja, sofie = town.user(), town.user(name="Sofie Holm")
    town.move(maja, town.citizen("Majas"), "8")
    town.move(sofie, town.citizen("Sofies"), "8")
    town.citizen("Ingens")
    assert names(town, maja, broker="me") == {"Majas"}
    assert names(town, sofie, broker="me") == {"Sofies"}
    assert names(town, maja, broker=str(sofie.id)) == {"Sofies"}
    assert names(town, town.leader(), broker="me") == set()


def test_marking_filter_shows_those_who_carry_it(town: Town) -> None:
    maja = town.user()
    amina = town.citizen("Amina")
    town.citizen("Bo")
    town.mark(amina, "FSM 2: Rehab (Gr. 2)")
    town.mark(amina, "Step up")
    assert names(town, maja, marking="FSM 2: Rehab (Gr. 2)") == {"Amina"}
    assert names(town, maja, marking="Step") == set()
    assert [option.label for option in look(town, maja).options.markings] == ["FSM 2: Rehab (Gr. 2)", "Step up"]


def test_marking_corrected_in_the_panel_counts_under_its_new_name_only(town: Town) -> None:
    maja, citizen_id = town.user(), town.citizen("Amina Warsame")
    town.mark(citizen_id, "Step up")
    entry = str(rows(town.runtime, Marking)[0].id)
    correction = {"entry": entry, "marking": "Indsatsgruppe", "valid_from": "01-11-2026"}
    form = {"version": str(town.version(citizen_id)), **correction}
    edit_fact(town.runtime, maja, citizen_id, "markings", form)
    assert names(town, maja, marking="Step up") == set()
    assert names(town, maja, marking="Indsatsgruppe") == {"Amina Warsame"}


def test_group_filter_shows_the_target_group(town: Town) -> None:
    for group in (1, 2, 3, None):
        town.citizen(f"Gruppe {group}", group=group)
    assert names(town, town.user(), group="2") == {"Gruppe 2"}
    assert len(names(town, town.user())) == 4


def test_filters_narrow_together(town: Town) -> None:
    maja = town.user()
    for name, team, group in (("Ida A", "Team Torv", 1), ("Ida B", "Team Torv", 2), ("Bo", "Team Torv", 1)):
        town.move(maja, town.citizen(name, team=team, group=group), "8")
    town.citizen("Ida C", team="Team Torv", group=1)
    assert names(town, maja, q="ida", team="Team Torv", group="1", broker="me") == {"Ida A"}


def _with_cv_and_goal(town: Town, name: str) -> str:
    maja, citizen_id = town.user(), town.citizen(name)
    for number in "76":
        town.move(maja, citizen_id, number)
    return citizen_id


def test_sign_chips_count_and_show_the_same_citizens(town: Town) -> None:
    maja = town.user()
    town.move(maja, _with_cv_and_goal(town, "Overskredet"), "3", follow_up_on="10-11-2026")
    town.move(maja, _with_cv_and_goal(town, "I orden"), "3")
    town.move(maja, _with_cv_and_goal(town, "Uafklaret"), "4", paid_hours_outlook="unclear")
    town.move(maja, _with_cv_and_goal(town, "Slutter snart"), "4", ends_on="25-11-2026", paid_hours_outlook="no")
    board = look(town, maja)
    assert board.signs is not None
    assert (board.signs.late, board.signs.missing, board.signs.still) == (2, 1, 0)
    assert names(town, maja, sign="late") == {"Overskredet", "Slutter snart"}
    assert names(town, maja, sign="missing") == {"Uafklaret"}
    assert names(town, maja, sign="still") == set()


def test_chips_keep_their_counts_while_one_of_them_filters(town: Town) -> None:
    maja = town.user()
    town.move(maja, town.citizen("Overskredet"), "3", follow_up_on="10-11-2026")
    town.move(maja, town.citizen("Uafklaret"), "4", ends_on="31-12-2026")
    assert look(town, maja, sign="missing").signs == look(town, maja).signs


def test_facts_of_an_annulled_move_raise_no_sign(town: Town) -> None:
    maja, amina = town.user(), town.citizen("Amina")
    town.move(maja, amina, "8")
    town.move(maja, amina, "3", follow_up_on="10-11-2026")
    annul_move(town.runtime, maja, rows(town.runtime, StepTransition)[-1].id or 0, "Forkert")
    assert names(town, maja, sign="late") == set()


def test_citizen_who_stays_longer_than_85_percent_has_come_to_a_halt(town: Town) -> None:
    maja = town.user()
    for number in range(20):
        quick = town.citizen(f"Hurtig {number}")
        town.move(maja, quick, "8", effective_on="01-10-2026")
        town.move(maja, quick, "7", effective_on="06-10-2026")
    for name, day in (("Længe", "20-10-2026"), ("Grænsen", "21-10-2026")):
        town.move(maja, town.citizen(name), "8", effective_on=day)
    with town.runtime.database.read() as session:
        limits = stall_limits(step_pace(session, maja.municipality_id, TODAY))
    assert limits[8] == 30
    assert names(town, maja, sign="still") == {"Længe"}
    lane = look(town, maja).lanes[0]
    assert {card.name: card.stalled for card in lane.cards} == {"Længe": True, "Grænsen": False}
    assert lane.median_days == 5


@pytest.mark.parametrize("kind", SignKind)
def test_empty_board_has_no_signs(runtime: Runtime, kind: SignKind) -> None:
    town = Town(runtime)
    board = look(town, town.user(), sign=str(kind))
    assert board.signs is not None
    assert (board.signs.late, board.signs.missing, board.signs.still) == (0, 0, 0)
