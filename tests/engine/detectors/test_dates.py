"""Date detectors on generated dates and on the slips people make."""

import time
from collections.abc import Mapping
from datetime import date, timedelta

import jpholiday
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.detectors import DETECTORS
from bot.engine.matching import Context, Hit
from bot.engine.tables import Table
from bot.engine.text import Text

TODAY = date(2026, 11, 24)
WEEKDAYS = "月火水木金土日"
PARAMETERS: Mapping[str, Mapping[str, object]] = {"past-as-future": {"days": 100}}
NEAR_DAYS = st.integers(-150, 150).map(lambda distance: TODAY + timedelta(distance))
ANY_DAYS = st.dates(date(1995, 1, 1), date(2060, 12, 31))


def with_year(day: date, weekday: str) -> list[str]:
    era = f"令和{day.year - 2018}年" if day.year > 2019 else f"平成{day.year - 1988}年" if day.year < 2019 else "2019年"
    return [
        f"{day.year}年{day.month}月{day.day}日({weekday})",
        f"{era}{day.month}月{day.day}日（{weekday}曜日）",
        f"{day.year}/{day.month}/{day.day}({weekday})",
        f"{day.year}年{day.month}月{day.day}日 {weekday}曜日",
    ]


def without_year(day: date, weekday: str) -> list[str]:
    return [
        f"{day.month}月{day.day}日({weekday})",
        f"{day.month}/{day.day}（{weekday}）",
        f"{day.month}月{day.day}日{weekday}曜日",
        f"{day.month}月{day.day}日[{weekday}・祝]",
    ]


def detect(name: str, text: str, today: date = TODAY) -> list[Hit]:
    run = DETECTORS[name](Table(PARAMETERS.get(name, {}), name), {})
    return list(run(Text(text), Context(today)))


def flagged(name: str, text: str, today: date = TODAY) -> list[str]:
    folded = Text(text).folded
    return [folded[hit.start : hit.end] for hit in detect(name, text, today)]


@given(ANY_DAYS)
def test_the_right_weekday_is_never_flagged(day: date) -> None:
    for written in with_year(day, WEEKDAYS[day.weekday()]):
        assert flagged("weekday-mismatch", f"講座は{written}です。") == []


@given(NEAR_DAYS)
def test_the_right_weekday_without_a_year_is_never_flagged(day: date) -> None:
    for written in without_year(day, WEEKDAYS[day.weekday()]):
        assert flagged("weekday-mismatch", f"講座は{written}です。") == []


@given(ANY_DAYS, st.integers(1, 6))
def test_each_wrong_weekday_is_flagged_with_the_right_one(day: date, shift: int) -> None:
    for written in with_year(day, WEEKDAYS[(day.weekday() + shift) % 7]):
        (hit,) = detect("weekday-mismatch", f"講座は{written}です。")
        assert (hit.start, hit.end) == (3, 3 + len(written))
        assert hit.details["correct"] == WEEKDAYS[day.weekday()]
        assert hit.details["date"] == f"{day.year}年{day.month}月{day.day}日"
        assert f"({hit.details['correct']}" in hit.details["right"]


@given(NEAR_DAYS, st.integers(1, 6))
def test_each_wrong_weekday_without_a_year_is_flagged(day: date, shift: int) -> None:
    for written in without_year(day, WEEKDAYS[(day.weekday() + shift) % 7]):
        (hit,) = detect("weekday-mismatch", f"講座は{written}です。")
        assert hit.details["correct"] == WEEKDAYS[day.weekday()]


@given(NEAR_DAYS, st.integers(1, 20))
def test_a_range_with_the_right_weekdays_is_never_flagged(start: date, length: int) -> None:
    end = start + timedelta(length)
    first = f"{start.month}月{start.day}日({WEEKDAYS[start.weekday()]})"
    last = f"{end.month}月{end.day}日({WEEKDAYS[end.weekday()]})"
    text = f"展示は{first}から{last}まで。"
    assert flagged("weekday-mismatch", text) == []
    assert flagged("date-order", text) == []
    assert flagged("impossible-date", text) == []


def test_a_weekday_that_fits_another_year_says_so() -> None:
    (hit,) = detect("weekday-mismatch", "12月13日(土)に開きます。")
    assert "2025年なら土曜日" in hit.details["hint"]
    (other,) = detect("weekday-mismatch", "12月13日(水)に開きます。")
    assert other.details["hint"] == ""


def test_half_a_year_away_both_years_pass() -> None:
    spring = date(2025, 4, 1)
    assert flagged("weekday-mismatch", "10月19日(日)に開きます。", spring) == []
    assert flagged("weekday-mismatch", "10月19日(土)に開きます。", spring) == []
    assert flagged("weekday-mismatch", "10月19日(月)に開きます。", spring) == ["10月19日(月)"]


def test_a_holiday_stays_marked_in_the_suggestion() -> None:
    (hit,) = detect("weekday-mismatch", "1月11日(日・祝)に式を行います。")
    assert hit.details["right"] == "1月11日(月・祝)"


@given(st.integers(1, 12), st.integers(32, 99))
def test_a_day_beyond_the_month_is_flagged(month: int, day: int) -> None:
    assert flagged("impossible-date", f"{month}月{day}日に開きます。") == [f"{month}月{day}日"]


@given(ANY_DAYS)
def test_a_day_of_the_calendar_is_never_impossible(day: date) -> None:
    text = f"{day.year}年{day.month}月{day.day}日と、{day.month}月{day.day}日。"
    assert flagged("impossible-date", text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("令和9年2月29日に開きます。", ["令和9年2月29日"]),
        ("2月29日(月)に開きます。", ["2月29日(月)"]),
        ("11月1日~31日に開きます。", ["31日"]),
        ("0月5日に開きます。", ["0月5日"]),
        ("開始は12時60分です。", ["12時60分"]),
        ("開始は36時から。", ["36時"]),
    ],
)
def test_what_no_calendar_or_clock_has_is_flagged(text: str, words: list[str]) -> None:
    assert flagged("impossible-date", text) == words


@pytest.mark.parametrize("text", ["2月29日生まれの方へ。", "25時まで。", "3時間75分", "得点は12:75。", "13月号の表紙"])
def test_unusual_but_possible_times_are_not_flagged(text: str) -> None:
    assert flagged("impossible-date", text) == []


@given(st.integers(2020, 2090), st.integers(-3, 3))
def test_an_era_beside_a_western_year_is_flagged_only_where_they_differ(western: int, slip: int) -> None:
    era = f"令和{western - 2018}年"
    for text in (
        f"{era}({western + slip}年)",
        f"{western + slip}年({era})",
        f"令和{western - 2018}({western + slip})年",
    ):
        assert bool(flagged("era-mismatch", text)) == bool(slip)


@given(st.integers(32, 99))
def test_years_heisei_never_had_are_flagged_with_the_year_they_are(number: int) -> None:
    (hit,) = detect("era-mismatch", f"平成{number}年度の計画")
    assert hit.details["right"] == f"令和{number - 30}年({number + 1988}年)"


@pytest.mark.parametrize(
    "text", ["昭和100年(2025年)", "平成31年度", "令和8年度(2027年3月)", "令和8年(2027年度)", "昭和64年"]
)
def test_right_and_commemorated_years_are_not_flagged(text: str) -> None:
    assert flagged("era-mismatch", text) == []


@given(st.dates(date(2026, 6, 1), date(2027, 4, 30)))
def test_only_real_holidays_may_be_called_so(day: date) -> None:
    text = f"{day.year}年{day.month}月{day.day}日({WEEKDAYS[day.weekday()]}・祝)は休館です。"
    assert bool(flagged("holiday-mismatch", text)) != bool(jpholiday.is_holiday(day))


def test_a_near_holiday_is_named() -> None:
    (hit,) = detect("holiday-mismatch", "11月24日(火・祝)は休館です。")
    assert hit.details["near"] == "近い祝日は11月23日(勤労感謝の日)です。"


@given(st.integers(0, 59), st.integers(1, 300))
def test_an_afternoon_that_ends_before_it_begins_is_flagged(minute: int, length: int) -> None:
    start, end = 13 * 60 + minute, 13 * 60 + minute + length
    there = f"{start // 60}時{start % 60}分から{end // 60}時{end % 60}分まで"
    back = f"{end // 60}時{end % 60}分から{start // 60}時{start % 60}分まで"
    assert flagged("date-order", there) == []
    assert len(flagged("date-order", back)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "22時から5時まで工事をします。",
        "9時から5時まで開いています。",
        "午後1時から3時まで。",
        "午後10時~午前6時",
        "宿泊は15時~10時です。",
        "4月1日から3月31日まで。",
        "12月5日午前9時から12月5日正午まで。",
        "12月29日~3日は休みます。",
        "12月10日から受け付け、12月5日に説明します。",
    ],
)
def test_orders_that_can_be_meant_are_not_flagged(text: str) -> None:
    assert flagged("date-order", text) == []


@given(st.integers(1, 25), st.integers(1, 25))
def test_a_deadline_is_flagged_only_behind_the_event(event: int, deadline: int) -> None:
    text = f"教室を12月{event}日に開きます。申込みは12月{deadline}日までに電話でどうぞ。"
    assert bool(flagged("date-order", text)) == (deadline > event)


@given(st.integers(-99, 99))
def test_only_a_past_day_is_flagged_where_it_is_told_as_future(distance: int) -> None:
    day = TODAY + timedelta(distance)
    assert bool(flagged("past-as-future", f"{day.month}月{day.day}日に開催します。")) == (distance < 0)
    assert flagged("past-as-future", f"{day.month}月{day.day}日に開催しました。") == []


@pytest.mark.parametrize(("text", "right"), [("午後15時", "午後3時"), ("午前13時30分", "午後1時30分")])
def test_a_half_day_with_a_24_hour_count_is_flagged(text: str, right: str) -> None:
    (hit,) = detect("clock-slip", f"開始は{text}です。")
    assert right in hit.details["right"]
    assert flagged("clock-slip", "開始は15時、午後3時、午前12時30分です。") == []


def test_the_dates_of_a_text_are_read_once_however_many_checks_ask() -> None:
    text = Text("12月5日(土)に開きます。")
    calls = []

    def read(of: Text, today: date) -> int:
        calls.append(today)
        return len(of.folded)

    assert [text.once(read, TODAY), text.once(read, TODAY)] == [14, 14]
    assert calls == [TODAY]


@pytest.mark.parametrize(
    "piece", ["1", "12月5日(土)まで、", "令和8年(2026年)", "9日(水)", "12/5~", "午後1時から", "2026年度12月"]
)
def test_a_long_text_costs_in_proportion(piece: str) -> None:
    def cost(length: int) -> float:
        text = Text("x")
        text.folded = (piece * length)[:length]
        began = time.perf_counter()
        for name in ("weekday-mismatch", "impossible-date", "era-mismatch", "date-order", "past-as-future"):
            list(DETECTORS[name](Table(PARAMETERS.get(name, {}), name), {})(text, Context(TODAY)))
        return time.perf_counter() - began

    cost(2_000)
    assert cost(40_000) < 60 * cost(2_000) + 0.5
