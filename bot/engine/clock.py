"""The times of day a draft names."""

import re
from dataclasses import dataclass

from bot.engine.text import Text

NOON = 12
_MIDDAY = "正午"
_TIME = re.compile(
    r"[0-9正](?:(?<=正)午|(?<=[0-9])(?<![0-9][0-9])(?<![0-9][.,/:][0-9])[0-9]?"
    r"(?: ?時(?![間代台刻点給短差期節折])(?:(?P<minutes>[0-9]{1,2})分(?!間)|(?P<half>半))?"
    r"|:(?P<after>[0-9]{2})(?![0-9:])))"
)
_HALF_BEHIND = re.compile(r" ?(?P<half>[ap]m)(?! ?[a-z0-9])")
_HALVES = {"午前": "am", "午後": "pm", "am": "am", "pm": "pm", "夕方": "pm", "早朝": "am"}
_NIGHT, _SMALL = "夜", 5  # 夜1時 is one in the morning
_PARTS = {"朝": "am", _NIGHT: "pm", "夕": "pm"}


@dataclass(slots=True, eq=False)
class Time:
    """A time of day as written, in the folded text's places.

    Attributes:
        start: Where it begins, 午前 or 午後 included.
        end: Where it ends, a pm behind it included.
        hour: The hour as written; 12 for 正午.
        minute: The minute; 30 for 半.
        half: `am`, `pm` or an empty string where neither 午前 nor 午後 nor a word like them is written.
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
    return tuple([_time(text.folded, match) for match in _TIME.finditer(text.folded)])


def _time(folded: str, match: re.Match[str]) -> Time:
    start, end = match.span()
    minutes, half_hour, after = match.groups()
    hour = folded[start : start + 2]
    if hour == _MIDDAY:
        return Time(start, end, NOON, 0, "", colon=False)
    number = int(hour if hour.isdecimal() else hour[0])
    half, start = _half(folded, start)
    if number < _SMALL and folded[start] == _NIGHT:
        half = ""
    behind = None if half or after is None else _HALF_BEHIND.match(folded, end)
    if behind:
        half, end = behind["half"], behind.end()
    minute = 30 if half_hour else int(minutes or after or 0)
    return Time(start, end, number, minute, half, after is not None)


def _half(folded: str, start: int) -> tuple[str, int]:
    """The half of the day told before a time, and where the time begins with it."""
    before = start
    if before and folded[before - 1] in " の":
        before -= 1
    half = _HALVES.get(folded[max(0, before - 2) : before])
    if half:
        return half, before - 2
    part = _PARTS.get(folded[before - 1 : before]) if before else None
    return (part, before - 1) if part else ("", start)
