"""The dates a draft names, held against the standard calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.calendar import dates
from bot.engine.clock import times
from bot.engine.days import nearest
from bot.engine.eras import Year, era_year, read_year
from bot.engine.mentions import Mention
from bot.engine.text import Text

TODAY = date(2026, 11, 24)
KNOWN_DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def read(text: str, today: date = TODAY) -> list[Mention]:
    return list(dates(Text(text), today))


def days(text: str, today: date = TODAY) -> list[date]:
    return [mention.dates[0] for mention in read(text, today)]


@pytest.mark.parametrize(
    "written",
    [
        "2026年12月5日(土)",
        "２０２６年１２月５日（土）",
        "令和8年12月5日(土曜日)",
        "令和8年(2026年)12月5日",
        "2026年(令和8年)12月5日",
        "令和8(2026)年12月5日",
        "R8.12.5",
        "R8/12/5(土)",
        "2026/12/5",
        "2026-12-05",
        "2026.12.5",
        "12月5日",
        "12月 5日 土曜日",
        "12月5日㈯",
        "12/5(土)",
        "12/5(Sat)",
        "12.5(土)",
        "12/5まで",
        "8年12月5日",
        "令和 8 年 12 月 5 日(土)",
        "26/12/5(土)",
        "8.12.5(土)",
        "12月5日 sat",
        "土曜日の12月5日",
        "今年12月5日",
        "令和8年度 12月5日",
    ],
)
def test_a_date_is_read_in_any_spelling(written: str) -> None:
    assert days(f"次は{written}です。") == [date(2026, 12, 5)]


@pytest.mark.parametrize(
    "harmless",
    ["参加者は1/2です。", "版は2.10.3です。", "電話は0866-54-1234へ。", "3年生が10日間学びます。", "比は12:5です。"],
)
def test_other_numbers_are_no_dates(harmless: str) -> None:
    assert read(harmless) == []


@given(KNOWN_DAYS)
def test_a_date_stands_where_it_was_written_and_means_that_day(day: date) -> None:
    written = f"{day.year}年{day.month}月{day.day}日({'月火水木金土日'[day.weekday()]})"
    (mention,) = read(f"お知らせ。{written}に開きます。")
    assert (mention.start, mention.end) == (5, 5 + len(written))
    assert mention.dates == (day,)
    assert mention.weekday == day.weekday()


@given(st.integers(1868, 2100))
def test_an_era_year_leads_back_to_its_western_year(western: int) -> None:
    year = era_year(western)
    assert year.western == western
    assert year.exists
    assert read_year(str(year)) == year


@pytest.mark.parametrize(
    ("written", "year"),
    [
        ("令和元年", Year("令和", 1)),
        ("R8", Year("令和", 8)),
        ("平成31年度".lower(), Year("平成", 31, fiscal=True)),
        ("2026年", Year("", 2026)),
        ("西暦2026年", Year("", 2026)),
    ],
)
def test_a_year_is_read_in_any_spelling(written: str, year: Year) -> None:
    assert read_year(written.lower()) == year


def test_a_year_zero_is_read_but_no_era_had_it() -> None:
    assert read_year("令和0年") == Year("令和", 0)
    assert not Year("令和", 0).exists


@pytest.mark.parametrize("written", ["元年", "0年", "第12回", "2027年3月"])
def test_what_is_no_year_is_read_as_none(written: str) -> None:
    assert read_year(written) is None


@pytest.mark.parametrize(("era", "last"), [("平成", 31), ("昭和", 64), ("大正", 15), ("明治", 45)])
def test_an_era_has_no_year_after_its_last(era: str, last: int) -> None:
    assert Year(era, last).exists
    assert not Year(era, last + 1).exists
    assert Year(era, 100).exists  # an anniversary, not a date


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)), st.integers(-182, 182))
def test_the_nearest_year_is_never_half_a_year_away(today: date, distance: int) -> None:
    day = today + timedelta(distance)
    if (day.month, day.day) != (2, 29):
        assert nearest(day.month, day.day, today) == day


def test_the_year_turns_with_the_nearest_date() -> None:
    assert nearest(1, 10, TODAY) == date(2027, 1, 10)
    assert nearest(12, 20, date(2027, 1, 5)) == date(2026, 12, 20)
    assert nearest(5, 24, TODAY) == date(2027, 5, 24)  # 181 days ahead, 184 behind
    assert nearest(5, 27, TODAY) == date(2026, 5, 27)  # 184 days ahead, 181 behind


def test_the_leap_day_is_looked_for_only_in_the_years_around() -> None:
    assert nearest(2, 29, date(2027, 10, 1)) == date(2028, 2, 29)
    assert nearest(2, 29, TODAY) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12月29日(火)から1月3日(日)まで", [date(2026, 12, 29), date(2027, 1, 3)]),
        ("12月3日(木)~9日(水)", [date(2026, 12, 3), date(2026, 12, 9)]),
        ("12月8日(火)と9日(水)", [date(2026, 12, 8), date(2026, 12, 9)]),
        ("12月5日、12日、19日(土)", [date(2026, 12, 5), date(2026, 12, 12), date(2026, 12, 19)]),
        ("12月5日(土)午前9時から6日(日)正午まで", [date(2026, 12, 5), date(2026, 12, 6)]),
        ("11月30日(月)午後10時から翌1日(火)まで", [date(2026, 11, 30), date(2026, 12, 1)]),
        ("令和10年12月29日から1月3日まで", [date(2028, 12, 29), date(2029, 1, 3)]),
        ("来年4月1日", [date(2027, 4, 1)]),
        ("今月30日", [date(2026, 11, 30)]),
        ("来月5日(土)から", [date(2026, 12, 5)]),
        ("12/5~12/9", [date(2026, 12, 5), date(2026, 12, 9)]),
        ("2026/12/5-2026/12/9", [date(2026, 12, 5), date(2026, 12, 9)]),
        ("12月5・12・19日(土)", [date(2026, 12, 5), date(2026, 12, 12), date(2026, 12, 19)]),
        ("2026年12月5、6日(土、日)", [date(2026, 12, 5), date(2026, 12, 6)]),
        ("12月5~7日", [date(2026, 12, 5), date(2026, 12, 7)]),
        ("12/5(土)・6(日)", [date(2026, 12, 5), date(2026, 12, 6)]),
        ("12月20日(日)~11月29日(日)", [date(2026, 12, 20), date(2026, 11, 29)]),
        ("令和8年度の催し。2027年2月6日", [date(2027, 2, 6)]),
    ],
)
def test_a_date_inherits_from_the_one_before(text: str, expected: list[date]) -> None:
    assert [day for mention in read(text) for day in mention.dates[:1]] == expected


def test_a_bare_day_without_a_month_before_it_is_not_guessed() -> None:
    assert read("健診は8日(火)です。") == []
    assert len(read("12月は忙しいです。次は10日です。")) == 1


def test_a_bare_day_of_its_own_sentence_may_be_of_the_month_after_or_about_now() -> None:
    (_, mention) = read("12月4日(金)に始まります。次は9日(水)です。")
    assert mention.dates == (date(2026, 12, 9),)
    (_, other) = read("12月4日(金)に始まります。次は4日(月)です。")
    assert other.dates == (date(2027, 1, 4),)


def test_a_date_behind_one_with_a_year_can_mean_that_year() -> None:
    mention = read("2016年4月14日に地震がありました。4月16日(土)にも揺れました。")[-1]
    assert mention.dates == (date(2016, 4, 16),)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("13:30", 13 * 60 + 30),
        ("13時30分", 13 * 60 + 30),
        ("午後1時半", 13 * 60 + 30),
        ("午後 1時30分", 13 * 60 + 30),
        ("１３：３０", 13 * 60 + 30),
        ("夜7時", 19 * 60),
        ("午前9時", 9 * 60),
        ("午後12時", 12 * 60),
        ("正午", 12 * 60),
        ("PM1:30", 13 * 60 + 30),
        ("夕方5時", 17 * 60),
        ("夜の7時", 19 * 60),
        ("夜1時", 60),
    ],
)
def test_a_time_is_read_in_any_spelling(text: str, minutes: int) -> None:
    (time,) = times(Text(f"開始{text}"))
    assert time.minutes == minutes


@pytest.mark.parametrize("harmless", ["12時間", "18時台", "1:2:3", "第3時代"])
def test_durations_are_no_times(harmless: str) -> None:
    assert times(Text(harmless)) == ()


@given(st.text(alphabet="0123456789年月日時分()（）/.-:~から令和平成元rh土火・、 。\n", max_size=200))
def test_no_text_breaks_the_reading(text: str) -> None:
    analysed = Text(text)
    for mention in dates(analysed, TODAY):
        assert 0 <= mention.start < mention.tail <= mention.end <= len(analysed.folded)
    for time in times(analysed):
        assert 0 <= time.start < time.end <= len(analysed.folded)
