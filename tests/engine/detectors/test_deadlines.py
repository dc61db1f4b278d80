"""Deadlines held against the day of the event."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.detectors.date_kit import TODAY, flagged, plain, weekday_of

EVENTS = (
    "教室を{}に開きます。",
    "しめ飾りの教室を{}の午前10時から、改善センターで開きます。",
    "音楽会は{}、市民会館で開催。",
    "【日時】{}10時~12時\n【会場】公民館\n",
    "こども議会を開きます。{}に本会議場で町長に質問します。",
    "{} 13:30~ 落語の会|公民館|",
    "もの忘れカフェが{}の14時に開店。",
    "里山を歩きませんか。{}、山の家に集合です。",
    "体操教室({})の参加者を募ります。",
)
DEADLINES = (
    "申込みは{}までに電話でどうぞ。",
    "参加ご希望の方は{}までに公民館へお電話ください。",
    "申込締切 {}",
    "締切は{}です。",
    "{}締切。お申し込みはフォームから。",
    "往復はがきで、{}必着で申し込んでください。",
    "出席される方は、{}の正午までにご連絡ください。",
    "予約は{}17時まで。",
    "お弁当を用意しますので、{}までに人数をお知らせください。",
    "{}(金)〆切、エントリーはお早めに。",
)
AFTERWARDS = (
    "写真の受け取りは{}までにお越しください。",
    "アンケートは{}までにお出しください。",
    "結果の申請は{}まで受け付けます。",
    "参加できなかった方は、{}までにご連絡ください。",
    "次回の申込みは{}までです。",
    "ご感想を{}までにメールでお寄せください。",
    "途中からの参加は{}までに申し込んでください。",
)
COMING = st.integers(1, 60).map(lambda ahead: TODAY + timedelta(ahead))


@given(COMING, st.integers(-50, 50), st.sampled_from(EVENTS), st.sampled_from(DEADLINES))
def test_a_deadline_is_flagged_only_behind_the_event(event: date, apart: int, held: str, asked: str) -> None:
    deadline = event + timedelta(apart)
    text = held.format(f"{plain(event)}({weekday_of(event)})") + asked.format(plain(deadline))
    assert bool(flagged("date-order", text)) == (deadline > event)


@given(COMING, st.integers(1, 50), st.sampled_from(EVENTS), st.sampled_from(AFTERWARDS))
def test_what_is_asked_for_after_the_event_is_never_flagged(event: date, apart: int, held: str, asked: str) -> None:
    text = held.format(plain(event)) + asked.format(plain(event + timedelta(apart)))
    assert flagged("date-order", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "移住の説明会を12月5日に開きます。移住体験の申込みは12月20日までです。",
        "内覧会は12月5日です。申込みは12月18日まで。",
        "採用試験を12月6日に行います。ほかの職種の申込みは12月18日までです。",
        "受付は12月1日からです。申込みは12月18日までです。",
        "作品展を11月1日から12月6日まで開催します。体験の申込みは12月12日までです。",
        "11月15日に音楽会を開催しました。写真教室の申込みは12月18日までです。",
        "第1回は12月5日に開催します。第2回の申込みは12月18日まで。",
        "教室は12月5日に開きます。1月にも開きます。申込みは12月18日まで。",
        "■絵手紙\n12月5日に開きます。\n■写真\n申込みは12月18日まで。",
        "図書館は12月5日はお休みします。申込みは12月18日まで。",
    ],
)
def test_a_deadline_for_something_else_is_not_flagged(text: str) -> None:
    assert flagged("date-order", text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("教室を12月5日・6日に開きます。申込みは12月10日まで。", ["12月10日"]),
        ("採用試験は12月6日です。申込みは12月18日まで。", ["12月18日"]),
        ("■絵手紙\n12月5日に開きます。申込みは12月8日まで。\n■写真\n12月19日に開きます。", ["12月8日"]),
        ("12月の催しです。12月5日に教室を開きます。申込みは12月8日まで。", ["12月8日"]),
        ("11月15日(日)に教室を開きます。申込みは12月8日まで。", ["12月8日"]),
    ],
)
def test_a_late_deadline_is_found_in_its_section(text: str, words: list[str]) -> None:
    assert flagged("date-order", text) == words
