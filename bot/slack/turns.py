"""One after another, where two at a time would overtake each other."""

from threading import Lock
from weakref import WeakValueDictionary


class Turns:
    """A lock for each key, for as long as somebody holds or waits for it."""

    def __init__(self) -> None:
        """Nobody waits."""
        self._guard = Lock()
        self._locks: WeakValueDictionary[str, Lock] = WeakValueDictionary()

    def of(self, key: str) -> Lock:
        """The lock of a key: `with turns.of(key):`."""
        with self._guard:
            return self._locks.setdefault(key, Lock())
