"""Reviews from before there were steps are brought to the present form, and can go on."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Engine, MetaData, insert

from bot.domain.audit import Deed
from bot.domain.chain import Head, Link, linked
from bot.domain.drafts import Decision, Origin, Revision, State, Wording
from bot.domain.people import Person
from bot.domain.reviews import Review
from bot.services.record import verify_record
from bot.store.migrate import alembic_config, migrate
from bot.store.record import SqlRecord
from bot.store.rows import from_revision
from bot.store.store import Database, SqlStore
from tests.domain.kit import managers

NOW = datetime(2026, 11, 24, 1, 2, 3, 456789, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
CLEARED, WAITING = Origin("C1", "1.0"), Origin("C1", "2.0")
CLEARANCE = Decision("UMANAGER", "ok", 1, NOW)


def chained(review: Review, number: int, head: Head) -> list[dict[str, Any]]:
    """Its entries as rows, behind this end of the chain."""
    links: list[Link] = []
    for entry in review.entries:
        links.append(linked(entry, number, head))
        head = Head(links[-1].number, links[-1].hash)
    return [
        {"id": one.number, "review_id": number, "deed": one.deed, "at": one.at, "body": one.body, "hash": one.hash}
        for one in links
    ]


def written_before(number: int, origin: Origin, clearance: Decision | None, head: Head) -> dict[str, Any]:
    """The rows of a review with two entries, as they were written before."""
    review = Review.submit(origin, "UDRAFTER", Revision(1, f"文面{number}", number, "rules"), NOW)
    if clearance:
        review.clearance = clearance
        review._record(Deed.APPROVED, "UMANAGER", NOW)
    decision = {"approver": "UMANAGER", "reaction": "ok", "revision": 1, "at": NOW.isoformat()}
    return {
        "reviews": {
            "id": number,
            "channel": origin.channel,
            "message": origin.message,
            "posted_at": number,
            "drafter": "UDRAFTER",
            "state": review.state.name.lower(),
            "withdrawn": False,
            "unreadable": False,
            "revision_number": 1,
            "version": 1,
            "clearance": decision if clearance else None,
        },
        "cards": {"review_id": number, "interrupted": False, "held_until": NOW, "behind": False},
        "revisions": {"review_id": number, **from_revision(review.revision)},
        "entries": chained(review, number, head),
    }


@pytest.fixture
def opened(database: Engine) -> Database:
    """A database with a cleared and a waiting review, brought to the present form."""
    config = alembic_config()
    with database.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
    tables = MetaData()
    tables.reflect(database)
    first = written_before(1, CLEARED, CLEARANCE, Head())
    second = written_before(2, WAITING, None, Head(3, first["entries"][-1]["hash"]))
    with database.begin() as connection:
        for rows in (first, second):
            for name, row in rows.items():
                connection.execute(insert(tables.tables[name]), row)
    migrate(database)
    return Database(database)


def test_a_clearance_from_before_rests_on_its_one_approval(store: SqlStore) -> None:
    with store.begin() as unit:
        review = unit.find(CLEARED)
    assert review is not None
    assert (review.state, review.approvals, review.waiting_since) == (State.CLEARED, (CLEARANCE,), None)
    assert review.last_cleared == Wording(1, "文面1")


def test_a_clearance_from_before_falls_when_its_reaction_is_taken_back(store: SqlStore) -> None:
    with store.begin() as unit:
        review = unit.find(CLEARED)
        assert review is not None
        review.take_back("UMANAGER", "ok", LATER)
        unit.save(review)
    with store.begin() as unit:
        review = unit.find(CLEARED)
        assert review is not None
        assert (review.state, review.approvals) == (State.AWAITING, ())
        review.approve(Person("UMANAGER"), "ok", managers("UMANAGER"), LATER)
        assert review.state is State.CLEARED


def test_what_waited_before_has_waited_since_its_last_entry(store: SqlStore) -> None:
    with store.begin() as unit:
        review = unit.find(WAITING)
    assert review is not None
    assert (review.state, review.waiting_since, review.reminders) == (State.AWAITING, NOW, 0)
    assert (review.editor, review.waivers, review.urgent, review.networks) == ("", (), False, ())


def test_the_record_of_before_is_without_flaw_in_the_present_form(opened: Database) -> None:
    assert verify_record(SqlRecord(opened)).flaws == ()
