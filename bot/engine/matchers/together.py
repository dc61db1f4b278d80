"""`together`: several cues in one sentence, in neighbouring sentences or in one draft."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.engine.cues import CueIndex, Found
from bot.engine.gate import Span
from bot.engine.lexicons import Lexicons
from bot.engine.matching import Context, Hit, expand
from bot.engine.tables import Table
from bot.engine.text import Text

_REACH = {"sentence": 0, "near": 1, "draft": None}


@dataclass(frozen=True, slots=True)
class Group:
    """Cues of which `at_least` different ones must meet the others."""

    cues: frozenset[int]
    at_least: int


@dataclass(frozen=True, slots=True)
class Together:
    """Flags the words of its `flag`-th group, once for each sentence where all groups meet.

    Attributes:
        groups: All must be there.
        order: The groups by their numbers, those last that only the morphemes can tell.
        conditions: One, of all groups.
        reach: How many sentences away they may stand; None: anywhere in the draft.
        flag: The group whose words are flagged.
    """

    groups: tuple[Group, ...]
    order: tuple[int, ...]
    conditions: tuple[int, ...]
    reach: int | None
    flag: int

    def find(self, text: Text, found: Found, context: Context) -> Iterable[Hit]:  # noqa: ARG002 - a Matcher
        """One hit a sentence, with the cues it met as `{met}`."""
        others: dict[int, Sentences] = {}
        for number in self.order:
            others[number] = self._by_sentence(text, found, self.groups[number], self._within_reach(text, others))
            if not others[number].cues:
                return
        for home, spans in others[self.flag]:
            met = [self._meeting(others[number], home) for number in range(len(self.groups))]
            if all(len(cues) >= group.at_least for cues, group in zip(met, self.groups, strict=True)):
                words = dict.fromkeys(text.folded[start:end] for cues in met for start, end in sorted(cues.values()))
                yield Hit(*spans[0], {"met": "」「".join(words)})
                if self.reach is None:
                    return

    def _within_reach(self, text: Text, others: Mapping[int, "Sentences"]) -> list[int] | None:
        """The sentences where a cue can meet those already found; None: all."""
        if self.reach is None or not others:
            return None
        far = 2 * self.reach  # with the flagged words between them
        near = [{at + away for at in rows.cues for away in range(-far, far + 1)} for rows in others.values()]
        return sorted(set(range(len(text.sentence_ends))).intersection(*near))

    def _by_sentence(self, text: Text, found: Found, group: Group, sentences: Iterable[int] | None) -> "Sentences":
        rows: dict[int, dict[int, Span]] = {}
        for cue, spans in found.standing(group.cues, sentences).items():
            for span in spans:
                rows.setdefault(text.sentence_number(span[0]), {}).setdefault(cue, span)
        return Sentences(rows)

    def _meeting(self, rows: "Sentences", home: int) -> dict[int, Span]:
        return {
            cue: span
            for sentence, cues in rows.cues.items()
            if self.reach is None or abs(sentence - home) <= self.reach
            for cue, span in cues.items()
        }


@dataclass(frozen=True, slots=True)
class Sentences:
    """For each sentence the cues in it and where each first stands."""

    cues: dict[int, dict[int, Span]]

    def __iter__(self) -> Iterator[tuple[int, list[Span]]]:
        """Each sentence with the places of its cues, in order."""
        return ((sentence, sorted(cues.values())) for sentence, cues in sorted(self.cues.items()))


def build_together(table: Table, cues: CueIndex, lexicons: Lexicons) -> Together:
    """Read `within` (sentence, near, draft), `flag` (default 0) and `[[group]]` with `any` and `at_least`."""
    within = table.take("within", str, "sentence")
    if within not in _REACH:
        raise table.error("within", "sentence、near、draft のどれかで書いてください")
    groups, condition = [], []
    for row in table.tables("group"):
        spellings = expand(row.strings("any"), lexicons, row, "any")
        if not spellings:
            raise row.error("any", "ことばを1つ以上書いてください")
        condition.append(spellings)
        groups.append(Group(cues.add_all(spellings), row.take("at_least", int, 1)))
        row.finish()
    flag = table.take("flag", int, 0)
    if not 0 <= flag < len(groups):
        raise table.error("flag", "group の番号(0から)で書いてください")
    order = sorted(range(len(groups)), key=lambda number: bool(groups[number].cues & cues.of_words))
    return Together(tuple(groups), tuple(order), (cues.condition(cues=condition),), _REACH[within], flag)
