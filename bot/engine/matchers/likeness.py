"""`likeness`: a check known by its examples alone; the engine reads them together, see `bot.engine.likeness`."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.engine.cues import CueIndex, Found
from bot.engine.lexicons import Lexicons
from bot.engine.matching import Context, Hit
from bot.engine.tables import Table
from bot.engine.text import Text


@dataclass(frozen=True, slots=True)
class ByExamples:
    """Waits for no words of its own."""

    conditions: tuple[int, ...] = ()

    def find(self, text: Text, found: Found, context: Context) -> Iterable[Hit]:  # noqa: ARG002 - a Matcher
        """Nothing: its passages are found with those of all checks."""
        return ()


def build_likeness(table: Table, cues: CueIndex, lexicons: Lexicons) -> ByExamples:  # noqa: ARG001 - a Build
    """The table is empty."""
    return ByExamples()
