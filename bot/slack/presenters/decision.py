"""What a card says of the decision: approvals, what changed since the last one, accepted findings, publication."""

from collections.abc import Iterator, Sequence

from bot.domain.drafts import Decision, State
from bot.domain.findings import Finding, Level
from bot.domain.mandates import Capacity
from bot.domain.networks import Network
from bot.domain.review_state import ReviewState
from bot.engine.changes import Change, changes, shortened
from bot.engine.lengths import fits
from bot.slack.ids import (
    APPROVE_CHANGES_ACTION,
    NETWORKS_ACTION,
    PUBLISHED_ACTION,
    URGENT_ACTION,
    WAIVE_ACTION,
    review_value,
)
from bot.slack.presenters.kit import Block, actions, button, context, divider, escaped, mention, section

_OPEN = {State.NEEDS_REVISION, State.CONFIRMING, State.AWAITING}
_AROUND = 24
_MOST_DIFFERENCE = 2_000
_STYLES = {"same": None, "removed": {"strike": True}, "added": {"bold": True}}


def value_of(review: ReviewState, more: str = "") -> str:
    """What a button on the card carries."""
    return review_value(review.origin.channel, review.origin.message, review.revision.number, more)


def approved_by(approvals: tuple[Decision, ...]) -> str:
    """「所属長の承認 @…、広報課との協議 @…(代決)」."""
    return "、".join(f"{_step(approval)} {mention(approval.approver)}{_deputy(approval)}" for approval in approvals)


def _step(approval: Decision) -> str:
    return approval.step or "承認"


def _deputy(approval: Decision) -> str:
    return f"({Capacity.DEPUTY})" if approval.deputy else ""


def difference(review: ReviewState) -> list[Block]:
    """What changed since the wording that was cleared last, word by word."""
    before = review.last_cleared
    if before is None or review.state not in _OPEN or before.text == review.revision.text:
        return []
    blocks = [divider(), section(f"*前に承認された文面(第{before.number}版)から変わったところ*")]
    blocks.append(_styled(shortened(changes(before.text, review.revision.text), _AROUND)))
    if review.state is State.AWAITING:
        blocks.append(actions([button("この変更を承認する", APPROVE_CHANGES_ACTION, value_of(review))]))
    return blocks


def _styled(parts: tuple[Change, ...]) -> Block:
    """Struck out what went, bold what came. Source: Slack documentation, "Rich text block"."""
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": list(_runs(parts))}],
    }


def _runs(parts: tuple[Change, ...]) -> Iterator[Block]:
    room = _MOST_DIFFERENCE
    for part in parts:
        if part.text:
            style = _STYLES[part.kind]
            yield {"type": "text", "text": part.text[:room], **({"style": style} if style else {})}
            room -= len(part.text)
        if room <= 0:
            yield {"type": "text", "text": "…(長いため、ここまでを示しています)"}
            return


def waiver_button(review: ReviewState, finding: Finding) -> Block | None:
    """For a finding that blocks and is not accepted yet."""
    if finding.level is not Level.BLOCK or review.state not in _OPEN or not finding.fingerprint:
        return None
    if any(waiver.fingerprint == finding.fingerprint for waiver in review.waivers):
        return None
    return button("例外として認める", WAIVE_ACTION, value_of(review, finding.fingerprint))


def waived(review: ReviewState, finding: Finding) -> str:
    """Who accepted a finding, and why; empty where nobody did."""
    waiver = next((one for one in review.waivers if one.fingerprint == finding.fingerprint), None)
    if waiver is None or finding.level is not Level.BLOCK:
        return ""
    return f":ballot_box_with_check: *例外承認* {mention(waiver.approver)} さん: {escaped(waiver.reason)}"


def tools(review: ReviewState) -> list[Block]:
    """What staff can do with the draft on its card."""
    elements: list[Block] = []
    if review.state in _OPEN and not review.urgent:
        elements.append(button("緊急にする", URGENT_ACTION, value_of(review)))
    if review.state is State.CLEARED:
        elements.append(button("公開しました", PUBLISHED_ACTION, value_of(review)))
    if review.state in _OPEN:
        elements.append(button("公開先と字数", NETWORKS_ACTION, value_of(review)))
    networks = () if review.withdrawn else review.networks
    return [*([actions(elements)] if elements else []), *length_blocks(review.revision.text, networks)]


def length_blocks(text: str, networks: Sequence[str]) -> list[Block]:
    """How long a text is for each of these networks, by their values; nothing for no network."""
    known = [Network(name) for name in networks if name in set(Network)]
    return [context(" ・ ".join(_length(network, text) for network in known))] if known else []


def _network(name: str) -> str:
    return Network(name).label if name in set(Network) else escaped(name)


def _length(network: Network, text: str) -> str:
    length = fits(text, network)
    over = "" if length.fits else f" :warning: {length.count - length.limit:,}字分、長いようです"
    return f"{network.label} {length.count:,} / {length.limit:,}{over}"


def published(review: ReviewState) -> list[Block]:
    """Where a draft was published, and whether it says something else now."""
    publication = review.publication
    if publication is None:
        return []
    post = publication.post
    address = escaped(post.url).replace("|", "%7C")  # nothing in it may end the link
    where = f"<{address}|投稿を開く>" if address else "(URLの記録なし)"
    told = (
        f"*{_network(post.network)}* {escaped(post.account)} ・ {where} ・ 公開した方 {mention(publication.publisher)}"
    )
    edited = f":memo: 公開のあとに、投稿案が編集されています。公開された文面は第{publication.revision}版です。"
    return [section(told), *([section(edited)] if review.edited_after_publication else [])]
