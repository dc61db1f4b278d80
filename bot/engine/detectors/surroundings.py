"""What stands around a date or a time: its sentence, its section, and whether it is told in the past tense."""

import re
from bisect import bisect_left

from bot.engine.mentions import Mention
from bot.engine.text import Text, Word

CLOCK = r"(?:[ の、]{0,2}(?:午[前後]|[朝昼夕夜])? ?の?(?:正午|[0-9]{1,2}(?:時(?:[0-9]{1,2}分|半)?|:[0-9]{2})))"
_FAR = 200  # characters
_SECTION = re.compile(r"\n ?[■□◆◇●◎▼▽▲△★☆]")
_CORRECTED = re.compile(
    r"[^。\n「『]{0,12}?[」』](?:は、? ?(?:[^。\n]{0,6}正しくは|「[^」\n]{1,20}」の(?:誤|間|ま))"
    r"|(?:の部分)?を[^。\n]{1,24}に?訂正)"
    r"|[」』]?と(?:ある|あり|した|しま|して|[記書案][^。\n]{0,8}|お(?:知らせ|伝え)[^。\n]{0,8})"
    r"[^。\n]{0,40}?(?:誤り|正しくは|訂正|まちがい|間違い)"
)
_PAST, _IF = "助動詞-タ", "仮定形"
_VERBS, _PRESENT = ("動詞", "助動詞"), ("終止形", "連体形")


def around(text: Text, start: int, end: int) -> tuple[int, int]:
    """The sentence of these words, as far as what it says can still be about them."""
    first, last = text.sentence(start)
    return max(first, start - _FAR), min(last, end + _FAR)


def closed(text: Text, start: int, end: int) -> int:
    """Where these words end, with the bracket that closes one opened among them."""
    words = text.folded[start : end + 1]
    return end + (words.endswith(")") and words.count("(") == words.count(")"))


def is_corrected(text: Text, end: int) -> bool:
    """Whether these words are quoted as a slip that is now put right (「11月31日」とあるのは「11月30日」の誤りです)."""
    return _CORRECTED.match(text.folded, end) is not None


def told_past(text: Text, start: int, end: int) -> bool:
    """Whether a word of this part of one sentence is in the past tense (開いた, でした)."""
    if "た" not in text.folded[start:end] and "だ" not in text.folded[start:end]:
        return False
    return any(word.pos[4] == _PAST and not word.pos[5].startswith(_IF) for word in _words(text, start, end))


def tells_ahead(text: Text, start: int, end: int) -> bool:
    """Whether a verb of this part of one sentence stands in the present tense, which is the future's too (開く会)."""
    return any(word.pos[0] in _VERBS and word.pos[5].startswith(_PRESENT) for word in _words(text, start, end))


def _words(text: Text, start: int, end: int) -> list[Word]:
    tokens = text.tokens(text.sentence_number(start))
    return tokens.words[bisect_left(tokens.begins, start) : bisect_left(tokens.begins, end)]


def sections(text: Text, mentions: list[Mention]) -> list[list[Mention]]:
    """The dates of each section that a heading mark (■, ◆ …) begins; all together where there is none."""
    heads = [found.start() for found in _SECTION.finditer(text.folded)] if "\n" in text.folded else []
    cuts = [bisect_left(mentions, head, key=_start) for head in heads]
    return [
        mentions[first:last] for first, last in zip([0, *cuts], [*cuts, len(mentions)], strict=True) if first < last
    ]


def _start(mention: Mention) -> int:
    return mention.start
