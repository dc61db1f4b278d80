"""Days said to be a public holiday that are none, by a mark (祝) or in words (「祝日の12月7日」)."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.engine.calendar import dates
from bot.engine.days import WEEKDAYS, japanese
from bot.engine.detectors.surroundings import around, closed
from bot.engine.holidays import SPELLED, SUBSTITUTE, holiday_name, holiday_near, nearest_of, official_name
from bot.engine.lexicons import Lexicons
from bot.engine.matching import Context, Hit
from bot.engine.mentions import Mention
from bot.engine.tables import Table
from bot.engine.text import Text

Detect = Callable[[Text, Context], Iterable[Hit]]

_CLAIM = re.compile(
    rf"(?<![一-龠ァ-ヶー])(?P<name>{SPELLED.pattern})(?!の?振替)"
    r"|(?<![一-龠日土])(?<![日土・祝][、・と])(?:国民の)?(?:祝日|(?P<off>休日))"
    rf"|(?P<substitute>(?:(?:{SPELLED.pattern})の?)?振替休日)"
)
_WORDS = re.compile(r"日(?<=[祝休の生念元]日)")  # one stands in each claim
_ASSERTED = re.compile(
    r"(?:の(?:ため|関係)|なので|に(?:あた|な[りる]|つき|より|当た)|です|で(?!も|は|な)|と(?:なり|なっ|なる|いうこと)|[、。!)」\n]|$|につき)"
)
_AFTER_NO = re.compile(r"[はにもがをで、。!)\n]|$|のため")
_BEFORE_DATE = re.compile(r"(?:の|である|となる|に(?:あたる|あたります|当たる)|・|:)? ?")
_ALONE_IN_BRACKETS = re.compile(r"[・、 ]?[月火水木金土日]?(?:曜日?)?\)")
_LOOSELY = re.compile(r"[はが]、? ?")
_GAP = 6  # characters between a claim and the date it is about
_NEAR = timedelta(days=10)  # a name and a date that only stand side by side are about each other where they are close
_BYGONE = re.compile(r"でした|だった|以前|かつて|昔|もとも|当時|旧|年までは|由来|制定|変わ|移[っり]")
_OWN_DAY_OFF = re.compile(
    r"学校|小中|授業|参観|運動会|発表会|文化祭|学童|児童|園|代休|開校|創立|市民の|県民|町民|社|店|職員|当番|行事"
)
_YEAR_END = frozenset({(12, 29), (12, 30), (12, 31), (1, 2), (1, 3)})  # days off of public offices
_WORKDAYS, _FEW_DAYS = 5, 10


@dataclass(frozen=True, slots=True)
class _Claim:
    """A holiday told in words, and the date it is told of."""

    mention: Mention
    start: int
    end: int
    name: str
    kind: str


def holiday_mismatch(table: Table, lexicons: Lexicons) -> Detect:  # noqa: ARG001 - a factory
    """Flags a day said to be a public holiday that is none. Details: date, near, reason."""

    def detect(text: Text, context: Context) -> Iterator[Hit]:
        found = text.once(dates, context.today)
        told: set[int] = set()
        for mention in found:
            if mention.holiday and mention.dates and not any(map(holiday_name, mention.dates)):
                told.add(mention.start)
                yield Hit(mention.start, mention.end, _no_holiday(mention.dates[0]))
        if not found or not _WORDS.search(text.folded):
            return
        mentions = [mention for mention in found if mention.dates]
        for claim in _claims(text, mentions):
            if claim.mention.start not in told and _is_wrong(text, claim, mentions):
                told.add(claim.mention.start)
                start, end = min(claim.start, claim.mention.start), max(claim.end, claim.mention.end)
                yield Hit(start, closed(text, start, end), _details(claim))

    return detect


def _claims(text: Text, mentions: Sequence[Mention]) -> Iterator[_Claim]:
    """Each claim with the date it is about, if one stands right before or behind it."""
    starts, ends = [mention.start for mention in mentions], [mention.end for mention in mentions]
    for match in _CLAIM.finditer(text.folded):
        start, end = match.span()
        name = official_name(match["name"]) if match["name"] else ""
        kind = _kind(match)
        before, behind = bisect_right(starts, start) - 1, bisect_left(starts, end)
        if before >= 0 and start - ends[before] <= _GAP and _tells_of(text, mentions[before], match, kind):
            yield _Claim(mentions[before], start, end, name, kind)
        elif behind < len(mentions) and starts[behind] - end <= _GAP and _told_of(text, match, mentions[behind], kind):
            yield _Claim(mentions[behind], start, end, name, kind)


def _kind(claim: re.Match[str]) -> str:
    if claim["name"]:
        return "name"
    if claim["substitute"]:
        return SUBSTITUTE
    return "off" if claim["off"] and not claim[0].startswith("国民") else "holiday"


def _tells_of(text: Text, mention: Mention, claim: re.Match[str], kind: str) -> bool:
    """Whether a claim says what the date before it is: 「12月7日は祝日のため」「12月7日(勤労感謝の日)」."""
    start, end = claim.span()
    if start < mention.end:
        return start >= mention.tail and text.folded[end : end + 1] in {")", "・", "、"}
    between = text.folded[mention.end : start].strip()
    if between == "(":
        return text.folded[end : end + 1] in {")", "・", "、"}
    if between in {"は", "が", "も", "は、"}:
        return bool(_ASSERTED.match(text.folded, end))
    return kind != "off" and between in {"", "の"} and bool(_AFTER_NO.match(text.folded, end))


def _told_of(text: Text, claim: re.Match[str], mention: Mention, kind: str) -> bool:
    """Whether a claim says what the date behind it is: 「祝日の12月7日」「勤労感謝の日(11月24日)」."""
    between = text.folded[claim.end() : mention.start]
    if between == "(":
        return bool(_ALONE_IN_BRACKETS.match(text.folded, mention.end))
    if _BEFORE_DATE.fullmatch(between):
        return kind != "off" or between == "の"
    if kind != "name" or not _LOOSELY.fullmatch(between):
        return False
    right = nearest_of(official_name(claim[0]), mention.dates[0])
    close = right is not None and abs(right - mention.dates[0]) <= _NEAR
    return close and bool(_ASSERTED.match(text.folded, mention.end))


def _is_wrong(text: Text, claim: _Claim, mentions: Sequence[Mention]) -> bool:
    days = _joined_days(claim.mention, mentions)
    if claim.kind == "name":
        wrong = not any(claim.name in (holiday_name(day) or "") for day in days)
    else:
        wrong = not any(map(holiday_name, days))
    if not wrong or _BYGONE.search(text.folded, *around(text, claim.start, claim.end)):
        return False
    if claim.kind == "off":
        day = claim.mention.dates[0]
        if day.weekday() >= _WORKDAYS or (day.month, day.day) in _YEAR_END:
            return False
    return claim.kind not in {"off", SUBSTITUTE} or not text.once(_has_days_off)


def _joined_days(mention: Mention, mentions: Sequence[Mention]) -> list[date]:
    """The days the date can mean, with those of the list or range it belongs to."""
    first = last = bisect_left(mentions, mention.start, key=lambda one: one.start)
    least, most = max(0, first - _FEW_DAYS), min(len(mentions), last + _FEW_DAYS)
    while first > least and mentions[first].link:
        first -= 1
    while last + 1 < most and mentions[last + 1].link:
        last += 1
    days = [day for one in mentions[first : last + 1] for day in one.dates]
    if any(one.link == "range" for one in mentions[first + 1 : last + 1]):
        span = min((max(days) - min(days)).days, _FEW_DAYS)
        days += [min(days) + timedelta(ahead) for ahead in range(span)]
    return days


def _has_days_off(text: Text) -> bool:
    """Whether the draft speaks of a school, a shop or the like, which has days off of its own."""
    return _OWN_DAY_OFF.search(text.folded) is not None


def _no_holiday(day: date) -> dict[str, str]:
    near = holiday_near(day)
    told = f"近い祝日は{near.month}月{near.day}日({holiday_name(near)})です。" if near else ""
    return {"date": japanese(day), "near": told, "reason": f"{japanese(day)}は国民の祝日ではないようです。{told}"}


def _details(claim: _Claim) -> dict[str, str]:
    day = claim.mention.dates[0]
    right = nearest_of(claim.name, day) if claim.name else None
    if right is None:
        return _no_holiday(day)
    told = f"{right.year}年の{claim.name}は{right.month}月{right.day}日({WEEKDAYS[right.weekday()]})です。"
    return {"date": japanese(day), "near": told, "reason": told}
