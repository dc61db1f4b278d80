"""Word lists that several checks share."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.engine.tables import Table, read_toml


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A word list.

    Attributes:
        words: Cue spellings.
        instead: For some of them the word to write instead.
    """

    words: tuple[str, ...]
    instead: Mapping[str, str]


Lexicons = Mapping[str, Lexicon]


def load_lexicon(path: Path) -> Lexicon:
    """Read a word list: `words`, a list, and `[instead]`, pairs of an old and its present word."""
    table = Table(read_toml(path), str(path))
    table.optional("replaces")  # its own place, held against what ships by bot.engine.rules
    table.take("title", str)
    table.optional("source")
    words = table.strings("words")
    instead = table.table("instead").texts()
    table.finish()
    return Lexicon(tuple(dict.fromkeys((*words, *instead))), instead)
