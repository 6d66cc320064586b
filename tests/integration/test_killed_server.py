"""A server killed in the middle of its work: what it acknowledged is there, and nothing is half there."""

import http.client
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from threading import Event, Lock

from kanban.domain.citizen import Citizen
from kanban.domain.transition import StepTransition
from kanban.services.verify_board import verify_board
from tests.factories import Town, move_fields
from tests.integration.brokers import NAMES, served, visitors
from tests.page import Visitor
from tests.support.server import kill
from tests.support.stored import rows

CARDS, ENOUGH = 150, 60


class Work:
    """Brokers moving cards until the server dies, and what was acknowledged to them."""

    def __init__(self) -> None:
        self.acknowledged: list[str] = []
        self.enough, self.lock = Event(), Lock()

    def go_on(self, visitor: Visitor, citizens: list[str]) -> None:
        for citizen in citizens:
            try:
                answer = visitor.post(f"/citizens/{citizen}/moves", move_fields("7", 1))
            except (OSError, http.client.HTTPException):
                return
            with self.lock:
                assert answer.status == HTTPStatus.SEE_OTHER
                self.acknowledged.append(citizen)
            if len(self.acknowledged) >= ENOUGH:
                self.enough.set()


def test_every_acknowledged_move_survives_a_killed_server(town: Town) -> None:
    citizens, work = town.crowd(len(NAMES) * CARDS), Work()
    with served(town.runtime) as server, visitors(town, server.url, NAMES) as brokers:
        with ThreadPoolExecutor(len(brokers)) as threads:
            done = [threads.submit(work.go_on, each, citizens[place::8]) for place, each in enumerate(brokers)]
            assert work.enough.wait(60)
            kill(server)
        assert [task.exception() for task in done] == [None] * len(brokers)
    with served(town.runtime, workers=1) as again, visitors(town, again.url, NAMES[:1]) as (ane,):
        assert ENOUGH <= len(work.acknowledged) < len(citizens)
        assert ane.get(f"/citizens/{work.acknowledged[-1]}").status == HTTPStatus.OK
        unmoved = next(citizen.public_id for citizen in rows(town.runtime, Citizen, current_step=None))
        assert ane.post(f"/citizens/{unmoved}/moves", move_fields("7", 1)).status == HTTPStatus.SEE_OTHER
    moved = {citizen.public_id for citizen in rows(town.runtime, Citizen, current_step=7)}
    assert set(work.acknowledged) <= moved
    assert len(rows(town.runtime, StepTransition)) == len(moved)
    assert verify_board(town.runtime) == []
