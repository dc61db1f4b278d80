"""The clauses' full-text index: SQLite FTS5 in memory, over normalised words and pairs of characters."""

import re
import sqlite3
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence

from bot.domain.guidelines import Clause
from bot.engine.folding import fold
from bot.engine.synonyms import Synonyms
from bot.services.lookup import Ranked

Tokenize = Callable[[str], Sequence[str]]

_TABLE = "CREATE VIRTUAL TABLE clauses USING fts5(heading, words, pairs, tokenize = 'unicode61 remove_diacritics 0')"
_SEARCH = "SELECT rowid, bm25(clauses, 0.5, 1.0, 0.8) FROM clauses WHERE clauses MATCH ?"  # the lower, the better
_MEANT = 0.5  # what a synonym weighs beside the query's own words
_RUN = re.compile(r"[一-龯々]{2,}|[ァ-ヶー]{2,}")
_SLIP = re.compile(r"[一-龯々]{3,16}|[ァ-ヶー]{3,16}|(?=\w*[一-龯々])\w{3,16}|[ぁ-ん]{4,16}")
_MOST_SLIPS = 8
_MOST_WORDS = 64
_LONGEST_QUERY = 500  # characters; who pastes a whole draft is answered by its beginning


class SqliteClauseIndex:
    """Searches clauses by words, spelled as in the clause or another way, and by what resembles them."""

    def __init__(self, clauses: Iterable[Clause], tokenize: Tokenize, synonyms: Synonyms) -> None:
        """Index the clauses.

        Args:
            clauses: In the order that breaks a tie.
            tokenize: A text's content words as normalised forms, so that おそれ finds 恐れ.
            synonyms: Words of today for the clauses' terms.
        """
        self._clauses = tuple(clauses)
        self._tokenize = tokenize
        self._synonyms = synonyms
        self._texts = [fold(f"{clause.heading}\n{clause.text}").text for clause in self._clauses]
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(":memory:", check_same_thread=False)
        self._connection.execute(_TABLE)
        rows = [
            (row, " ".join(tokenize(clause.heading)), " ".join(tokenize(clause.text)), _pairs(fold(clause.text).text))
            for row, clause in enumerate(self._clauses)
        ]
        self._connection.executemany("INSERT INTO clauses(rowid, heading, words, pairs) VALUES (?, ?, ?, ?)", rows)

    def search(self, query: str) -> list[Ranked]:
        """The clauses that hold the query's words, best first; else those that hold something alike."""
        folded = fold(query[:_LONGEST_QUERY]).text
        said = self._said(folded)
        scores = self._scores(map(_condition, said))
        for row, score in self._scores(map(_condition, self._meant(folded, said))).items():
            scores[row] = scores.get(row, 0) + _MEANT * score
        if scores:
            return self._ranked(scores, alike=False)
        return self._ranked(self._alike(folded), alike=True)

    def _ranked(self, scores: Mapping[int, float], *, alike: bool) -> list[Ranked]:
        best_first = sorted(scores, key=lambda row: (scores[row], row))
        return [Ranked(self._clauses[row].id, alike) for row in best_first]

    def _said(self, folded: str) -> list[str]:
        words = dict.fromkeys((*self._tokenize(folded), *_RUN.findall(folded)))
        return [word for word in words if self._tells(word)][:_MOST_WORDS]

    def _meant(self, folded: str, said: Sequence[str]) -> list[str]:
        terms = self._synonyms.terms(folded, said)
        words = dict.fromkeys((*terms, *(word for term in terms for word in self._tokenize(term))))
        return [word for word in words if self._tells(word) and word not in said][:_MOST_WORDS]

    def _tells(self, word: str) -> bool:
        return word not in self._synonyms.ignore and re.search(r"[^\W\d_]", word) is not None

    def _scores(self, conditions: Iterable[str]) -> dict[int, float]:
        expression = " OR ".join(conditions)
        if not expression:
            return {}
        with self._lock:
            return dict(self._connection.execute(_SEARCH, (expression,)).fetchall())

    def _alike(self, folded: str) -> dict[int, float]:
        """The rows that hold one of the query's words with at most one slip in every three of its characters."""
        slips = [match[0] for match in _SLIP.finditer(folded) if self._tells(match[0])][:_MOST_SLIPS]
        shared = dict.fromkeys(f'pairs : "{pair}"' for slip in slips for pair in _pairs(slip).split())
        return {
            row: score
            for row, score in self._scores(shared).items()
            if any(_distance(slip, self._texts[row]) <= len(slip) // 3 for slip in slips)
        }


def _condition(word: str) -> str:
    """The FTS5 expression for a word as a word, or within a longer one."""
    bare = "".join(re.findall(r"\w", word))
    whole = f'{{heading words}} : "{bare}"'
    return whole if len(bare) == 1 else f'({whole} OR pairs : "{_pairs(bare)}")'


def _pairs(text: str) -> str:
    """Each two neighbouring characters of each run of letters: 「著作権」 is 著作 作権."""
    runs = re.findall(r"\w+", text)
    return " ".join(run[place : place + 2] for run in runs for place in range(len(run) - 1))


def _distance(word: str, text: str) -> int:
    """Edits that make the word a part of the text (Sellers' algorithm)."""
    row = [0] * (len(text) + 1)
    for character in word:
        above, row = row, [row[0] + 1]
        for place, other in enumerate(text):
            row.append(min(above[place] + (character != other), above[place + 1] + 1, row[place] + 1))
    return min(row)
