"""The record as a chain that the database itself refuses to change.

Entries made before are taken into the chain in their order, under new numbers. Of how the review stood then only the
wording is known: its rules and findings. `state` is null in their bodies.

A later migration must not let Alembic rebuild `entries` (batch mode on SQLite): the triggers would go with the old
table.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from bot.domain.chain import GENESIS, canonical, digest, moment
from bot.store.tables import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_SQLITE = (
    """CREATE TRIGGER entries_keep_update BEFORE UPDATE ON entries
    BEGIN SELECT RAISE(ABORT, 'the record can only be added to'); END""",
    """CREATE TRIGGER entries_keep_delete BEFORE DELETE ON entries
    BEGIN SELECT RAISE(ABORT, 'the record can only be added to'); END""",
    # INSERT OR REPLACE deletes without firing the trigger above (sqlite.org, "The ON CONFLICT Clause", REPLACE)
    """CREATE TRIGGER entries_keep_order BEFORE INSERT ON entries
    WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM entries)
    BEGIN SELECT RAISE(ABORT, 'the record can only be added to at its end'); END""",
)
_POSTGRESQL = (
    """CREATE FUNCTION entries_keep() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the record can only be added to'; END $$""",
    """CREATE TRIGGER entries_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON entries
    FOR EACH STATEMENT EXECUTE FUNCTION entries_keep()""",
)
_OLD = sa.text(
    "SELECT e.id, e.review_id, e.deed, e.actor, e.at, e.revision, e.sha256, e.details,"
    " r.channel, r.message, r.drafter, w.rules, w.findings"
    " FROM entries e JOIN reviews r ON r.id = e.review_id"
    " LEFT JOIN revisions w ON w.review_id = e.review_id AND w.number = e.revision ORDER BY e.id"
).columns(at=UtcDateTime(), details=sa.JSON(), findings=sa.JSON())


def upgrade() -> None:
    """Go forward."""
    connection = op.get_bind()
    notices = connection.execute(sa.text("SELECT entry_id, review_id FROM notices")).all()
    numbers, entries = _chained(connection.execute(_OLD).all())
    op.drop_table("notices")
    op.drop_table("entries")
    _create_entries(entries)
    _create_notices([{"entry_id": numbers[entry], "review_id": review} for entry, review in notices])
    op.create_table(
        "anchors",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("day"),
    )
    for statement in _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)


def _chained(rows: Any) -> tuple[dict[int, int], list[dict[str, Any]]]:
    """The numbers of the entries made before, by their ids, and their new rows."""
    numbers: dict[int, int] = {}
    entries: list[dict[str, Any]] = []
    previous = GENESIS
    for number, row in enumerate(rows, 1):
        body = canonical({**_facts(row), "number": number, "previous": previous})
        previous = digest(body)
        numbers[row.id] = number
        entries.append(
            {
                "id": number,
                "review_id": row.review_id,
                "deed": row.deed,
                "at": row.at,
                "body": body,
                "hash": previous,
            }
        )
    return numbers, entries


def _facts(row: Any) -> dict[str, Any]:
    return {
        "review": row.review_id,
        "deed": row.deed,
        "actor": row.actor,
        "at": moment(row.at),
        "revision": row.revision,
        "sha256": row.sha256,
        "details": row.details,
        "channel": row.channel,
        "message": row.message,
        "drafter": row.drafter,
        "state": None,
        "rules": row.rules,
        "findings": [_finding(finding) for finding in row.findings or ()],
        "confirmations": [],
        "decision": None,
    }


def _finding(finding: dict[str, Any]) -> dict[str, Any]:
    return {
        "fingerprint": finding.get("fingerprint", ""),
        "check": finding["check"],
        "level": finding["level"],
        "clauses": [clause for clause, _ in finding["citations"]],
    }


def _create_entries(rows: list[dict[str, Any]]) -> None:
    table = op.create_table(
        "entries",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("deed", sa.String(length=32), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["review_id"], ["reviews.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_entries_review_id", "entries", ["review_id"])
    op.bulk_insert(table, rows)


def _create_notices(rows: list[dict[str, Any]]) -> None:
    table = op.create_table(
        "notices",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"]),
        sa.ForeignKeyConstraint(["review_id"], ["reviews.id"]),
        sa.PrimaryKeyConstraint("entry_id"),
    )
    op.create_index("ix_notices_review_id", "notices", ["review_id"])
    op.bulk_insert(table, rows)


def downgrade() -> None:
    """There is no way back: it would take the record out of its chain."""
    raise NotImplementedError("a chained record stays chained")
