"""The record verified against what somebody did to the database; handed out; told once a day."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, text

from bot.domain.chain import GENESIS, Head
from bot.domain.drafts import Origin, State
from bot.domain.reviews import Review
from bot.services.ports import Filter
from bot.services.record import verify_record
from bot.store.record import SqlRecord
from bot.store.store import Database, SqlStore
from tests.store.kit import NOW, revision
from tests.store.tampering import tamper


def found(record: SqlRecord, *posted: Head) -> list[int]:
    return [flaw.number for flaw in verify_record(record, posted).flaws]


def test_a_record_as_it_was_written_has_no_flaw(record: SqlRecord) -> None:
    verdict = verify_record(record, [record.head()])
    assert verdict.flaws == ()
    assert verdict.head.number == 6
    assert [link.deed for link in record.links()] == [
        "submitted",
        "revised",
        "ticked",
        "ready",
        "approved",
        "submitted",
    ]


def test_an_empty_record_has_no_flaw(opened: Database) -> None:
    assert verify_record(SqlRecord(opened)).head == Head(0, GENESIS)


@pytest.mark.parametrize(
    "change",
    [
        "body = replace(body, 'UMANAGER', 'UOTHER')",
        "body = 'no JSON'",
        f"hash = '{GENESIS}'",
        "review_id = 2",
        "deed = 'returned'",
        "at = '2020-01-01 00:00:00.000000'",
    ],
)
def test_a_changed_entry_is_named(change: str, record: SqlRecord, database: Engine) -> None:
    tamper(database, f"UPDATE entries SET {change} WHERE id = 5")  # noqa: S608 - ours
    assert 5 in found(record)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # PostgreSQL keeps no such value
@pytest.mark.parametrize("change", ["at = 'yesterday'", "body = x'00ff'", "hash = x'00ff'", "deed = 5"])
def test_a_value_of_another_kind_is_named_too(change: str, record: SqlRecord, database: Engine) -> None:
    tamper(database, f"UPDATE entries SET {change} WHERE id = 5")  # noqa: S608 - ours
    assert found(record)[0] == 5


def test_a_deleted_entry_is_named(record: SqlRecord, database: Engine) -> None:
    tamper(database, "DELETE FROM notices", "DELETE FROM entries WHERE id = 3")
    assert found(record) == [3]


def test_deleted_first_entries_are_named(record: SqlRecord, database: Engine) -> None:
    tamper(database, "DELETE FROM notices", "DELETE FROM entries WHERE id < 4")
    assert "記録1番から3番までがありません。" in [flaw.text for flaw in verify_record(record).flaws]


def test_swapped_entries_are_named(record: SqlRecord, database: Engine) -> None:
    tamper(
        database,
        "DELETE FROM notices",
        "UPDATE entries SET id = 99 WHERE id = 3",
        "UPDATE entries SET id = 3 WHERE id = 4",
        "UPDATE entries SET id = 4 WHERE id = 99",
    )
    assert found(record) == [3, 4, 5]


def test_an_inserted_entry_is_named(record: SqlRecord, database: Engine) -> None:
    tamper(
        database,
        "DELETE FROM notices",
        "UPDATE entries SET id = id + 100 WHERE id > 2",
        "UPDATE entries SET id = id - 99 WHERE id > 100",
        "INSERT INTO entries SELECT 3, review_id, deed, at, body, hash FROM entries WHERE id = 6",
    )
    assert found(record)[0] == 3


def test_an_end_that_is_cut_off_with_its_review_shows_against_an_anchor_alone(
    record: SqlRecord, database: Engine
) -> None:
    head = record.head()
    tamper(
        database,
        "DELETE FROM entries WHERE id = 6",
        "DELETE FROM snippets WHERE review_id = 2",
        "DELETE FROM revisions WHERE review_id = 2",
        "DELETE FROM reviews WHERE id = 2",
    )
    assert found(record) == []
    assert found(record, head) == [6]


def test_an_end_that_is_cut_off_alone_shows_in_its_review(record: SqlRecord, database: Engine) -> None:
    tamper(database, "DELETE FROM notices", "DELETE FROM entries WHERE id > 4")
    flaws = verify_record(record).flaws
    assert [flaw.number for flaw in flaws] == [0, 0, 4]
    assert "審査2" in flaws[0].text


def test_the_anchor_that_was_told_is_remembered(record: SqlRecord, database: Engine) -> None:
    record.claim_anchor(NOW.date())
    tamper(database, "UPDATE anchors SET hash = 'x'")
    assert found(record) == [6]


@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("UPDATE revisions SET text = 'べつの文面です' WHERE number = 2", 2),
        ("UPDATE revisions SET text = 'べつの文面です' WHERE number = 1 AND review_id = 1", 1),
        ("UPDATE revisions SET text = '' WHERE number = 1 AND review_id = 1", 1),
        ("UPDATE revisions SET findings = '[]' WHERE number = 2", 5),
        ("UPDATE revisions SET confirmations = '[]' WHERE number = 2", 5),
        ("UPDATE revisions SET rules = 'others' WHERE number = 2", 5),
        ("UPDATE reviews SET clearance = NULL WHERE id = 1", 5),
        ("UPDATE reviews SET drafter = 'USOMEBODY' WHERE id = 2", 6),
        (
            "UPDATE reviews SET clearance = (SELECT o.clearance FROM reviews o WHERE o.id = 1) WHERE id = 2",
            6,
        ),
        ("DELETE FROM revisions WHERE number = 1 AND review_id = 1", 1),
    ],
)
def test_what_was_changed_beside_the_record_names_the_entry_that_tells_of_it(
    statement: str, number: int, record: SqlRecord, database: Engine
) -> None:
    with database.begin() as connection:
        connection.execute(text(statement))
    assert number in found(record)


def test_a_wording_nobody_recorded_is_found(record: SqlRecord, database: Engine) -> None:
    with database.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO revisions (id, review_id, number, text, sha256, made_at, rules, findings, confirmations,"
                " files) SELECT 99, review_id, 9, text, sha256, made_at, rules, findings, confirmations, files"
                " FROM revisions WHERE review_id = 2"
            )
        )
    (flaw,) = verify_record(record).flaws
    assert "第9版" in flaw.text


def test_reviews_are_handed_out_by_day_and_state_with_their_entries(record: SqlRecord) -> None:
    assert [(one.id, len(one.links)) for one in record.filed(Filter())] == [(1, 5), (2, 1)]
    assert [one.id for one in record.filed(Filter(state=State.CLEARED))] == [1]
    assert [one.id for one in record.filed(Filter(since=1_000, until=1_001))] == [1, 2]
    assert list(record.filed(Filter(since=1_001))) == []
    assert list(record.filed(Filter(until=1_000))) == []


def test_the_days_anchor_is_claimed_once_however_many_ask(record: SqlRecord, database: Engine) -> None:
    day = date(2026, 11, 24)
    processes = [record, SqlRecord(Database(database))]
    with ThreadPoolExecutor(4) as pool:
        claimed = list(pool.map(lambda number: processes[number % 2].claim_anchor(day), range(8)))
    assert [head for head in claimed if head] == [record.head()]
    assert record.anchors() == [record.head()]


def test_an_anchor_is_claimed_anew_where_it_was_not_told_or_something_was_added(
    record: SqlRecord, store: SqlStore
) -> None:
    day = date(2026, 11, 24)
    assert record.claim_anchor(day) is not None
    assert record.claim_anchor(day + timedelta(days=1)) is None
    record.release_anchor(day)
    assert record.claim_anchor(day) is not None
    with store.begin() as unit:
        unit.add(Review.submit(Origin("C1", "3.0"), "UOTHER", revision(1, "三つめ"), NOW))
    assert record.claim_anchor(day) is None
    assert record.claim_anchor(day + timedelta(days=1)) == record.head()


def test_an_empty_record_has_no_anchor(opened: Database) -> None:
    assert SqlRecord(opened).claim_anchor(date(2026, 11, 24)) is None
