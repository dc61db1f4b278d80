"""The dates a draft names: where they stand, and which day of the calendar each means."""

import re
from dataclasses import dataclass
from datetime import date

from bot.engine.days import KNOWN, MONTHS, WEEKDAYS, either, nearest, valid
from bot.engine.eras import Year, era_before, read_year, year_of
from bot.engine.text import Text

_ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_RELATIVE = {"来年": 1, "今年": 0, "本年": 0, "昨年": -1, "去年": -1}
_THIS_MONTH = {"今月": 0, "来月": 1, "先月": -1}
_LONGEST, _LEAP_DAY = 31, (2, 29)
_ANCHORS = 6  # years told earlier in a draft that a date without one may mean
_NEAR = 3  # years; 「8年1月10日」 without an era is 令和 only where that is about now
_CENTURY = 100

_MENTION = re.compile(
    r"""
    (?P<first>[0-9元](?<![0-9][0-9])(?<![0-9][.,/:][0-9])[0-9]{0,3})
    (?: (?:\((?P<inner>[^()\n]{1,8})\))? 年 (?P<fiscal>度)? (?:[ ]?\((?P<beside>[^()\n]{1,10})\))?
        (?: [ の]? (?P<year_month>[0-9]{1,2})月 (?: [ ]? (?P<year_day>[0-9]{1,2})日 )? )?
      | 月 (?: [ ]? (?P<month_day>[0-9]{1,2})日 )?
      | (?P<bare>日) (?![間目前後以分程])
      | (?P<mark>[/.-]) (?P<second>[0-9]{1,2}) (?: (?P=mark) (?P<third>[0-9]{1,2}) )? (?![0-9]|[/.-][0-9])
    )
    (?P<tail>
        [ ]? [(\[〔] (?P<before>祝日?[・、])? (?: (?P<short>[月火水木金土日]) (?:曜日?)? )?
        (?: [・、,/ ]? (?P<behind>祝日?|振替休日|振替|振休|休日?) )? [)\]〕]
      | [ の]? (?P<long>[月火水木金土日]) 曜日? (?![日・、とや~,])
      | [ ]? \( (?P<english>mon|tue|wed|thu|fri|sat|sun) [a-z]{0,6} \.? \)
    )?
    """,
    re.VERBOSE,
)
_CLOCK = r"(?:[ の、]?(?:午[前後] ?)?[0-9]{1,2}(?:時(?:[0-9]{1,2}分|半)?|:[0-9]{2}))?"
# a `~` that went through a narrow character set comes out as `?`
_RANGE = re.compile(rf"{_CLOCK} ?(?:から|~|-|より|\?)[ 、]?翌?")
_LIST = re.compile(r" ?(?:[・、,とや]|および|及び|または|又は) ?")
_SENTENCE_END = re.compile(r"[。\n]")
_JOINED = 16  # characters that can stand between the two dates of a range
_LOOSE = re.compile(r"から|まで|~|開催|締切|〆切")


@dataclass(slots=True, eq=False)
class Mention:
    """A date as a draft names it, in the folded text's places.

    Attributes:
        start: Where it begins, its era included.
        end: Where it ends, its weekday included.
        tail: Where the weekday begins; `end` where there is none.
        years: The years written with it: 令和8年(2026年) has two.
        month: Its month; None for a year alone.
        day: Its day; None for a month alone.
        bare: The month is taken from a date before it (「8日(火)と9日(水)」).
        weekday: 0 for Monday to 6 for Sunday, as written.
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


def dates(text: Text, today: date) -> tuple[Mention, ...]:
    """Every date of the draft, in order; one without a year is the one nearest to `today`.

    Ask with `text.once(dates, today)`, so that several checks read the text once.
    """
    return tuple(_Reader(text.folded, today).read())


class _Reader:
    """Reads a folded text from its beginning, remembering the years and months told so far."""

    def __init__(self, text: str, today: date) -> None:
        self._text = text
        self._today = today
        self._mentions: list[Mention] = []
        self._last: Mention | None = None
        self._told: dict[int, date] = {}
        self._fiscal: set[int] = set()
        self._months: dict[int, None] = {}

    def read(self) -> list[Mention]:
        for match in _MENTION.finditer(self._text):
            mention = self._mention(match)
            if mention is None:
                continue
            self._link(mention)
            self._resolve(mention)
            if mention.bare and not mention.dates and mention.link != "range":
                continue
            self._remember(mention)
        return self._mentions

    def _mention(self, match: re.Match[str]) -> Mention | None:
        """The date as written, or None where these digits are none."""
        start, end = match.span()
        first = match["first"]
        tail = match.start("tail") if match["tail"] else end
        mention = Mention(start, end, tail, weekday=_weekday(match), holiday=_claims_holiday(match))
        if first[0] == "元" and first != "元":
            return None
        if match["mark"]:
            return self._numeric(match, mention)
        if match["bare"]:
            return self._bare(first, mention)
        kind = self._text[match.end("first")]
        if kind == "月":
            if len(first) > 2 or first == "元":  # noqa: PLR2004 - a month has two digits
                return None
            mention.month, mention.day = int(first), _number(match["month_day"])
            return mention
        era, mention.start = era_before(self._text, start)
        mention.years = self._years(match, era)
        mention.month, mention.day = _number(match["year_month"]), _number(match["year_day"])
        return mention if mention.years else None

    def _years(self, match: re.Match[str], era: str) -> tuple[Year, ...]:
        fiscal = bool(match["fiscal"])
        main = year_of(era, match["first"], fiscal=fiscal)
        if main and not era and main.number < _CENTURY:
            main = Year("令和", main.number, fiscal) if match["year_month"] else None
            if main and abs(main.western - self._today.year) > _NEAR:
                main = None
        if main is None or (not main.era and main.western not in KNOWN):
            return ()
        inner = f"{match['inner']}年{match['fiscal'] or ''}" if match["inner"] else None  # 令和9(2027)年度
        others = (read_year(other.strip()) for other in (inner, match["beside"]) if other)
        known = (year for year in others if year and (year.era or year.number in KNOWN))
        return (main, *known)

    def _numeric(self, match: re.Match[str], mention: Mention) -> Mention | None:
        """12/5(土), 2026/12/5, R8.12.5; a fraction or a version number is none."""
        first, second, third = match["first"], int(match["second"]), _number(match["third"])
        if third is not None:
            era, mention.start = era_before(self._text, mention.start)
            year = year_of(era, first, fiscal=False)
            plain = year and not era and not (len(first) == 4 and 1 <= second <= MONTHS)  # noqa: PLR2004 - 2026
            if year is None or plain or (not era and year.western not in KNOWN):
                return None
            mention.years, mention.month, mention.day = (year,), second, third
            return mention
        if match["mark"] == "-" or not first.isdecimal() or valid(2000, int(first), second) is None:
            return None
        mention.month, mention.day = int(first), second
        self._link(mention)
        told = match["tail"] or (match["mark"] == "/" and (mention.link or _LOOSE.match(self._text, mention.end)))
        return mention if told else None

    def _bare(self, first: str, mention: Mention) -> Mention | None:
        ahead = _THIS_MONTH.get(self._text[max(0, mention.start - 2) : mention.start])
        if ahead is not None and first.isdecimal():
            month = self._today.month + ahead
            mention.years = (Year("", self._today.year + (month - 1) // MONTHS),)
            mention.month, mention.day = (month - 1) % MONTHS + 1, int(first)
            return mention
        if self._last is None or self._last.month is None or not first.isdecimal() or int(first) > _LONGEST:
            return None
        mention.month, mention.day, mention.bare = self._last.month, int(first), True
        self._link(mention)
        same_sentence = not _SENTENCE_END.search(self._text, self._last.end, mention.start)
        return mention if mention.link or (mention.weekday is not None and same_sentence) else None

    def _link(self, mention: Mention) -> None:
        last = self._last
        if last is None or mention.month is None or last.day is None:
            return
        if mention.start - last.end > _JOINED:
            return
        if _RANGE.fullmatch(self._text, last.end, mention.start):
            mention.link = "range"
        elif _LIST.fullmatch(self._text, last.end, mention.start):
            mention.link = "list"

    def _resolve(self, mention: Mention) -> None:
        month, day = mention.month, mention.day
        if month is None or day is None:
            return
        found: list[date | None]
        if mention.years:
            found = [_of_year(year, month, day) for year in mention.years]
        elif mention.bare:
            found = self._bare_dates(mention, month, day)
        else:
            found = self._yearless(mention, month, day)
        candidates = tuple(dict.fromkeys([one for one in found if one]))
        mention.dates = tuple([one for one in candidates if one.weekday() == mention.weekday]) or candidates

    def _yearless(self, mention: Mention, month: int, day: int) -> list[date | None]:
        relative = self._text[max(0, mention.start - 2) : mention.start]
        if relative in _RELATIVE:
            return [valid(self._today.year + _RELATIVE[relative], month, day)]
        last = self._last
        if mention.link == "range" and last and last.dates:
            return [_on_from(start, month, day) for start in last.dates]
        found = either(month, day, self._today)
        if self._told or self._fiscal:
            found += [nearest(month, day, told) for told in self._told.values()]
            found += [_of_year(Year("", year, fiscal=True), month, day) for year in self._fiscal]
            found += [valid(year, month, day) for year in self._told if abs(year - self._today.year) > 1]
        if mention.link and last and last.dates:
            found.append(_on_from(last.dates[0], month, day))
        return found

    def _bare_dates(self, mention: Mention, month: int, day: int) -> list[date | None]:
        """The month of the date before; loosely joined, any month the draft has named so far."""
        last = self._last
        if mention.link and last and last.dates:
            begin = last.dates[0]
            same = valid(begin.year, month, day)
            if last.day and day < last.day:
                return [same, valid(begin.year + month // MONTHS, month % MONTHS + 1, day)]
            return [same]
        return [one for month in self._months for one in self._yearless(mention, month, day)]

    def _remember(self, mention: Mention) -> None:
        self._mentions.append(mention)
        for year in mention.years:
            if year.fiscal and len(self._fiscal) < _ANCHORS:
                self._fiscal.add(year.western)
            elif not year.fiscal and len(self._told) < _ANCHORS:
                day = mention.dates[0] if mention.dates else valid(year.western, mention.month or 7, 1)
                if day:
                    self._told.setdefault(year.western, day)
        if mention.month is not None:
            self._last = mention
            self._months.setdefault(mention.month)


def _weekday(match: re.Match[str]) -> int | None:
    if match["english"]:
        return _ENGLISH.index(match["english"])
    letter = match["short"] or match["long"]
    return WEEKDAYS.index(letter) if letter else None


def _claims_holiday(match: re.Match[str]) -> bool:
    """Whether 祝 or 振休 stands with it; 休 alone may be a day off."""
    return bool(match["before"]) or (match["behind"] or "休")[0] != "休"


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _of_year(year: Year, month: int, day: int) -> date | None:
    following = year.fiscal and month < 4  # noqa: PLR2004 - a 年度 begins in April
    return valid(year.western + following, month, day)


def _on_from(start: date, month: int, day: int) -> date | None:
    """This month and day as the end of a range: the next year's only where the month comes before the start's."""
    return valid(start.year + (month < start.month), month, day)
