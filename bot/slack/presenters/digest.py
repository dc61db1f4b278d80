"""The morning's digest of what waits."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.drafts import Origin
from bot.domain.reviews import Review
from bot.services.desk import JAPAN
from bot.services.upkeep import Digest
from bot.slack.presenters.kit import mention

_MOST = 15
_HOUR = 3_600
_NOON = 12


def digest_text(digest: Digest, site: str, now: datetime) -> str:
    """What the channel is told; `site`: address of the workspace, with a slash at its end."""
    morning = now.astimezone(JAPAN).hour < _NOON
    lines = ["おはようございます。今朝の審査の様子です。" if morning else "今日の審査の様子をお知らせします。"]
    if digest.waiting:
        lines += [f"*承認をお待ちしているもの {len(digest.waiting)}件*", *_waiting(digest.waiting, site, now)]
    if digest.cleared:
        lines += [f"*公開可のまま、まだ公開の記録がないもの {len(digest.cleared)}件*", *_listed(digest.cleared, site)]
    return "\n".join(lines)


def _waiting(reviews: Sequence[Review], site: str, now: datetime) -> list[str]:
    return _listed(sorted(reviews, key=lambda one: (not one.urgent, one.waiting_since or now)), site, now)


def _listed(reviews: Sequence[Review], site: str, now: datetime | None = None) -> list[str]:
    """A line each, the first of them; `now`: how long they have waited is told."""
    lines = [
        f"• <{link(review.origin, site)}|投稿案を開く> 担当 {mention(review.drafter)} さん{_since(review, now)}"
        for review in reviews[:_MOST]
    ]
    rest = len(reviews) - _MOST
    return [*lines, *([f"ほかに{rest}件"] if rest > 0 else [])]


def _since(review: Review, now: datetime | None) -> str:
    if now is None or review.waiting_since is None:
        return ""
    hours = int((now - review.waiting_since).total_seconds()) // _HOUR
    urgent = "(緊急)" if review.urgent else ""
    return f" ・ お待ちして{hours // 24}日{urgent}" if hours >= 24 else f" ・ お待ちして{hours}時間{urgent}"  # noqa: PLR2004


def link(origin: Origin, site: str) -> str:
    """A message's own address. Source: Slack documentation, "chat.getPermalink"."""
    return f"{site}archives/{origin.channel}/p{origin.message.replace('.', '')}"
