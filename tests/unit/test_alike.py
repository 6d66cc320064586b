"""Answers made once for all who ask for the same."""

from concurrent.futures import ThreadPoolExecutor
from gzip import decompress
from threading import Barrier, Event

import pytest

from kanban.web.alike import MOST, Alike

MANY = 20


def test_those_who_ask_while_it_is_made_wait_for_the_one_answer() -> None:
    alike, made, go, all_there = Alike(), list[int](), Event(), Barrier(MANY + 1)

    def make() -> str:
        made.append(1)
        go.wait()
        return "åbent"

    def ask() -> bytes:
        all_there.wait()
        return decompress(alike.get("same", make))

    with ThreadPoolExecutor(MANY) as pool:
        asked = [pool.submit(ask) for _ in range(MANY)]
        all_there.wait()
        go.set()
        assert {each.result() for each in asked} == {"åbent".encode()}
    assert made == [1]


def test_another_key_is_another_answer_and_there_is_always_room() -> None:
    alike = Alike()
    assert [decompress(alike.get(number, lambda: str(number))) for number in range(2 * MOST)] == [  # noqa: B023 - asked at once
        str(number).encode() for number in range(2 * MOST)
    ]


def test_what_went_wrong_is_told_and_those_who_waited_try_themselves() -> None:
    alike, begun, go = Alike(), Event(), Event()

    def fail() -> str:
        begun.set()
        go.wait()
        raise ValueError

    with ThreadPoolExecutor(2) as pool:
        failing = pool.submit(alike.get, "same", fail)
        begun.wait()
        waiting = pool.submit(alike.get, "same", lambda: "whole")
        go.set()
        assert decompress(waiting.result()) == b"whole"
        with pytest.raises(ValueError, match=r"^$"):
            failing.result()
