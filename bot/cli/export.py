"""Reviews and their decisions, handed out: as a table that spreadsheets open, or as JSON lines."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.cli import printing
from bot.cli.sheets import BOM, sheet_line
from bot.domain.audit import Deed
from bot.domain.chain import Link
from bot.domain.drafts import Decision, Publication
from bot.domain.findings import Level
from bot.services.desk import JAPAN
from bot.services.ports import Filed

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_HEADINGS = (
    "審査番号",
    "受付日時",
    "投稿案(チャンネルとメッセージ)",
    "担当",
    "状態",
    "版",
    "文面",
    "文面のSHA-256",
    "きまりの版",
    "要修正",
    "要確認",
    "参考",
    "指摘の条項",
    "確認事項",
    "確認済み",
    "決裁",
    "決裁者",
    "決裁日時",
    "決裁の版",
    "最後の記録の日時",
    "最後の記録の番号",
    "最後の記録のSHA-256",
    "文面の消去日時",
    "緊急",
    "例外承認",
    "代決",
    "公開先",
    "アカウント",
    "公開URL",
    "公開日時",
    "公開した版",
)


def as_csv(filed: Iterable[Filed]) -> Iterator[str]:
    """A heading and one line a review, each with its line break."""
    yield BOM + sheet_line(_HEADINGS)
    for one in filed:
        yield sheet_line(_cells(one))


def as_jsonl(filed: Iterable[Filed]) -> Iterator[str]:
    """One JSON object a review, with all its entries as the chain has them."""
    for one in filed:
        yield printing.as_json(_object(one)) + "\n"


def _cells(filed: Filed) -> tuple[str, ...]:
    review, revision = filed.review, filed.review.revision
    levels = [sum(finding.level is level for finding in revision.findings) for level in Level]
    clauses = dict.fromkeys(clause for finding in revision.findings for clause in finding.clauses)
    ticked = sum(confirmation.ticked_at is not None for confirmation in revision.confirmations)
    return (
        str(filed.id),
        _shown(_posted(filed)),
        f"{review.origin.channel} {review.origin.message}",
        review.drafter,
        review.state.value,
        str(revision.number),
        revision.text,
        revision.sha256,
        revision.rules,
        *map(str, levels),
        "、".join(clauses),
        str(len(revision.confirmations)),
        str(ticked),
        *_decision_cells(filed),
        *_record_cells(filed.links),
        "はい" if review.urgent else "",
        str(len(review.waivers)),
        "はい" if any(approval.deputy for approval in review.approvals) else "",
        *_publication_cells(review.publication),
    )


def _decision_cells(filed: Filed) -> tuple[str, ...]:
    word, decision = _decision(filed)
    published = filed.review.publication
    if published is not None:
        return "承認", published.approver, "", str(published.revision)
    if decision is None:
        return ("", "", "", "")
    return word, decision.approver, _shown(decision.at), str(decision.revision)


def _publication_cells(publication: Publication | None) -> tuple[str, ...]:
    if publication is None:
        return ("", "", "", "", "")
    post = publication.post
    return post.network, post.account, post.url, _shown(post.published_at), str(publication.revision)


def _decision(filed: Filed) -> tuple[str, Decision | None]:
    if filed.review.clearance:
        return "承認", filed.review.clearance
    return "差し戻し", filed.review.returned


def _record_cells(links: tuple[Link, ...]) -> tuple[str, ...]:
    purged = next((_shown(link.at) for link in reversed(links) if link.deed == Deed.PURGED), "")
    last = links[-1] if links else None
    return ("", "", "", purged) if last is None else (_shown(last.at), str(last.number), last.hash, purged)


def _shown(at: datetime) -> str:
    """A moment as a spreadsheet reads it, in Japan's time."""
    return at.astimezone(JAPAN).strftime("%Y-%m-%d %H:%M:%S")


def _posted(filed: Filed) -> datetime:
    return _EPOCH + timedelta(microseconds=filed.posted_at)


def _object(filed: Filed) -> dict[str, Any]:
    review, revision = filed.review, filed.review.revision
    return {
        "review": filed.id,
        "channel": review.origin.channel,
        "message": review.origin.message,
        "posted_at": _posted(filed).astimezone(JAPAN).isoformat(),
        "drafter": review.drafter,
        "state": review.state.value,
        "revision": revision.number,
        "text": revision.text,
        "sha256": revision.sha256,
        "rules": revision.rules,
        "findings": [
            {
                "check": finding.check,
                "level": finding.level.value,
                "start": finding.start,
                "end": finding.end,
                "excerpt": finding.excerpt,
                "message": finding.message,
                "clauses": list(finding.clauses),
                "fingerprint": finding.fingerprint,
            }
            for finding in revision.findings
        ],
        "confirmations": [
            {
                "key": confirmation.key,
                "question": confirmation.question,
                "clauses": list(confirmation.clauses),
                "ticked_at": confirmation.ticked_at.astimezone(JAPAN).isoformat() if confirmation.ticked_at else None,
            }
            for confirmation in revision.confirmations
        ],
        "decision": _decision_object(filed),
        "urgent": review.urgent,
        "waivers": [{**asdict(waiver), "at": waiver.at.astimezone(JAPAN).isoformat()} for waiver in review.waivers],
        "publication": _publication_object(review.publication),
        "entries": [{**link.facts, "hash": link.hash} for link in filed.links],
    }


def _publication_object(publication: Publication | None) -> dict[str, Any] | None:
    if publication is None:
        return None
    facts = asdict(publication)
    post = facts.pop("post")
    return {**facts, **post, "published_at": post["published_at"].astimezone(JAPAN).isoformat()}


def _decision_object(filed: Filed) -> dict[str, Any] | None:
    word, decision = _decision(filed)
    if decision is None:
        return None
    at = decision.at.astimezone(JAPAN).isoformat()
    return {"word": word, "approver": decision.approver, "at": at, "revision": decision.revision}
