"""Giving citizens their case codes: drawn at random, each used once in a municipality."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from sqlmodel import Session, col, select

from kanban.domain.citizen import SHORTEST_CODE, Citizen, draw_case_code

FEWEST_DRAWN = 16
Draw: TypeAlias = Callable[[int], str]


def give_codes(session: Session, citizens: Iterable[Citizen], draw: Draw = draw_case_code) -> None:
    """Give a code to those citizens who have none and are not stored yet, some hundred at a time.

    Codes get a letter more as soon as over a quarter of those drawn are taken, so that drawing never takes long.
    """
    waiting: dict[int, list[Citizen]] = {}
    for citizen in citizens:
        if not citizen.case_code:
            waiting.setdefault(citizen.municipality_id, []).append(citizen)
    for municipality_id, those in waiting.items():
        _give(session, municipality_id, those, draw)


def _give(session: Session, municipality_id: int, citizens: Sequence[Citizen], draw: Draw) -> None:
    length, given = SHORTEST_CODE, set[str]()
    waiting = list(citizens)
    while waiting:
        drawn = dict.fromkeys(draw(length) for _ in range(max(FEWEST_DRAWN, len(waiting))))
        taken = given | _taken(session, municipality_id, drawn)
        free = [code for code in drawn if code not in taken]
        for citizen, code in zip(waiting, free, strict=False):
            citizen.case_code = code
        given.update(free[: len(waiting)])
        waiting = waiting[len(free) :]
        length += len(free) * 4 < len(drawn) * 3


def _taken(session: Session, municipality_id: int, codes: Iterable[str]) -> set[str]:
    query = select(Citizen.case_code).where(
        Citizen.municipality_id == municipality_id, col(Citizen.case_code).in_(list(codes))
    )
    return set(session.exec(query))
