"""A wording, with its words and without them."""

from datetime import UTC, datetime

from bot.domain.drafts import PURGED, Confirmation, Revision, sha256_of
from bot.domain.findings import Citation, Finding, Level

TEXT = "ひみつの祭りは○月です。"
FINDING = Finding(
    "placeholder",
    Level.BLOCK,
    7,
    9,
    "○月",
    "「○月」に日付を書き入れてください。",
    "読む方が困ります。",
    "5月",
    (Citation("kibichuo:4(12)", Level.BLOCK),),
    "f00d",
)
TICKED = Confirmation("a", "「祭り」を見直しました", ("kibichuo:4(12)",), datetime(2026, 11, 24, tzinfo=UTC), 5)
WHOLE = Revision(2, TEXT, 1_000, "rules", (FINDING,), (TICKED,), ("F1",))
EMPTIED = WHOLE.without_words()


def test_a_wording_without_its_words_keeps_none_of_them() -> None:
    left = repr(EMPTIED)
    assert [word for word in ("祭り", "○月", "5月", "F1") if word in left] == []
    assert EMPTIED.findings[0].message == EMPTIED.confirmations[0].question == PURGED


def test_a_wording_without_its_words_keeps_its_hash_levels_clauses_and_ticks() -> None:
    finding, confirmation = EMPTIED.findings[0], EMPTIED.confirmations[0]
    assert EMPTIED.sha256 == WHOLE.sha256 == sha256_of(TEXT)
    assert (finding.check, finding.level, finding.citations, finding.fingerprint) == (
        FINDING.check,
        FINDING.level,
        FINDING.citations,
        "f00d",
    )
    assert (confirmation.key, confirmation.ticked_at) == ("a", TICKED.ticked_at)
    assert EMPTIED.blocked
    assert EMPTIED.confirmed


def test_a_wording_without_its_words_still_knows_its_text_when_it_sees_it() -> None:
    assert WHOLE.says(TEXT)
    assert EMPTIED.says(TEXT)
    assert not EMPTIED.says("")
    assert not EMPTIED.says(TEXT + "。")


def test_taking_the_words_out_twice_changes_nothing() -> None:
    assert EMPTIED.without_words() == EMPTIED


def test_an_image_alone_has_no_words_to_lose() -> None:
    assert Revision(1, "", 1_000, "rules").without_words() == Revision(1, "", 1_000, "rules")
