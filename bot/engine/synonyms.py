"""What people say today, and the terms that stand in the clauses instead."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.engine.folding import fold
from bot.engine.tables import Table, read_toml

_ASCII = re.compile(r"[!-~]+")


@dataclass(frozen=True, slots=True)
class Synonym:
    """Words of today and the terms of the clauses they stand for.

    Attributes:
        say: What people write, folded.
        find: Terms that stand in the clauses.
    """

    say: tuple[str, ...]
    find: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Synonyms:
    """The words look-up knows besides those of the clauses.

    Attributes:
        entries: In the file's order.
        ignore: Normalised forms that say nothing about what is looked for (する, こと …).
    """

    entries: tuple[Synonym, ...]
    ignore: frozenset[str]

    def terms(self, query: str, words: Collection[str]) -> list[str]:
        """The clauses' terms for what a query says.

        Args:
            query: The folded query.
            words: The normalised forms of its content words, for what is inflected (謝った).
        """
        return [
            term
            for entry in self.entries
            if any(say in words or _stands_in(say, query) for say in entry.say)
            for term in entry.find
        ]


def load_synonyms(path: Path, tokenize: Callable[[str], Sequence[str]]) -> Synonyms:
    """Read the synonyms' file; RulesError naming file, key and reason where it cannot be used.

    Args:
        path: `ignore`, a list of words, and `[[synonym]]` with `say` and `find`, lists of words.
        tokenize: A text's content words as normalised forms, so that 謝る is known in 謝った.
    """
    table = Table(read_toml(path), str(path))
    table.optional("replaces")  # its own place, held against what ships by bot.engine.rules
    ignore = {norm for word in table.strings("ignore") for norm in tokenize(word)}
    entries = tuple(_synonym(row, tokenize) for row in table.tables("synonym"))
    table.finish()
    return Synonyms(entries, frozenset(ignore))


def _synonym(table: Table, tokenize: Callable[[str], Sequence[str]]) -> Synonym:
    say, find = table.strings("say"), table.strings("find")
    for key, words in (("say", say), ("find", find)):
        if not words:
            raise table.error(key, "ことばが1つ以上必要です")
    table.finish()
    norms = [norms[0] for word in say if len(norms := tokenize(word)) == 1]
    return Synonym(tuple(dict.fromkeys((*(fold(word).text for word in say), *norms))), find)


def _stands_in(say: str, query: str) -> bool:
    """Whether the words stand in the query; Latin ones only as whole words: x, not the x of text."""
    if not _ASCII.fullmatch(say):
        return say in query
    return re.search(rf"(?<![a-z0-9]){re.escape(say)}(?![a-z0-9])", query) is not None
