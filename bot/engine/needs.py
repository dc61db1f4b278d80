"""What a text must hold for a regular expression to match: groups of words, of each of which one must stand in it.

The idea is that of RE2's FilteredRE2 and of R. Cox, "Regular Expression Matching with a Trigram Index" (2012): most
texts lack a word the expression cannot do without, so most expressions never run. What is not understood asks for
nothing, so that the answer errs on the side of running.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from math import inf
from typing import Self

Words = frozenset[str]

GROUPS = 3  # of an expression; more tell little
_MOST_WORDS = 64  # in one group
_MOST_OF_CLASS = 12
_KANA, _LONG_ENOUGH = 0.5, 3.0  # what a letter tells, beside a kanji or a Latin one; and what a word tells at most
_PLAIN = frozenset(" \t\n、。,.()-~:/「」")
# pairs of kana that stand in every tenth post or more (the clean corpus)
_EVERYDAY = frozenset(
    re.findall(
        "..",
        "ますくだだささいですからしまりまいまていまできまましをおありことしてってしたときないきはませせんったいたがあてく"
        "などいしいてただしょるこょうするられけまだけのおにはのででおれたすのさんとはつけにおできかけらせあるしくしいれま"
        "どもめまるとれるなりけてどうせてさまではまりいでなくりし",
    )
)
_ESCAPE = re.compile(r"x\{[0-9a-fA-F]+\}|x[0-9a-fA-F]{2}|[pP](?:\{[^}]*\}|.)|.", re.DOTALL)
_OPENING = re.compile(r"\?(?:P?<[^>]*>|:|(?P<flags>[imsU-]+)[:)])")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|\[:[^\]]*:\]|[^\]\\])*\]", re.DOTALL)
_REPEAT = re.compile(r"(?:(?P<mark>[*+?])|\{(?P<least>[0-9]+)(?P<comma>,)?(?P<most>[0-9]*)\})\??")
_ANCHORS = "^$"
_EMPTY_ESCAPES = "bBAzZ"
_RANGE = re.compile("(.)-(.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "d": "0123456789"}


@dataclass(frozen=True, slots=True)
class Needs:
    """What one part of an expression stands for.

    Attributes:
        exact: Every text it can match, where they are few; None where they are not.
        groups: Where `exact` is None: groups of words of each of which one stands in whatever it matches.
        longest: Where `exact` is None: how many characters it can match at most.
    """

    exact: Words | None
    groups: tuple[Words, ...] = ()
    longest: float = inf

    @property
    def all_groups(self) -> tuple[Words, ...]:
        """The groups, with what it matches exactly as the only one."""
        return self.groups if self.exact is None else (self.exact,)

    @property
    def width(self) -> float:
        """How many characters it can match at most."""
        return self.longest if self.exact is None else max(map(len, self.exact))


_ANY_LETTER = Needs(None, longest=1)
_NOTHING = Needs(frozenset([""]))


@dataclass(frozen=True, slots=True)
class Needed:
    """What an expression cannot match without.

    Attributes:
        groups: At most three groups of words, the rarest first, of each of which one stands in whatever it matches.
        width: How many characters it can match at most; infinite where there is no bound.
    """

    groups: tuple[Words, ...]
    width: float


def needed(expression: str) -> Needed:
    """What a valid expression in RE2's syntax needs."""
    reader = _Reader(expression)
    needs = reader.alternatives()
    return Needed(() if reader.folds_case else tuple(rarest(needs.all_groups)), needs.width)


def rarest(groups: Iterable[Words]) -> list[Words]:
    """At most three of the groups, those that tell most: by their shortest word, then by how few they are.

    A word of one kana, or one that stands in every text, tells nothing.
    """
    useful = {_shortened(group) for group in groups if "" not in group}
    told = sorted(useful, key=lambda group: (-min(_shortest(group), _LONG_ENOUGH), len(group), sorted(group)))
    return [group for group in told if _shortest(group) >= 1][:GROUPS]


class _Reader:
    """Reads an expression from left to right."""

    def __init__(self, expression: str) -> None:
        self._rest = expression
        self.folds_case = False

    def alternatives(self) -> Needs:
        found = [self._sequence()]
        while self._rest.startswith("|"):
            self._rest = self._rest[1:]
            found.append(self._sequence())
        return _either(found)

    def _sequence(self) -> Needs:
        run = _Run()
        while self._rest and self._rest[0] not in "|)":
            run = run.then(self._repeated(self._atom()))
        return run.needs()

    def _atom(self) -> Needs:
        first = self._rest[0]
        if first == "(":
            return self._group()
        if first == "[":
            return _of_class(self._take(_CLASS))
        self._rest = self._rest[1:]
        if first == "\\":
            return _of_escape(self._take(_ESCAPE))
        if first == ".":
            return _ANY_LETTER
        return _NOTHING if first in _ANCHORS else Needs(frozenset([first]))

    def _group(self) -> Needs:
        self._rest = self._rest[1:]
        opening = _OPENING.match(self._rest)
        if opening:
            self._rest = self._rest[opening.end() :]
            self.folds_case |= "i" in (opening["flags"] or "")
            if opening[0].endswith(")"):
                return _NOTHING
        inner = self.alternatives()
        self._rest = self._rest[1:]
        return inner

    def _repeated(self, part: Needs) -> Needs:
        repeat = _REPEAT.match(self._rest)
        if repeat is None:
            return part
        self._rest = self._rest[repeat.end() :]
        most = _most_times(repeat)
        if repeat["mark"] == "?" or (repeat["least"], most) == ("0", 1):
            return Needs(None, (), part.width) if part.exact is None else Needs(part.exact | {""})
        width = most * part.width if part.width else 0
        if repeat["mark"] == "*" or repeat["least"] == "0":
            return Needs(None, (), width)
        return Needs(None, part.all_groups, width)

    def _take(self, shape: re.Pattern[str]) -> str:
        match = shape.match(self._rest)
        taken = match[0] if match else self._rest
        self._rest = self._rest[len(taken) :]
        return taken


def _most_times(repeat: re.Match[str]) -> float:
    if repeat["mark"]:
        return 1 if repeat["mark"] == "?" else inf
    if repeat["comma"] and not repeat["most"]:
        return inf
    return int(repeat["most"] or repeat["least"])


@dataclass(frozen=True, slots=True)
class _Run:
    """Parts one after another: what has been read of them so far."""

    tail: Words | None = frozenset([""])
    groups: tuple[Words, ...] = ()
    whole: bool = True
    longest: float = 0

    def then(self, part: Needs) -> Self:
        longest = self.longest + part.width
        if part.exact is None:
            return type(self)(frozenset([""]), (*self._closed(), *part.groups), whole=False, longest=longest)
        tail = self.tail or frozenset([""])
        if len(tail) * len(part.exact) <= _MOST_WORDS:
            return type(self)(frozenset(map("".join, product(tail, part.exact))), self.groups, self.whole, longest)
        return type(self)(part.exact, self._closed(), whole=False, longest=longest)

    def needs(self) -> Needs:
        return Needs(self.tail) if self.whole else Needs(None, self._closed(), self.longest)

    def _closed(self) -> tuple[Words, ...]:
        return self.groups if self.tail is None or "" in self.tail else (*self.groups, self.tail)


def _either(parts: list[Needs]) -> Needs:
    if len(parts) == 1:
        return parts[0]
    exact = [part.exact for part in parts if part.exact is not None]
    if len(exact) == len(parts) and sum(map(len, exact)) <= _MOST_WORDS:
        return Needs(frozenset().union(*exact))
    longest = max(part.width for part in parts)
    chosen = [rarest(part.all_groups) for part in parts]
    if not all(chosen):
        return Needs(None, (), longest)
    unions = (frozenset().union(*(groups[min(place, len(groups) - 1)] for groups in chosen)) for place in range(GROUPS))
    return Needs(None, tuple(dict.fromkeys(unions)), longest)


def _shortened(group: Words) -> Words:
    """Without words that hold another one of the group."""
    return frozenset(word for word in group if not any(other != word and other in word for other in group))


def _shortest(group: Words) -> float:
    """What the group's least telling word tells."""
    return min(_KANA if word in _EVERYDAY else sum(map(_telling, word)) for word in group)


def _telling(letter: str) -> float:
    return _KANA if "ぁ" <= letter <= "ゖ" or letter.isdecimal() or letter in _PLAIN else 1.0


def _of_class(source: str) -> Needs:
    inner = source[1:-1]
    letters = _RANGE.sub(lambda ends: _letters(*ends.groups()), inner)
    plain = not inner.startswith("^") and "\\" not in inner and "[:" not in inner
    return Needs(frozenset(letters)) if plain and len(letters) <= _MOST_OF_CLASS else _ANY_LETTER


def _letters(first: str, last: str) -> str:
    """The letters of a range, or of a long one more than a class may have."""
    return "".join(map(chr, range(ord(first), min(ord(last), ord(first) + _MOST_OF_CLASS) + 1)))


def _of_escape(escaped: str) -> Needs:
    if escaped in _EMPTY_ESCAPES:
        return _NOTHING
    if escaped in _ESCAPED:
        return Needs(frozenset(_ESCAPED[escaped]))
    return _ANY_LETTER if escaped[0].isalnum() else Needs(frozenset([escaped]))
