"""Reviews as cards, forms and notices show them."""

from datetime import UTC, datetime
from typing import Any

from bot.domain.drafts import Confirmation, Origin, Revision
from bot.domain.findings import Citation, Finding, Level
from bot.domain.guidelines import Clause, Guideline, Library
from bot.domain.people import Person
from bot.domain.reviews import Review
from bot.slack.presenters.card import Office
from tests.domain.kit import managers

NOW = datetime(2026, 11, 24, tzinfo=UTC)
CLAUSE = Clause("kibichuo", "5(12)", "5 禁止事項", "秘密を含む情報を発信すること。" * 20)
LIBRARY = Library((Guideline("kibichuo", "吉備中央町", "ガイドライン", None, (), (), (CLAUSE,)),))
OFFICE = Office(LIBRARY, ("S1",), "white_check_mark", "x")
ONE = managers("UHEAD")
RINGING = "<!channel> & <@U9> *太字*"


def finding(level: Level = Level.BLOCK, fingerprint: str = "f1", message: str = "見直してください。") -> Finding:
    citations = (Citation(CLAUSE.id, level),)
    return Finding("check", level, 0, 2, "秘密", message, "理由です。", None, citations, fingerprint)


def revision(number: int, text: str, *findings: Finding, asked: int = 0) -> Revision:
    confirmations = tuple(
        Confirmation(f"k{place}", f"{place}を確かめました" + "あ" * 100, (CLAUSE.id,) * 30) for place in range(asked)
    )
    return Revision(number, text, number, "rules", findings, confirmations)


def submitted(text: str = "図書館は休みです。", *findings: Finding, asked: int = 0) -> Review:
    return Review.submit(Origin("C1", "1795400000.000100"), "UDRAFTER", revision(1, text, *findings, asked=asked), NOW)


def cleared(text: str = "図書館は休みです。") -> Review:
    review = submitted(text)
    review.approve(Person("UHEAD"), "ok", ONE, NOW)
    return review


def edited(before: str, after: str, *findings: Finding, asked: int = 0) -> Review:
    """Cleared, and edited since."""
    review = cleared(before)
    review.revise(revision(2, after, *findings, asked=asked), "UDRAFTER", NOW)
    return review


def texts(value: Any) -> list[str]:
    """Every text in blocks."""
    if isinstance(value, dict):
        own = [value["text"]] if isinstance(value.get("text"), str) else []
        return own + [text for child in value.values() for text in texts(child)]
    return [text for child in value for text in texts(child)] if isinstance(value, list) else []


def elements(value: Any, kind: str) -> list[dict[str, Any]]:
    """Every element of a kind in blocks."""
    if isinstance(value, dict):
        own = [value] if value.get("type") == kind else []
        return own + [found for child in value.values() for found in elements(child, kind)]
    return [found for child in value for found in elements(child, kind)] if isinstance(value, list) else []
