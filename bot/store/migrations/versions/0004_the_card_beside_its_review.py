"""How far a review's thread is becomes part of the review's own row."""

import sqlalchemy as sa
from alembic import op

from bot.store.tables import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_COLUMNS = ("card", "interrupted", "held_until", "behind")


def upgrade() -> None:
    """Go forward."""
    op.add_column("reviews", sa.Column("card", sa.String(length=32), nullable=True))
    op.add_column("reviews", sa.Column("interrupted", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column(
        "reviews",
        sa.Column("held_until", UtcDateTime(timezone=True), nullable=False, server_default="1970-01-01 00:00:00"),
    )
    op.add_column("reviews", sa.Column("behind", sa.Boolean(), nullable=False, server_default=sa.false()))
    of_review = "FROM cards WHERE cards.review_id = reviews.id"
    values = ", ".join(
        f"{column} = (SELECT {'message' if column == 'card' else column} {of_review})" for column in _COLUMNS
    )
    op.execute(f"UPDATE reviews SET {values} WHERE EXISTS (SELECT 1 {of_review})")  # noqa: S608 - our own words
    op.create_index("ix_reviews_behind", "reviews", ["behind"])
    op.drop_table("cards")


def downgrade() -> None:
    """There is no way back: SQLite would have to build the reviews anew, which the record rests on."""
    raise NotImplementedError("what was joined stays joined")
