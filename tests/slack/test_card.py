"""The card, within Slack's limits, whatever the draft."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.drafts import Confirmation, Origin, Revision
from bot.domain.findings import Citation, Finding, Level
from bot.domain.guidelines import Clause, Guideline, Library
from bot.domain.people import Person
from bot.domain.reviews import Review
from bot.slack.presenters.card import Office, card
from bot.slack.presenters.findings import findings_modal
from bot.slack.presenters.kit import size
from tests.domain.kit import managers

NOW = datetime(2026, 11, 24, tzinfo=UTC)
CLAUSE = Clause("kibichuo", "5(12)", "5 禁止事項", "秘密を含む情報を発信すること。" * 20)
LIBRARY = Library((Guideline("kibichuo", "吉備中央町", "ガイドライン", None, (), (), (CLAUSE,)),))
OFFICE = Office(LIBRARY, ("S1",), "white_check_mark", "x")


def finding(level: Level = Level.CONFIRM, excerpt: str = "秘密", message: str = "見直してください。") -> Finding:
    return Finding(
        "check", level, 0, 2, excerpt, message, "理由です。", "こう書けます。", (Citation(CLAUSE.id, level),)
    )


def review(findings: tuple[Finding, ...] = (), asked: int = 2) -> Review:
    confirmations = tuple(
        Confirmation(f"k{n}", f"{n}を確かめました" + "あ" * 100, (CLAUSE.id,) * 30) for n in range(asked)
    )
    return Review.submit(Origin("C1", "1.0"), "U1", Revision(1, "文面", 1, "r", findings, confirmations), NOW)


def texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["text"]] if isinstance(value.get("text"), str) else []
        return own + [text for child in value.values() for text in texts(child)]
    return [text for child in value for text in texts(child)] if isinstance(value, list) else []


@pytest.mark.parametrize("count", [0, 1, 20, 300])
@pytest.mark.parametrize("asked", [0, 2, 45])
def test_a_card_keeps_slacks_limits(count: int, asked: int) -> None:
    shown = card(review((finding(message="長" * 5_000),) * count, asked), OFFICE)
    assert len(shown.blocks) <= 50
    assert all(len(text) <= 3_000 for text in texts(shown.blocks))
    assert sum(map(size, shown.blocks)) <= 12_000
    assert len(shown.text.encode()) <= 4_000
    for block in shown.blocks:
        for element in block.get("elements", []):
            assert len(element.get("options", [])) <= 10
            for option in element.get("options", []):
                assert len(option["text"]["text"]) <= 75
                assert len(option["description"]["text"]) <= 75


def test_what_does_not_fit_is_counted_and_a_button_shows_it() -> None:
    shown = json.dumps(card(review((finding(),) * 300), OFFICE).blocks, ensure_ascii=False)
    assert "すべての指摘を見る" in shown
    assert "件の指摘があります" in shown


def test_the_modal_shows_every_finding_a_page_at_a_time() -> None:
    whole = review(tuple(finding(excerpt=f"語{number}") for number in range(90)))
    pages = [json.dumps(findings_modal(whole, LIBRARY, page), ensure_ascii=False) for page in range(3)]
    assert all(any(f"「語{number}」" in page for page in pages) for number in range(90))
    assert all(len(findings_modal(whole, LIBRARY, page)["blocks"]) <= 100 for page in range(3))


def test_a_finding_shows_level_words_reason_and_clause_with_its_sentence() -> None:
    shown = "\n".join(texts(card(review((finding(Level.BLOCK),)), OFFICE).blocks))
    for part in (
        "要修正",
        "「秘密」",
        "見直してください。",
        "理由です。",
        "こう書けます。",
        "「吉備中央町 5(12)」秘密を含む情報",
    ):
        assert part in shown


def test_nothing_in_a_draft_can_ring_or_link() -> None:
    shown = card(review((finding(excerpt="<!channel> & <@U9>", message="<!here>「<!channel>」"),)), OFFICE)
    sections = [text for text in texts(shown.blocks) if "channel" in text]
    assert sections
    assert not any("<!" in text or "<@U9>" in text for text in sections)


def test_ticks_come_back_as_they_were_set() -> None:
    ticked = review()
    ticked.tick("U1", 1, {"k0": True}, NOW)
    (boxes,) = [
        element
        for block in card(ticked, OFFICE).blocks
        for element in block.get("elements", [])
        if "options" in element
    ]
    assert [option["value"] for option in boxes["initial_options"]] == ["k0"]


@pytest.mark.parametrize("approvers", [("S1",), ()])
def test_the_state_stands_first_and_nobody_to_approve_is_said(approvers: tuple[str, ...]) -> None:
    shown = card(review(asked=0), replace(OFFICE, approvers=approvers))
    assert shown.text.startswith("【承認待ち】")
    assert ("まだ設定されていません" in str(shown.blocks)) == (not approvers)


def test_a_cleared_card_names_the_approver_and_the_texts_hash() -> None:
    cleared = review(asked=0)
    cleared.approve(Person("U2"), "ok", managers("U2"), NOW)
    shown = card(cleared, OFFICE)
    assert shown.text.startswith("【公開可】")
    assert f"<@U2> ・ 第1版 ・ SHA-256 {cleared.revision.sha256[:8]}" in str(shown.blocks)


def test_a_clause_that_is_no_longer_in_use_is_named_by_its_id() -> None:
    cited = replace(finding(), citations=(Citation("elsewhere:1", Level.CONFIRM),))
    assert "「elsewhere:1」" in "\n".join(texts(card(review((cited,)), OFFICE).blocks))
