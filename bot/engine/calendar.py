"""The dates a draft names: where they stand, and which day of the calendar each means."""

import re
from datetime import date

from bot.engine.days import KNOWN, MONTHS, either, nearest, valid
from bot.engine.eras import Year, era_before, read_year, year_of
from bot.engine.mentions import MENTION, Mention, read_before, read_tail, share_weekdays
from bot.engine.text import Text

_RELATIVE = {"来年": 1, "今年": 0, "本年": 0, "昨年": -1, "去年": -1}
_THIS_MONTH = {"今月": 0, "来月": 1, "先月": -1}
_LONGEST, _DIGITS = 31, 2
_ANCHORS = 6  # years told earlier in a draft that a date without one may mean
_NEAR = 3  # years; 「8年1月10日」 without an era is 令和 only where that is about now
_CENTURY = 100
_FEW_MONTHS = 3
_LONGEST_LIST = 12
_ABOUT_NOW = (0, 1, 2, -1)  # months from now that a day in a sentence of its own may as well be of

_CLOCK = r"(?:[ の、]?(?:午[前後] ?)?[0-9]{1,2}(?:時(?:[0-9]{1,2}分|半)?|:[0-9]{2}))?"
# a `~` that went through a narrow character set comes out as `?`
_RANGE = re.compile(rf"{_CLOCK} ?(?:から|~|-|より|→|\?)[ 、]?(?:翌|同)?")
_LIST = re.compile(r" ?(?:[・、,とや]|および|及び|または|又は) ?翌?")
_SENTENCE_END = re.compile(r"[。\n]")
_NUMBER = re.compile(r"[0-9]{1,2}")
_JOINED = 16  # characters that can stand between the two dates of a range
_LOOSE = re.compile(r"から|まで|~|開催|締切|〆切|[・、,-][0-9]{1,2}\([月火水木金土日]")


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
        for match in MENTION.finditer(self._text):
            start, end = match.span()
            tail = match.start("tail")
            mention = Mention(start, end, tail if tail > 0 else end)
            letters = read_tail(match, mention) if tail > 0 else ""
            if self._is_date(match, mention):
                self._place(mention)
                if letters:
                    share_weekdays(letters, self._joined())
        return self._mentions

    def _is_date(self, match: re.Match[str], mention: Mention) -> bool:
        """Whether these digits are a date; its years, month and day are noted."""
        first, kind = match["first"], self._text[match.end("first")]
        if kind == " ":
            kind = self._text[match.end("first") + 1]
        if first[0] == "元" and (first != "元" or kind not in "年(/.-" or match["naked"] is not None):
            return False
        if kind == "月":
            return len(first) <= _DIGITS and self._of_month(match, mention, int(first))
        if kind == "日" or match["naked"] is not None:
            return self._bare(int(first), mention) and (kind == "日" or bool(mention.link))
        if kind in "年(":
            return self._of_year(match, mention)
        return self._numeric(match, mention)

    def _of_month(self, match: re.Match[str], mention: Mention, month: int) -> bool:
        day, days = match.group("month_day", "month_list")
        mention.month, mention.day = month, _number(day)
        if days:
            self._place_list(match.span("month_list"), mention, match.start("month_day"))
        return True

    def _of_year(self, match: re.Match[str], mention: Mention) -> bool:
        era, mention.start = era_before(self._text, mention.start)
        if not era and len(match["first"]) <= _DIGITS and match["year_month"] is None:
            return False
        mention.years = self._years(match, era)
        mention.month, mention.day = _number(match["year_month"]), _number(match["year_day"])
        if not mention.years:
            return False
        if match["year_list"]:
            self._place_list(match.span("year_list"), mention, match.start("year_day"))
        return True

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

    def _place_list(self, span: tuple[int, int], last: Mention, start: int) -> None:
        """Place the days before the last of 「12月5・6日」, which then begins at its own number."""
        months, years = last.month, last.years
        begin = last.start
        for number in _NUMBER.finditer(self._text, *span):
            first = not last.bare
            mention = Mention(begin if first else number.start(), number.end(), number.end(), bare=not first)
            mention.years, mention.month, mention.day = (years if first else ()), months, int(number[0])
            self._place(mention)
            last.bare, last.years, last.start = True, (), start

    def _numeric(self, match: re.Match[str], mention: Mention) -> bool:
        """12/5(土), 2026/12/5, R8.12.5; a fraction or a version number is none."""
        first, second, third = match["first"], int(match["second"]), _number(match["third"])
        if third is not None:
            era, mention.start = era_before(self._text, mention.start)
            mention.years = self._numeric_years(first, era, short=1 <= second <= MONTHS and match["tail"] is not None)
            mention.month, mention.day = second, third
            return bool(mention.years) and (bool(era) or 1 <= second <= MONTHS)
        if match["mark"] == "-" or not first.isdecimal():
            return False
        slip = match["mark"] == "/" and mention.weekday is not None and int(first) <= MONTHS and second <= _LONGEST
        if not slip and valid(2000, int(first), second) is None:
            return False
        mention.month, mention.day = int(first), second
        self._link(mention)
        marked = match["mark"] == "/" and (mention.link or _LOOSE.match(self._text, mention.end))
        return bool(match["tail"] or marked)

    def _numeric_years(self, first: str, era: str, *, short: bool) -> tuple[Year, ...]:
        """The years of 2026/12/5 and R8.12.5; with a weekday behind them those of 26/12/5 and 8.12.5 too."""
        year = year_of(era, first, fiscal=False)
        if year is None or (not era and len(first) <= _DIGITS and not short):
            return ()
        if era or len(first) > _DIGITS:
            return (year,) if era or year.western in KNOWN else ()
        both = (Year("", 2000 + year.number), Year("令和", year.number))
        return tuple([one for one in both if abs(one.western - self._today.year) <= _NEAR])

    def _bare(self, day: int, mention: Mention) -> bool:
        ahead = _THIS_MONTH.get(self._text[max(0, mention.start - 2) : mention.start])
        if ahead is not None:
            month = self._today.month + ahead
            mention.years = (Year("", self._today.year + (month - 1) // MONTHS),)
            mention.month, mention.day = (month - 1) % MONTHS + 1, day
            return True
        if self._last is None or self._last.month is None or day > _LONGEST:
            return False
        mention.month, mention.day, mention.bare = self._last.month, day, True
        self._link(mention)
        return bool(mention.link) or mention.weekday is not None

    def _joined(self) -> list[Mention]:
        """The last date and those it is joined to."""
        begin = len(self._mentions) - 1
        least = begin - _LONGEST_LIST
        while begin > max(0, least) and self._mentions[begin].link:
            begin -= 1
        return self._mentions[begin:]

    def _place(self, mention: Mention) -> None:
        """Join it to the date before, find the days it can mean, and remember it."""
        if self._text[mention.start - 1 : mention.start] in ("の", "(") and mention.weekday is None:
            read_before(self._text, mention)
        self._link(mention)
        self._resolve(mention)
        if (
            not mention.bare
            or mention.dates
            or mention.link == "range"
            or (mention.link and mention.weekday is not None)
        ):
            self._remember(mention)

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
        found: tuple[date, ...] | list[date | None]
        if mention.years:
            found = [_of_year(year, month, day) for year in mention.years]
        elif mention.bare:
            found = self._bare_dates(mention, month, day)
        else:
            found = self._yearless(mention, month, day)
        mention.dates = found if isinstance(found, tuple) else tuple(dict.fromkeys([one for one in found if one]))
        if not mention.dates and mention.link == "range" and self._last:
            mention.years = self._last.years  # of the year the range begins in, where that is written
        mention.prefer_weekday()
        if mention.bare and mention.dates:
            mention.month = mention.dates[0].month

    def _yearless(self, mention: Mention, month: int, day: int) -> tuple[date, ...] | list[date | None]:
        relative = self._text[max(0, mention.start - 2) : mention.start]
        if relative in _RELATIVE:
            return [valid(self._today.year + _RELATIVE[relative], month, day)]
        last = self._last
        if mention.link == "range" and last and last.dates:
            return _ends(last.dates, month, day, told=mention.weekday)
        now = either(month, day, self._today)
        if not (self._told or self._fiscal or mention.link):
            return now
        found: list[date | None] = [*now]
        if self._told or self._fiscal:
            found += [nearest(month, day, told) for told in self._told.values()]
            found += [_of_year(Year("", year, fiscal=True), month, day) for year in self._fiscal]
            found += [valid(year, month, day) for year in self._told if abs(year - self._today.year) > 1]
        if mention.link and last and last.dates:
            found.append(_on_from(last.dates[0], month, day))
        return found

    def _bare_dates(self, mention: Mention, month: int, day: int) -> list[date | None]:
        """The month of the date before; loosely joined, any month the draft has named so far.

        In a sentence of its own it may also be of the month after, or of one about now.
        """
        last = self._last
        if mention.link and last and last.dates:
            return [one for begin in last.dates for one in _days_on(begin, day, turns=day < (last.day or 0))]
        months = list(self._months)
        if last and _SENTENCE_END.search(self._text, last.end, mention.start):
            months += [month % MONTHS + 1, *((self._today.month + ahead - 1) % MONTHS + 1 for ahead in _ABOUT_NOW)]
        return [one for told in months for one in self._yearless(mention, told, day)]

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


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _of_year(year: Year, month: int, day: int) -> date | None:
    following = year.fiscal and month < 4  # noqa: PLR2004 - a 年度 begins in April
    return valid(year.western + following, month, day)


def _on_from(start: date, month: int, day: int) -> date | None:
    """This month and day as the end of a range: the next year's only where the month comes before the start's."""
    return valid(start.year + (month < start.month), month, day)


def _days_on(begin: date, day: int, *, turns: bool) -> list[date | None]:
    """This day of the month that `begin` is in; where it turns the month, also of the next one."""
    days = [valid(begin.year, begin.month, day)]
    if turns:
        days.append(valid(begin.year + begin.month // MONTHS, begin.month % MONTHS + 1, day))
    return days


def _ends(starts: tuple[date, ...], month: int, day: int, told: int | None) -> list[date | None]:
    """The days a range can end on; where only the weekday of a few months earlier fits, also that one."""
    ends = [_on_from(start, month, day) for start in starts]
    if told is None or any(end and end.weekday() == told for end in ends):
        return ends
    earlier = [valid(start.year, month, day) for start in starts if 0 < start.month - month <= _FEW_MONTHS]
    return ends + [one for one in earlier if one and one.weekday() == told]
