"""Likeness: passages that read like the examples of checks, by the points learned for pieces of words.

A multinomial logistic model over pieces of two to four characters, and one more column that tells a passage to look at
from a harmless one. `tools/learn.py` learns the points from the examples beside them; here they are only added up:
the risk of every sentence, and the checks' points only of those that are risky.
"""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp
from operator import add
from pathlib import Path

from ahocorasick_rs import AhoCorasick

from bot.domain.errors import RulesError
from bot.engine.tables import Table, read_toml
from bot.engine.text import CONTENT, Text

SCALE = 64  # points of one unit of log odds
_MOST_CHECKS, _MOST_CUES = 3, 3


@dataclass(frozen=True)
class Points:
    """What was learned, and what is said of a passage that reads like examples.

    Attributes:
        checks: The ids of the checks, in the order of their columns; the column of risk stands before them.
        start: The points every passage begins with, a column each.
        pieces: The points of each piece, a column each.
        risky: The log odds a passage needs to be told.
        harmless: The log odds below which words are left alone that a check's own matcher would flag.
        share: The part of a passage's likeness that a check needs to be named.
        message: What people read, with `{titles}` and `{cues}`.
        why: Why it matters.
    """

    checks: tuple[str, ...]
    start: Sequence[int]
    pieces: Mapping[str, Sequence[int]]
    risky: float
    harmless: float
    share: float
    message: str
    why: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage that reads like examples, in the folded text's places.

    Attributes:
        start: Where its first sentence begins.
        end: Where its last one ends, blanks left out.
        checks: The ids of the checks whose examples it reads like, the likest first.
        cues: The words that weighed most.
    """

    start: int
    end: int
    checks: tuple[str, ...]
    cues: tuple[str, ...]


class Likeness:
    """Adds up the points of texts, sentence by sentence and for each two neighbouring sentences."""

    def __init__(self, points: Points) -> None:
        """Make the pieces ready to be found."""
        self.points = points
        self._weights = list(points.pieces.values())
        self._automaton = AhoCorasick(list(points.pieces), store_patterns=False)
        self._risks = [weights[0] for weights in self._weights]

    def is_harmless(self, text: Text, place: int) -> bool:
        """Whether the sentence of this place, and with each of its neighbours, reads like harmless examples."""
        risks, sentence = text.once(self._risk_of_sentences), text.sentence_number(place)
        beside = (*risks[max(sentence - 1, 0) : sentence], *risks[sentence + 1 : sentence + 2])
        return self.points.start[0] + risks[sentence] + max([0, *beside]) < self.points.harmless * SCALE

    def readings(self, text: Text) -> list[Reading]:
        """The passages of one or two sentences to look at; of those that overlap the riskiest."""
        least = self.points.risky * SCALE - self.points.start[0]
        risks = text.once(self._risk_of_sentences)
        both = list(map(add, risks, risks[1:]))
        if max(risks + both) < least:
            return []
        passages = [(risk, range(one, one + 1)) for one, risk in enumerate(risks) if risk >= least]
        passages += [(risk, range(one, one + 2)) for one, risk in enumerate(both) if risk >= least]
        told: list[Reading] = []
        taken: set[int] = set()
        for _, passage in sorted(passages, key=lambda one: (-one[0], len(one[1]), one[1].start)):
            if taken.isdisjoint(passage):
                taken.update(passage)
                told.append(self._reading(text, passage))
        return told

    def _pieces(self, text: Text) -> list[set[int]]:
        """For each sentence the pieces in it."""
        find, folded = self._automaton.find_matches_as_indexes, text.folded
        cuts = [0, *text.sentence_ends]
        return [{piece for piece, _, _ in find(folded[start:end], overlapping=True)} for start, end in pairwise(cuts)]

    def _risk_of_sentences(self, text: Text) -> list[int]:
        return [sum(map(self._risks.__getitem__, found)) for found in text.once(self._pieces)]

    def _reading(self, text: Text, passage: range) -> Reading:
        found = (self._weights[piece] for sentence in passage for piece in text.once(self._pieces)[sentence])
        _, *totals = map(sum, zip(self.points.start, *found, strict=True))
        weights = [exp(total / SCALE) for total in totals]
        least = self.points.share * sum(weights)
        columns = sorted(range(len(weights)), key=lambda column: -weights[column])[:_MOST_CHECKS]
        named = [column for column in columns if weights[column] >= least] or columns[:1]
        start, end = text.sentence_span(passage.start)[0], text.sentence_span(passage.stop - 1)[1]
        words = text.folded[start:end]
        begin = start + len(words) - len(words.lstrip())
        checks = tuple(self.points.checks[column] for column in named)
        return Reading(begin, begin + len(words.strip()), checks, self._cues(text, passage, named[0] + 1))

    def _cues(self, text: Text, passage: range, column: int) -> tuple[str, ...]:
        """The content words of a passage that weighed most; a piece's points are shared by its letters."""
        weighed: dict[str, float] = {}
        for sentence in passage:
            points = self._points_of_letters(text.folded[slice(*text.sentence_span(sentence))], column)
            tokens, offset = text.tokens(sentence), text.sentence_span(sentence)[0]
            for token, word in enumerate(tokens.words):
                start, end = tokens.span(token, token)
                if word.pos[0] in CONTENT:
                    weighed[text.folded[start:end]] = sum(points[start - offset : end - offset])
        return tuple(
            sorted((word for word in weighed if weighed[word] > 0), key=lambda word: -weighed[word])[:_MOST_CUES]
        )

    def _points_of_letters(self, sentence: str, column: int) -> list[float]:
        letters = [0.0] * len(sentence)
        for piece, start, end in self._automaton.find_matches_as_indexes(sentence, overlapping=True):
            share = (self._weights[piece][0] + self._weights[piece][column]) / (end - start)
            for place in range(start, end):
                letters[place] += share
        return letters


def load_points(settings: Path, table: Path) -> Points:
    """Read what was learned.

    Args:
        settings: TOML with `message`, `why`, `risky`, `harmless` and `share`.
        table: A line a piece, fields parted by tabs: the piece, its points for risk, and for each check; the first line
            names the columns, the second one, without a piece, is what every passage begins with.

    Raises:
        RulesError: A file cannot be read; the text names file, key or line, and reason.
    """
    values = Table(read_toml(settings), str(settings))
    values.optional("replaces")  # its own place, held against what ships by bot.engine.rules
    try:
        header, *lines = table.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise RulesError(f"{table}: ファイルを読めません ({error})") from error
    checks = tuple(header.split("\t")[2:])
    rows = dict(_row(f"{table}: {number}行目", line, len(checks) + 1) for number, line in enumerate(lines, 2))
    points = Points(
        checks=checks,
        start=rows.pop("", array("h", [0] * (len(checks) + 1))),
        pieces=rows,
        risky=values.take("risky", float),
        harmless=values.take("harmless", float),
        share=values.take("share", float),
        message=values.take("message", str),
        why=values.take("why", str),
    )
    values.finish()
    return points


def _row(where: str, line: str, columns: int) -> tuple[str, "array[int]"]:
    piece, *points = line.split("\t")
    try:
        numbers = array("h", [int(point) for point in points])
    except (ValueError, OverflowError) as error:
        raise RulesError(f"{where}: 点は整数で書いてください") from error
    if len(numbers) != columns:
        raise RulesError(f"{where}: 点が{columns}個必要です")
    return piece, numbers
