"""Years as Japan writes them: 令和8年, R8, 平成元年, 2026年."""

import re
from dataclasses import dataclass
from datetime import date

ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
_LAST = {"平成": 31, "昭和": 64, "大正": 15, "明治": 45}
_LAST_DAY = {
    "平成": date(2019, 4, 30),
    "昭和": date(1989, 1, 7),
    "大正": date(1926, 12, 25),
    "明治": date(1912, 7, 30),
}
_LETTERS = {"r": "令和", "h": "平成", "s": "昭和"}
_ANNIVERSARY = 100  # 昭和100年, 明治150年 count the years since, and are said so
_WRITTEN = re.compile(r"(?P<era>令和|平成|昭和|大正|明治|西暦|[rhs])? ?(?P<number>[0-9]{1,4}|元)(?:年(?P<fiscal>度)?)?")


@dataclass(frozen=True, slots=True)
class Year:
    """A year as written.

    Attributes:
        era: 令和, 平成 …; empty for a western year.
        number: The number behind it, 1 for 元.
        fiscal: A 年度, from April to March.
    """

    era: str
    number: int
    fiscal: bool = False

    @property
    def western(self) -> int:
        """The same year in the western count."""
        return self.number + ERAS.get(self.era, 0)

    @property
    def last(self) -> int | None:
        """The last year of its era; None for 令和 and for western years."""
        return _LAST.get(self.era)

    @property
    def exists(self) -> bool:
        """Whether its era had that year; 昭和100年 passes, because it is an anniversary (昭和元年 counted on)."""
        return self.number > 0 and (self.last is None or self.number <= self.last or self.number >= _ANNIVERSARY)

    @property
    def last_day(self) -> date | None:
        """The last day of its era; None for 令和 and for western years."""
        return _LAST_DAY.get(self.era)

    def __str__(self) -> str:
        """As people write it: 令和8年."""
        number = "元" if self.era and self.number == 1 else str(self.number)
        return f"{self.era}{number}年"


def era_year(western: int) -> Year:
    """The era's count of a western year from 1868 on; of a year with two eras, the newer (元号法)."""
    era = next(name for name, offset in ERAS.items() if western > offset)
    return Year(era, western - ERAS[era])


def era_before(text: str, place: int) -> tuple[str, int]:
    """The era that stands right before this place of a folded text, and where it begins; empty where none does."""
    place -= text[place - 1 : place] == " "
    two = text[max(0, place - 2) : place]
    if two in ERAS:
        return two, place - 2
    letter = two[-1:]
    if letter in _LETTERS and not ("a" <= two[:1] <= "z" and len(two) > 1):
        return _LETTERS[letter], place - 1
    return "", place


def read_year(written: str) -> Year | None:
    """The year that this whole string is (`令和8年度`, `2026`, `元年`), or None."""
    match = _WRITTEN.fullmatch(written)
    if match is None:
        return None
    era = match["era"] or ""
    return year_of(_LETTERS.get(era, "" if era == "西暦" else era), match["number"], fiscal=bool(match["fiscal"]))


def year_of(era: str, number: str, *, fiscal: bool) -> Year | None:
    """A year from its parts; None where no year is written so (`元年` without an era, `0年`)."""
    count = 1 if number == "元" else int(number)
    return Year(era, count, fiscal) if era or (count and number != "元") else None
