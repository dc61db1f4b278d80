"""The card: the bot's one message in the thread, as the review is."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.drafts import Confirmation, State
from bot.domain.guidelines import Library
from bot.domain.mandates import Capacity
from bot.domain.review_state import ReviewState
from bot.services.seats import Called
from bot.slack.ids import ALL_FINDINGS_ACTION, CONFIRM_ACTION, confirm_block
from bot.slack.presenters.decision import approved_by, difference, published, tools
from bot.slack.presenters.findings import counted, finding_blocks
from bot.slack.presenters.kit import (
    OPTION_LIMIT,
    OPTIONS_LIMIT,
    Block,
    actions,
    button,
    context,
    divider,
    escaped,
    mention,
    plain,
    quoted,
    section,
    shortened,
    size,
)

_MOST_BLOCKS = 50
_MOST_CHARACTERS = 12_000
NOBODY_CALLED = Called()
_NOBODY_NEEDED = {State.CLEARED, State.WITHDRAWN, State.PUBLISHED}
_TICKABLE = {State.NEEDS_REVISION, State.CONFIRMING, State.AWAITING, State.CLEARED}


@dataclass(frozen=True, slots=True)
class Office:
    """What a card says of the office.

    Attributes:
        library: The guidelines in use.
        approvers: User ids and user-group ids of those who may approve.
        approve: The reaction that approves.
        give_back: The reaction that returns.
    """

    library: Library
    approvers: tuple[str, ...]
    approve: str
    give_back: str


@dataclass(frozen=True, slots=True)
class Card:
    """A message: its fallback text and its blocks."""

    text: str
    blocks: list[Block]


def card(review: ReviewState, office: Office, called: Called = NOBODY_CALLED) -> Card:
    """The card of a review; `called`: whose word is waited for."""
    urgent = "緊急の投稿案です。" if review.urgent and review.state in _TICKABLE else ""
    lead = f"{urgent}{_lead(review, called)}"
    top = [section(f"*【{review.state.value}】* {lead}"), *_next_step(review, office, called), *published(review)]
    bottom = [*difference(review), *_confirmations(review, office.library), *tools(review), _footer(review)]
    text = f"【{review.state.value}】{lead}"
    return Card(text, [*top, *_findings(review, office.library, [*top, *bottom]), *bottom])


def _lead(review: ReviewState, called: Called) -> str:
    if review.unreadable and review.state is State.NEEDS_REVISION:
        return "編集後の文面を読み取れませんでした。お手数ですが、もう一度編集していただけますか。"
    findings = counted(review.revision.findings)
    open_count = sum(confirmation.ticked_at is None for confirmation in review.revision.confirmations)
    return {
        State.NEEDS_REVISION: f"直していただきたい箇所があります({findings})。",
        State.CONFIRMING: "担当の方の確認をお待ちしています。"
        + (f"指摘は{findings}、" if findings else "指摘はありませんでした。")
        + f"確認事項は残り{open_count}件です。",
        State.AWAITING: f"確認がそろいました。{called.label or '所属長の承認'}をお待ちしています。",
        State.CLEARED: "承認されました。この文面のまま公開できます。",
        State.RETURNED: "承認者の方から差し戻しがありました。",
        State.WITHDRAWN: "投稿案が削除されたため、審査を終わりました。",
        State.PUBLISHED: "公開されました。お疲れさまでした。",
    }[review.state]


def _next_step(review: ReviewState, office: Office, called: Called) -> list[Block]:
    approve, give_back = f":{office.approve}:", f":{office.give_back}:"
    steps = {
        State.NEEDS_REVISION: "投稿案のメッセージを直していただくと、自動で確認し直します。"
        "確認事項のチェックは、直したあとの文面でお願いします。",
        State.CONFIRMING: "投稿案のメッセージを直していただいたときも、自動で確認し直します。"
        "チェックがそろいましたら、承認者の方にお知らせします。",
        State.AWAITING: f"承認者の方は、投稿案をお読みのうえ、投稿案のメッセージに {approve} をお願いします。"
        f"直していただくときは {give_back} をお使いください。",
        State.CLEARED: "このあと文面を直したり、リアクションを取り消したりすると、公開可は取り消されます。",
        State.RETURNED: "投稿案のメッセージを直していただくと、もう一度審査を始めます。" + _reason(review),
    }
    blocks = [section(steps[review.state])] if review.state in steps else []
    if not (office.approvers or called.managers) and review.state not in _NOBODY_NEEDED:
        blocks.append(
            section(":information_source: 承認できる方がまだ設定されていません。管理者の方にお知らせください。")
        )
    return blocks


def _reason(review: ReviewState) -> str:
    reason = review.returned.reason if review.returned else ""
    return f"\n*差し戻しの理由*\n{quoted(escaped(reason))}" if reason else ""


def _findings(review: ReviewState, library: Library, others: Sequence[Block]) -> list[Block]:
    if review.withdrawn or not review.revision.findings:
        return []
    findings = finding_blocks(review, review.revision.findings, library)
    room = _MOST_CHARACTERS - sum(map(size, others)) - 200
    places = max(0, _MOST_BLOCKS - len(others) - 3)
    kept: list[Block] = []
    for block in findings[:places]:
        room -= size(block)
        if room < 0:
            break
        kept.append(block)
    left_out = len(findings) - len(kept)
    more = [
        context(f"ほかに{left_out}件の指摘があります。"),
        actions(
            [button("すべての指摘を見る", ALL_FINDINGS_ACTION, f"{review.origin.channel}|{review.origin.message}|0")]
        ),
    ]
    return [divider(), *kept, *(more if left_out else [])]


def _confirmations(review: ReviewState, library: Library) -> list[Block]:
    confirmations = review.revision.confirmations
    if not confirmations or review.state not in _TICKABLE:
        return []
    groups = [confirmations[start : start + OPTIONS_LIMIT] for start in range(0, len(confirmations), OPTIONS_LIMIT)]
    asked = any(confirmation.ticked_at is None for confirmation in confirmations)
    ending = "さん、確かめたものにチェックをお願いします。" if asked else "さんがすべて確かめました。"
    title = section(f"*確認事項* {mention(review.drafter)} {ending}")
    return [divider(), title, *(_group(review, library, index, group) for index, group in enumerate(groups))]


def _group(review: ReviewState, library: Library, index: int, group: Sequence[Confirmation]) -> Block:
    options = {confirmation.key: _option(confirmation, library) for confirmation in group}
    ticked = [options[confirmation.key] for confirmation in group if confirmation.ticked_at]
    boxes: Block = {
        "type": "checkboxes",
        "action_id": f"{CONFIRM_ACTION}-{index}",
        "options": list(options.values()),
    }
    if ticked:
        boxes["initial_options"] = ticked
    return actions([boxes], confirm_block(review.origin.message, review.revision.number, index))


def _option(confirmation: Confirmation, library: Library) -> Block:
    return {
        "text": plain(shortened(confirmation.question, OPTION_LIMIT)),
        "description": plain(shortened(_listed(confirmation.clauses, library), OPTION_LIMIT)),
        "value": confirmation.key,
    }


def _listed(clauses: Sequence[str], library: Library) -> str:
    """「藤沢市 4(1)、4(2) ・ 吉備中央町 4(9)①」: each municipality named once."""
    numbers: dict[str, list[str]] = {}
    for clause in filter(None, map(library.find, clauses)):
        numbers.setdefault(library.guideline(clause.guideline).municipality, []).append(clause.number)
    listed = " ・ ".join(f"{municipality} {'、'.join(listed)}" for municipality, listed in numbers.items())
    return listed or "、".join(clauses)


def _footer(review: ReviewState) -> Block:
    revision = review.revision
    decided = f" ・ {approved_by(review.approvals)}" if review.approvals else ""
    if review.publication:
        decided = f" ・ 承認 {mention(review.publication.approver)}"
    elif review.returned:
        deputy = f"({Capacity.DEPUTY})" if review.returned.deputy else ""
        decided = f" ・ 差し戻し {mention(review.returned.approver)}{deputy}"
    return context(f"担当 {mention(review.drafter)}{decided} ・ 第{revision.number}版 ・ SHA-256 {revision.sha256[:8]}")
