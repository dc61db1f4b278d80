"""What changed between two wordings of a draft: a word diff for Japanese."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain, groupby, pairwise, takewhile
from typing import Literal, NamedTuple

from bot.engine.text import Text

Kind = Literal["same", "removed", "added"]
_Place = tuple[int, int]  # in the text before, and after
_LIMIT = 40_000  # comparisons a stretch may take at once; about 400 characters against 400


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of text that stayed, went or came."""

    kind: Kind
    text: str


class _Pair(NamedTuple):
    """Pieces of the text before, and those that stand in their place."""

    before: Sequence[str]
    after: Sequence[str]


def changes(before: str, after: str) -> tuple[Change, ...]:
    """What stayed, what went and what came, in reading order; what went stands before what came in its place.

    "same" and "removed" joined are `before`, "same" and "added" joined are `after`, character for character. Lines
    are compared first, and the words only of lines that differ. Any two texts can be compared, and the time it takes
    does not run away: long stretches are divided at the words both have just once, and what cannot be divided has
    changed as a whole.
    """
    lines = _aligned(_Pair(before.splitlines(keepends=True), after.splitlines(keepends=True)))
    return _joined(chain.from_iterable(map(_word_changes, lines)))


def shortened(changed: Sequence[Change], context: int) -> tuple[Change, ...]:
    """The same for display: of long stretches that stayed only the first and last characters, with … between.

    Args:
        changed: As `changes` gives them.
        context: How many characters to keep at either end, none or more.
    """
    return tuple(Change(one.kind, _short(one.text, context)) if one.kind == "same" else one for one in changed)


def _short(text: str, context: int) -> str:
    if len(text) <= 2 * context + 1:
        return text
    return f"{text[:context]}…{text[len(text) - context :]}"


def _word_changes(lines: _Pair) -> Iterator[Change]:
    before, after = "".join(lines.before), "".join(lines.after)
    if before == after:
        yield Change("same", before)
        return
    for pair in _aligned(_Pair(_words(before), _words(after))):
        if pair.before == pair.after:
            yield Change("same", "".join(pair.before))
        else:
            yield Change("removed", "".join(pair.before))
            yield Change("added", "".join(pair.after))


def _words(text: str) -> list[str]:
    """The text cut where its morphemes begin."""
    read = Text(text)
    begins = (read.place(begin, begin)[0] for tokens in read.all_tokens() for begin in tokens.begins)
    return [text[start:end] for start, end in pairwise(sorted({0, *begins, len(text)}))]


def _joined(parts: Iterator[Change]) -> tuple[Change, ...]:
    """Without empty ones, and neighbours of one kind as one."""
    runs = groupby((part for part in parts if part.text), key=lambda part: part.kind)
    return tuple(Change(kind, "".join(part.text for part in run)) for kind, run in runs)


def _aligned(pair: _Pair) -> Iterator[_Pair]:
    """The pair as pairs of pieces that are equal, and of pieces that are not."""
    before, after = pair
    if before == after:
        return iter((pair,))
    if len(before) * len(after) <= _LIMIT:
        matcher = SequenceMatcher(None, before, after, autojunk=False)
        return (_Pair(before[i:j], after[k:m]) for _, i, j, k, m in matcher.get_opcodes())
    parts = _divided(pair)
    return chain.from_iterable(map(_aligned, parts)) if len(parts) > 1 else iter(parts)


def _divided(pair: _Pair) -> list[_Pair]:
    """The pair cut where both begin and end alike, and around every anchor; whole where nothing divides it."""
    before, after = pair
    head = _alike(before, after)
    tail = _alike(before[head:][::-1], after[head:][::-1])
    i, j = len(before) - tail, len(after) - tail
    middle = _at_anchors(_Pair(before[head:i], after[head:j]))
    parts = [_Pair(before[:head], after[:head]), *middle, _Pair(before[i:], after[j:])]
    return [part for part in parts if part.before or part.after]


def _alike(before: Sequence[str], after: Sequence[str]) -> int:
    """How many pieces at the beginning are the same."""
    return sum(1 for _ in takewhile(lambda both: both[0] == both[1], zip(before, after, strict=False)))


def _at_anchors(pair: _Pair) -> list[_Pair]:
    """The pair cut in front of and behind every anchor."""
    anchors = _anchors(pair)
    before = [0, *(place for at, _ in anchors for place in (at, at + 1)), len(pair.before)]
    after = [0, *(place for _, at in anchors for place in (at, at + 1)), len(pair.after)]
    spans = zip(pairwise(before), pairwise(after), strict=True)
    return [_Pair(pair.before[i:j], pair.after[k:m]) for (i, j), (k, m) in spans]


def _anchors(pair: _Pair) -> list[_Place]:
    """Where the pieces are that both have just once, the longest row of them that is in the same order in both.

    This is Bram Cohen's patience diff: https://bramcohen.livejournal.com/73318.html.
    """
    places = {piece: at for at, piece in enumerate(pair.after)}
    once = _once(pair.before) & _once(pair.after)
    return _rising([(at, places[piece]) for at, piece in enumerate(pair.before) if piece in once])


def _once(pieces: Sequence[str]) -> set[str]:
    return {piece for piece, count in Counter(pieces).items() if count == 1}


def _rising(places: Sequence[_Place]) -> list[_Place]:
    """The longest row of places, which rise in the first, that rise in the second too (patience sorting)."""
    tops: list[int] = []  # the lowest end of a row, by its length
    ends: list[_Place] = []
    previous: dict[_Place, _Place | None] = {}
    for place in places:
        length = bisect_left(tops, place[1])
        tops[length : length + 1] = [place[1]]
        ends[length : length + 1] = [place]
        previous[place] = ends[length - 1] if length else None
    row = []
    last = ends[-1] if ends else None
    while last is not None:
        row.append(last)
        last = previous[last]
    return row[::-1]
