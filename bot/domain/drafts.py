"""What a review is about: where a draft stands, its wordings, what is confirmed and decided about them."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from bot.domain.findings import Finding, Level

PURGED = "保存期間が過ぎたため、文面は消去しました。"


class State(StrEnum):
    """Where a review stands; the value is the word on the card."""

    NEEDS_REVISION = "要修正"
    CONFIRMING = "確認待ち"
    AWAITING = "承認待ち"
    CLEARED = "公開可"
    RETURNED = "差し戻し"
    WITHDRAWN = "取り下げ"
    PUBLISHED = "公開済み"


@dataclass(frozen=True, slots=True)
class Origin:
    """The message a draft stands in: channel id and the message's timestamp, which is its id."""

    channel: str
    message: str


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Something only a person can confirm.

    Attributes:
        key: Names it within its revision.
        question: The sentence that is ticked.
        clauses: The clauses that ask for it.
        ticked_at: When the drafter ticked it, UTC; None while open.
        moment: The same on Slack's clock, microseconds since 1970; 0 where Slack did not say.
    """

    key: str
    question: str
    clauses: tuple[str, ...]
    ticked_at: datetime | None = None
    moment: int = 0

    def ticked(self, now: datetime, moment: int, *, wanted: bool | None) -> "Confirmation":
        """The same ticked or not; None: as it is."""
        if wanted is None or wanted == (self.ticked_at is not None):
            return self
        return replace(self, ticked_at=now if wanted else None, moment=moment if wanted else 0)


@dataclass(frozen=True, slots=True)
class Revision:
    """One wording of a draft, with what the rules said about it.

    Attributes:
        number: 1 for the first.
        text: As the person typed it; empty where it was purged.
        made_at: When the message got this wording, in microseconds since 1970 (Slack's own clock).
        rules: Version of the rules it was checked with.
        findings: What the checks said.
        confirmations: What the drafter has to confirm.
        files: Ids of the text snippets that are part of the text.
        purged: Hexadecimal SHA-256 of the text where the text itself was purged.
    """

    number: int
    text: str
    made_at: int
    rules: str
    findings: tuple[Finding, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    files: tuple[str, ...] = ()
    purged: str = ""

    @property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the text's UTF-8."""
        return self.purged or sha256_of(self.text)

    @property
    def blocked(self) -> bool:
        """Whether a finding asks for another wording."""
        return any(finding.level is Level.BLOCK for finding in self.findings)

    @property
    def confirmed_moment(self) -> int:
        """When the last tick was set, on Slack's clock; 0 where Slack did not say."""
        return max((confirmation.moment for confirmation in self.confirmations), default=0)

    @property
    def confirmed(self) -> bool:
        """Whether every confirmation is ticked."""
        return all(confirmation.ticked_at for confirmation in self.confirmations)

    def says(self, text: str) -> bool:
        """Whether this is its text; of a purged one the hash tells."""
        return self.purged == sha256_of(text) if self.purged else self.text == text

    def without_words(self) -> "Revision":
        """The same without any of the draft's words; hash, levels, clauses and ticks stay."""
        return replace(
            self,
            text="",
            findings=tuple(_without_words(finding) for finding in self.findings),
            confirmations=tuple(replace(confirmation, question=PURGED) for confirmation in self.confirmations),
            files=(),
            purged="" if self.sha256 == sha256_of("") else self.sha256,
        )


def sha256_of(text: str) -> str:
    """Hexadecimal SHA-256 of a text's UTF-8."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _without_words(finding: Finding) -> Finding:
    return replace(finding, start=0, end=0, excerpt="", message=PURGED, suggestion=None)


@dataclass(frozen=True, slots=True)
class Decision:
    """An approver's word on one revision.

    Attributes:
        approver: User id.
        reaction: The reaction's name.
        revision: The revision's number.
        at: When the bot recorded it, UTC.
        step: Label of the step it was for; empty where there is only one.
        deputy: It was made in a manager's place (代決).
        reason: Why, in the approver's words; empty where none were given.
    """

    approver: str
    reaction: str
    revision: int
    at: datetime
    step: str = ""
    deputy: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Waiver:
    """A blocking finding that an approver accepted, with the reason (例外承認).

    Attributes:
        fingerprint: The finding's.
        check: Id of the finding's check.
        approver: User id of who accepted it.
        reason: In the approver's words.
        revision: The revision it was accepted in.
        at: When, UTC.
    """

    fingerprint: str
    check: str
    approver: str
    reason: str
    revision: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Post:
    """A post on a social network.

    Attributes:
        network: A `Network`'s value, or another name.
        account: The account's name.
        url: Its address; empty where it has none.
        published_at: When, UTC.
    """

    network: str
    account: str
    url: str
    published_at: datetime


@dataclass(frozen=True, slots=True)
class Publication:
    """That a cleared wording was published.

    Attributes:
        post: Where and when.
        publisher: User id of who said so.
        revision: The revision that was published.
        sha256: Its text, as hexadecimal SHA-256.
        approver: Who had cleared it.
    """

    post: Post
    publisher: str
    revision: int
    sha256: str
    approver: str


@dataclass(frozen=True, slots=True)
class Wording:
    """The text of an earlier revision."""

    number: int
    text: str
