"""What the shortcuts show: findings of a text that is no draft, the form to write one, and what the form posts."""

from collections.abc import Iterator, Sequence

from bot.domain.findings import Finding
from bot.domain.guidelines import Library
from bot.domain.networks import Network
from bot.domain.review_state import ReviewState
from bot.slack.ids import CHECK_DRAFT_ACTION, DRAFT_VIEW, FIELD, REWRITE_ACTION, TAKE_BACK_ACTION, draft_block
from bot.slack.presenters.decision import length_blocks, value_of
from bot.slack.presenters.findings import counted, finding_blocks
from bot.slack.presenters.kit import Block, actions, button, context, divider, mention, plain, section, size
from bot.slack.presenters.modals import form

HANDED_IN = "投稿案が届きました。"
URGENT = "urgent"
_MOST_TYPED = 3_000  # Slack's own limit of a field
_MOST_FINDINGS = 40
_MOST_CHARACTERS = 30_000  # Slack refuses a view of more than 250 KB
_LIMITS = "機械で確かめられることには限りがあります。公開には、審査チャンネルでの確認と承認が必要です。"


def checked_modal(findings: Sequence[Finding], library: Library, *, files: bool) -> Block:
    """What was found in somebody's message; `files`: it had some beside its text."""
    lead = section(":information_source: あなただけに表示しています。記録も投稿もしていません。")
    aside = [context("添付の画像やファイルの中の文章は、ここでは確かめていません。")] if files else []
    return _modal("SNSガイドラインで確認", "閉じる", [lead, *aside, *_found(findings, library)])


def draft_form() -> Block:
    """Asks for a draft's text, for the social networks it is meant for, and whether there is haste."""
    options = [{"text": plain(network.label), "value": network.value} for network in Network]
    haste = {"text": plain("緊急の投稿案です(承認者と代決者の方をすぐにお呼びします)"), "value": URGENT}
    blocks = [
        section("書いた文面は、ボットがお名前を添えて審査チャンネルに投稿します。"),
        _text_field(""),
        _look_button(),
        _boxes("networks", "公開先", options, "選んでいただくと、それぞれの数え方で数えた字数をカードに示します。"),
        _boxes("haste", "お急ぎのとき", [haste]),
    ]
    return form(DRAFT_VIEW, "投稿案を書く", "審査に出す", "", blocks)


def rewriting_form(review: ReviewState) -> Block:
    """Asks for another wording of a draft written in the form."""
    blocks = [_text_field(review.revision.text), _look_button()]
    return form(DRAFT_VIEW, "投稿案を書き直す", "書き直す", value_of(review), blocks)


def _text_field(text: str) -> Block:
    element: Block = {"type": "plain_text_input", "action_id": FIELD, "multiline": True, "max_length": _MOST_TYPED}
    if text:
        element["initial_value"] = text[:_MOST_TYPED]
    return {"type": "input", "block_id": "text", "label": plain("文面"), "element": element}


def _look_button() -> Block:
    return actions([button("出す前に、自分だけで確かめる", CHECK_DRAFT_ACTION, "draft")])


def _boxes(block: str, label: str, options: list[Block], hint: str = "") -> Block:
    boxes = {"type": "checkboxes", "action_id": FIELD, "options": options}
    asked = {"type": "input", "block_id": block, "label": plain(label), "element": boxes, "optional": True}
    return {**asked, "hint": plain(hint)} if hint else asked


def drafted_modal(text: str, findings: Sequence[Finding], library: Library, networks: Sequence[str]) -> Block:
    """What was found in a text in the form, over the form: nothing was handed in yet.

    Args:
        text: As it stands in the form.
        findings: What was found in it.
        library: The guidelines in use.
        networks: Names of the social networks it is meant for.
    """
    lead = (
        ":information_source: あなただけに表示しています。*まだ提出されていません。*\n"
        "戻って直すことも、そのまま審査に出すこともできます。"
    )
    blocks = [section(lead), *length_blocks(text, networks), divider(), *_found(findings, library)]
    return _modal("下書きの確認", "戻る", blocks)


def handed_in(drafter: str, text: str, *, form: str = "", rewritten: int = 0) -> list[Block]:
    """A draft as the bot posts it for who wrote it; in the text nothing rings.

    Args:
        drafter: User id of who wrote it.
        text: As it was written.
        form: Id of the form it was written in; empty: it was rewritten in another one.
        rewritten: When it was rewritten last, in microseconds since 1970; 0: it never was.
    """
    written = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    buttons = [button("書き直す", REWRITE_ACTION, "draft"), _take_back_button()]
    return [
        context(f"{mention(drafter)} さんの投稿案" + ("(書き直し済み)" if rewritten else "")),
        {"type": "rich_text", "block_id": draft_block(drafter, rewritten, form), "elements": [written]},
        actions(buttons),
        context("直すときは「書き直す」をお使いください。ボタンを使えるのは、書いた方だけです。"),
    ]


def _take_back_button() -> Block:
    confirm = {
        "title": plain("投稿案の取り下げ"),
        "text": plain("この投稿案を取り下げて、審査を終わります。よろしいですか。"),
        "confirm": plain("取り下げる"),
        "deny": plain("やめる"),
    }
    return {**button("取り下げる", TAKE_BACK_ACTION, "draft"), "confirm": confirm}


def _found(findings: Sequence[Finding], library: Library) -> list[Block]:
    if not findings:
        return [section(":white_check_mark: 気になる箇所は見つかりませんでした。"), context(_LIMITS)]
    kept = list(_fitting(finding_blocks(None, findings[:_MOST_FINDINGS], library)))
    rest = len(findings) - len(kept)
    more = [context(f"ほかに{rest}件の指摘があります。文章をいくつかに分けて確かめてください。")] if rest else []
    parted = [part for block in kept for part in (divider(), block)]
    return [section(f"*指摘があります({counted(findings)})*"), *parted, *more, context(_LIMITS)]


def _fitting(blocks: Sequence[Block]) -> Iterator[Block]:
    room = _MOST_CHARACTERS
    for block in blocks:
        room -= size(block)
        if room < 0:
            return
        yield block


def _modal(title: str, close: str, blocks: list[Block]) -> Block:
    return {"type": "modal", "title": plain(title), "close": plain(close), "blocks": blocks}
