"""Ids and time stamps, never given twice."""

import itertools
import secrets
import threading
import time


class Ids:
    """Gives out message time stamps and ids; safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0
        self._numbers = itertools.count(1)

    def ts(self) -> str:
        """A time stamp such as `1700000000.000100`, later than every one before."""
        with self._lock:
            self._last = max(time.time_ns() // 1000, self._last + 1)
            return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"

    def new(self, prefix: str) -> str:
        """An id such as `F0000000A1`."""
        with self._lock:
            return f"{prefix}{next(self._numbers):09X}"

    @staticmethod
    def secret() -> str:
        """A token that nobody can guess."""
        return secrets.token_hex(12)
