"""Ranges of days and times that end before they begin."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.detectors.date_kit import NEAR_DAYS, era_of, flagged, plain, weekday_of

JOINTS = ("から", "~", "〜", "-", "より", " ~ ", "→")


def spellings(day: date) -> tuple[str, ...]:
    return (
        f"{era_of(day)}{plain(day)}",
        f"{day.year}年{plain(day)}({weekday_of(day)})",
        f"{day.year}/{day.month}/{day.day}",
    )


@given(NEAR_DAYS, st.integers(1, 120), st.sampled_from(JOINTS))
def test_a_range_with_years_is_flagged_only_backwards(start: date, length: int, joint: str) -> None:
    for first, last in zip(spellings(start), spellings(start + timedelta(length)), strict=True):
        assert flagged("date-order", f"展示は{first}{joint}{last}までです。") == []
        assert len(flagged("date-order", f"展示は{last}{joint}{first}までです。")) == 1


@given(NEAR_DAYS, st.integers(1, 30), st.sampled_from(JOINTS))
def test_a_range_within_a_month_is_flagged_only_backwards(start: date, length: int, joint: str) -> None:
    end = start + timedelta(length)
    if end.month != start.month:
        return
    assert flagged("date-order", f"展示は{plain(start)}{joint}{plain(end)}までです。") == []
    assert len(flagged("date-order", f"展示は{plain(end)}{joint}{plain(start)}までです。")) == 1


@given(NEAR_DAYS, st.integers(0, 23), st.integers(1, 23))
def test_a_range_within_one_day_is_flagged_only_backwards(day: date, hour: int, length: int) -> None:
    there, back = (hour, hour + length), (hour + length, hour)
    if hour + length > 23:
        return
    for (first, last), slips in ((there, 0), (back, 1)):
        text = f"断水は{plain(day)}{first}時から{plain(day)}{last}時までです。"
        assert len(flagged("date-order", text)) == slips


@given(st.integers(0, 59), st.integers(1, 300))
def test_an_afternoon_that_ends_before_it_begins_is_flagged(minute: int, length: int) -> None:
    start, end = 13 * 60 + minute, 13 * 60 + minute + length
    for pattern in ("{}時{}分から{}時{}分まで", "{}:{:02}~{}:{:02}", "{}:{:02}-{}:{:02}、", "{}時{}分より{}時{}分まで"):
        there = pattern.format(start // 60, start % 60, end // 60, end % 60)
        back = pattern.format(end // 60, end % 60, start // 60, start % 60)
        assert flagged("date-order", f"受付は{there}です。") == []
        assert len(flagged("date-order", f"受付は{back}です。")) == 1


@given(st.integers(1, 6), st.integers(1, 5))
def test_hours_said_to_be_of_the_afternoon_are_compared_as_such(hour: int, length: int) -> None:
    first, last = f"午後{hour}時", f"午後{hour + length}時"
    assert flagged("date-order", f"教室は{first}から{last}までです。") == []
    assert len(flagged("date-order", f"教室は{last}から{first}までです。")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "22時から5時まで工事をします。",
        "9時から5時まで開いています。",
        "午後1時から3時まで。",
        "午後10時~午前6時",
        "夜9時から夜1時まで開きます。",
        "宿泊は15時~10時です。",
        "正午から午後1時まで休みます。",
        "10時~、9時~の2回です。",
        "4月1日から3月31日まで。",
        "講座は5月11日から3月15日まで、全20回です。",
        "漁は11月1日から10月14日まで、禁漁です。",
        "12月5日午前9時から12月5日正午まで。",
        "12月29日~3日は休みます。",
        "12月10日から受け付け、12月5日に説明します。",
        "閉館を19時から17時に早めます。",
        "開始を15時から13時、変更します。",
    ],
)
def test_orders_that_can_be_meant_are_not_flagged(text: str) -> None:
    assert flagged("date-order", text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("展示は12月21日から11月30日までです。", ["12月21日から11月30日"]),
        ("展示は12月20日に始まり、12月13日に終わります。", ["12月20日に始まり、12月13日"]),
        ("12月20日スタート、12月13日まで。", ["12月20日スタート、12月13日"]),
        ("12/20~12/13", ["12/20~12/13"]),
        ("受付時間は17時~9時です。", ["17時~9時"]),
        ("午後3時から1時30分までです。", ["午後3時から1時30分"]),
        ("正午から午前10時まで開きます。", ["正午から午前10時"]),
    ],
)
def test_backward_ranges_are_flagged_in_many_spellings(text: str, words: list[str]) -> None:
    assert flagged("date-order", text) == words
