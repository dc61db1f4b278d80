"""Days told in the wrong tense, with the clock at 24 November 2026."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.detectors.date_kit import TODAY, flagged, plain, weekday_of

ANNOUNCED = (
    "{}に開催します。",
    "{}は道の駅の秋まつり! ご家族でお越しください。",
    "朝市は{}、駅前広場で。お待ちしています。",
    "参加者を募集!\n日時:{}10時\n場所:公民館",
    "{}の午前10時から、入場は無料です。ぜひどうぞ。",
    "答えは{}に発表します。",
    "会期は{}まで。月曜は休みます。お気軽にどうぞ。",
    "申込みは{}必着です。",
    "冬のダイヤは{}から始まります。",
    "{}の夜に避難所を開設する予定です。",
    "{}の午後、給水車を出します。",
)
REPORTED = (
    "{}に開催しました。",
    "{}の催しには、たくさんのご来場をありがとうございました。",
    "{}に撮影した紅葉です。ぜひお越しください。",
    "{}は秋まつり。大勢の方でにぎわいました。",
    "{}午前6時ごろ、北の山でクマを目撃。近づかないでください。",
    "{}現在の人口です。詳しくはホームページをご覧ください。",
    "{}から菊花展を開いています。ぜひお越しください。",
    "{}、選手が全国大会に出場。応援をよろしくお願いします。",
    "{}号の広報をご覧ください。",
)
DONE = (
    "{}に音楽会を開催しました。",
    "{}、河川敷で一斉清掃を行いました。",
    "{}に講演会が開かれました。",
    "{}午前10時から、餅つき大会を実施しました。",
    "{} 公民館で豆まきを行いました。",
    "{}の町民運動会は、おかげさまで盛況のうちに終わりました。",
    "{}に運行を始めた乗合タクシーです。",
)
STILL_OPEN = (
    "{}に開く音楽会の練習を行いました。",
    "{}の音楽会の申込みを締め切りました。",
    "{}に予定していた清掃を中止しました。",
    "{}に向けて、準備会を開きました。",
    "昨年{}に開催しました。",
    "{}の音楽会は、前売り券の販売が無事に終わりました。",
    "{} 音楽会の準備を行いました。",
)
AHEAD = st.integers(1, 99).map(lambda distance: TODAY + timedelta(distance))
BEHIND = st.integers(1, 99).map(lambda distance: TODAY - timedelta(distance))


def spellings(day: date) -> tuple[str, ...]:
    weekday = weekday_of(day)
    era = f"令和{day.year - 2018}年"
    return f"{plain(day)}({weekday})", f"{era}{plain(day)}({weekday})", f"{day.month}/{day.day}({weekday})"


@given(BEHIND, st.sampled_from(ANNOUNCED))
def test_a_past_day_told_as_coming_is_flagged(day: date, told: str) -> None:
    for written in spellings(day):
        assert flagged("past-as-future", told.format(written)) == [written]


@given(AHEAD, st.sampled_from(ANNOUNCED + DONE))
def test_a_coming_day_is_never_called_past(day: date, told: str) -> None:
    for written in spellings(day):
        assert flagged("past-as-future", told.format(written)) == []


@given(BEHIND, st.sampled_from(REPORTED))
def test_a_report_of_a_past_day_is_never_flagged(day: date, told: str) -> None:
    for written in spellings(day):
        assert flagged("past-as-future", told.format(written)) == []


@given(AHEAD, st.sampled_from(DONE))
def test_a_coming_day_told_as_past_is_flagged(day: date, told: str) -> None:
    for written in spellings(day):
        assert flagged("future-as-past", told.format(written)) == [written]


@given(st.one_of(AHEAD, BEHIND), st.sampled_from(ANNOUNCED + STILL_OPEN))
def test_what_is_only_prepared_or_announced_is_no_report(day: date, told: str) -> None:
    for written in spellings(day):
        assert flagged("future-as-past", told.format(written)) == []


@given(BEHIND, st.sampled_from(DONE))
def test_a_report_of_a_past_day_is_no_slip(day: date, told: str) -> None:
    for written in spellings(day):
        assert flagged("future-as-past", told.format(written)) == []


@pytest.mark.parametrize(
    "text",
    [
        "11月11日は介護の日。困ったときはご相談ください。",
        "11月1日に町内に住所のある方が対象です。お電話でどうぞ。",
        "11月20日(金)にオープンした直売所へ、ぜひお越しください。",
        "11月15日(日)と12月6日(日)は、市が立ちます。お越しください。",
        "11月の市は15日(日)でした。来月もどうぞ。",
        "11月14日(土)の写真を飾っています。来年1月の催しもお楽しみに。",
        "2月に始める講座の説明は11月10日(火)です。お電話ください。",
    ],
)
def test_past_days_that_are_no_event_to_come_are_not_flagged(text: str) -> None:
    assert flagged("past-as-future", text) == []
