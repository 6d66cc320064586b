"""Many brokers at the same moment, on a real server with four processes: nothing refused, nothing lost."""

from collections import Counter
from contextlib import ExitStack, closing
from functools import partial
from http import HTTPStatus

from kanban.domain.audit import AuditAction, AuditEvent
from kanban.domain.citizen import Citizen
from kanban.domain.transition import StepTransition
from kanban.services.verify_board import verify_board
from tests.factories import Town
from tests.integration.brokers import NAMES, at_once, move_all, served, visitors
from tests.page import SocketWire
from tests.support.stored import rows

BROKERS, CARDS, CLASHES, VISITORS = len(NAMES), 200, 20, 128


def test_eight_brokers_move_two_hundred_cards_each_at_the_same_time(town: Town) -> None:
    citizens = town.crowd(BROKERS * CARDS)
    shares = [citizens[place::BROKERS] for place in range(BROKERS)]
    with served(town.runtime) as server, visitors(town, server.url, NAMES) as brokers:
        answers = at_once([partial(move_all, *each, "7") for each in zip(brokers, shares, strict=True)])
    assert Counter(answer.status for found in answers for answer in found) == {HTTPStatus.SEE_OTHER: BROKERS * CARDS}
    assert Counter((citizen.current_step, citizen.version) for citizen in rows(town.runtime, Citizen)) == {
        (7, 2): BROKERS * CARDS
    }
    moved = Counter(move.recorded_by for move in rows(town.runtime, StepTransition))
    assert set(moved.values()) == {CARDS}
    assert len(rows(town.runtime, AuditEvent, action=str(AuditAction.CITIZEN_MOVED))) == BROKERS * CARDS
    assert verify_board(town.runtime) == []


def test_same_card_moved_by_two_at_once_is_one_move_and_one_conflict(town: Town) -> None:
    citizens = town.crowd(CLASHES)
    with served(town.runtime) as server, visitors(town, server.url, NAMES[:2]) as (ane, bo):
        for citizen in citizens:
            answers = at_once([partial(move_all, ane, [citizen], "7"), partial(move_all, bo, [citizen], "6")])
            assert sorted(found[0].status for found in answers) == [HTTPStatus.SEE_OTHER, HTTPStatus.CONFLICT]
            told = next(found[0].text for found in answers if found[0].status == HTTPStatus.CONFLICT)
            assert "Broker" in told
    assert len(rows(town.runtime, StepTransition)) == CLASHES
    assert {citizen.version for citizen in rows(town.runtime, Citizen)} == {2}
    assert verify_board(town.runtime) == []


def test_same_submission_sent_by_two_connections_at_once_is_stored_once(town: Town) -> None:
    citizens = town.crowd(CLASHES)
    with served(town.runtime) as server, visitors(town, server.url, ["Ane", "Ane"]) as twice:
        for citizen in citizens:
            answers = at_once([partial(move_all, visitor, [citizen], "7") for visitor in twice])
            assert [found[0].status for found in answers] == [HTTPStatus.SEE_OTHER] * 2
    assert len(rows(town.runtime, StepTransition)) == CLASHES
    assert verify_board(town.runtime) == []


def test_more_visitors_at_once_than_the_database_takes_connections_all_see_the_board(town: Town) -> None:
    town.crowd(CLASHES)
    with served(town.runtime) as server, visitors(town, server.url, NAMES[:1]) as (ane,), ExitStack() as stack:
        wires = [stack.enter_context(closing(SocketWire(server.url))) for _ in range(VISITORS)]
        for wire in wires:
            wire.cookies = ane.wire.cookies
        answers = at_once([partial(wire.send, "GET", "/board", None, {}) for wire in wires])
    assert Counter(answer.status for answer in answers) == {HTTPStatus.OK: VISITORS}
