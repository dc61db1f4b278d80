"""The times of day a draft names."""

import re
from dataclasses import dataclass

from bot.engine.text import Text

NOON = 12
_TIME = re.compile(
    r"[0-9](?<![0-9][0-9])(?<![0-9][.,/:][0-9])[0-9]?"
    r"(?:時(?![間代台刻点給短差期節折])(?:(?P<minutes>[0-9]{1,2})分(?!間)|(?P<half>半))?|:(?P<after>[0-9]{2})(?![0-9:]))"
)
_HALVES = {"午前": "am", "午後": "pm"}
_EVENING = "夜"


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day as written, in the folded text's places.

    Attributes:
        start: Where it begins, 午前 or 午後 included.
        end: Where it ends.
        hour: The hour as written.
        minute: The minute; 30 for 半.
        half: `am`, `pm` or an empty string where neither 午前 nor 午後 is written.
        colon: Written as 13:30.
    """

    start: int
    end: int
    hour: int
    minute: int
    half: str
    colon: bool

    @property
    def minutes(self) -> int:
        """Minutes since midnight."""
        return (self.hour + (NOON if self.half == "pm" and self.hour < NOON else 0)) * 60 + self.minute


def times(text: Text) -> tuple[Time, ...]:
    """Every time of day in the draft, in order; ask with `text.once(times)`."""
    folded = text.folded
    found = []
    for match in _TIME.finditer(folded):
        start, end = match.span()
        before = start - (folded[start - 1 : start] == " ")
        half = _HALVES.get(folded[max(0, before - 2) : before], "")
        if half:
            start = before - 2
        elif folded[start - 1 : start] == _EVENING:
            half, start = "pm", start - 1
        digits = match[0].partition(":")[0].partition("時")[0]
        minute = 30 if match["half"] else int(match["minutes"] or match["after"] or 0)
        found.append(Time(start, end, int(digits), minute, half, bool(match["after"])))
    return tuple(found)
