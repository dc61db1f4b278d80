"""What decisions need: steps, waivers, publications, sections, absences and stops."""

import sqlalchemy as sa
from alembic import op

from bot.store.tables import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    for column in _review_columns():
        op.add_column("reviews", column)
    _fill_in(op.get_bind())
    _create_organisation()
    op.create_table(
        "freezes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(length=32), nullable=False),
        sa.Column("made_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("lifted_by", sa.String(length=32), nullable=True),
        sa.Column("lifted_at", UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "chores",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("name", "day"),
    )


def _review_columns() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("editor", sa.String(length=32), nullable=False, server_default=""),
        sa.Column("approvals", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("waivers", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("urgent", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("networks", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("publication", sa.JSON(), nullable=True),
        sa.Column("cleared_number", sa.Integer(), nullable=True),
        sa.Column("waiting_since", UtcDateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("reminders", sa.Integer(), nullable=False, server_default="0"),
    )


def _fill_in(connection: sa.Connection) -> None:
    """A clearance made before rests on one approval; what waits has waited since its last entry."""
    connection.execute(
        sa.text(
            "UPDATE reviews SET waiting_since = (SELECT max(at) FROM entries WHERE review_id = reviews.id)"
            " WHERE state = 'awaiting'"
        )
    )
    reviews = sa.table(
        "reviews",
        *(sa.column(name, sa.JSON()) for name in ("clearance", "approvals")),
        *(sa.column(name, sa.Integer()) for name in ("id", "revision_number", "cleared_number")),
    )
    for row in connection.execute(sa.select(reviews)).all():
        if row.clearance:
            values = {"approvals": [row.clearance], "cleared_number": row.revision_number}
            connection.execute(sa.update(reviews).where(reviews.c.id == row.id).values(**values))


def _create_organisation() -> None:
    op.create_table(
        "sections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
    )
    op.create_table(
        "members",
        sa.Column("section_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["section_id"], ["sections.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("section_id", "token", "role"),
    )
    op.create_table(
        "absences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user", sa.String(length=32), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_absences_user", "absences", ["user"])


def downgrade() -> None:
    """There is no way back: decisions would be lost."""
    raise NotImplementedError("what was decided stays")
