"""The social networks a municipality posts to: what they are called, how long a post may be, and what they count.

Sources, by network:
    X: twitter-text, config/v3.json (https://github.com/twitter/twitter-text) and
        https://docs.x.com/fundamentals/counting-characters.
    Facebook: 63,206 characters, as is widely cited; Facebook itself publishes neither this nor what counts as one.
    Instagram: `caption` in https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media.
    LINE: a text bubble of the LINE Official Account Manager holds 500 characters; LINE counts UTF-16 code units,
        https://developers.line.biz/ja/docs/messaging-api/text-character-count (what is sent by program may have 5,000).
    YouTube: a video's description, https://support.google.com/youtube/answer/57407.
    Threads: https://developers.facebook.com/documentation/threads/posts.
"""

from dataclasses import dataclass
from enum import Enum, StrEnum, auto

# X: a code point in these ranges counts 1, any other 2, an emoji 2 however many it is made of, a URL 23
SINGLE = (range(4352), range(8192, 8206), range(8208, 8224), range(8242, 8248))
SINGLE_WEIGHT = 1
DEFAULT_WEIGHT = 2
URL_LENGTH = 23


class Unit(Enum):
    """What a network counts.

    Attributes:
        WEIGHT: X's weights, as above.
        CHARACTER: Unicode code points.
        CODE_UNIT: UTF-16 code units; an emoji is two or more.
        EMOJI_BYTES: Code points, but an emoji is as many as its UTF-8 has bytes.
    """

    WEIGHT = auto()
    CHARACTER = auto()
    CODE_UNIT = auto()
    EMOJI_BYTES = auto()


@dataclass(frozen=True, slots=True)
class _Facts:
    label: str
    limit: int
    unit: Unit


class Network(StrEnum):
    """A social network; the value is how it is stored."""

    X = "x"
    FACEBOOK = "facebook"
    INSTAGRAM = "instagram"
    LINE = "line"
    YOUTUBE = "youtube"
    THREADS = "threads"

    @property
    def label(self) -> str:
        """Its name as staff know it, with what is counted where a post has several texts."""
        return _FACTS[self].label

    @property
    def limit(self) -> int:
        """How long a post may be, in its unit."""
        return _FACTS[self].limit

    @property
    def unit(self) -> Unit:
        """What it counts."""
        return _FACTS[self].unit


_FACTS = {
    Network.X: _Facts("X(旧Twitter)", 280, Unit.WEIGHT),
    Network.FACEBOOK: _Facts("Facebook", 63_206, Unit.CHARACTER),
    Network.INSTAGRAM: _Facts("Instagram", 2_200, Unit.CHARACTER),
    Network.LINE: _Facts("LINE(吹き出し1つ)", 500, Unit.CODE_UNIT),
    Network.YOUTUBE: _Facts("YouTube(動画の説明)", 5_000, Unit.CHARACTER),
    Network.THREADS: _Facts("Threads", 500, Unit.EMOJI_BYTES),
}


@dataclass(frozen=True, slots=True)
class Length:
    """How long a text is for a network, and how long it may be."""

    count: int
    limit: int

    @property
    def fits(self) -> bool:
        """Whether the text can be posted as it is."""
        return self.count <= self.limit
