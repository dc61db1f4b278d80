"""Years that do not fit each other: eras, western years, 年度, and years told from today."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import pairwise

from bot.engine.calendar import dates
from bot.engine.days import fiscal_year, valid
from bot.engine.detectors.surroundings import closed
from bot.engine.eras import Year, era_year
from bot.engine.lexicons import Lexicons
from bot.engine.matching import Context, Hit
from bot.engine.mentions import Mention
from bot.engine.tables import Table
from bot.engine.text import Text

Detect = Callable[[Text, Context], Iterable[Hit]]

_FROM_NOW = {"今": 0, "本": 0, "来": 1, "再来": 2, "昨": -1, "去": -1, "一昨": -2}
_RELATIVE = re.compile(r"(?P<word>再来|来|今|本|一昨|昨|去)年(?P<fiscal>度)?[の(・]?$")
_LONGEST = 6  # characters of 「一昨年度の」, and between two years
_NEW_YEAR = re.compile(r"新年|新春|年頭|年始|正月|元日|元旦|[明あ]けまして")
_NEW_YEAR_DRAFTS, _NEW_FISCAL_DRAFTS = 11, 3  # months in which what comes out next year is written already
_BESIDE = re.compile(r" ?(?:[(・/=]|、?(?=西暦)) ?(?:西暦)?")
_AS_OF = re.compile(r"現在|時点|公表|発表|策定|改|作成|更新|発行|決定|付")


def era_mismatch(table: Table, lexicons: Lexicons) -> Detect:  # noqa: ARG001 - a factory
    """Flags a year no era had, and years that stand together but differ. Details: reason; right where it is sure."""

    def detect(text: Text, context: Context) -> Iterator[Hit]:
        dated = [mention for mention in text.once(dates, context.today) if mention.years]
        for mention in dated:
            details = _slip(text, mention, context.today)
            if details:
                yield Hit(mention.start, mention.end, details)
        for first, second in pairwise(dated):
            if second.start - first.end < _LONGEST and _differ(text, first, second):
                end = closed(text, first.start, second.end)
                yield Hit(first.start, end, {"reason": _both_years((first.years[0], second.years[0]))})

    return detect


def _slip(text: Text, mention: Mention, today: date) -> dict[str, str]:
    """What is wrong with the years of one mention; nothing where nothing is."""
    unknown = next((year for year in mention.years if not year.exists), None)
    if unknown:
        return _unknown_year(unknown)
    if _disagree(mention.years):
        return {"reason": _both_years(mention.years)}
    return _after_its_era(mention) or _told_from_now(text, mention, today)


def _disagree(years: tuple[Year, ...]) -> bool:
    """Whether two years of the same kind (both calendar years, or both 年度) differ."""
    first, *others = years
    return any(other.western != first.western for other in others if other.fiscal == first.fiscal)


def _unknown_year(year: Year) -> dict[str, str]:
    if not year.number:
        return {"reason": f"{year.era}は元年からで、{year}という年はありません。"}
    now = era_year(year.western)
    reason = f"{year.era}は{year.last}年までで、{year}という年はありません。{year.western}年は{now}です。"
    return {"reason": reason, "right": f"{now}({year.western}年)"}


def _after_its_era(mention: Mention) -> dict[str, str]:
    """平成31年5月1日: a year its era had, a day it had no more."""
    year = mention.years[0]
    last = year.last_day
    if last is None or mention.month is None or year.fiscal or year.western != last.year:
        return {}
    day = valid(year.western, mention.month, mention.day or 1)
    if day is None or day <= last:
        return {}
    now = era_year(year.western)
    return {"reason": f"{year.era}は{year.number}年{last.month}月{last.day}日までで、そのあとは{now}です。"}


def _told_from_now(text: Text, mention: Mention, today: date) -> dict[str, str]:
    """来年度(令和8年度): a year told from today that is another one."""
    place = max(0, mention.start - _LONGEST)
    relative = _RELATIVE.search(text.folded, place, mention.start)
    year = mention.years[0]
    if relative is None or bool(relative["fiscal"]) != year.fiscal:
        return {}
    meant = (fiscal_year(today) if year.fiscal else today.year) + _FROM_NOW[relative["word"]]
    if year.western == meant or (year.western == meant + 1 and _comes_out_later(text, today, fiscal=year.fiscal)):
        return {}
    kind = "年度" if year.fiscal else "年"
    now = f"{era_year(meant)}"[:-1]
    return {"reason": f"{relative['word']}{kind}は{now}{kind}({meant}{kind})です。"}


def _comes_out_later(text: Text, today: date, *, fiscal: bool) -> bool:
    """Whether the draft may be written for the year, or 年度, to come."""
    if fiscal:
        return today.month == _NEW_FISCAL_DRAFTS
    return today.month >= _NEW_YEAR_DRAFTS and text.once(_greets)


def _greets(text: Text) -> bool:
    return _NEW_YEAR.search(text.folded) is not None


def _differ(text: Text, first: Mention, second: Mention) -> bool:
    """Whether the same year is told twice, once in an era and once not, and differently."""
    one, other = first.years[0], second.years[0]
    if bool(one.era) == bool(other.era) or not _BESIDE.fullmatch(text.folded, first.end, second.start):
        return False
    if one.fiscal != other.fiscal:
        fiscal, dated = (first, second) if one.fiscal else (second, first)
        return _outside(fiscal.years[0], dated) and not _AS_OF.match(text.folded, second.end)
    return second.month in {None, first.month} and one.western != other.western


def _outside(fiscal: Year, dated: Mention) -> bool:
    """Whether a month lies outside a 年度."""
    day = valid(dated.years[0].western, dated.month, 1) if dated.month else None
    return day is not None and fiscal_year(day) != fiscal.western


def _both_years(years: tuple[Year, ...]) -> str:
    if len({year.fiscal for year in years}) > 1:
        western = next(year.western for year in years if year.fiscal)
        return f"{era_year(western)}度は、{western}年4月から{western + 1}年3月までです。"
    return "".join(_equation(year) for year in years)


def _equation(year: Year) -> str:
    kind = "度" if year.fiscal else ""
    if year.era:
        return f"{year}{kind}は{year.western}年{kind}です。"
    return f"{year}{kind}は{era_year(year.western)}{kind}です。"
