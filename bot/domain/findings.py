"""What a check says about some words of a draft."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much a finding asks for: `block` 要修正, `confirm` 要確認, `advise` 参考."""

    BLOCK = "block"
    CONFIRM = "confirm"
    ADVISE = "advise"

    @property
    def label(self) -> str:
        """The word people read on the card."""
        return {"block": "要修正", "confirm": "要確認", "advise": "参考"}[self.value]

    @property
    def rank(self) -> int:
        """0 for the gravest, so that findings sort by it."""
        return list(Level).index(self)


@dataclass(frozen=True, slots=True)
class Citation:
    """A clause that a finding rests on, at the level its own guideline gives it.

    Attributes:
        clause: Clause id such as `kibichuo:5(12)`.
        level: The level that clause's guideline gives this check.
    """

    clause: str
    level: Level


@dataclass(frozen=True, slots=True)
class Finding:
    """Words of a draft that a person should look at, and why.

    Attributes:
        check: Id of the check.
        level: The gravest level among the citations.
        start: First code point of the words in the given text.
        end: Code point after the last.
        excerpt: `text[start:end]`.
        message: What to look at and what to do instead, in Japanese.
        why: Why it matters, in one Japanese sentence.
        suggestion: A safe rewording, where there is one.
        citations: The clauses, in the order of the guidelines.
        fingerprint: The same for the same check, words and sentence, whatever changes elsewhere in the text.
    """

    check: str
    level: Level
    start: int
    end: int
    excerpt: str
    message: str
    why: str
    suggestion: str | None
    citations: tuple[Citation, ...]
    fingerprint: str = ""

    @property
    def clauses(self) -> tuple[str, ...]:
        """The ids of the clauses cited."""
        return tuple(citation.clause for citation in self.citations)
