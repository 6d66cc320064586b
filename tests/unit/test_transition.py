"""Moves replay into stays; annulments and same-day moves never bend history (R-STEP-9)."""

from datetime import UTC, date, datetime

import pytest

from kanban.domain.transition import (
    StepTransition,
    check_annulment,
    check_date,
    name_of,
    needs_reason,
    next_day_order,
    replay,
    standing,
)

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
TODAY = date(2026, 11, 20)


def move(to_step: int, day: int, order: int = 1, *, annulled: bool = False, reason: str = "") -> StepTransition:
    return StepTransition(
        citizen_id=1,
        to_step=to_step,
        effective_on=date(2026, 11, day),
        day_order=order,
        recorded_at=NOW,
        reason=reason,
        annulled_at=NOW if annulled else None,
    )


def stays(*moves: StepTransition) -> list[tuple[int, int, int | None]]:
    return [
        (visit.step, visit.enter_date.day, visit.leave_date.day if visit.leave_date else None)
        for visit in replay(moves)
    ]


@pytest.mark.parametrize(
    ("moves", "expected"),
    [
        ([], []),
        ([move(8, 1)], [(8, 1, None)]),
        ([move(8, 1), move(7, 5)], [(8, 1, 5), (7, 5, None)]),
        ([move(7, 5), move(8, 1)], [(8, 1, 5), (7, 5, None)]),
        ([move(8, 1), move(0, 5)], [(8, 1, 5), (0, 5, None)]),
        ([move(8, 1), move(0, 5), move(8, 9)], [(8, 1, 5), (0, 5, 9), (8, 9, None)]),
        ([move(8, 3, 1), move(7, 3, 2), move(6, 3, 3)], [(8, 3, 3), (7, 3, 3), (6, 3, None)]),
        ([move(7, 3, 2), move(8, 3, 1)], [(8, 3, 3), (7, 3, None)]),
        ([move(8, 1), move(7, 2, annulled=True), move(6, 3)], [(8, 1, 3), (6, 3, None)]),
        ([move(8, 1), move(7, 2, annulled=True)], [(8, 1, None)]),
        ([move(8, 1, annulled=True)], []),
        ([move(7, 1), move(6, 2, annulled=True), move(7, 3)], [(7, 1, None)]),
        ([move(7, 1), move(7, 3), move(6, 5)], [(7, 1, 5), (6, 5, None)]),
        (
            [move(7, 1), move(6, 2, annulled=True), move(7, 3), move(6, 9), move(7, 12)],
            [(7, 1, 9), (6, 9, 12), (7, 12, None)],
        ),
    ],
)
def test_moves_replay_into_uninterrupted_stays(
    moves: list[StepTransition], expected: list[tuple[int, int, int | None]]
) -> None:
    assert stays(*moves) == expected


def test_stay_knows_its_neighbours_its_number_and_its_length() -> None:
    visits = replay([move(8, 1), move(6, 4), move(7, 4, 2, reason="Ny retning"), move(0, 20)])
    assert [(each.seq, each.prev_step, each.step, each.next_step, each.days) for each in visits] == [
        (1, None, 8, 6, 3),
        (2, 8, 6, 7, 0),
        (3, 6, 7, 0, 16),
        (4, 7, 0, None, None),
    ]


def test_standing_moves_come_in_effective_order_without_annulled_ones() -> None:
    later, first, second = move(6, 9), move(8, 1, 1), move(7, 1, 2)
    assert standing([later, second, move(5, 3, annulled=True), first]) == [first, second, later]


@pytest.mark.parametrize(
    ("day", "latest", "because"),
    [
        (TODAY, None, None),
        (TODAY, TODAY, None),
        (date(2026, 11, 1), date(2026, 11, 1), None),
        (date(2000, 1, 1), None, None),
        (date(2026, 11, 21), None, "future"),
        (date(2026, 10, 31), date(2026, 11, 1), "latest move"),
        (date(1999, 12, 31), None, "can't be right"),
    ],
)
def test_date_may_lie_between_the_latest_move_and_today(day: date, latest: date | None, because: str | None) -> None:
    problem = check_date(day, today=TODAY, latest=latest)
    assert problem is None if because is None else because in (problem.text if problem else "")


@pytest.mark.parametrize(
    ("from_step", "to_step", "expected"),
    [(7, 8, True), (1, 2, True), (8, 7, False), (8, 1, False), (None, 8, False), (0, 8, False), (3, 0, False)],
)
def test_only_a_setback_needs_a_reason(from_step: int | None, to_step: int, *, expected: bool) -> None:
    assert needs_reason(from_step, to_step) is expected


@pytest.mark.parametrize(
    ("moves", "day", "place"),
    [
        ([], 1, 1),
        ([move(8, 1, 1)], 2, 1),
        ([move(8, 1, 1), move(7, 1, 2)], 1, 3),
        ([move(8, 1, 1), move(7, 1, 2, annulled=True)], 1, 3),
    ],
)
def test_place_within_the_day_is_never_given_twice(moves: list[StepTransition], day: int, place: int) -> None:
    assert next_day_order(moves, date(2026, 11, day)) == place


def _annulling(index: int, *moves: StepTransition) -> str | None:
    problem = check_annulment(moves, moves[index])
    return problem.text if problem else None


@pytest.mark.parametrize(
    ("index", "moves"),
    [
        (0, [move(8, 1)]),
        (1, [move(8, 1), move(7, 2)]),
        (0, [move(8, 1), move(7, 2)]),
        (1, [move(8, 1), move(7, 2), move(6, 3)]),
        (2, [move(8, 1), move(7, 2), move(8, 3, reason="Ny jobformidler")]),
        (1, [move(8, 1), move(7, 2), move(8, 3, reason="Ny jobformidler")]),
        (1, [move(8, 1), move(0, 2), move(7, 3)]),
        (1, [move(6, 1), move(0, 2), move(6, 3)]),
        (0, [move(6, 1), move(0, 2)]),
        (1, [move(7, 1), move(6, 2), move(8, 3, reason="Forfra")]),
        (2, [move(8, 1), move(7, 2, annulled=True), move(6, 3)]),
    ],
)
def test_annulment_that_leaves_a_possible_history_is_allowed(index: int, moves: list[StepTransition]) -> None:
    assert _annulling(index, *moves) is None


@pytest.mark.parametrize(
    ("index", "moves", "because"),
    [
        (1, [move(6, 1), move(8, 2, reason="Forfra"), move(7, 3)], "setback without a reason"),
        (1, [move(6, 1), move(0, 2), move(7, 3)], "setback without a reason"),
        (1, [move(6, 1, 1), move(0, 1, 2), move(7, 1, 3)], "setback without a reason"),
        (1, [move(6, 1), move(0, 2), move(6, 3), move(0, 4)], None),
        (2, [move(6, 1), move(0, 2), move(6, 3), move(0, 4)], "twice in a row"),
    ],
)
def test_annulment_that_leaves_an_impossible_history_is_refused(
    index: int, moves: list[StepTransition], because: str | None
) -> None:
    problem = _annulling(index, *moves)
    assert problem is None if because is None else because in (problem or "")


def test_refused_annulment_names_the_move_that_stands_in_the_way() -> None:
    moves = [move(6, 1), move(0, 2), move(7, 3)]
    problem = check_annulment(moves, moves[1])
    assert problem is not None
    assert dict(problem.params) == {"step": 7, "date": "03-11-2026"}


def test_old_setbacks_without_reason_from_an_import_do_not_block_a_later_annulment() -> None:
    moves = [move(6, 1), move(8, 2), move(7, 5)]
    assert check_annulment(moves, moves[2]) is None


def test_step_has_a_short_name_for_sentences() -> None:
    assert name_of(3) == "Lønnede timer"
    assert name_of(0) == "Ud af tavlen"
