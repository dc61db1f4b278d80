"""Reviews are kept whole, on SQLite and on PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, inspect
from sqlalchemy.exc import IntegrityError

from bot.domain.drafts import Confirmation, Origin, Revision, State
from bot.domain.findings import Citation, Finding, Level
from bot.domain.people import Person
from bot.domain.reviews import Review
from bot.services.ports import Reaction, Seen
from bot.store.migrate import migrate
from bot.store.store import SqlStore, open_database
from bot.store.tables import Base
from tests.domain.kit import managers

NOW = datetime(2026, 11, 24, 0, 0, 0, 123456, tzinfo=UTC)
ORIGIN = Origin("C1", "1795400000.000100")
FINDING = Finding(
    check="short-url",
    level=Level.CONFIRM,
    start=0,
    end=3,
    excerpt="あ<い",
    message="ご確認ください。",
    why="なぜなら",
    suggestion=None,
    citations=(Citation("kibichuo:6(1)④", Level.CONFIRM),),
)


def revision(number: int = 1, text: str = "あ<い 😀", made_at: int = 1_000, files: tuple[str, ...] = ()) -> Revision:
    asked = (Confirmation("a", "確かめました", ("kibichuo:4(12)", "fujisawa:4(4)")),)
    return Revision(number, text, made_at, "rules", (FINDING,), asked, files)


def keep(store: SqlStore, origin: Origin = ORIGIN, files: tuple[str, ...] = ()) -> None:
    with store.begin() as unit:
        unit.add(Review.submit(origin, "UDRAFTER", revision(files=files), NOW))


def test_a_review_comes_back_as_it_was_kept(store: SqlStore) -> None:
    keep(store, files=("F1", "F2"))
    with store.begin() as unit:
        review = unit.find(ORIGIN)
    assert review == Review(ORIGIN, "UDRAFTER", revision(files=("F1", "F2")))


def test_ticks_and_decisions_come_back(store: SqlStore) -> None:
    keep(store)
    with store.begin() as unit:
        review = unit.find(ORIGIN)
        assert review is not None
        review.tick("UDRAFTER", 1, {"a": True}, NOW)
        review.approve(Person("UMANAGER"), "ok", managers("UMANAGER"), NOW)
        unit.save(review)
    with store.begin() as unit:
        found = unit.find(ORIGIN)
    assert found is not None
    assert found.state is State.CLEARED
    assert found.clearance == review.clearance
    assert found.revision.confirmations[0].ticked_at == NOW


def test_a_new_revision_takes_the_place_of_the_old_one(store: SqlStore) -> None:
    keep(store, files=("F1",))
    with store.begin() as unit:
        review = unit.find(ORIGIN)
        assert review is not None
        review.revise(revision(2, "新しい文面", 2_000), "UDRAFTER", NOW)
        unit.save(review)
        again = unit.find(ORIGIN)
    assert again is not None
    assert again.revision == revision(2, "新しい文面", 2_000)
    assert store.origins_with_file("F1") == []


def test_a_text_with_characters_no_database_keeps_is_kept_without_them(store: SqlStore) -> None:
    with store.begin() as unit:
        unit.add(Review.submit(ORIGIN, "UDRAFTER", revision(text="NUL\x00と半分\ud800"), NOW))
    with store.begin() as unit:
        review = unit.find(ORIGIN)
    assert review is not None
    assert review.revision.text == "NUL\ufffdと半分?"


def test_a_transaction_that_fails_keeps_nothing(store: SqlStore) -> None:
    def fail() -> None:
        with store.begin() as unit:
            unit.add(Review.submit(ORIGIN, "UDRAFTER", revision(), NOW))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with store.begin() as unit:
        assert unit.find(ORIGIN) is None


def test_a_draft_is_reviewed_once_however_often_and_at_once_it_is_delivered(store: SqlStore) -> None:
    def deliver(number: int) -> bool:
        with store.begin() as unit:
            return unit.add(Review.submit(ORIGIN, f"U{number}", revision(), NOW)) is not None

    with ThreadPoolExecutor(8) as pool:
        kept = list(pool.map(deliver, range(24)))
    assert kept.count(True) == 1
    with store.begin() as unit:
        review = unit.find(ORIGIN)
    assert review is not None
    assert review.drafter == f"U{kept.index(True)}"


def test_two_people_acting_at_once_wait_for_each_other(store: SqlStore) -> None:
    keep(store)

    def revise(number: int) -> None:
        with store.begin() as unit:
            review = unit.find(ORIGIN)
            assert review is not None
            review.revise(revision(review.revision.number + 1, f"第{number}", review.revision.made_at + 1), "U", NOW)
            unit.save(review)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(revise, range(24)))
    with store.begin() as unit:
        review = unit.find(ORIGIN)
    assert review is not None
    assert review.revision.number == 25


def test_what_is_known_of_a_reaction_is_remembered(store: SqlStore) -> None:
    keep(store)
    reaction = Reaction("UMANAGER", "x")
    with store.begin() as unit:
        unit.see_reaction(ORIGIN, reaction, Seen(5))
        unit.see_reaction(ORIGIN, reaction, Seen(7, present=False))
    with store.begin() as unit:
        assert unit.seen_reactions(ORIGIN) == {reaction: Seen(7, present=False)}


def test_how_far_a_channel_was_read_never_goes_back(store: SqlStore) -> None:
    assert store.read_until("C1") is None
    with store.begin() as unit:
        unit.advance("C1", 20)
    with store.begin() as unit:
        unit.advance("C1", 10)
    assert store.read_until("C1") == 20


def test_open_drafts_are_those_not_withdrawn(store: SqlStore) -> None:
    keep(store)
    keep(store, Origin("C1", "1795400001.000000"))
    with store.begin() as unit:
        review = unit.find(ORIGIN)
        assert review is not None
        review.withdraw("UDRAFTER", NOW)
        unit.save(review)
    assert store.open_origins("C1", 0) == [Origin("C1", "1795400001.000000")]
    assert store.open_origins("C1", 1_001) == []


def test_the_migrations_make_the_tables_the_code_expects(database: Engine) -> None:
    migrate(database)
    migrate(database)
    tables = {name: {column["name"] for column in inspect(database).get_columns(name)} for name in Base.metadata.tables}
    assert tables == {name: set(table.columns.keys()) for name, table in Base.metadata.tables.items()}


def test_a_hosts_database_address_is_taken_as_it_is_given() -> None:
    assert open_database("postgres://u:p@db.example/x").url.drivername == "postgresql+psycopg"
    assert open_database("postgresql://u:p@db.example/x").url.host == "db.example"


def test_an_error_of_the_database_does_not_quote_a_draft(store: SqlStore) -> None:
    keep(store)
    with pytest.raises(IntegrityError) as failure, store.begin() as unit:
        unit._write_revision(unit._id(ORIGIN), revision())
    assert "あ<い" not in str(failure.value)
