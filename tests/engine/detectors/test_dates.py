"""Weekdays, days of the month, hours and minutes: right ones never, wrong ones always."""

import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.text import Text
from tests.engine.detectors.date_kit import (
    ANY_DAYS,
    NAMES,
    NEAR_DAYS,
    TODAY,
    WEEKDAYS,
    detect,
    era_of,
    flagged,
    found_by,
    hits_in,
    plain,
    weekday_of,
)
from tests.engine.kit import any_text

ENGLISH = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
PIECES = (
    "1",
    "12月5日(土)まで、",
    "令和8年(2026年)",
    "9日(水)",
    "12/5~",
    "午後1時から",
    "2026年度12月",
    "12月5・6日(土・日)",
    "祝日の12月5日",
    "\n■12月5日(土)",
    "11月1日に",
    "12月5日に開催しました",
    "来年度(令和8年度)",
    "25時から",
    "5(土)・",
)


def with_year(day: date, weekday: str) -> list[str]:
    return [
        f"{day.year}年{plain(day)}({weekday})",
        f"{era_of(day)}{plain(day)}（{weekday}曜日）",
        f"{day.year}/{day.month}/{day.day}({weekday})",
        f"{day.year}-{day.month:02}-{day.day:02}[{weekday}]",
        f"{day.year} 年 {day.month} 月 {day.day} 日({weekday}曜)",
        f"{day.year}年{plain(day)} {weekday}曜日",
        f"{day.year}年{plain(day)}【{weekday}】",
        f"{day.year}年{plain(day)}({weekday}・雨天順延)",
        f"{day.year}.{day.month}.{day.day} {ENGLISH[WEEKDAYS.index(weekday)]}",
    ]


def without_year(day: date, weekday: str) -> list[str]:
    return [
        f"{plain(day)}({weekday})",
        f"{day.month}/{day.day}（{weekday}）",
        f"{plain(day)}{weekday}曜日",
        f"{plain(day)}[{weekday}・休]",
        f"{day.month}/{day.day}({ENGLISH[WEEKDAYS.index(weekday)]})",
        f"{plain(day)}〔{weekday}〕",
    ]


@given(ANY_DAYS)
def test_the_right_weekday_is_never_flagged(day: date) -> None:
    for written in with_year(day, weekday_of(day)):
        assert found_by(f"講座は{written}です。") <= {"past-as-future"}


@given(NEAR_DAYS)
def test_the_right_weekday_without_a_year_is_never_flagged(day: date) -> None:
    for written in without_year(day, weekday_of(day)):
        assert found_by(f"講座は{written}です。") <= {"past-as-future"}


@given(ANY_DAYS, st.integers(1, 6))
def test_each_wrong_weekday_is_flagged_with_the_right_one(day: date, shift: int) -> None:
    for written in with_year(day, weekday_of(day, shift)):
        (hit,) = detect("weekday-mismatch", f"講座は{written}です。")
        assert (hit.start, hit.end) == (3, 3 + len(written))
        assert hit.details["correct"] == weekday_of(day)
        assert hit.details["date"] == f"{day.year}年{plain(day)}"
        assert f"({hit.details['correct']}" in hit.details["right"]


@given(NEAR_DAYS, st.integers(1, 6))
def test_each_wrong_weekday_without_a_year_is_flagged(day: date, shift: int) -> None:
    for written in without_year(day, weekday_of(day, shift)):
        (hit,) = detect("weekday-mismatch", f"講座は{written}です。")
        assert hit.details["correct"] == weekday_of(day)


@given(NEAR_DAYS, st.integers(0, 6))
def test_a_weekday_before_the_date_is_held_against_it(day: date, shift: int) -> None:
    weekday = weekday_of(day, shift)
    for text in (f"{weekday}曜日の{plain(day)}に開きます。", f"{weekday}曜({plain(day)})に開きます。"):
        assert bool(flagged("weekday-mismatch", text)) == bool(shift)


@given(NEAR_DAYS, st.integers(1, 5))
def test_the_ordinal_of_a_weekday_is_held_against_the_date(day: date, ordinal: int) -> None:
    right = (day.day + 6) // 7
    for text in (
        f"第{ordinal}{weekday_of(day)}曜日の{plain(day)}です。",
        f"{plain(day)}(第{ordinal}{weekday_of(day)}曜)",
    ):
        assert bool(flagged("weekday-mismatch", text)) == (ordinal != right)


@given(NEAR_DAYS, st.integers(1, 20))
def test_a_range_with_the_right_weekdays_is_never_flagged(start: date, length: int) -> None:
    end = start + timedelta(length)
    first, last = f"{plain(start)}({weekday_of(start)})", f"{plain(end)}({weekday_of(end)})"
    for joint in ("から", "~", "〜", " - ", "より"):
        assert found_by(f"展示は{first}{joint}{last}まで。") <= {"past-as-future"}


@given(st.dates(date(2026, 8, 1), date(2027, 3, 31)), st.integers(1, 6), st.integers(1, 6))
def test_weekdays_behind_a_list_or_range_are_held_against_each_day(day: date, length: int, shift: int) -> None:
    end = day + timedelta(length)
    if end.month != day.month:
        return
    for written, mark in ((f"{plain(day)}・{end.day}日", "・"), (f"{day.month}月{day.day}~{end.day}日", "~")):
        right = f"{written}({weekday_of(day)}{mark}{weekday_of(end)})に開きます。"
        wrong = f"{written}({weekday_of(day)}{mark}{weekday_of(end, shift)})に開きます。"
        assert flagged("weekday-mismatch", right) == []
        assert len(flagged("weekday-mismatch", wrong)) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("12月4日(金)に開会します。一般質問は8日(月)です。", ["8日(月)"]),
        ("12月4日(金)に開会します。次の月の4日(月)は休みです。", []),
        ("12月5日(土)・6(月)に開きます。", ["6(月)"]),
        ("12/5・6(土・月)に開きます。", ["6(土・月)"]),
        ("12月5日、12日、20日(いずれも土曜日)です。", ["20日(いずれも土曜日)"]),
        ("土・日曜日(12月5日・6日)に開きます。", []),
        ("第2・第4土曜日の12月12日と26日に開きます。", []),
        ("毎週月曜日(12月29日を除く)です。", []),
        ("12月8日は月曜日のため休みます。", ["12月8日は月曜日"]),
        ("12月29日は日曜日の時刻で走ります。", []),
        ("26/12/5(日)に開きます。", ["26/12/5(日)"]),
        ("R8.12.5(日)に開きます。", ["R8.12.5(日)".lower()]),
    ],
)
def test_weekdays_are_read_in_lists_and_sentences(text: str, words: list[str]) -> None:
    assert flagged("weekday-mismatch", text) == words


def test_a_weekday_that_fits_another_year_says_so() -> None:
    (hit,) = detect("weekday-mismatch", "12月13日(土)に開きます。")
    assert "2025年なら土曜日" in hit.details["hint"]
    (other,) = detect("weekday-mismatch", "12月13日(水)に開きます。")
    assert other.details["hint"] == ""


def test_last_years_day_told_as_past_keeps_its_weekday() -> None:
    assert flagged("weekday-mismatch", "1月10日(土)に開いた式の写真です。") == []
    assert flagged("weekday-mismatch", "1月10日(土)に式を開きます。") == ["1月10日(土)"]


def test_half_a_year_away_both_years_pass() -> None:
    spring = date(2025, 4, 1)
    assert flagged("weekday-mismatch", "10月19日(日)に開きます。", spring) == []
    assert flagged("weekday-mismatch", "10月19日(土)に開きます。", spring) == []
    assert flagged("weekday-mismatch", "10月19日(月)に開きます。", spring) == ["10月19日(月)"]


def test_a_holiday_stays_marked_in_the_suggestion() -> None:
    (hit,) = detect("weekday-mismatch", "1月11日(日・祝)に式を行います。")
    assert hit.details["right"] == "1月11日(月・祝)"


def test_nothing_is_suggested_where_the_weekday_stands_apart() -> None:
    (hit,) = detect("weekday-mismatch", "第2土曜日の12月19日に開きます。")
    assert "right" not in hit.details
    assert hit.details["correct"] == "第3土"


@given(st.integers(1, 12), st.integers(32, 99))
def test_a_day_beyond_the_month_is_flagged(month: int, day: int) -> None:
    assert flagged("impossible-date", f"{month}月{day}日に開きます。") == [f"{month}月{day}日"]


@given(ANY_DAYS)
def test_a_day_of_the_calendar_is_never_impossible(day: date) -> None:
    assert flagged("impossible-date", f"{day.year}年{plain(day)}と、{plain(day)}。") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("令和9年2月29日に開きます。", ["令和9年2月29日"]),
        ("2月29日(月)に開きます。", ["2月29日(月)"]),
        ("11月1日~31日に開きます。", ["31日"]),
        ("令和9年2月16日から2月29日まで開きます。", ["2月29日"]),
        ("11月30日(月)と31日(火)に開きます。", ["31日(火)"]),
        ("0月5日に開きます。", ["0月5日"]),
        ("9/31(水)必着です。", ["9/31(水)"]),
        ("開始は12時60分です。", ["12時60分"]),
        ("開演 18:75", ["18:75"]),
        ("開始は36時から。", ["36時"]),
    ],
)
def test_what_no_calendar_or_clock_has_is_flagged(text: str, words: list[str]) -> None:
    assert flagged("impossible-date", text) == words


@pytest.mark.parametrize("text", ["2月29日生まれの方へ。", "25時まで。", "3時間75分", "得点は12:75。", "13月号の表紙"])
def test_unusual_but_possible_times_are_not_flagged(text: str) -> None:
    assert flagged("impossible-date", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "「11月31日」とあるのは、「11月30日」の誤りです。",
        "「11月31日」は、「11月30日」の誤りです。",
        "先の投稿で11月31日としたのは、11月30日の間違いでした。",
        "「11月31日」の部分を「11月30日」に訂正します。",
        "「12月5日(日)」とあるのは、正しくは「12月5日(土)」です。",
        "開演を「午後15時」と案内しましたが、正しくは午後3時です。",
        "「12時60分」は、正しくは「13時」です。",
    ],
)
def test_a_slip_that_is_put_right_is_not_flagged(text: str) -> None:
    assert not found_by(text)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("impossible-date", "正しくは「11月31日」です。", ["11月31日"]),
        ("weekday-mismatch", "【訂正】開催日は12月5日(日)です。", ["12月5日(日)"]),
        ("impossible-date", "「11月30日」は「11月31日」の誤りです。", ["11月31日"]),
    ],
)
def test_what_is_given_as_right_is_still_held_against_the_calendar(name: str, text: str, words: list[str]) -> None:
    assert flagged(name, text) == words


@given(st.integers(13, 23), st.integers(0, 59))
def test_pm_behind_a_24_hour_count_is_flagged_with_it(hour: int, minute: int) -> None:
    time = f"{hour}:{minute:02}"
    assert flagged("clock-slip", f"開始は{time} PMです。") == [f"{time} pm"]
    assert flagged("clock-slip", f"開始は午後 {hour} 時です。") == [f"午後 {hour} 時"]
    assert flagged("clock-slip", f"開始は{hour - 12}:{minute:02} PMです。") == []


@given(st.integers(13, 24), st.integers(0, 59))
def test_a_half_day_with_a_24_hour_count_is_flagged(hour: int, minute: int) -> None:
    for half in ("午前", "午後", "AM", "PM "):
        (hit,) = detect("clock-slip", f"開始は{half}{hour}時{minute}分です。")
        assert f"午後{hour - 12}時" in hit.details["right"]


@given(st.integers(0, 12), st.integers(0, 59))
def test_a_time_of_either_count_by_itself_is_never_flagged(hour: int, minute: int) -> None:
    assert flagged("clock-slip", f"開始は午前{hour}時{minute}分、午後{hour}:{minute:02}、{hour + 12}時からです。") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("受付は9時から25時までです。", ["25時"]),
        ("深夜の番組は25時からです。", []),
        ("年越しそばは26時までです。", []),
        ("夜19時に始めます。", []),
        ("朝15時に集まります。", ["朝15時"]),
    ],
)
def test_hours_beyond_midnight_need_a_night(text: str, words: list[str]) -> None:
    assert flagged("clock-slip", text) == words


def test_the_dates_of_a_text_are_read_once_however_many_checks_ask() -> None:
    text = Text("12月5日(土)に開きます。")
    calls = []

    def read(of: Text, today: date) -> int:
        calls.append(today)
        return len(of.folded)

    assert [text.once(read, TODAY), text.once(read, TODAY)] == [14, 14]
    assert calls == [TODAY]


@given(st.lists(st.one_of(st.sampled_from(PIECES), any_text), max_size=12).map("".join))
def test_no_text_breaks_a_detector(written: str) -> None:
    text = Text(written)
    for name in NAMES:
        for hit in hits_in(name, text):
            assert 0 <= hit.start < hit.end <= len(text.folded)


@pytest.mark.parametrize("piece", PIECES)
def test_a_long_text_costs_in_proportion(piece: str) -> None:
    def cost(length: int) -> float:
        text = Text("x")
        text.folded = (piece * length)[:length]
        began = time.perf_counter()
        for name in NAMES:
            hits_in(name, text)
        return time.perf_counter() - began

    cost(2_000)
    assert cost(40_000) < 60 * cost(2_000) + 0.5
