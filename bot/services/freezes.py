"""An administrator stops all clearances in an emergency, and lifts the stop."""

from bot.domain.drafts import State
from bot.domain.errors import StaleError
from bot.domain.freezes import Freeze
from bot.domain.people import ensure_admin
from bot.services.desk import Desk


def stop_clearances(desk: Desk, user: str, reason: str) -> None:
    """Nothing is cleared until the stop is lifted. What is cleared already is for `end_stopped`.

    Raises:
        NotEntitledError: Not an administrator of the workspace.
        StaleError: All is stopped already.
    """
    ensure_admin(desk.directory.person(user, fresh=True))
    freeze = Freeze(reason, user, desk.clock())
    with desk.store.begin() as unit:
        unit.stop(freeze)  # nothing where another holds; asked before, two at the same moment would wait for each other
        holding = unit.freeze()
        if holding is not None and holding != freeze:
            raise StaleError(f"すでに一時停止中です(理由: {holding.reason})。")


def end_stopped(desk: Desk) -> int:
    """End every clearance while a stop holds, to be approved again after it; how many those were."""
    with desk.store.begin() as unit:
        holding = unit.freeze()
    fallen = desk.store.origins_in(State.CLEARED) if holding else ()
    for origin in fallen:
        with desk.store.begin() as unit:
            review = unit.find(origin)
            if review is not None and holding is not None:
                review.end_clearance(holding.made_by, desk.clock(), "frozen")
                unit.save(review)
        desk.wake(origin)
    return len(fallen)


def lift_stop(desk: Desk, user: str) -> Freeze:
    """Clearances are possible again; the stop that held.

    Raises:
        NotEntitledError: Not an administrator of the workspace.
        StaleError: Nothing is stopped.
    """
    ensure_admin(desk.directory.person(user, fresh=True))
    with desk.store.begin() as unit:
        holding = unit.freeze()
        if holding is None:
            raise StaleError("いまは一時停止していません。")
        unit.lift(user, desk.clock())
    return holding
