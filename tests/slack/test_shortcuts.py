"""What the shortcuts show, within Slack's limits, whatever was written."""

import json
from typing import Any

import pytest

from bot.domain.findings import Citation, Finding, Level
from bot.domain.guidelines import Clause, Guideline, Library
from bot.domain.networks import Network
from bot.engine.text import Link
from bot.sandbox import inputs
from bot.sandbox.view_checks import check_view
from bot.slack.payloads import Words, read_words
from bot.slack.presenters.kit import Block
from bot.slack.presenters.shortcuts import checked_modal, draft_form, drafted_modal, handed_in, rewriting_form
from tests.slack.review_kit import submitted

CLAUSE = Clause("kibichuo", "5(12)", "5 禁止事項", "秘密を含む情報を発信すること。" * 20)
LIBRARY = Library((Guideline("kibichuo", "吉備中央町", "ガイドライン", None, (), (), (CLAUSE,)),))
RINGING = "<!channel> 秘密を <@U1> に & お知らせします"


def finding(excerpt: str = "秘密", message: str = "見直してください。") -> Finding:
    citations = (Citation(CLAUSE.id, Level.BLOCK),)
    return Finding("check", Level.BLOCK, 0, 2, excerpt, message, "理由です。", None, citations, "f" * 8)


def shown(view: Block) -> str:
    check_view(view, "modal")
    return json.dumps(view, ensure_ascii=False)


def drafted(text: str = "文面です。", findings: tuple[Finding, ...] = (), *networks: str) -> str:
    return shown(drafted_modal(text, findings, LIBRARY, networks))


def test_a_finding_is_shown_with_its_clause_and_nothing_to_decide() -> None:
    modal = checked_modal((finding(),), LIBRARY, files=False)
    for part in ("要修正 1件", "「秘密」", "見直してください。", "理由です。", "「吉備中央町 5(12)」秘密を含む情報"):
        assert part in shown(modal)
    assert "accessory" not in shown(modal)
    assert "submit" not in modal


def test_where_nothing_is_found_it_is_said_that_this_is_no_clearance() -> None:
    assert "見つかりませんでした" in shown(checked_modal((), LIBRARY, files=False))
    assert "承認が必要です" in shown(checked_modal((), LIBRARY, files=False))


def test_what_was_not_looked_at_is_said() -> None:
    assert "添付" in shown(checked_modal((), LIBRARY, files=True))
    assert "添付" not in shown(checked_modal((), LIBRARY, files=False))


@pytest.mark.parametrize("count", [1, 40, 41, 300])
@pytest.mark.parametrize("long", [1, 5_000])
def test_however_much_is_found_the_modal_fits_and_the_rest_is_counted(count: int, long: int) -> None:
    findings = tuple(finding(f"語{number}", "長" * long) for number in range(count))
    for view in (
        checked_modal(findings, LIBRARY, files=True),
        drafted_modal("あ" * 3_000, findings, LIBRARY, []),
    ):
        listed = sum("「語" in block.get("text", {}).get("text", "") for block in view["blocks"])
        assert len(shown(view).encode()) < 250_000
        assert 1 <= listed <= 40
        assert (f"ほかに{count - listed}件の指摘" in shown(view)) == (count > listed)


def test_the_form_asks_for_the_text_and_comes_back_with_it() -> None:
    form = draft_form()
    shown(form)
    start = inputs.start_values(form["blocks"])
    filled = inputs.filled_in(form["blocks"], start, {"text": {"field": "文面"}, "networks": {"field": ["x", "line"]}})
    assert filled["text"]["field"]["value"] == "文面"
    assert [option["value"] for option in filled["networks"]["field"]["selected_options"]] == ["x", "line"]


def test_a_draft_is_posted_as_it_was_written_and_nothing_in_it_rings() -> None:
    blocks = handed_in("U1", RINGING)
    (written,) = (block for block in blocks if block["type"] == "rich_text")
    assert written["elements"] == [{"type": "rich_text_section", "elements": [{"type": "text", "text": RINGING}]}]
    assert json.dumps(blocks, ensure_ascii=False).count("<!channel>") == 1
    assert "書き直し済み" not in str(blocks)
    assert "書き直し済み" in str(handed_in("U1", RINGING, rewritten=5))


def test_the_form_to_rewrite_a_draft_begins_with_its_text() -> None:
    form = rewriting_form(submitted("はじめの文面です。"))
    shown(form)
    assert inputs.start_values(form["blocks"])["text"]["field"]["value"] == "はじめの文面です。"
    assert form["private_metadata"]


def test_it_is_said_that_a_draft_is_not_handed_in_yet() -> None:
    assert "まだ提出されていません" in drafted()


def test_its_length_is_told_for_the_networks_that_were_chosen() -> None:
    told = drafted("あ" * 141, (), Network.X, Network.THREADS)
    assert "X(旧Twitter) 282 / 280 :warning: 2字分、長いようです ・ Threads 141 / 500" in told
    assert "280" not in drafted("あ" * 141)


def read(**fields: Any) -> Words:
    return read_words({"type": "message", "user": "U1", "ts": "1.0", **fields})


def test_a_messages_words_are_read_as_they_were_typed() -> None:
    assert read(text="A &amp; B").text == "A & B"
    assert read(text="<@U2> さん <https://example.jp/a|こちら>") == Words(
        "@氏名 さん こちら", (Link(7, 10, "https://example.jp/a"),), files=False
    )


def test_a_message_without_text_has_no_words() -> None:
    assert read(text="", files=[{"id": "F1"}]) == Words("", (), files=True)
    assert read() == Words("", (), files=False)
