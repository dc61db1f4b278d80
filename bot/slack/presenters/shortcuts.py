"""What the shortcuts show one person alone: findings of a text that is no draft, and the form to write one."""

from collections.abc import Iterator, Sequence

from bot.domain.findings import Finding
from bot.domain.guidelines import Library
from bot.domain.networks import Network
from bot.slack.ids import DRAFT_VIEW, FIELD
from bot.slack.presenters.decision import length_blocks
from bot.slack.presenters.findings import counted, finding_blocks
from bot.slack.presenters.kit import Block, context, divider, plain, section, size
from bot.slack.presenters.modals import form

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
    """Asks for a draft's text and for the social networks it is meant for."""
    options = [{"text": plain(network.label), "value": network.value} for network in Network]
    text = {"type": "plain_text_input", "action_id": FIELD, "multiline": True, "max_length": _MOST_TYPED}
    boxes = {"type": "checkboxes", "action_id": FIELD, "options": options}
    blocks = [
        section(":information_source: 審査に出す前に、ご自分だけで確かめられます。ここに書いても提出にはなりません。"),
        {"type": "input", "block_id": "text", "label": plain("文面"), "element": text},
        {
            "type": "input",
            "block_id": "networks",
            "label": plain("公開先"),
            "hint": plain("選んでいただくと、それぞれの数え方で数えた字数をお知らせします。"),
            "element": boxes,
            "optional": True,
        },
    ]
    return form(DRAFT_VIEW, "投稿案を下書きする", "確かめる", "", blocks)


def drafted_modal(
    text: str, findings: Sequence[Finding], library: Library, networks: Sequence[str], channel: str | None
) -> Block:
    """What was found in a text that was written in the form, and the text to be copied: it is not handed in.

    Args:
        text: As it was written.
        findings: What was found in it.
        library: The guidelines in use.
        networks: Names of the social networks it is meant for.
        channel: Id of the review channel; None where it is not found yet.
    """
    where = f"<#{channel}>" if channel else "審査チャンネル"
    lead = (
        ":information_source: *下書きの確認だけで、まだ提出されていません。*\n"
        f"下の文面をコピーして {where} に貼り付けると、提出になります。"
        "お急ぎのときは、そのあとカードの「緊急にする」を押してください。"
    )
    preformatted = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": text}]}
    copied: Block = {"type": "rich_text", "elements": [preformatted]}
    blocks = [section(lead), copied, *length_blocks(text, networks), divider(), *_found(findings, library)]
    return _modal("下書きの確認", "戻って直す", blocks)


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
