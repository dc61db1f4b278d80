"""How long a draft is for a social network, counted as the network counts."""

import re
from collections.abc import Callable, Iterator
from unicodedata import normalize

from emoji import EMOJI_DATA

from bot.domain.networks import DEFAULT_WEIGHT, SINGLE, SINGLE_WEIGHT, URL_LENGTH, Length, Network, Unit

_EMOJI_BEGINS = {emoji[0] for emoji in EMOJI_DATA}
_LONGEST_EMOJI = max(map(len, EMOJI_DATA))

# URLs as twitter-text finds them (js/src/regexp of https://github.com/twitter/twitter-text), of which are left out:
# its rarer top-level domains for addresses without https://, and those not in Latin letters
_COUNTRIES = (
    "ac|ad|ae|af|ag|ai|al|am|ao|aq|ar|as|at|au|aw|ax|az|ba|bb|bd|be|bf|bg|bh|bi|bj|bm|bn|bo|br|bs|bt|bw|by|bz|ca|cc|cd"
    "|cf|cg|ch|ci|ck|cl|cm|cn|co|cr|cu|cv|cw|cx|cy|cz|de|dj|dk|dm|do|dz|ec|ee|eg|er|es|et|eu|fi|fj|fk|fm|fo|fr|ga|gb|gd"
    "|ge|gf|gg|gh|gi|gl|gm|gn|gp|gq|gr|gs|gt|gu|gw|gy|hk|hm|hn|hr|ht|hu|id|ie|il|im|in|io|iq|ir|is|it|je|jm|jo|jp|ke|kg"
    "|kh|ki|km|kn|kp|kr|kw|ky|kz|la|lb|lc|li|lk|lr|ls|lt|lu|lv|ly|ma|mc|md|me|mg|mh|mk|ml|mm|mn|mo|mp|mq|mr|ms|mt|mu|mv"
    "|mw|mx|my|mz|na|nc|ne|nf|ng|ni|nl|no|np|nr|nu|nz|om|pa|pe|pf|pg|ph|pk|pl|pm|pn|pr|ps|pt|pw|py|qa|re|ro|rs|ru|rw|sa"
    "|sb|sc|sd|se|sg|sh|si|sk|sl|sm|sn|so|sr|ss|st|su|sv|sx|sy|sz|tc|td|tf|tg|th|tj|tk|tl|tm|tn|to|tr|tt|tv|tw|tz|ua|ug"
    "|uk|us|uy|uz|va|vc|ve|vg|vi|vn|vu|wf|ws|ye|yt|za|zm|zw"
)
_GENERIC = (
    "academy|aero|app|art|asia|biz|blog|blue|cafe|camp|care|cloud|club|coffee|com|coop|design|dev|edu|email|events|fun"
    "|garden|gle|goog|google|gov|green|guide|health|house|info|int|jobs|kyoto|life|link|live|media|mil|mobi|moe|museum"
    "|nagoya|name|net|network|news|ninja|okinawa|one|online|org|osaka|page|photo|pink|post|press|pro|red|ryukyu|school"
    "|shop|site|social|space|store|studio|style|support|team|tech|today|tokyo|tools|top|tours|town|travel|video|web"
    "|website|wiki|work|works|world|xyz|yokohama|youtube|zone"
)
_ACCENTED = "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_LETTER = f"[0-9a-z{_ACCENTED}]"
_LABEL = rf"{_LETTER}(?:[0-9a-z{_ACCENTED}_-]{{0,61}}{_LETTER})?"
_ANY_LABEL = r"(?!-)[^\x00-,./:-@\[-^`{-\x7f\s\ufeff]{1,63}+(?<!-)"
_END = r"(?![0-9a-z@+-])"
_IN_PATH = rf"0-9a-z\u0400-\u04ff{_ACCENTED}!*';:=+,.$/%#\[\]\u2013_~@|&-"
_IN_BRACKETS = rf"\((?:[{_IN_PATH}]++|[{_IN_PATH}]*+\([{_IN_PATH}]++\)[{_IN_PATH}]*+)\)"
_PATH = rf"/(?:[{_IN_PATH}]|{_IN_BRACKETS})*(?<=[0-9a-z\u0400-\u04ff{_ACCENTED}=_#/+)-])"
_QUERY = r"\?[0-9a-z!?*'@();:&=+$/%#\[\]_.,~|-]*[0-9a-z_&=#/-]"
_URL = re.compile(
    rf"(?<![0-9a-z@\uff20$#\uff03])https?://(?:{_ANY_LABEL}\.)+(?:[a-z]{{2,63}}|xn--[0-9a-z-]+){_END}"
    rf"(?::[0-9]+)?(?:{_PATH})?(?:{_QUERY})?"
    rf"|(?<![0-9a-z@\uff20$#\uff03_./-])(?:{_LABEL}\.)+(?:{_COUNTRIES}|{_GENERIC}){_END}"
    rf"(?:(?::[0-9]+)?{_PATH}(?:{_QUERY})?)?",
    re.IGNORECASE,
)


def fits(text: str, network: Network) -> Length:
    """How long a text is for a network: its `fits` says whether it can be posted as it is.

    Args:
        text: The text as it would be posted.
        network: Where; `bot/domain/networks.py` names the sources of what it counts.
    """
    return Length(_COUNTS[network.unit](text), network.limit)


def _weight(text: str) -> int:
    """X's count, after composition (Unicode Standard Annex 15, NFC)."""
    between = _URL.split(normalize("NFC", text))
    weights = (_weight_of(piece) for part in between for piece in _pieces(part))
    return sum(weights) + URL_LENGTH * (len(between) - 1)


def _weight_of(piece: str) -> int:
    single = len(piece) == 1 and any(ord(piece) in code_points for code_points in SINGLE)
    return SINGLE_WEIGHT if single else DEFAULT_WEIGHT


def _code_units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _with_emoji_bytes(text: str) -> int:
    return sum(len(piece.encode()) if piece in EMOJI_DATA else 1 for piece in _pieces(text))


def _pieces(text: str) -> Iterator[str]:
    """The text's emoji, each whole, and its other characters."""
    at = 0
    while at < len(text):
        piece = _emoji_at(text, at) if text[at] in _EMOJI_BEGINS else text[at]
        yield piece
        at += len(piece)


def _emoji_at(text: str, at: int) -> str:
    """The longest emoji that begins here; the character alone where none does."""
    pieces = (text[at : at + length] for length in range(_LONGEST_EMOJI, 0, -1))
    return next((piece for piece in pieces if piece in EMOJI_DATA), text[at])


_COUNTS: dict[Unit, Callable[[str], int]] = {
    Unit.WEIGHT: _weight,
    Unit.CHARACTER: len,
    Unit.CODE_UNIT: _code_units,
    Unit.EMOJI_BYTES: _with_emoji_bytes,
}
