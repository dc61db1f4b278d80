"""Looking clauses up: by number in any spelling, by words, by whole sentences."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bot.domain.guidelines import Clause, Guideline, Library
from bot.engine.clause_number import numbers_within, parse_clause_number
from bot.engine.folding import fold
from bot.engine.numbering import Path, clause_path

_KIND_OF_MUNICIPALITY = re.compile("[都道府県市区町村]$")
_SHORTEST_NAME = 2


class Why(StrEnum):
    """Why a clause was found."""

    LISTED = "listed"
    NUMBER = "number"
    WORDS = "words"
    ALIKE = "alike"

    @property
    def label(self) -> str:
        """The reason as people read it."""
        return {"listed": "一覧", "number": "番号", "words": "ことば", "alike": "似たつづり"}[self.value]


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause found, and why."""

    clause: Clause
    why: Why


@dataclass(frozen=True, slots=True)
class Ranked:
    """A clause id as the index found it; `alike`: only by a spelling that resembles the query's."""

    clause: str
    alike: bool


class ClauseIndex(Protocol):
    """Full-text search over the clauses."""

    def search(self, query: str) -> Sequence[Ranked]:
        """The clauses that hold the query's words, best first; empty where none does."""
        ...


def find_clauses(query: str, library: Library, index: ClauseIndex, limit: int | None = None) -> list[Hit]:
    """The clauses that answer a query: those of its number first, then by full text.

    Args:
        query: A clause number, words or a sentence; blank for all clauses in order.
        library: The guidelines to look in.
        index: Searches at least these guidelines.
        limit: How many clauses at most; None: no limit.
    """
    if not query.strip():
        return [Hit(clause, Why.LISTED) for clause in library.clauses][:limit]
    numbered = list(_by_number(query, library))
    if numbered and parse_clause_number(query):
        return numbered[:limit]
    hits: dict[str, Hit] = {}
    for hit in (*numbered, *_by_words(query, library, index)):
        hits.setdefault(hit.clause.id, hit)
    return list(hits.values())[:limit]


def _by_number(query: str, library: Library) -> Iterator[Hit]:
    whole = parse_clause_number(query)
    if whole:
        named = _named(whole.word, library.guidelines) if whole.word else library.guidelines
        paths = [whole.path]
    else:
        mentioned = tuple(guideline for guideline in library.guidelines if _short(guideline.municipality) in query)
        named = mentioned or library.guidelines
        paths = numbers_within(query)
    return (Hit(clause, Why.NUMBER) for path in paths for clause in _numbered(path, named))


def _numbered(path: Path, guidelines: Sequence[Guideline]) -> Iterator[Clause]:
    """The clauses of exactly this number, then those below it."""
    clauses = [(clause_path(clause.number), clause) for guideline in guidelines for clause in guideline.clauses]
    yield from (clause for other, clause in clauses if other == path)
    yield from (clause for other, clause in clauses if len(other) > len(path) and other[: len(path)] == path)


def _named(word: str, guidelines: Iterable[Guideline]) -> tuple[Guideline, ...]:
    """The guidelines a word names: by the beginning of their id or municipality."""
    short = _short(word)
    if len(short) < _SHORTEST_NAME:
        return ()
    return tuple(
        guideline
        for guideline in guidelines
        if any(name.startswith(short) for name in (guideline.id, fold(guideline.municipality).text))
    )


def _short(municipality: str) -> str:
    return _KIND_OF_MUNICIPALITY.sub("", municipality)


def _by_words(query: str, library: Library, index: ClauseIndex) -> Iterator[Hit]:
    clauses = {clause.id: clause for clause in library.clauses}
    for ranked in index.search(query):
        if ranked.clause in clauses:
            yield Hit(clauses[ranked.clause], Why.ALIKE if ranked.alike else Why.WORDS)
