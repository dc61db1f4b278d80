"""What the channel is told of a stop of all clearances."""

from bot.domain.freezes import Freeze
from bot.slack.presenters.freezes import FREEZE_USAGE, frozen, lifted
from tests.slack.review_kit import NOW, RINGING


def test_a_stop_names_who_made_it_what_fell_and_why() -> None:
    assert frozen("UADMIN", "大雨の対応\nを優先するため", 2) == (
        ":no_entry: <@UADMIN> さんが、公開を一時停止しました。【公開可】だった2件は取り消しました。"
        "再開のお知らせまで、どの投稿案も公開しないようお願いします。\n> 大雨の対応\n> を優先するため"
    )


def test_a_stop_that_ended_nothing_counts_nothing() -> None:
    assert "取り消し" not in frozen("UADMIN", "大雨", 0)


def test_the_end_of_a_stop_says_that_each_text_is_to_be_approved_again() -> None:
    told = lifted("UADMIN", Freeze("大雨", "UOTHER", NOW))
    assert told.startswith(":arrow_forward: <@UADMIN> さんが、公開の一時停止を解除しました。(停止の理由: 大雨)")
    assert told.endswith("もう一度承認をお願いします。")


def test_no_reason_rings_and_a_long_one_is_shortened() -> None:
    for told in (frozen("UADMIN", RINGING * 100, 1), lifted("UADMIN", Freeze(RINGING * 100, "UADMIN", NOW))):
        assert "<!" not in told
        assert "<@U9>" not in told
        assert "…" in told
        assert len(told) < 4_000


def test_neither_begins_like_a_card() -> None:
    assert not frozen("U", "大雨", 1).startswith("【")
    assert not lifted("U", Freeze("大雨", "U", NOW)).startswith("【")


def test_how_to_stop_and_to_lift_is_explained() -> None:
    assert "`/sns-freeze 理由`" in FREEZE_USAGE
    assert "`/sns-freeze 解除`" in FREEZE_USAGE
