"""The tables."""

from datetime import UTC, date, datetime
from typing import Any, cast

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    ForeignKey,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, UTC, aware; SQLite keeps no time zone of its own."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """To the database, in UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """From the database, in UTC."""
        return None if value is None else (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC)


class FoundDateTime(TypeDecorator[datetime]):
    """A moment read from a row that somebody may have tampered with: the year 1 where it is none."""

    impl = String
    cache_ok = True

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime:  # noqa: ARG002 - SQLAlchemy's signature
        """From the database, in UTC."""
        try:
            found = value if isinstance(value, datetime) else datetime.fromisoformat(value)
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, TypeError, OverflowError):
            return datetime.min.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """All tables."""

    type_annotation_map = {datetime: UtcDateTime, dict[str, Any]: JSON(none_as_null=True), list[Any]: JSON}  # noqa: RUF012 - SQLAlchemy's


class ReviewRow(Base):
    """A draft under review; `version` counts its changes.

    The last columns say how far its thread is: the card's message, whether it is behind, and until when somebody holds
    it.
    """

    __tablename__ = "reviews"
    __table_args__ = (UniqueConstraint("channel", "message"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(32))
    message: Mapped[str] = mapped_column(String(32))
    posted_at: Mapped[int] = mapped_column(BigInteger, index=True)
    drafter: Mapped[str] = mapped_column(String(32))
    state: Mapped[str] = mapped_column(String(16), index=True)
    withdrawn: Mapped[bool]
    unreadable: Mapped[bool]
    clearance: Mapped[dict[str, Any] | None]
    returned: Mapped[dict[str, Any] | None]
    revision_number: Mapped[int]
    version: Mapped[int]
    editor: Mapped[str] = mapped_column(String(32))
    approvals: Mapped[list[Any]]
    waivers: Mapped[list[Any]]
    urgent: Mapped[bool]
    networks: Mapped[list[Any]]
    publication: Mapped[dict[str, Any] | None]
    cleared_number: Mapped[int | None]
    waiting_since: Mapped[datetime | None]
    reminders: Mapped[int]
    reminded_at: Mapped[datetime | None]
    card: Mapped[str | None] = mapped_column(String(32))
    interrupted: Mapped[bool]
    held_until: Mapped[datetime]
    behind: Mapped[bool] = mapped_column(index=True)


class RevisionRow(Base):
    """One wording of a draft."""

    __tablename__ = "revisions"
    __table_args__ = (UniqueConstraint("review_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), index=True)
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[int] = mapped_column(BigInteger)
    rules: Mapped[str] = mapped_column(String(64))
    findings: Mapped[list[Any]]
    confirmations: Mapped[list[Any]]
    files: Mapped[list[Any]]


class SnippetRow(Base):
    """A text snippet that is part of a review's present wording."""

    __tablename__ = "snippets"

    file: Mapped[str] = mapped_column(String(32), primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), primary_key=True)


class EntryRow(Base):
    """One line of the record; the database refuses to change or delete it.

    `id` is its number in the chain, `hash` the SHA-256 of `body`; the other columns repeat what `body` says.
    """

    __tablename__ = "entries"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), index=True)
    deed: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime]
    body: Mapped[str] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(String(64))


class AnchorRow(Base):
    """The end of the chain as it was told to the review channel on a day (Japan)."""

    __tablename__ = "anchors"

    day: Mapped[date] = mapped_column(primary_key=True)
    number: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))


class ReactionRow(Base):
    """A decisive reaction that was looked at: when it was made or removed, in microseconds since 1970."""

    __tablename__ = "reactions"

    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), primary_key=True)
    user: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    made_at: Mapped[int] = mapped_column(BigInteger)
    present: Mapped[bool]


class NoticeRow(Base):
    """An entry of the record the thread is still to be told of; the row goes when it is told."""

    __tablename__ = "notices"

    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"), primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), index=True)


class ChannelRow(Base):
    """Up to when a channel was read, in microseconds since 1970."""

    __tablename__ = "channels"

    channel: Mapped[str] = mapped_column(String(32), primary_key=True)
    read_until: Mapped[int] = mapped_column(BigInteger)


class SectionRow(Base):
    """A section of the office; its people are `MemberRow`s."""

    __tablename__ = "sections"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100), unique=True)


class MemberRow(Base):
    """Somebody (user id or user-group id) in a section, as `staff`, `manager` or `deputy`."""

    __tablename__ = "members"

    section_id: Mapped[int] = mapped_column(ForeignKey("sections.id", ondelete="CASCADE"), primary_key=True)
    token: Mapped[str] = mapped_column(String(32), primary_key=True)
    role: Mapped[str] = mapped_column(String(16), primary_key=True)


class AbsenceRow(Base):
    """Days (Japan, both included) on which somebody is away."""

    __tablename__ = "absences"

    id: Mapped[int] = mapped_column(primary_key=True)
    user: Mapped[str] = mapped_column(String(32), index=True)
    since: Mapped[date]
    until: Mapped[date]


class FreezeRow(Base):
    """A stop of all clearances; it lasts until it is lifted."""

    __tablename__ = "freezes"

    id: Mapped[int] = mapped_column(primary_key=True)
    reason: Mapped[str] = mapped_column(Text)
    made_by: Mapped[str] = mapped_column(String(32))
    made_at: Mapped[datetime]
    lifted_by: Mapped[str | None] = mapped_column(String(32))
    lifted_at: Mapped[datetime | None]


class ChoreRow(Base):
    """Something done once a day (Japan), such as the morning's digest."""

    __tablename__ = "chores"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)


def table(row: type[Base]) -> Table:
    """The table of a mapped class, for statements that need no objects."""
    return cast("Table", row.__table__)
