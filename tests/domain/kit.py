"""Who may decide, for tests."""

from collections.abc import Collection

from bot.domain.guidelines import Step
from bot.domain.mandates import Mandate, Mandates

STEP = Step("所属長の承認")


def managers(*users: str) -> Mandates:
    """One step, which any of these people may take."""
    return Mandates((Mandate(STEP, frozenset(users)),))


def steps(*mandates: Mandate, frozen: str = "") -> Mandates:
    """Several steps."""
    return Mandates(mandates, frozen)


def step(label: str, users: Collection[str], *, every: bool = False) -> Mandate:
    """A step of its own label."""
    return Mandate(Step(label, every=every), frozenset(users))
