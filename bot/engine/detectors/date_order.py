"""Dates and times in an order that cannot be meant: an end before its start, a deadline after the event."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise

from bot.engine.calendar import Mention, dates
from bot.engine.clock import NOON, Time, times
from bot.engine.days import japanese
from bot.engine.lexicons import Lexicons
from bot.engine.matching import Context, Hit
from bot.engine.tables import Table
from bot.engine.text import Text

Detect = Callable[[Text, Context], Iterable[Hit]]

_CLOCK = r"(?: ?(?:午[前後])? ?[0-9]{1,2}(?:時(?:[0-9]{1,2}分|半)?|:[0-9]{2}))?"
_BETWEEN_TIMES = re.compile(r" ?(から|~|-|より)[ 、]?")
_UNTIL = re.compile(rf"{_CLOCK} ?(?:まで|の間|の期間)")
_FROM = re.compile(r"から|より")
_OVERNIGHT = re.compile(r"翌|宿泊|泊|チェックイン|夜通し|夜間|深夜|終夜|入室|退室")
_EVENING, _SMALL_HOURS, _SHORT_HOUR = 16 * 60, 2 * 60, 8
_YEAR = timedelta(days=366)
_FAR = 200  # characters

_DEADLINE = re.compile(rf"{_CLOCK} ?(?:\([^()]{{1,10}}\))?(?:まで|必着|締切|締め切り|〆切|が(?:申込み?)?(?:期限|締切))")
_LEAD = re.compile(r"(?:締切|締め切り|〆切|期限)日?[はが: ]{0,2}$")
_APPLY = re.compile(r"申込|申し込|応募|予約|エントリー|締切|締め切|〆切|募集")
_HELD = re.compile(
    r"開催(?:します|しま|いたします|予定|!|。|日)|開(?:きます|く|講します|かれます)|行(?:います|われます)|実施します|上演します|催します"
)
_LABEL = re.compile(r"(?:日時|日程|開催日|実施日|期日|とき)[】\]: ]{0,3}$")
_PREPARES = re.compile(r"説明会|下見|公売|入札|見学会|相談会|内覧|体験会|ガイダンス|オリエンテーション")
_STAGE = re.compile(r"審査|試験|面接|選考|抽選|発表|放送|休館|休業|停止")
_OTHER_TIME = re.compile(
    r"次回|次の|第[0-9二三四五六]回|来年|来月|来春|以降|毎週|毎月|随時|追加|後日|アンケート|感想|視聴|配信|作品|期間中|全[0-9]{1,2}回"
)

_BOUND = re.compile(rf"{_CLOCK}(?:に|、| ?(?:から|~|-|まで|開催|実施|必着|締|〆)|は)")
_OPEN = re.compile(r" ?(?:から|より|~|以降|付|現在|時点)")
_FORETELLS = re.compile(
    r"(?P<future>開催(?:します|いたします|予定|される|されます|です|!)|開(?:きます|かれる|かれます)|行(?:います|われる|われます)"
    r"|実施(?:します|いたします|予定|される|されます)|(?:始ま|始め)(?:る|ます|ります)|(?:スタート|オープン)します"
    r"|予定(?:です|しています)|(?:お越し|ご参加|ご来場|お申し?込み?)ください|お待ちして|(?:まで|必着|締切|〆切|締め切り)(?:です|。|!)|までに?お?(?:電話|申し?込)|上演します|(?:受け付け|募集し)ます)"
    r"|(?P<past>ました|でした|だった|[っいしれせけ]た|ており|ています|中止|延期)"
)
_BYGONE = re.compile(r"ました|でした|だった|はずの|中止|延期|予定でし|昨年|去年|前回|毎年|例年")


def date_order(table: Table, lexicons: Lexicons) -> Detect:  # noqa: ARG001 - a factory
    """Flags an end before its start and a deadline after the event. Details: reason."""

    def detect(text: Text, context: Context) -> Iterator[Hit]:
        mentions = [mention for mention in text.once(dates, context.today) if mention.month is not None]
        yield from _date_ranges(text, mentions, context.today)
        yield from _time_ranges(text)
        yield from _late_deadline(text, mentions, context.today)

    return detect


def _date_ranges(text: Text, mentions: list[Mention], today: date) -> Iterator[Hit]:
    for start, end in pairwise(mentions):
        if end.link != "range" or not start.dates or not end.dates or max(end.dates) >= min(start.dates):
            continue
        loose = _FROM.search(text.folded, start.end, end.start) and not _UNTIL.match(text.folded, end.end)
        guessed = end.years and not start.years and (end.dates[0] < today - _YEAR or not _fits(start))
        if not loose and not guessed:
            reason = f"始まりが{japanese(start.dates[0])}、終わりが{japanese(end.dates[0])}になっています。"
            yield Hit(start.start, end.end, {"reason": reason})


def _fits(mention: Mention) -> bool:
    return mention.weekday is None or any(day.weekday() == mention.weekday for day in mention.dates)


def _time_ranges(text: Text) -> Iterator[Hit]:
    found = text.once(times)
    for start, end in pairwise(found):
        joined = _BETWEEN_TIMES.fullmatch(text.folded, start.end, end.start)
        if joined is None or not _backwards(start, end):
            continue
        meant = joined[1] not in {"から", "より"} or text.folded.startswith("まで", end.end)
        first, last = text.sentence(start.start)
        if meant and not _OVERNIGHT.search(text.folded, first, last):
            yield Hit(start.start, end.end, {"reason": "終わりの時刻が、始まりの時刻より前になっています。"})


def _backwards(start: Time, end: Time) -> bool:
    """Whether the end comes before the start, and neither a night between nor an unsaid 午後 explains it."""
    begins, ends = start.minutes, end.minutes
    if ends >= begins or ends < _SMALL_HOURS:
        return False
    if not end.half and end.hour < (NOON if start.half else _SHORT_HOUR):
        return False
    return not (begins >= _EVENING and ends <= NOON * 60)


def _late_deadline(text: Text, mentions: list[Mention], today: date) -> Iterator[Hit]:
    """A deadline for taking part that lies behind every other day the draft names."""
    if len(mentions) < 2:  # noqa: PLR2004 - a deadline and an event
        return
    deadlines = [mention for mention in mentions if mention.dates and _is_deadline(text, mention)]
    closing = frozenset(deadlines)
    others = [mention for mention in mentions if mention not in closing]
    if not deadlines or not others or any(not mention.dates for mention in others):
        return
    event = max(others, key=lambda mention: mention.dates[0])
    late = [deadline for deadline in deadlines if min(deadline.dates) > max(event.dates)]
    if late and max(event.dates) >= today and _is_event(text, event) and not _OTHER_TIME.search(text.folded):
        for deadline in late:
            told = f"締切が{japanese(deadline.dates[0])}、行事が{japanese(event.dates[0])}になっています。"
            yield Hit(deadline.start, deadline.end, {"reason": told})


def _is_deadline(text: Text, mention: Mention) -> bool:
    lead = text.folded[max(0, mention.start - 6) : mention.start]
    if not _DEADLINE.match(text.folded, mention.end) and not _LEAD.search(lead):
        return False
    return bool(_APPLY.search(text.folded, *_around(text, mention)))


def _around(text: Text, mention: Mention) -> tuple[int, int]:
    """The sentence of a date, as far as its words can still be about it."""
    first, last = text.sentence(mention.start)
    return max(first, mention.start - _FAR), min(last, mention.end + _FAR)


def _is_event(text: Text, mention: Mention) -> bool:
    """Whether this one day (no open period) is when something is held that people apply for beforehand."""
    first, last = _around(text, mention)
    if mention.link == "range" or _OPEN.match(text.folded, mention.end):
        return False
    held = _HELD.search(text.folded, mention.end, last) or _LABEL.search(text.folded[first : mention.start])
    return bool(held) and not _STAGE.search(text.folded, first, last) and not _PREPARES.search(text.folded)


def past_as_future(table: Table, lexicons: Lexicons) -> Detect:
    """Flags a day already past of which the sentence speaks as still to come. Details: date.

    `days`: how long ago a date without a year may lie; further back it may as well mean next year.
    """
    del lexicons
    reach = timedelta(days=table.take("days", int))

    def detect(text: Text, context: Context) -> Iterator[Hit]:
        mentions = text.once(dates, context.today)
        for index, mention in enumerate(mentions):
            day = max(mention.dates, default=context.today)
            if day >= context.today or mention.bare or (not mention.years and context.today - day > reach):
                continue
            stop = mentions[index + 1].start if index + 1 < len(mentions) else len(text.folded)
            if _told_as_future(text, mention, stop):
                yield Hit(mention.start, mention.end, {"date": japanese(day)})

    return detect


def _told_as_future(text: Text, mention: Mention, stop: int) -> bool:
    first, last = _around(text, mention)
    bound = _BOUND.match(text.folded, mention.end)
    if bound is None or _OPEN.match(text.folded, mention.end) or _BYGONE.search(text.folded, first, last):
        return False
    verb = _FORETELLS.search(text.folded, mention.end, min(last, stop))
    return bool(verb and verb["future"])
