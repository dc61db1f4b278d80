"""`detector`: a named function with parameters, for what words alone cannot say."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.engine.cues import CueIndex, Found
from bot.engine.detectors import DETECTORS
from bot.engine.lexicons import Lexicons
from bot.engine.matching import Context, Hit, expand
from bot.engine.tables import Table
from bot.engine.text import Text


@dataclass(frozen=True, slots=True)
class Detector:
    """Asks its function where one of its triggers stands."""

    conditions: tuple[int, ...]
    triggers: frozenset[int]
    detect: Callable[[Text, Context], Iterable[Hit]]

    def find(self, text: Text, found: Found, context: Context) -> Iterable[Hit]:
        """What the function finds."""
        hits = list(self.detect(text, context))
        return hits if hits and found.any(self.triggers) else ()


def build_detector(table: Table, cues: CueIndex, lexicons: Lexicons) -> Detector:
    """Read `name`, `triggers` (cues) and the function's own parameters."""
    name = table.take("name", str)
    if name not in DETECTORS:
        raise table.error("name", f"「{name}」という検出器はありません。{'、'.join(sorted(DETECTORS))} から選べます")
    triggers = expand(table.strings("triggers"), lexicons, table, "triggers")
    if not triggers:
        raise table.error("triggers", "手がかりになることばを1つ以上書いてください")
    condition = cues.condition(cues=[triggers])
    return Detector((condition,), cues.add_all(triggers), DETECTORS[name](table, lexicons))
