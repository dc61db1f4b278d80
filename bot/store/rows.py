"""Between domain values and rows."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from bot.domain.audit import Deed, Entry
from bot.domain.chain import Link
from bot.domain.drafts import Confirmation, Decision, Origin, Post, Publication, Revision, Waiver, Wording, sha256_of
from bot.domain.findings import Citation, Finding, Level
from bot.domain.reviews import Review
from bot.domain.texts import storable

Values = dict[str, Any]
_OF_NOTHING = sha256_of("")


def to_review(row: Row[Any], wording: Row[Any], cleared: Row[Any] | None = None) -> Review:
    """The review that a row keeps, with its present wording; `cleared`: the one cleared last, where it is another."""
    cleared = wording if row.cleared_number == wording.number else cleared
    return Review(
        origin=Origin(row.channel, row.message),
        drafter=row.drafter,
        revision=to_revision(wording),
        clearance=_to_decision(row.clearance),
        returned=_to_decision(row.returned),
        withdrawn=row.withdrawn,
        unreadable=row.unreadable,
        editor=row.editor,
        approvals=tuple(filter(None, map(_to_decision, row.approvals or [row.clearance]))),
        waivers=tuple(_to_waiver(waiver) for waiver in row.waivers),
        urgent=row.urgent,
        networks=tuple(row.networks),
        publication=_to_publication(row.publication),
        last_cleared=None if cleared is None else Wording(cleared.number, cleared.text),
        waiting_since=row.waiting_since,
        reminders=row.reminders,
        reminded_at=row.reminded_at,
    )


def from_review(review: Review) -> Values:
    """A review's own columns, but for its identity."""
    return {
        "state": review.state.name.lower(),
        "withdrawn": review.withdrawn,
        "unreadable": review.unreadable,
        "clearance": _from_decision(review.clearance),
        "returned": _from_decision(review.returned),
        "revision_number": review.revision.number,
        "editor": review.editor,
        "approvals": [_from_decision(approval) for approval in review.approvals],
        "waivers": [{**asdict(waiver), "at": waiver.at.isoformat()} for waiver in review.waivers],
        "urgent": review.urgent,
        "networks": list(review.networks),
        "publication": _from_publication(review.publication),
        "cleared_number": review.last_cleared and review.last_cleared.number,
        "waiting_since": review.waiting_since,
        "reminders": review.reminders,
        "reminded_at": review.reminded_at,
    }


def from_revision(revision: Revision) -> Values:
    """The columns of a wording."""
    return {
        "number": revision.number,
        "text": storable(revision.text),
        "sha256": revision.sha256,
        "made_at": revision.made_at,
        "rules": revision.rules,
        "findings": [_from_finding(finding) for finding in revision.findings],
        "confirmations": from_confirmations(revision.confirmations),
        "files": list(revision.files),
    }


def from_confirmations(confirmations: tuple[Confirmation, ...]) -> list[Any]:
    """Confirmations as JSON."""
    return [
        {
            "key": confirmation.key,
            "question": storable(confirmation.question),
            "clauses": list(confirmation.clauses),
            "ticked_at": confirmation.ticked_at.isoformat() if confirmation.ticked_at else None,
            "moment": confirmation.moment,
        }
        for confirmation in confirmations
    ]


def to_entry(link: Link) -> Entry:
    """The line of the record as it was told; how the review stood is left to the chain."""
    facts = link.facts
    return Entry(Deed(link.deed), facts["actor"], link.at, facts["revision"], facts["sha256"], facts["details"])


def to_revision(row: Row[Any]) -> Revision:
    """The wording that a row keeps."""
    return Revision(
        number=row.number,
        text=row.text,
        made_at=row.made_at,
        rules=row.rules,
        findings=tuple(_to_finding(finding) for finding in row.findings),
        confirmations=tuple(_to_confirmation(confirmation) for confirmation in row.confirmations),
        files=tuple(row.files),
        purged="" if row.text or row.sha256 == _OF_NOTHING else row.sha256,
    )


def _to_confirmation(value: Mapping[str, Any]) -> Confirmation:
    ticked_at = value["ticked_at"]
    return Confirmation(
        key=value["key"],
        question=value["question"],
        clauses=tuple(value["clauses"]),
        ticked_at=datetime.fromisoformat(ticked_at) if ticked_at else None,
        moment=value["moment"],
    )


def _from_finding(finding: Finding) -> Values:
    return {
        "check": finding.check,
        "level": finding.level.value,
        "start": finding.start,
        "end": finding.end,
        "excerpt": storable(finding.excerpt),
        "message": storable(finding.message),
        "why": finding.why,
        "suggestion": finding.suggestion,
        "citations": [[citation.clause, citation.level.value] for citation in finding.citations],
        "fingerprint": finding.fingerprint,
    }


def _to_finding(value: Mapping[str, Any]) -> Finding:
    citations = tuple(Citation(clause, Level(level)) for clause, level in value["citations"])
    return Finding(**{**value, "level": Level(value["level"]), "citations": citations})


def _from_decision(decision: Decision | None) -> Values | None:
    return None if decision is None else {**asdict(decision), "at": decision.at.isoformat()}


def _to_decision(value: Mapping[str, Any] | None) -> Decision | None:
    return None if value is None else Decision(**{**value, "at": datetime.fromisoformat(value["at"])})


def _to_waiver(value: Mapping[str, Any]) -> Waiver:
    return Waiver(**{**value, "at": datetime.fromisoformat(value["at"])})


def _from_publication(publication: Publication | None) -> Values | None:
    if publication is None:
        return None
    values = asdict(publication)
    values["post"]["published_at"] = publication.post.published_at.isoformat()
    return values


def _to_publication(value: Mapping[str, Any] | None) -> Publication | None:
    if value is None:
        return None
    post = value["post"]
    published_at = datetime.fromisoformat(post["published_at"])
    return Publication(**{**value, "post": Post(**{**post, "published_at": published_at})})
