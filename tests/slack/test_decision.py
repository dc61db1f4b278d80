"""What a card says of the decision."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.drafts import Post
from bot.domain.findings import Level
from bot.domain.guidelines import Step
from bot.domain.mandates import Mandate, Mandates
from bot.domain.people import Person
from bot.domain.reviews import Review
from bot.services.seats import Called
from bot.slack import ids
from bot.slack.payloads import read_pressed
from bot.slack.presenters.card import card
from bot.slack.presenters.decision import difference, published, tools, value_of
from bot.slack.presenters.kit import size
from tests.domain.kit import step, steps
from tests.slack.review_kit import NOW, OFFICE, ONE, RINGING, cleared, edited, elements, finding, submitted, texts


def said(review: Review, called: Called | None = None) -> str:
    shown = card(review, OFFICE, called or Called())
    return "\n".join([shown.text, *texts(shown.blocks)])


def buttons(review: Review) -> set[str]:
    return {button["action_id"] for button in elements(card(review, OFFICE).blocks, "button")}


def styled(review: Review) -> list[tuple[str, str]]:
    runs = elements(difference(review), "text")
    return [(run["text"], next(iter(run.get("style", {"same": True})))) for run in runs]


def test_an_edit_shows_what_went_struck_out_and_what_came_in_bold() -> None:
    review = edited("図書館は月曜日に休みです。", "図書館は火曜日に休みです。")
    assert "前に承認された文面(第1版)から変わったところ" in said(review)
    assert styled(review) == [("図書館は", "same"), ("月曜日", "strike"), ("火曜日", "bold"), ("に休みです。", "same")]


def test_a_changed_wording_is_approved_by_a_button_only_when_it_waits() -> None:
    assert ids.APPROVE_CHANGES_ACTION in buttons(edited("月曜日です。", "火曜日です。"))
    assert ids.APPROVE_CHANGES_ACTION not in buttons(edited("月曜日です。", "火曜日です。", asked=1))
    assert ids.APPROVE_CHANGES_ACTION not in buttons(edited("月曜日です。", "火曜日です。", finding()))


def test_there_is_nothing_to_compare_before_a_clearance_nor_with_the_same_words() -> None:
    assert difference(submitted()) == []
    assert difference(cleared()) == []
    assert difference(edited("月曜日です。", "月曜日です。")) == []


def test_a_button_carries_the_draft_and_the_revision_it_was_shown_for() -> None:
    review = edited("月曜日です。", "火曜日です。")
    pressed = read_pressed({"user": {"id": "U1"}}, value_of(review, "f|1"))
    assert (pressed.origin, pressed.revision, pressed.user, pressed.more) == (review.origin, 2, "U1", "f|1")


@pytest.mark.parametrize("count", [1, 60, 300])
@pytest.mark.parametrize("asked", [0, 45])
def test_many_findings_and_a_long_change_keep_slacks_limits(count: int, asked: int) -> None:
    before, after = ("月曜は休みです。\n" * 900, "火曜は開きます。\n" * 900)
    findings = tuple(finding(fingerprint=f"f{number}", message="長" * 5_000) for number in range(count))
    review = edited(before, after, *findings, asked=asked)
    review.name_networks("UDRAFTER", ("x", "facebook", "instagram", "line", "youtube", "threads"), NOW)
    shown = card(review, OFFICE)
    assert len(shown.blocks) <= 50
    assert sum(map(size, shown.blocks)) <= 12_000
    assert all(len(text) <= 3_000 for text in texts(shown.blocks))
    for button in elements(shown.blocks, "button"):
        assert len(button["text"]["text"]) <= 75
        assert len(button["value"]) <= 2_000
    assert "長いため、ここまで" in said(review)


def test_an_accepted_finding_names_who_accepted_it_and_why_and_offers_no_button() -> None:
    review = submitted("秘密です。", finding(fingerprint="f1"), finding(fingerprint="f2"))
    assert len([one for one in elements(card(review, OFFICE).blocks, "button") if "認める" in str(one)]) == 2
    review.waive(Person("UHEAD"), "f1", "会場の都合です", ONE, NOW)
    assert "*例外承認* <@UHEAD> さん: 会場の都合です" in said(review)
    (left,) = (one for one in elements(card(review, OFFICE).blocks, "button") if "認める" in str(one))
    assert left["value"].endswith("|f2")


@pytest.mark.parametrize("level", [Level.CONFIRM, Level.ADVISE])
def test_only_a_finding_that_blocks_can_be_accepted(level: Level) -> None:
    assert ids.WAIVE_ACTION not in buttons(submitted("秘密です。", finding(level)))


def test_nothing_rings_whatever_reason_account_or_address_was_typed() -> None:
    risky = submitted("秘密です。", finding())
    risky.waive(Person("UHEAD"), "f1", RINGING, ONE, NOW)
    returned = submitted()
    returned.send_back(Person("UHEAD"), "x", ONE, NOW)
    returned.explain_return("UHEAD", f"{RINGING}\n<!here>", NOW)
    public = cleared()
    public.publish(Person("UDRAFTER"), Post("X", RINGING, "https://x.example/|a> <!channel>", NOW), NOW)
    for review in (risky, returned, public):
        assert "channel" in said(review)
        assert not any(sign in said(review) for sign in ("<!channel", "<!here", "<@U9>"))
    assert published(public)[0]["text"]["text"].count("|") == 1


def test_the_reason_of_a_return_stands_on_the_card() -> None:
    review = submitted()
    review.send_back(Person("UHEAD"), "x", ONE, NOW)
    assert "差し戻しの理由" not in said(review)
    review.explain_return("UHEAD", "日付を\n直してください", NOW)
    assert "*差し戻しの理由*\n> 日付を\n> 直してください" in said(review)


def test_every_approval_is_named_by_its_step_and_a_deputys_as_such() -> None:
    away = frozenset({"UHEAD"})
    first = Mandate(Step("所属長の承認"), away, away, frozenset({"UDEPUTY"}))
    both = Mandates((first, step("広報課との協議", ["UPRESS"])))
    review = submitted()
    review.approve(Person("UDEPUTY"), "ok", both, NOW)
    assert "所属長の承認 <@UDEPUTY>(代決)" in said(review)
    review.approve(Person("UPRESS"), "ok", both, NOW)
    assert "所属長の承認 <@UDEPUTY>(代決)、広報課との協議 <@UPRESS> ・ 第1版" in said(review)


def test_a_deputys_return_is_named_as_such() -> None:
    away = frozenset({"UHEAD"})
    review = submitted()
    review.send_back(
        Person("UDEPUTY"), "x", Mandates((Mandate(Step("承認"), away, away, frozenset({"UDEPUTY"})),)), NOW
    )
    assert "差し戻し <@UDEPUTY>(代決)" in said(review)


def test_the_step_that_is_waited_for_is_called_by_its_name() -> None:
    both = steps(step("所属長の承認", ["UHEAD"]), step("広報課との協議", ["UPRESS"]))
    review = submitted()
    review.approve(Person("UHEAD"), "ok", both, NOW)
    assert said(review, Called("広報課との協議", ("UPRESS",))).startswith(
        "【承認待ち】確認がそろいました。広報課との協議をお待ちしています。"
    )


def test_what_can_be_done_with_a_draft_follows_where_it_stands() -> None:
    assert buttons(submitted()) == {ids.URGENT_ACTION, ids.NETWORKS_ACTION}
    assert buttons(cleared()) == {ids.PUBLISHED_ACTION}
    urgent = submitted()
    urgent.mark_urgent("UDRAFTER", NOW)
    assert buttons(urgent) == {ids.NETWORKS_ACTION}
    urgent.name_networks("UDRAFTER", ("x",), NOW)
    urgent.withdraw("UDRAFTER", NOW)
    assert tools(urgent) == []


def test_an_urgent_draft_says_so_until_it_is_over() -> None:
    review = cleared()
    review.mark_urgent("UDRAFTER", NOW)
    assert said(review).startswith("【公開可】緊急の投稿案です。")
    review.withdraw("UDRAFTER", NOW)
    assert "緊急" not in said(review)


def test_a_text_is_counted_as_each_network_counts_and_too_long_a_one_is_marked() -> None:
    review = submitted("あ" * 150)
    assert "280" not in said(review)
    review.name_networks("UDRAFTER", ("x", "instagram", "a network of before"), NOW)
    assert "X(旧Twitter) 300 / 280 :warning: 20字分、長いようです ・ Instagram 150 / 2,200" in said(review)


def test_a_published_draft_tells_where_and_by_whom_and_whether_it_was_edited_since() -> None:
    review = cleared()
    review.publish(Person("UEDITOR"), Post("Facebook", "湊町", "https://sns.example/1", NOW), NOW)
    shown = said(review)
    assert shown.startswith("【公開済み】")
    assert "*Facebook* 湊町 ・ <https://sns.example/1|投稿を開く> ・ 公開した方 <@UEDITOR>" in shown
    assert "承認 <@UHEAD>" in shown
    assert "公開のあとに" not in shown
    review.revise(replace(review.revision, number=2, text="直しました。", made_at=9), "UDRAFTER", NOW)
    assert "公開のあとに、投稿案が編集されています。公開された文面は第1版です。" in said(review)
    assert tools(review) == []


def test_a_publication_without_an_address_says_so() -> None:
    review = cleared()
    review.publish(Person("UEDITOR"), Post("X", "湊町", "", NOW), NOW + timedelta(hours=1))
    assert "(URLの記録なし)" in said(review)


def test_that_nobody_can_approve_is_said_only_where_somebody_has_to() -> None:
    nobody = replace(OFFICE, approvers=())
    missing = "承認できる方がまだ設定されていません"
    assert missing in str(card(submitted(), nobody).blocks)
    assert missing not in str(card(submitted(), nobody, Called("所属長の承認", ("UHEAD",))).blocks)
    assert missing not in str(card(cleared(), nobody).blocks)
