"""How a draft writes a date and its weekday, and what one such place says."""

import re
from dataclasses import dataclass
from datetime import date

from bot.engine.days import MONTHS, WEEKDAYS
from bot.engine.eras import Year

_ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ORDINALS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5}
_LEAP_DAY = (2, 29)
_LONGEST_WEEKDAY = 12  # characters of 「12月の第2土曜日の」

_SEVERAL = r"(?:[0-9]{1,2}[・、,~-]){1,9}"
_YEAR = r"(?:令和|平成|昭和|大正|明治|西暦|[rhs])?[ ]?(?:[0-9]{1,4}|元)(?:年度?)?"
MENTION = re.compile(
    rf"""
    (?P<first>[0-9元](?<![0-9][0-9])(?<![0-9][.,/:][0-9])[0-9]{{0,3}})
    (?: [ ]? 月 (?: [ ]? (?P<month_list>{_SEVERAL})? (?P<month_day>[0-9]{{1,2}}) [ ]? 日 )?
      | (?:\((?P<inner>[^()\n]{{1,8}})\))? [ ]? 年 (?P<fiscal>度)? (?:[ ]?\((?P<beside>{_YEAR})\))?
        (?: [ の]? (?P<year_month>[0-9]{{1,2}}) [ ]? 月
            (?: [ ]? (?P<year_list>{_SEVERAL})? (?P<year_day>[0-9]{{1,2}}) [ ]? 日 )? )?
      | [ ]? (?P<bare>日) (?![間目前後以分程])
      | (?P<mark>[/.-]) (?P<second>[0-9]{{1,2}}) (?: (?P=mark) (?P<third>[0-9]{{1,2}}) )?
        (?! [0-9] | [/.][0-9] | (?P=mark)[0-9] )
      | (?P<naked>(?=\([月火水木金土日][)・、日]))
    )
    (?P<tail>
        [ ]? [(\[〔<〈【] (?P<before>祝日?[・、/ ])?
        (?: (?P<nth>第[1-5])? (?P<short>[月火水木金土日]) (?:曜日?)?
            (?P<more>(?:[・、,/~と-]?[月火水木金土日](?:曜日?)?){{1,6}})? )?
        (?: [・、,/ ]? (?P<behind>祝日?|振替休日|振替|振休|休日?) )?
        (?: [)\]〕>〉】] | (?(short) [・、,/ ] (?: [^()\[\]〔〕<>〈〉【】\n]{{1,20}} [)\]〕>〉】] )? | (?!) ) )
      | [ の]? (?P<long>[月火水木金土日]) 曜日? (?! 日 | [ ]?[・、とや~,][ ]?[月火水木金土日祝] )
      | [はが] (?P<said>[月火水木金土日]) 曜日? (?=です|のため|なので|に(?:あた|な)|であ|で、|とな|と重)
      | [ の、]? \(? (?:いずれも|各|すべて|全て) の? (?P<each>[月火水木金土日]) 曜日? \)?
      | [ ,]{{0,2}} \(? (?P<english>mon|tue|wed|thu|fri|sat|sun)
        (?:day|s|sday|nes|nesday|r|rs|rsday|urday)? (?![a-z-]) \.? \)?
    )?
    """,
    re.VERBOSE,
)
_TAIL = ("before", "nth", "short", "more", "behind", "long", "said", "each", "english")
_BEFORE = re.compile(
    r"(?<![月火水木金土日一二三四五0-9][・、,と])(?<!毎週)(?<!毎月)(?<!毎月の)"
    r"(?P<nth>第[1-5一二三四五])?(?P<weekday>[月火水木金土日])曜日?(?P<joint>[の(])$"
)
_LETTERS = re.compile(r"([月火水木金土日])(?:曜日?)?")
_THROUGH = re.compile(r"[~-]")


@dataclass(slots=True, eq=False)
class Mention:
    """A date as a draft names it, in the folded text's places.

    Attributes:
        start: Where it begins, its era included.
        end: Where it ends, its weekday included.
        tail: Where the weekday begins; `end` where there is none.
        years: The years written with it: 令和8年(2026年) has two.
        month: Its month; None for a year alone, and for a day whose month the draft does not tell.
        day: Its day; None for a month alone.
        bare: The month is taken from a date before it (「8日(火)と9日(水)」).
        weekday: 0 for Monday to 6 for Sunday, as written.
        nth: 2 where it is said to be the month's second such weekday (「第2土曜日の12月12日」); 0 where nothing is.
        holiday: It is said to be a public holiday (祝, 振休).
        link: How it is joined to the date before: `range`, `list` or an empty string.
        dates: The days it can mean, the likeliest first; empty where the calendar has none.
    """

    start: int
    end: int
    tail: int
    years: tuple[Year, ...] = ()
    month: int | None = None
    day: int | None = None
    bare: bool = False
    weekday: int | None = None
    nth: int = 0
    holiday: bool = False
    link: str = ""
    dates: tuple[date, ...] = ()

    @property
    def exists(self) -> bool:
        """Whether some year's calendar, or the one written, has this month and day."""
        if self.month is None or self.day is None:
            return self.month is None or 1 <= self.month <= MONTHS
        leap = (self.month, self.day) == _LEAP_DAY and not self.years and self.weekday is None
        return bool(self.dates) or leap

    @property
    def fits(self) -> bool:
        """Whether one of the days it can mean has the weekday written, and is the month's `nth` of them."""
        if self.weekday is None or not self.dates or (not self.nth and self.dates[0].weekday() == self.weekday):
            return True
        return any(day.weekday() == self.weekday and self.nth in {0, week_of(day)} for day in self.dates)

    def prefer_weekday(self) -> None:
        """Keep, of the days it can mean, those that have the weekday written, if any do."""
        if self.weekday is not None and len(self.dates) > 1:
            self.dates = tuple([day for day in self.dates if day.weekday() == self.weekday]) or self.dates


def week_of(day: date) -> int:
    """Which of its month's Mondays, Tuesdays … a day is: 2 for the 8th to the 14th."""
    return (day.day + 6) // 7


def read_tail(match: re.Match[str], mention: Mention) -> str:
    """Note what stands behind a date: its weekday and 祝. Gives the letters of several weekdays (「(土・日)」)."""
    before, nth, short, more, behind, long, said, each, english = match.group(*_TAIL)
    letter = short or long or said
    if before or behind:
        mention.holiday = bool(before) or behind[0] != "休"
    if more:
        return f"{letter}{more}"
    if letter:
        mention.weekday = WEEKDAYS.index(letter)
        mention.nth = int(nth[1]) if nth else 0
    elif english:
        mention.weekday = _ENGLISH.index(english)
    return each or ""


def read_before(text: str, mention: Mention) -> None:
    """Note a weekday that stands before a date: 「第2土曜日の12月12日」「土曜日(12月12日)」."""
    before = _BEFORE.search(text, max(0, mention.start - _LONGEST_WEEKDAY), mention.start)
    if before is None or (before["joint"] == "(" and not text.startswith(")", mention.end)):
        return
    mention.weekday = WEEKDAYS.index(before["weekday"])
    if before["nth"]:
        mention.nth = _ORDINALS.get(before["nth"][1]) or int(before["nth"][1])


def share_weekdays(letters: str, joined: list[Mention]) -> None:
    """Give the weekdays behind a list or a range of dates to the dates they are of: 「5日・6日(土・日)」."""
    found = [WEEKDAYS.index(letter) for letter in _LETTERS.findall(letters)]
    if len(found) == 1:
        found *= len(joined)
    elif _THROUGH.search(letters):
        joined, found = joined[-2:], [found[0], found[-1]]
    if len(joined) < len(found) or (joined[-1].link == "range" and len(found) != 2):  # noqa: PLR2004 - both ends
        return
    for mention, weekday in zip(joined[-len(found) :], found, strict=True):
        if mention.weekday is None:
            mention.weekday = weekday
            mention.prefer_weekday()
