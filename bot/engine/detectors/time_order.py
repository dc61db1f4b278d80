"""Times of day that end before they begin."""

import re
from collections.abc import Iterator
from itertools import pairwise

from bot.engine.clock import NOON, Time, times
from bot.engine.detectors.surroundings import around
from bot.engine.matching import Hit
from bot.engine.text import Text

_BETWEEN = re.compile(r" ?(?:(?P<words>から|より)[ 、]?|(?:[~\-→]|\?) ?)")
_MEANT = re.compile(r" ?(?:まで|の間|です|、|。|\n|$|\))")
_MOVED = re.compile(r"変更|変わ|繰り|早め|早ま|遅ら|短縮|延長|前倒し|振り替え|ずら|移[しす]")
_OVERNIGHT = re.compile(r"翌|泊|チェックイン|夜通し|夜間|深夜|終夜|入室|退室")
_AFTER_HOURS = re.compile(r"夜|工事|通行止|断水|停電|点灯|閉鎖|施錠|消灯|休止|24時間|当直|当番|運休|配信|放送|閉庁")
_DAYTIME = re.compile(
    r"受付|受け付け|窓口|開館|開場|開園|開庁|教室|講座|体験|開催|日時|とき|公開|相談会|展示|営業|時間は"
)
_SMALL_HOURS, _SHORT_HOUR = 2 * 60, 8  # a range until one in the morning is a night; 9時から5時 ends at 17時
_MORNING, _AFTERNOON, _EVENING = 8 * 60 + 30, 16 * 60, 18 * 60 + 30
_HALF_DAY = NOON * 60


def backward_times(text: Text) -> Iterator[Hit]:
    """Each range of times whose end comes before its start. Details: reason."""
    for start, end in pairwise(text.once(times)):
        if end.minutes < start.minutes and _is_range(text, start, end):
            first, last = around(text, start.start, end.end)
            if _is_backward(start, end, text.folded[first:last]):
                yield Hit(start.start, end.end, {"reason": "終わりの時刻が、始まりの時刻より前になっています。"})


def _is_range(text: Text, start: Time, end: Time) -> bool:
    joined = _BETWEEN.fullmatch(text.folded, start.end, end.start)
    if joined is None:
        return False
    if joined["words"] is None:
        return True
    first, last = around(text, start.start, end.end)
    return bool(_MEANT.match(text.folded, end.end)) and not _MOVED.search(text.folded, first, last)


def _is_backward(start: Time, end: Time, sentence: str) -> bool:
    """Whether neither a night between nor an unsaid 午後 explains an end that comes before the start."""
    begins, ends = start.minutes, end.minutes
    if ends >= begins or _OVERNIGHT.search(sentence):
        return False
    if start.half == "pm" and not end.half and end.hour < NOON:
        return begins < _AFTERNOON and ends + _HALF_DAY < begins
    if ends < _SMALL_HOURS or (not end.half and end.hour < (NOON if start.half else _SHORT_HOUR)):
        return False
    if begins >= _AFTERNOON and ends <= _HALF_DAY:
        daytime = _DAYTIME.search(sentence) and not _AFTER_HOURS.search(sentence)
        return begins < _EVENING and ends >= _MORNING and bool(daytime)
    return True


def is_before(one: Time, other: Time) -> bool:
    """Whether a time of the same day comes before another; one without 午前 or 午後 counts as the later it can mean."""
    unsaid = other.half and not one.half and one.hour < NOON
    return one.minutes + (_HALF_DAY if unsaid else 0) < other.minutes
