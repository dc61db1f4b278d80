"""`words`: words and their written variants, on morpheme boundaries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.engine.cues import CueIndex, Found
from bot.engine.lexicons import Lexicons
from bot.engine.matching import Context, Hit, expand, longest
from bot.engine.tables import Table
from bot.engine.text import Text, single_word


@dataclass(frozen=True, slots=True)
class Words:
    """Flags each of its words; `instead` tells for a cue the word to write instead."""

    conditions: tuple[int, ...]
    cues: frozenset[int]
    instead: Mapping[int, str]

    def find(self, text: Text, found: Found, context: Context) -> Iterable[Hit]:  # noqa: ARG002 - a Matcher
        """Each word once, the longest where several begin together."""
        cue_at = {span: cue for cue, spans in found.standing(self.cues).items() for span in spans}
        for span in longest(cue_at):
            instead = self.instead.get(cue_at[span])
            yield Hit(*span, {} if instead is None else {"instead": instead})


def build_words(table: Table, cues: CueIndex, lexicons: Lexicons) -> Words:
    """Read `any` (cue spellings, `@lexicon`), `instead` (word → word) and `variants` (default true)."""
    spellings = expand(table.strings("any"), lexicons, table, "any")
    listed = {old: new for lexicon in lexicons.values() for old, new in lexicon.instead.items() if old in spellings}
    instead = listed | table.table("instead").texts()
    variants = table.take("variants", bool, default=True)
    if not spellings:
        raise table.error("any", "ことばを1つ以上書いてください")
    forms = {form: word for word in spellings for form in (word, *(_variants(word) if variants else ()))}
    of_cue = {cues.add(form): instead[word] for form, word in forms.items() if word in instead}
    return Words((cues.condition(cues=[forms]),), cues.add_all(forms), of_cue)


def _variants(spelling: str) -> tuple[str, ...]:
    """The normalised form of a word Sudachi knows: うわさ and 噂 are one word."""
    if spelling[0] in "=#%*" or spelling.endswith("*"):
        return ()
    word = single_word(spelling)
    return () if word is None else (f"={word.norm}",)
