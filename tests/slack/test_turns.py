"""Turns: who comes second waits, and strangers do not."""

import gc
from threading import Event, Thread

from bot.slack.turns import Turns


def test_who_comes_second_waits_for_the_first() -> None:
    turns, order, waiting = Turns(), list[str](), Event()

    def come_second() -> None:
        waiting.set()
        with turns.of("V1"):
            order.append("second")

    with turns.of("V1"):
        second = Thread(target=come_second)
        second.start()
        assert waiting.wait(5)
        second.join(0.1)
        order.append("first")
    second.join(5)
    assert order == ["first", "second"]


def test_who_wants_something_else_does_not_wait() -> None:
    turns = Turns()
    with turns.of("V1"):
        other = turns.of("V2")
        assert other.acquire(timeout=1)
        other.release()


def test_nothing_is_kept_of_those_who_were_there() -> None:
    turns = Turns()
    with turns.of("V1"):
        pass
    gc.collect()
    assert len(turns._locks) == 0
