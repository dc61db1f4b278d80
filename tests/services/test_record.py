"""The record as services hand it out, anchor it and purge drafts' words."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.chain import Head
from bot.services import record as services
from bot.services.drafts import Draft, reread_draft, take_in_draft
from bot.services.ports import Record
from bot.store.record import SqlRecord
from tests.services.office import CLEAN, DRAFTER, NOON, ORIGIN, Office

POSTED = date(2026, 11, 23)  # NOON in Japan
SECRET = "ひみつの催しは○月です。"


@pytest.fixture
def record(office: Office) -> Record:
    return SqlRecord(office.desk.store._database)  # type: ignore[attr-defined]  # the office's own


def test_what_a_desk_does_is_a_chain_without_flaw(office: Office, record: Record) -> None:
    office.post(SECRET)
    office.post(CLEAN, NOON + 5_000_000)
    office.tick_all()
    office.approve(NOON + 9_000_000)
    verdict = services.verify_record(record)
    assert verdict.flaws == ()
    assert "ひみつ" not in "".join(link.body for link in record.links())
    assert next(iter(record.links())).facts["state"] == "needs_revision"


@pytest.mark.parametrize(
    ("since", "until", "count"),
    [
        (None, None, 1),
        (POSTED, POSTED, 1),
        (POSTED + timedelta(days=1), None, 0),
        (None, POSTED - timedelta(days=1), 0),
    ],
)
def test_days_count_as_in_japan_and_both_ends_belong_to_them(
    since: date | None, until: date | None, count: int, office: Office, record: Record
) -> None:
    office.post()
    assert len(list(services.filed_reviews(record, since, until, None))) == count


def test_words_are_purged_when_their_time_is_over_and_not_before(office: Office, record: Record) -> None:
    office.post(SECRET)
    now = datetime.now(UTC)
    assert services.purge_words(record, 1, lambda: now + timedelta(hours=23)) == 0
    assert office.review().revision.text == SECRET
    assert len(services.purgeable_drafts(record, 1, now + timedelta(hours=25))) == 1
    assert services.purge_words(record, 1, lambda: now + timedelta(hours=25)) == 1
    assert services.purge_words(record, 1, lambda: now + timedelta(hours=25)) == 0
    assert office.review().revision.text == ""
    assert services.verify_record(record).flaws == ()


def test_a_purged_draft_that_is_seen_again_is_known_by_its_hash(office: Office, record: Record) -> None:
    office.post()
    office.tick_all()
    office.approve(NOON + 9_000_000)
    services.purge_words(record, 1, lambda: datetime.now(UTC) + timedelta(days=2))
    before = office.review()
    draft = Draft(ORIGIN, DRAFTER, CLEAN, NOON, edited_at=NOON // 1_000_000)
    assert not take_in_draft(office.desk, draft).reworded
    reread_draft(office.desk, draft)
    assert office.review() == before


def test_a_purged_draft_that_is_edited_is_a_new_revision(office: Office, record: Record) -> None:
    office.post(SECRET)
    services.purge_words(record, 1, lambda: datetime.now(UTC) + timedelta(days=2))
    office.post(CLEAN, NOON + 5_000_000)
    assert (office.review().revision.number, office.review().revision.text) == (2, CLEAN)
    assert services.verify_record(record).flaws == ()


@pytest.mark.parametrize("hour", [8, 14])
def test_the_anchor_is_due_from_five_in_the_afternoon_in_japan(hour: int, office: Office, record: Record) -> None:
    office.post()
    anchor = services.claim_anchor(record, datetime(2026, 11, 24, hour, tzinfo=UTC))
    assert anchor == services.Anchor(date(2026, 11, 24), record.head())


@pytest.mark.parametrize("hour", [7, 15])
def test_the_anchor_is_not_due_before_five_nor_after_midnight(hour: int, office: Office, record: Record) -> None:
    office.post()
    assert services.claim_anchor(record, datetime(2026, 11, 24, hour, tzinfo=UTC)) is None


def test_what_somebody_noted_outside_is_held_against_the_record(office: Office, record: Record) -> None:
    office.post()
    head = record.head()
    assert services.verify_record(record, [head]).flaws == ()
    later = Head(head.number + 1, head.hash)
    other = Head(head.number, "0" * 64)
    assert [flaw.number for flaw in services.verify_record(record, [later]).flaws] == [head.number + 1]
    assert "控え" in services.verify_record(record, [other]).flaws[0].text
