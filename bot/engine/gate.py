"""The gate: which checks are worth asking, told from the words that stand in a text, however many checks there are."""

from collections.abc import Iterable
from functools import cache, reduce
from operator import and_, or_

from ahocorasick_rs import AhoCorasick

Span = tuple[int, int]
Hit = tuple[int, int, int]  # a word's number, and where it stands
Groups = tuple[frozenset[int], ...]  # numbers of words, of each group of which one must stand

_LAYERS = 4  # groups of words in one condition


class Gate:
    """Words found in one pass, and conditions: of each of its groups of words one at least must stand in the text.

    The conditions of a text are worked out together as bits. Of `n` conditions, bit `layer * n + number` says that
    the group `layer` of the condition `number` has a word in the text.

    Attributes:
        unasked: The groups that conditions of fewer groups do not ask for, as bits.
        mask: The groups a word is in, as bits, by its number.
    """

    def __init__(self) -> None:
        """No words and no conditions; add every one, then `build`."""
        self._words: dict[str, int] = {}
        self._conditions: list[Groups] = []
        self._count = self._all = 0
        self.unasked = 0
        self._bits_of: dict[int, tuple[int, ...]] = {}
        self.mask = cache(self._mask)
        self._automaton = AhoCorasick([])

    def word(self, word: str) -> int:
        """The number of a word of folded text, the same for the same word."""
        return self._words.setdefault(word, len(self._words))

    def condition(self, groups: Groups) -> int:
        """The number of a new condition; of more than four groups the first four are asked for."""
        self._conditions.append(groups[:_LAYERS])
        return len(self._conditions) - 1

    def build(self) -> None:
        """Make the automaton; no condition can be added after it."""
        self._count = len(self._conditions)
        self._all = (1 << self._count) - 1
        for number, groups in enumerate(self._conditions):
            for layer in range(_LAYERS):
                bit = layer * self._count + number
                if layer >= len(groups):
                    self.unasked |= 1 << bit
                for word in groups[layer] if layer < len(groups) else ():
                    self._bits_of[word] = (*self._bits_of.get(word, ()), bit)
        shared = {bits: bits for bits in self._bits_of.values()}
        self._bits_of = {word: shared[bits] for word, bits in self._bits_of.items()}
        self._conditions.clear()
        self._automaton = AhoCorasick(list(self._words), store_patterns=False)
        self._words.clear()  # nobody asks for a word's number any more

    def hits(self, folded: str) -> list[Hit]:
        """Every word that stands in the text."""
        return self._automaton.find_matches_as_indexes(folded, overlapping=True)

    def _mask(self, word: int) -> int:
        return sum(1 << bit for bit in self._bits_of.get(word, ()))

    def bits(self, words: Iterable[int]) -> int:
        """The groups that have one of these words."""
        return reduce(or_, map(self.mask, words), self.unasked)

    def open(self, bits: int) -> int:
        """The conditions all of whose groups are among these, as bits by their numbers."""
        layers = (bits >> layer * self._count for layer in range(1, _LAYERS))
        return reduce(and_, layers, bits & self._all)


def numbers(bits: int) -> list[int]:
    """The numbers of the bits that are set, in order."""
    found = []
    while bits:
        lowest = bits & -bits
        found.append(lowest.bit_length() - 1)
        bits ^= lowest
    return found
