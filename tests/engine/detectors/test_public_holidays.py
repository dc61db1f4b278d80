"""Public holidays told by a mark or in words, held against the calendar."""

from datetime import date, timedelta

import jpholiday
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.holidays import NAMES
from tests.engine.detectors.date_kit import detect, flagged, plain, weekday_of

AROUND = st.dates(date(2026, 7, 1), date(2027, 4, 20))
NAMED = st.sampled_from(
    [(day, name) for year in (2026, 2027) for day, name in jpholiday.year_holidays(year) if name in NAMES]
).filter(lambda pair: date(2026, 7, 1) <= pair[0] <= date(2027, 4, 20))


def said_to_be_one(day: date) -> list[str]:
    written = f"{plain(day)}({weekday_of(day)})"
    return [
        f"{written}は祝日にあたるため、窓口を閉じます。",
        f"祝日の{written}も開いています。",
        f"{plain(day)}の祝日は、無料です。",
        f"{plain(day)}({weekday_of(day)}・祝)は休館です。",
        f"{plain(day)}(祝日)は休館です。",
        f"祝日({plain(day)})は休館です。",
        f"{written}が祝日なので、翌日に集めます。",
        f"{written}は国民の休日です。",
        f"{day.year}年{plain(day)}は、祝日のため休みます。",
    ]


@given(AROUND)
def test_only_real_holidays_may_be_called_so(day: date) -> None:
    for text in said_to_be_one(day):
        assert bool(flagged("holiday-mismatch", text)) != bool(jpholiday.is_holiday(day))


@given(NAMED, st.integers(-7, 7))
def test_a_holiday_is_called_by_its_name_only_on_its_day(pair: tuple[date, str], shift: int) -> None:
    right, name = pair
    day = right + timedelta(shift)
    wrong = name not in (jpholiday.is_holiday_name(day) or "")
    for text in (
        f"{name}の{plain(day)}に式を行います。",
        f"{name}({plain(day)})は無料です。",
        f"{name}は{plain(day)}です。",
        f"{plain(day)}({weekday_of(day)})は{name}です。",
        f"{plain(day)}({name})は休みます。",
        f"{plain(day)}の{name}に開きます。",
        f"{plain(day)}({weekday_of(day)}・{name})は休みます。",
    ):
        assert bool(flagged("holiday-mismatch", text)) == wrong


@given(AROUND)
def test_days_told_beside_holidays_are_never_flagged(day: date) -> None:
    for text in (
        f"祝日の翌日の{plain(day)}は休みます。",
        f"{plain(day)}は、土・日・祝日と同じ時刻で走ります。",
        f"{plain(day)}は祝日ではありません。",
        f"{plain(day)}は休日ダイヤで走ります。",
        f"{plain(day)}の休日当番医です。",
        f"土日祝日と{plain(day)}は休みます。",
        f"{plain(day)}は祝日でも開きます。",
        f"勤労感謝の日の前日の{plain(day)}です。",
        f"{plain(day)}は、成人の日の写真を撮ります。",
        f"{plain(day)}は運動会の振替休日で、小学校は休みです。",
    ):
        assert flagged("holiday-mismatch", text) == []


def test_a_near_holiday_is_named() -> None:
    (hit,) = detect("holiday-mismatch", "11月24日(火・祝)は休館です。")
    assert hit.details["near"] == "近い祝日は11月23日(勤労感謝の日)です。"


def test_the_right_day_of_a_named_holiday_is_told() -> None:
    (hit,) = detect("holiday-mismatch", "子どもの日の5月6日に開きます。", date(2027, 4, 1))
    assert hit.details["reason"] == "2027年のこどもの日は5月5日(水)です。"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("12月21日(月)は休日のため閉じます。", ["12月21日(月)は休日"]),
        ("12月26日(土)は休日のため閉じます。", []),
        ("12月30日(水)は休日のため閉じます。", []),
        ("3月22日(月)は振替休日です。", []),
        ("3月23日(火)は振替休日です。", ["3月23日(火)は振替休日"]),
        ("11月21日から23日の祝日まで開きます。", []),
        ("世界こどもの日(11月20日)の催しです。", []),
        ("平成のころ、12月23日は天皇誕生日でした。", []),
        ("成人の日、12月29日から1月3日は休みます。", []),
    ],
)
def test_days_off_are_told_from_public_holidays(text: str, words: list[str]) -> None:
    assert flagged("holiday-mismatch", text) == words
