"""The chain that binds each entry of the record to the one before.

An entry's *body* is one JSON object: UTF-8, keys sorted, no blanks between the parts, no escapes but those JSON needs
(`json.dumps(…, sort_keys=True, separators=(",", ":"), ensure_ascii=False)`), moments as ISO 8601 in UTC with
microseconds. Its *hash* is the hexadecimal SHA-256 of that. Every body holds its own number, counted from 1 without a
gap over the whole database, and as `previous` the hash of the entry before; the first has 64 zeros there. So no entry
can be changed, left out, moved or put between without every later hash being another. Bodies hold hashes of texts,
never texts. `docs/record.md` tells each key, and how to recompute the chain with a few lines of Python.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cached_property
from hashlib import sha256
from typing import Any

from bot.domain.audit import Entry, Standing
from bot.domain.drafts import Confirmation, Decision, Publication
from bot.domain.texts import storable

GENESIS = "0" * 64
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)
_HASH_SHOWN = 12
_HEAD = re.compile(r"(?P<number>[1-9][0-9]{0,8}):(?P<hash>[0-9a-fA-F]{64})")
_STANDING = (
    "channel",
    "message",
    "drafter",
    "state",
    "revision",
    "sha256",
    "rules",
    "findings",
    "confirmations",
    "decision",
    "approvals",
    "waivers",
    "urgent",
    "publication",
)


@dataclass(frozen=True, slots=True)
class Head:
    """Where the chain ends: how many entries there are, and the last one's hash. Written as `number:hash`."""

    number: int = 0
    hash: str = GENESIS

    def __str__(self) -> str:
        """As it is told."""
        return f"{self.number}:{self.hash}"

    @classmethod
    def read(cls, text: str) -> "Head":
        """As it was told; ValueError where it is not written so."""
        match = _HEAD.fullmatch(text.strip())
        if match is None:
            raise ValueError(text)
        return cls(int(match["number"]), match["hash"].lower())


@dataclass(frozen=True)
class Link:
    """An entry of the record as it is kept.

    Attributes:
        number: Its place in the chain.
        review: The review's id in the store.
        deed: What was done.
        at: When the bot recorded it, UTC.
        body: The JSON that is hashed.
        hash: Hexadecimal SHA-256 of the body's UTF-8.
    """

    number: int
    review: int
    deed: str
    at: datetime
    body: str
    hash: str

    @cached_property
    def facts(self) -> dict[str, Any]:
        """What the body says; empty where it is no JSON object."""
        try:
            facts = json.loads(self.body)
        except (ValueError, RecursionError):
            return {}
        return facts if isinstance(facts, dict) else {}


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something about the record that is not as it was written: the entry's number (0: none), and what."""

    number: int
    text: str


def canonical(value: object) -> str:
    """The one JSON text of a value."""
    return _ENCODER.encode(value)


def digest(body: str) -> str:
    """Hexadecimal SHA-256 of a body's UTF-8."""
    return sha256(body.encode("utf-8", "surrogatepass")).hexdigest()


def moment(at: datetime) -> str:
    """A moment as bodies have it."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def linked(entry: Entry, review: int, head: Head) -> Link:
    """The entry of a review, bound to the chain's present end."""
    number = head.number + 1
    facts = {
        **({} if entry.standing is None else standing_facts(entry.standing)),
        "number": number,
        "previous": head.hash,
        "review": review,
        "deed": entry.deed.value,
        "actor": entry.actor,
        "at": moment(entry.at),
        "revision": entry.revision,
        "sha256": entry.sha256,
        "details": dict(entry.details),
    }
    body = storable(canonical(facts))
    return Link(number, review, entry.deed.value, entry.at, body, digest(body))


def standing_facts(standing: Standing) -> dict[str, Any]:
    """What a body says of how the review stands."""
    revision, drafter = standing.revision, standing.drafter
    return {
        "channel": standing.origin.channel,
        "message": standing.origin.message,
        "drafter": drafter,
        "state": standing.state.name.lower(),
        "revision": revision.number,
        "sha256": revision.sha256,
        "rules": revision.rules,
        "findings": [
            {
                "fingerprint": finding.fingerprint,
                "check": finding.check,
                "level": finding.level.value,
                "clauses": list(finding.clauses),
            }
            for finding in revision.findings
        ],
        "confirmations": [
            _confirmed(confirmation, revision.number, drafter) for confirmation in revision.confirmations
        ],
        "decision": _decided(standing),
        **{key: value for key, value in _further(standing).items() if value},
    }


def _further(standing: Standing) -> dict[str, Any]:
    """What bodies hold only where there is any: those of before the record knew of it stay as they are."""
    return {
        "approvals": [_decision(approval) for approval in standing.approvals if approval != standing.clearance],
        "waivers": [{**asdict(waiver), "at": moment(waiver.at)} for waiver in standing.waivers],
        "urgent": standing.urgent,
        "publication": standing.publication and _publication(standing.publication),
    }


def _publication(publication: Publication) -> dict[str, Any]:
    facts = asdict(publication)
    post = facts.pop("post")
    return {**facts, **post, "published_at": moment(publication.post.published_at)}


def _confirmed(confirmation: Confirmation, revision: int, drafter: str) -> dict[str, Any]:
    ticked_at = confirmation.ticked_at
    by, at = (drafter, moment(ticked_at)) if ticked_at else (None, None)
    return {"key": confirmation.key, "by": by, "at": at, "revision": revision}


def _decided(standing: Standing) -> dict[str, Any] | None:
    if standing.clearance:
        return {"word": "approved", **_decision(standing.clearance)}
    return {"word": "returned", **_decision(standing.returned)} if standing.returned else None


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "approver": decision.approver,
        "reaction": decision.reaction,
        "revision": decision.revision,
        "at": moment(decision.at),
        **{key: value for key in ("step", "deputy", "reason") if (value := getattr(decision, key))},
    }


def standing_digest(facts: Mapping[str, Any]) -> str:
    """Tells two standings apart; `facts`: of a standing, or a whole body."""
    return digest(canonical({key: facts.get(key) for key in _STANDING}))


def flaws(links: Iterable[Link]) -> Iterator[Flaw]:
    """What is wrong with a chain, in its order; a chain cut at its end shows nothing here."""
    head = Head()
    for link in links:
        yield from _gap(head, link)
        yield from _broken(head, link)
        head = Head(link.number, link.hash)


def _gap(head: Head, link: Link) -> Iterator[Flaw]:
    first, last = head.number + 1, link.number - 1
    if first == last:
        yield Flaw(first, f"記録{first}番がありません。")
    elif first < last:
        yield Flaw(first, f"記録{first}番から{last}番までがありません。")


def _broken(head: Head, link: Link) -> Iterator[Flaw]:
    facts = link.facts
    kept = (link.number, link.review, link.deed, moment(link.at))
    if digest(link.body) != link.hash:
        yield Flaw(link.number, f"記録{link.number}番の内容が、書かれたときと違います。")
    elif (facts.get("number"), facts.get("review"), facts.get("deed"), facts.get("at")) != kept:
        yield Flaw(link.number, f"記録{link.number}番の番号、審査、行為、日時のどれかが、記録の本文と合いません。")
    elif facts.get("previous") != head.hash and link.number == head.number + 1:
        yield Flaw(
            link.number,
            f"記録{link.number}番は、その前の記録とつながりません。"
            f"{head.number}番か{link.number}番が、書きかえられたか、入れかえられたか、差しこまれています。"
            if head.number
            else f"記録{link.number}番が、最初の記録の形になっていません。",
        )


def anchored(head: Head, link: Link | None) -> Flaw | None:
    """What is wrong where a chain had this end once; `link`: the entry of that number now."""
    if link is None:
        return Flaw(head.number, f"控えにある記録{head.number}番がありません。記録の終わりが切り取られています。")
    if link.hash != head.hash:
        shown = f"控え {head.hash[:_HASH_SHOWN]}…、いま {link.hash[:_HASH_SHOWN]}…"
        return Flaw(head.number, f"記録{head.number}番のハッシュが、控えと違います({shown})。")
    return None
