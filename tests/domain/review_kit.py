"""Reviews at each point of a decision in two steps."""

from datetime import UTC, datetime, timedelta

from bot.domain.audit import Deed
from bot.domain.drafts import Confirmation, Origin, Post, Revision
from bot.domain.findings import Citation, Finding, Level
from bot.domain.guidelines import Step
from bot.domain.mandates import Mandate, Mandates
from bot.domain.people import Person
from bot.domain.reviews import Review
from tests.domain.kit import managers, step, steps

NOW = datetime(2026, 11, 24, tzinfo=UTC)
LATER = NOW + timedelta(hours=3)
DRAFTER, HEAD, PRESS, DEPUTY = "UDRAFTER", "UHEAD", "UPRESS", "UDEPUTY"
FIRST, SECOND = "所属長の承認", "広報課との協議"
ONE = managers(HEAD)
BOTH = steps(step(FIRST, [HEAD]), step(SECOND, [PRESS]))
IN_PLACE = Mandates((Mandate(Step(FIRST), frozenset({HEAD}), frozenset({HEAD}), frozenset({DEPUTY})),))
POST = Post("Facebook", "湊町", "https://sns.example/1", NOW)


def blocking(fingerprint: str) -> Finding:
    citations = (Citation("kibichuo:4(12)", Level.BLOCK),)
    return Finding("placeholder", Level.BLOCK, 0, 2, "○月", "日付を。", "理由", None, citations, fingerprint)


def revision(number: int = 1, *fingerprints: str, asked: bool = False) -> Revision:
    confirmations = (Confirmation("a", "確かめました", ("kibichuo:4(12)",)),) if asked else ()
    return Revision(
        number, f"第{number}の文面", number * 1_000, "rules", (*map(blocking, fingerprints),), confirmations
    )


def submitted(*fingerprints: str, asked: bool = False) -> Review:
    return Review.submit(Origin("C1", "1.0"), DRAFTER, revision(1, *fingerprints, asked=asked), NOW)


def approved(review: Review, user: str, mandates: Mandates) -> Review:
    review.approve(Person(user), "ok", mandates, LATER)
    return review


def half() -> Review:
    """The first of two steps is taken."""
    return approved(submitted(), HEAD, BOTH)


def cleared() -> Review:
    return approved(half(), PRESS, BOTH)


def published() -> Review:
    review = cleared()
    review.publish(Person(DRAFTER), POST, LATER)
    return review


def last(review: Review) -> tuple[Deed, str, dict[str, str]]:
    entry = review.entries[-1]
    return entry.deed, entry.actor, dict(entry.details)


def withdrawn() -> Review:
    review = submitted()
    review.withdraw(DRAFTER, LATER)
    return review
