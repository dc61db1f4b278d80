"""Drafts' words go when their time is over; the record stays, and still verifies."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from bot.domain.audit import Deed
from bot.domain.drafts import Origin, State
from bot.services.ports import Shown
from bot.services.record import verify_record
from bot.store.outbox import SqlOutbox
from bot.store.record import SqlRecord
from bot.store.store import SqlStore
from tests.store.kit import BEFORE, FIRST, LATER, SECOND, revision


def kept(database: Engine) -> str:
    """Everything the database would tell."""
    tables = ("reviews", "revisions", "entries", "snippets", "notices")
    with database.begin() as connection:
        return "\n".join(str(row) for name in tables for row in connection.execute(text(f"SELECT * FROM {name}")))  # noqa: S608 - names of ours


def test_purged_words_are_gone_and_the_chain_still_verifies(record: SqlRecord, database: Engine) -> None:
    assert record.purgeable(BEFORE) == [FIRST, SECOND]
    assert record.purge(FIRST, BEFORE, "sns-review", LATER)
    of_the_first = [wording for review, wording in record.wordings() if review == 1]
    assert [wording.number for wording in of_the_first] == [1, 2]
    assert "ひみつ" not in repr(of_the_first)
    left = kept(database)
    assert [word for word in ("夏祭り", "秋祭り", "F2") if word in left] == []
    assert "べつの文面" in left
    assert verify_record(record).flaws == ()
    link = record.link(7)
    assert link is not None
    assert (link.deed, link.facts["actor"], link.facts["state"]) == (Deed.PURGED, "sns-review", "cleared")


def test_a_purged_review_keeps_its_decision_levels_clauses_and_ticks(record: SqlRecord, store: SqlStore) -> None:
    with store.begin() as unit:
        before = unit.find(FIRST)
    record.purge(FIRST, BEFORE, "sns-review", LATER)
    with store.begin() as unit:
        after = unit.find(FIRST)
    assert before is not None
    assert after is not None
    assert (after.state, after.clearance, after.revision.sha256) == (
        State.CLEARED,
        before.clearance,
        before.revision.sha256,
    )
    assert after.revision == before.revision.without_words()


def test_a_purged_review_can_go_on_and_the_chain_with_it(record: SqlRecord, store: SqlStore) -> None:
    record.purge(FIRST, BEFORE, "sns-review", LATER)
    with store.begin() as unit:
        review = unit.find(FIRST)
        assert review is not None
        review.revise(revision(3, "三年後の文面"), "UDRAFTER", LATER)
        unit.save(review)
    assert verify_record(record).flaws == ()
    assert record.purge(FIRST, LATER + timedelta(days=1), "sns-review", LATER + timedelta(days=1))
    assert verify_record(record).flaws == ()


def test_words_that_vanish_after_a_purge_are_found(record: SqlRecord, store: SqlStore, database: Engine) -> None:
    record.purge(FIRST, BEFORE, "sns-review", LATER)
    with store.begin() as unit:
        review = unit.find(FIRST)
        assert review is not None
        review.revise(revision(3, "三年後の文面"), "UDRAFTER", LATER)
        unit.save(review)
    with database.begin() as connection:
        connection.execute(text("UPDATE revisions SET text = '' WHERE number = 3"))
    assert [flaw.number for flaw in verify_record(record).flaws] == [9]


def test_a_review_is_purged_once_and_not_while_something_is_done_about_it(record: SqlRecord, store: SqlStore) -> None:
    with store.begin() as unit:
        review = unit.find(SECOND)
        assert review is not None
        review.withdraw("UOTHER", LATER)
        unit.save(review)
    assert record.purgeable(BEFORE) == [FIRST]
    assert not record.purge(SECOND, BEFORE, "sns-review", LATER)
    assert record.purge(FIRST, BEFORE, "sns-review", LATER)
    assert record.purgeable(LATER + timedelta(seconds=1)) == [SECOND]
    assert not record.purge(FIRST, LATER + timedelta(seconds=1), "sns-review", LATER)
    assert not record.purge(Origin("C1", "9.9"), BEFORE, "sns-review", LATER)


def test_a_purge_draws_no_card_anew(record: SqlRecord, box: SqlOutbox) -> None:
    for origin in (FIRST, SECOND):
        pending = box.claim(origin, LATER)
        assert pending is not None
        box.settle([Shown(pending, "2.0")])
    record.purge(FIRST, BEFORE, "sns-review", LATER)
    assert box.behind(LATER + timedelta(days=1)) == []


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # PostgreSQL does it at its VACUUM
def test_purged_words_are_overwritten_in_the_file(record: SqlRecord, database: Engine, tmp_path: Path) -> None:
    record.purge(FIRST, BEFORE, "sns-review", LATER)
    raw = database.raw_connection()
    raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    content = b"".join(file.read_bytes() for file in tmp_path.glob("reviews.db*"))
    assert "べつの文面".encode() in content
    assert "夏祭り".encode() not in content
