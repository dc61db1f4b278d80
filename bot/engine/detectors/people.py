"""Names of private persons."""

from collections.abc import Callable, Iterable, Iterator

from bot.engine.lexicons import Lexicons
from bot.engine.matching import Context, Hit
from bot.engine.tables import Table
from bot.engine.text import Text

_SURNAME = ("名詞", "固有名詞", "人名", "姓")
_GIVEN = ("名詞", "固有名詞", "人名", "名")
_PERSON = ("名詞", "固有名詞", "人名")
_SPACES = frozenset({" ", "・", "　"})


def personal_name(table: Table, lexicons: Lexicons) -> Callable[[Text, Context], Iterable[Hit]]:  # noqa: ARG001 - a factory
    """Flags a surname with a given name, and a name with an honorific.

    `honorifics`: さん, 様 …; `roles`: normalised forms beside which a name is a public one (市長, 講師 …);
    `reach`: how many morphemes away a role may stand.
    """
    honorifics = frozenset(table.strings("honorifics"))
    roles = frozenset(table.strings("roles"))
    reach = table.take("reach", int)

    def detect(text: Text, context: Context) -> Iterable[Hit]:
        for first, last in _names(text, honorifics):
            beside = range(max(0, first - reach), min(len(text.words), last + reach + 1))
            if text.surface(first) in context.places or any(text.words[token].norm in roles for token in beside):
                continue
            yield Hit(*text.token_span(first, last))

    return detect


def _names(text: Text, honorifics: frozenset[str]) -> Iterator[tuple[int, int]]:
    """First and last morpheme of each name: 姓名, 姓名+敬称, 姓+敬称, 名+敬称."""
    token, words = 0, text.words
    while token < len(words):
        last = _full_name(text, token)
        named = last is not None
        last = token if last is None else last
        is_name = words[token].pos[:3] == _PERSON
        after = last + 1
        honoured = is_name and after < len(words) and text.surface(after) in honorifics
        if named or honoured:
            end = after if honoured else last
            yield token, end
            token = end
        token += 1


def _full_name(text: Text, token: int) -> int | None:
    """The last morpheme of a surname with a given name that begins here, one blank or ・ between allowed."""
    words = text.words
    if words[token].pos[:4] != _SURNAME:
        return None
    after = token + 1
    if after < len(words) and text.surface(after) in _SPACES:
        after += 1
    return after if after < len(words) and words[after].pos[:4] == _GIVEN else None
