"""Eras, western years and 年度 held against each other."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.detectors.date_kit import ANY_DAYS, detect, era_of, flagged, plain

DAYS_OF_WORK = st.dates(date(2024, 1, 1), date(2040, 12, 31)).filter(lambda day: day.month not in {1, 3, 11, 12})


@given(st.integers(2020, 2090), st.integers(-3, 3))
def test_an_era_beside_a_western_year_is_flagged_only_where_they_differ(western: int, slip: int) -> None:
    era = f"令和{western - 2018}年"
    other = western + slip
    for text in (
        f"{era}({other}年)",
        f"{other}年({era})",
        f"令和{western - 2018}({other})年",
        f"{other}年・{era}",
        f"{era}/西暦{other}年",
        f"{era}12月5日({other}年12月5日)",
        f"{era}度({other}年度)",
    ):
        assert bool(flagged("era-mismatch", text)) == bool(slip)


@given(ANY_DAYS)
def test_the_right_era_of_a_day_is_never_flagged(day: date) -> None:
    assert flagged("era-mismatch", f"{era_of(day)}({day.year}年){plain(day)}に開いた施設です。") == []
    assert flagged("era-mismatch", f"{era_of(day)}{plain(day)}のことです。") == []


@given(st.integers(32, 99))
def test_years_heisei_never_had_are_flagged_with_the_year_they_are(number: int) -> None:
    (hit,) = detect("era-mismatch", f"平成{number}年度の計画")
    assert hit.details["right"] == f"令和{number - 30}年({number + 1988}年)"


@given(DAYS_OF_WORK, st.integers(-3, 3))
def test_a_year_told_from_today_is_flagged_only_where_it_is_another(today: date, slip: int) -> None:
    fiscal = today.year - (today.month < 4) + slip
    for word, ahead in (("今年度", 0), ("来年度", 1), ("昨年度", -1)):
        for written in (f"{word}({fiscal + ahead}年度)", f"{word}の令和{fiscal + ahead - 2018}年度"):
            assert bool(flagged("era-mismatch", f"{written}の予算です。", today)) == bool(slip)
    for word, ahead in (("今年", 0), ("来年", 1), ("昨年", -1)):
        text = f"{word}({today.year + ahead + slip}年)の行事です。"
        assert bool(flagged("era-mismatch", text, today)) == bool(slip)


@given(st.integers(2020, 2040), st.integers(-1, 2), st.integers(1, 12))
def test_a_month_beside_a_fiscal_year_lies_within_it(fiscal: int, ahead: int, month: int) -> None:
    year = fiscal + ahead
    within = (fiscal, 4) <= (year, month) <= (fiscal + 1, 3)
    assert bool(flagged("era-mismatch", f"令和{fiscal - 2018}年度({year}年{month}月)の事業です。")) != within


@pytest.mark.parametrize(
    "text",
    [
        "昭和100年(2025年)",
        "平成31年度",
        "令和8年度(2027年3月)",
        "令和8年(2027年度)",
        "昭和64年",
        "令和8年度(2027年4月1日現在)",
        "令和8年、2027年と続きます。",
        "新年のごあいさつ。今年(2027年)もよろしくお願いします。",
        "1年(10年)",
    ],
)
def test_right_and_commemorated_years_are_not_flagged(text: str) -> None:
    assert flagged("era-mismatch", text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("平成31年5月1日に開きました。", ["平成31年5月1日"]),
        ("昭和64年1月8日の新聞", ["昭和64年1月8日"]),
        ("令和0年の記録", ["令和0年"]),
        ("平成0年度", ["平成0年度"]),
        ("S66.4.1に開園", ["s66.4.1"]),
    ],
)
def test_years_and_days_no_era_had_are_flagged(text: str, words: list[str]) -> None:
    assert flagged("era-mismatch", text) == words
