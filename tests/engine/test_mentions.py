"""How a weekday and its date stand together, and which marks belong to a date."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.calendar import dates
from bot.engine.mentions import Mention, week_of
from bot.engine.text import Text
from tests.engine.kit import any_text

TODAY = date(2026, 11, 24)
PIECES = (
    "12月",
    "5",
    "・",
    "~",
    "6日",
    "(土・日)",
    "令和8",
    "(2026)",
    "年度",
    "の",
    "第2土曜日の",
    "12/5",
    "元",
    " ",
    "(Sat)",
)


def read(text: str) -> list[Mention]:
    return list(dates(Text(text), TODAY))


@pytest.mark.parametrize(
    ("text", "weekdays"),
    [
        ("12月5日(土)", [5]),
        ("12月5日(土・祝)", [5]),
        ("12月5日(祝・土)", [5]),
        ("12月5日(土曜日、雨天中止)", [5]),
        ("12月5日(土", [None]),
        ("12月5日(土・日)", [None]),
        ("12月5日・6日(土・日)", [5, 6]),
        ("12月5日~7日(土~月)", [5, 0]),
        ("12月4日・5日・6日(土・日)", [None, 5, 6]),
        ("12月5日・12日(いずれも土曜日)", [5, 5]),
        ("12月5日、12日の土曜", [None, 5]),
        ("12月5日は土曜日です。", [5]),
        ("12月5日は土曜日課です。", [None]),
        ("12月5日土砂崩れの訓練", [None]),
        ("12月5日 SUNSET", [None]),
        ("12月5日(金額は未定)", [None]),
        ("日曜日、12月5日は休みます。", [None]),
        ("土・日曜の12月5日", [None]),
    ],
)
def test_a_weekday_is_given_to_the_dates_it_is_of(text: str, weekdays: list[int | None]) -> None:
    assert [mention.weekday for mention in read(text)] == weekdays


@pytest.mark.parametrize(
    ("text", "holiday"),
    [
        ("12月5日(土・祝)", True),
        ("12月5日(祝)", True),
        ("12月5日(振休)", True),
        ("12月5日(土・休)", False),
        ("12月5日", False),
    ],
)
def test_a_mark_says_that_a_day_is_a_holiday(text: str, *, holiday: bool) -> None:
    (mention,) = read(text)
    assert mention.holiday is holiday


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)))
def test_a_day_is_as_many_weeks_into_its_month_as_its_weekday_came_before(day: date) -> None:
    before = sum((day - timedelta(7 * weeks)).month == day.month for weeks in range(5))
    assert week_of(day) == before


@given(st.lists(st.one_of(st.sampled_from(PIECES), any_text), max_size=14).map("".join))
def test_mentions_follow_each_other_whatever_is_written(written: str) -> None:
    text = Text(written)
    end = 0
    for mention in dates(text, TODAY):
        assert end <= mention.start < mention.tail <= mention.end <= len(text.folded)
        end = mention.end
