"""Two reviews to be recorded: one edited, ticked and cleared, one just submitted."""

from datetime import UTC, datetime, timedelta

from bot.domain.drafts import Confirmation, Origin, Revision
from bot.domain.findings import Citation, Finding, Level
from bot.domain.people import Person
from bot.domain.reviews import Review
from bot.store.store import SqlStore
from tests.domain.kit import managers

NOW = datetime(2026, 11, 24, tzinfo=UTC)
LATER = NOW + timedelta(days=1100)
BEFORE = NOW + timedelta(days=1)
FIRST, SECOND = Origin("C1", "1.0"), Origin("C1", "2.0")
WORDS = ("ひみつの夏祭り", "ひみつの秋祭り")
FINDING = Finding(
    "hearsay",
    Level.CONFIRM,
    0,
    3,
    "ひみつ",
    "「ひみつ」をご確認ください。",
    "読む方が困ります。",
    "「ひみつ」を消す",
    (Citation("kibichuo:4(12)", Level.CONFIRM),),
    "f00d",
)
ASKED = Confirmation("a", "「ひみつ」を見直しました", ("kibichuo:4(12)",))


def revision(number: int, words: str) -> Revision:
    return Revision(number, words, number * 1_000, "rules", (FINDING,), (ASKED,), (f"F{number}",))


def keep_two_reviews(store: SqlStore) -> None:
    """Entries 1 to 5 tell of the first, 6 of the second."""
    with store.begin() as unit:
        unit.add(Review.submit(FIRST, "UDRAFTER", revision(1, WORDS[0]), NOW))
    with store.begin() as unit:
        review = unit.find(FIRST)
        assert review is not None
        review.revise(revision(2, WORDS[1]), "UDRAFTER", NOW)
        review.tick("UDRAFTER", 2, {"a": True}, NOW)
        review.approve(Person("UMANAGER"), "ok", managers("UMANAGER"), NOW)
        unit.save(review)
    with store.begin() as unit:
        unit.add(Review.submit(SECOND, "UOTHER", revision(1, "べつの文面"), NOW))
