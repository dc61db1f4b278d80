"""A new draft while 100,000 finished reviews are kept, beside one on an empty database."""

from collections.abc import Iterator
from datetime import UTC, datetime
from statistics import median
from typing import Any

from sqlalchemy import insert, select

from bot.domain.drafts import Confirmation, Origin, Post, Revision
from bot.domain.guidelines import Step
from bot.domain.mandates import Mandate, Mandates
from bot.domain.people import Person
from bot.domain.reviews import Review
from bot.store.chain import ENTRIES
from bot.store.store import Database, SqlStore, open_database
from bot.store.unit import REVIEWS, REVISIONS
from tests.benchmarks.corpus import drafts
from tests.benchmarks.flow import OURS, answer, bot, workspace

_FINISHED = 100_000
_DRAFTS = 60
_ROUNDS = 3
_BATCH = 5_000
_NOW = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
_MANAGERS = Mandates((Mandate(Step("所属長の承認"), frozenset({"UMANAGER"})),))


def measure() -> list[str]:
    """Lines of figures: milliseconds to the card on both, and their ratio."""
    empty, full = [], []
    with workspace() as first, workspace() as second, bot(first, OURS), bot(second, OURS, fill):
        for _ in range(_ROUNDS):
            empty += [answer(first, text) for text in drafts()[:_DRAFTS]]
            full += [answer(second, text) for text in drafts()[:_DRAFTS]]
    before, after = median(empty) * 1000, median(full) * 1000
    return [
        f"a draft to its card, with {_FINISHED:,} finished reviews in the database (SQLite)",
        f"  empty {before:6.1f} ms   full {after:6.1f} ms   ratio {after / before:.2f} (1.3 or less)",
    ]


def fill(url: str) -> None:
    """Keep finished reviews: one goes its whole way, and is kept again and again under other names."""
    database = Database(open_database(url))
    with SqlStore(database).begin() as unit:
        unit.add(_finished())
    with database.begin() as connection:
        rows = {table: [dict(row._mapping) for row in connection.execute(select(table))] for table in _TABLES}
        last = max(entry["id"] for entry in rows[ENTRIES])
        for start in range(2, _FINISHED + 1, _BATCH):
            numbers = range(start, min(start + _BATCH, _FINISHED + 1))
            for table in _TABLES:
                connection.execute(insert(table), list(_copies(table, rows[table], numbers, last)))


_TABLES = (REVIEWS, REVISIONS, ENTRIES)


def _copies(table: Any, rows: list[dict[str, Any]], numbers: range, entries: int) -> Iterator[dict[str, Any]]:
    for number in numbers:
        for place, row in enumerate(rows, 1):
            copy = {**row, "review_id": number} if "review_id" in row else {**row, "message": f"1.{number:06}"}
            if "id" in row:
                copy["id"] = (number - 1) * entries + place if table is ENTRIES else number
            yield copy


def _finished() -> Review:
    asked = tuple(Confirmation(str(key), "確かめました", ("kibichuo:4(12)",)) for key in range(7))
    review = Review.submit(Origin("C1", "1.000001"), "UDRAFTER", Revision(1, drafts()[0], 1, "rules", (), asked), _NOW)
    review.tick("UDRAFTER", 1, {confirmation.key: True for confirmation in asked}, _NOW)
    review.approve(Person("UMANAGER"), "white_check_mark", _MANAGERS, _NOW)
    review.publish(Person("UDRAFTER"), Post("X", "@town_example", "", _NOW), _NOW)
    return review
