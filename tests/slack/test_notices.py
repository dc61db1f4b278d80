"""What a thread is told once, in ordinary sentences."""

from dataclasses import replace

import pytest

from bot.domain.audit import Deed, Entry
from bot.domain.drafts import State
from bot.domain.reviews import Review
from bot.services.seats import Called
from bot.slack.presenters import notices
from bot.slack.presenters.notices import notice
from tests.slack.review_kit import NOW, RINGING, cleared, finding, submitted

CALLED = Called("広報課との協議", ("SPRESS", "UPRESS"), ("UDEPUTY",))
NAMES = "<!subteam^SPRESS>、<@UPRESS>、<@UDEPUTY> さん、"
SHORT = submitted().revision.sha256[:8]


def told(deed: Deed, review: Review | None = None, called: Called = CALLED, **details: str) -> str:
    review = review or submitted()
    return notice(Entry(deed, "UHEAD", NOW, 1, review.revision.sha256, details), review, called)


@pytest.mark.parametrize(
    ("deed", "details", "sentence"),
    [
        (Deed.APPROVED, {"step": "承認"}, "さんが承認しました。この文面を公開できます。(SHA-256 "),
        (Deed.APPROVED, {"deputy": "yes"}, "<@UDRAFTER> さんの投稿案を <@UHEAD> さんが承認しました(代決)。"),
        (Deed.RETURNED, {}, "<@UDRAFTER> さん、<@UHEAD> さんから差し戻しがありました。"),
        (Deed.RETURNED, {"deputy": "yes"}, "差し戻しがありました(代決)。"),
        (Deed.RETURN_TAKEN_BACK, {}, "<@UHEAD> さんが差し戻しを取り消しました。"),
        (Deed.RETURN_EXPLAINED, {"reason": "日付を\n直す"}, "差し戻しの理由が届きました。\n> 日付を\n> 直す"),
        (Deed.WAIVED, {"reason": "会場の都合"}, "指摘を1件、例外として認めました。\n> 会場の都合"),
        (Deed.WAIVED, {"reason": "都合", "deputy": "yes"}, "例外として認めました(代決)。"),
        (Deed.STEP_TAKEN_BACK, {"step": "承認"}, f"<@UHEAD> さんの承認が取り消されました。{NAMES}あらためて"),
        (
            Deed.STEP_APPROVED,
            {"step": "所属長の承認"},
            f"「所属長の承認」が済みました。{NAMES}続けて「広報課との協議」",
        ),
        (Deed.STEP_APPROVED, {"step": "承認", "deputy": "yes"}, "「承認」が済みました(代決)。"),
        (Deed.READY, {}, f"{NAMES}<@UDRAFTER> さんの投稿案の確認がそろいました。"),
        (Deed.REMINDED, {"to": "managers"}, "ご都合のよいときにご覧いただけますか。"),
        (Deed.REMINDED, {"to": "deputies"}, "代決者の方も、代わりに承認していただけます。"),
        (Deed.PUBLISHED, {}, "投稿案が公開されました。記録した方は <@UHEAD> さんです。"),
        (Deed.REVISED_AFTER_PUBLICATION, {}, "<@UDRAFTER> さん、公開のあとに投稿案が編集されました。"),
    ],
)
def test_each_deed_is_told_by_its_sentence(deed: Deed, details: dict[str, str], sentence: str) -> None:
    assert sentence in told(deed, None, CALLED, **details)


@pytest.mark.parametrize("reason", list(notices._ENDED))
def test_each_end_of_a_clearance_says_why_and_of_which_wording(reason: str) -> None:
    text = told(Deed.CLEARANCE_ENDED, reason=reason)
    assert text.startswith(f"<@UDRAFTER> さん、{notices._ENDED[reason]}")
    assert text.endswith(f"(取り消した版のSHA-256 {SHORT})")


def test_every_deed_the_thread_is_told_of_has_a_sentence_and_none_looks_like_a_card() -> None:
    for deed in (deed for deed in Deed if deed.announced):
        text = told(deed, reason="expired" if deed is Deed.CLEARANCE_ENDED else "理由", to="managers")
        assert not text.startswith("【")
        assert text
        assert "{" not in text


def test_a_step_told_late_calls_nobody_for_a_step_that_is_over() -> None:
    text = told(Deed.STEP_APPROVED, cleared(), Called(), step="所属長の承認")
    assert text == "<@UHEAD> さんの「所属長の承認」が済みました。"


def test_where_nobody_can_be_called_the_sentence_begins_without_a_name() -> None:
    assert told(Deed.READY, called=Called()).startswith("<@UDRAFTER> さんの投稿案の確認がそろいました。")


def test_an_urgent_draft_calls_at_once_where_it_waits_and_promises_to_where_it_does_not_yet() -> None:
    assert told(Deed.MARKED_URGENT) == f"{NAMES}緊急の投稿案です。<@UDRAFTER> さんが、急ぎの承認をお願いしています。"
    blocked = submitted("秘密です。", finding())
    assert blocked.state is State.NEEDS_REVISION
    assert "承認者と代決者の方にすぐお知らせします" in told(Deed.MARKED_URGENT, blocked)
    assert told(Deed.READY, replace(submitted(), urgent=True)).startswith(f"{NAMES}緊急の投稿案です。")


def test_an_urgent_draft_is_called_to_mind_in_haste_and_says_when_a_deputy_may_stand_in() -> None:
    urgent = replace(submitted(), urgent=True)
    both = replace(CALLED, deputies=("UDEPUTY",))
    assert "お早めにご覧いただけますか。所属長が不在のときや" in told(Deed.REMINDED, urgent, both)
    assert told(Deed.READY, urgent, both).endswith("代決者の方が代わりに承認できます。")
    assert "代決者" not in told(Deed.READY, urgent, replace(CALLED, deputies=()))


@pytest.mark.parametrize("deed", [Deed.WAIVED, Deed.RETURN_EXPLAINED])
def test_no_reason_rings(deed: Deed) -> None:
    text = told(deed, reason=f"{RINGING}\n<!here> {{drafter}}")
    assert "<!channel>" not in text
    assert "<!here>" not in text
    assert "<@U9>" not in text
    assert "{drafter}" in text
