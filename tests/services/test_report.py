"""A month in figures, computed from what the record hands out."""

from datetime import datetime
from pathlib import Path

import pytest

from bot.domain.drafts import State
from bot.domain.findings import Level
from bot.domain.months import Month
from bot.domain.office_hours import JAPAN
from bot.domain.people import Person
from bot.services.record import purge_words
from bot.services.report import Report, Waits, month_report
from bot.store.record import SqlRecord
from bot.store.store import Database, open_database
from tests.domain.kit import managers
from tests.services.report_kit import (
    JUNE,
    MANAGER,
    MONDAY,
    NAMES,
    OFFICE,
    cleared,
    deputised,
    edited,
    everything,
    found,
    hours,
    keep,
    published,
    report,
    returned,
    submitted,
    waived,
)

FRIDAY = datetime(2026, 6, 12, 17, 0, tzinfo=JAPAN)


def levels(counts: Report, label: str) -> tuple[int, ...]:
    """Findings of each level, and drafts."""
    (one,) = (one for one in (*counts.clauses, *counts.checks) if one.label == label)
    return (*one.levels.values(), one.drafts)


def test_drafts_are_counted_by_the_state_they_are_in_now() -> None:
    counted = report(submitted(MONDAY), cleared(MONDAY, 1), published(MONDAY), returned(MONDAY), cleared(MONDAY, 2))
    assert counted.drafts == 5
    assert {state: count for state, count in counted.states.items() if count} == {
        State.AWAITING: 1,
        State.CLEARED: 2,
        State.PUBLISHED: 1,
        State.RETURNED: 1,
    }
    assert list(counted.states) == list(State)


def test_a_finding_counts_for_each_clause_it_cites_and_once_for_its_check() -> None:
    both = found("placeholder", Level.BLOCK, "4(12)", "5(12)")
    counted = report(
        submitted(MONDAY, both, found("short-url", Level.CONFIRM, "5(12)")),
        submitted(MONDAY, found("placeholder", Level.BLOCK, "4(12)", fingerprint="another")),
    )
    assert levels(counted, "吉備中央町 4(12)") == (2, 0, 0, 2)
    assert levels(counted, "吉備中央町 5(12)") == (1, 1, 0, 1)
    assert levels(counted, "書きかけの日付") == (2, 0, 0, 2)
    assert counted.findings == {Level.BLOCK: 2, Level.CONFIRM: 1, Level.ADVISE: 0}


def test_a_finding_that_stays_through_edits_is_one_and_one_that_was_mended_is_kept() -> None:
    stays, mended = found("short-url", Level.CONFIRM, "5(12)"), found("placeholder", Level.BLOCK, "4(12)")
    counted = report(
        edited(edited(submitted(MONDAY, stays, mended), MONDAY + hours(1), stays), MONDAY + hours(2), stays)
    )
    assert levels(counted, "短縮URL") == (0, 1, 0, 1)
    assert levels(counted, "書きかけの日付") == (1, 0, 0, 1)


def test_the_most_frequent_come_first() -> None:
    often = [found("short-url", Level.CONFIRM, "5(12)", fingerprint=str(number)) for number in range(3)]
    counted = report(submitted(MONDAY, found("placeholder", Level.BLOCK, "4(12)"), *often))
    assert [one.label for one in counted.clauses] == ["吉備中央町 5(12)", "吉備中央町 4(12)"]
    assert [one.label for one in counted.checks] == ["短縮URL", "書きかけの日付"]


def test_what_is_not_in_use_any_more_goes_by_its_id() -> None:
    counted = report(submitted(MONDAY, found("gone", Level.ADVISE, "99")))
    assert counted.clauses[0].label == "kibichuo:99"
    assert counted.checks[0].label == "gone"


def test_the_wait_ends_with_the_first_clearance_and_office_hours_are_counted_apart() -> None:
    over_the_weekend = cleared(FRIDAY, 64)  # cleared on Monday at nine
    fallen = edited(over_the_weekend, FRIDAY + hours(70))
    fallen.approve(MANAGER, "ok", managers(MANAGER.id), FRIDAY + hours(90))
    counted = report(fallen, submitted(MONDAY))
    assert counted.elapsed.hours == (64,)
    assert counted.working.hours == (0.75,)  # a quarter on Friday, half an hour on Monday


def test_a_wait_outside_office_hours_costs_no_office_hours() -> None:
    counted = report(cleared(FRIDAY.replace(hour=20), 1))
    assert (counted.elapsed.hours, counted.working.hours) == ((1,), (0,))


def test_quartiles_are_of_all_waits_and_spans_are_those_people_count_in() -> None:
    waits = Waits((0.5, 1, 3.9, 30, 200))
    assert waits.quartiles == (1, 3.9, 30)
    assert {span: count for span, count in waits.spread.items() if count} == {
        "1時間未満": 1,
        "1〜4時間": 2,
        "1〜3日": 1,
        "7日以上": 1,
    }
    assert Waits((2.5,)).quartiles == (2.5, 2.5, 2.5)


def test_a_return_has_the_reason_that_was_given_later_and_one_taken_back_is_none() -> None:
    mistaken = returned(MONDAY)
    mistaken.take_back(MANAGER.id, "x", MONDAY + hours(2))
    counted = report(returned(MONDAY, "曜日が違います。"), returned(MONDAY), mistaken)
    assert [(one.review, one.reason) for one in counted.returns] == [(1, "曜日が違います。"), (2, "")]
    assert counted.returns[0].at == MONDAY + hours(1)


def test_a_waiver_tells_what_was_accepted_where_and_why() -> None:
    (waiver,) = report(submitted(MONDAY), waived(MONDAY, "主催者の了承があるため")).waivers
    assert (waiver.review, waiver.at, waiver.title) == (2, MONDAY + hours(1), "書きかけの日付")
    assert waiver.clauses == ("吉備中央町 4(12)", "吉備中央町 5(12)")
    assert waiver.reason == "主催者の了承があるため"


def test_urgent_drafts_and_approvals_in_a_managers_place_are_counted() -> None:
    counted = report(deputised(MONDAY), cleared(MONDAY, 1))
    assert (counted.urgent, counted.approvals, counted.deputised) == (1, 2, 1)


def test_clearances_that_ended_are_counted_by_reason() -> None:
    expired = cleared(MONDAY, 1)
    expired.end_clearance("sns-review", MONDAY + hours(200), "expired")
    counted = report(
        expired, edited(cleared(MONDAY, 1), MONDAY + hours(2)), edited(submitted(MONDAY), MONDAY + hours(2))
    )
    assert counted.ended == {"expired": 1, "edited": 1}


def test_publications_are_counted_by_network_and_edits_after_them_by_draft() -> None:
    twice = edited(edited(published(MONDAY), MONDAY + hours(5)), MONDAY + hours(6))
    counted = report(twice, published(MONDAY, "line"), published(MONDAY), published(MONDAY, "庁内報"))
    assert counted.published == {"X": 2, "LINE": 1, "庁内報": 1}
    assert counted.edited_after_publication == 1
    assert counted.ended == {}


def test_an_empty_month_is_all_noughts() -> None:
    counted = report()
    assert counted.drafts == sum(counted.states.values()) == sum(counted.findings.values()) == 0
    assert (counted.clauses, counted.checks, counted.returns, counted.waivers) == ((), (), (), ())
    assert counted.elapsed.hours == ()


@pytest.fixture
def record(tmp_path: Path) -> SqlRecord:
    return SqlRecord(Database(open_database(keep(everything(), tmp_path / "reviews.db"))))


def test_the_record_gives_the_same_figures_before_and_after_the_words_are_purged(record: SqlRecord) -> None:
    before = month_report(record, JUNE, NAMES, OFFICE)
    assert before == report(*everything())
    purged = purge_words(record, 1, lambda: MONDAY + hours(2_000))
    assert purged == before.drafts == 13
    assert month_report(record, JUNE, NAMES, OFFICE) == before


def test_a_month_is_by_the_day_of_posting_in_japan(tmp_path: Path) -> None:
    last_evening = datetime(2026, 6, 30, 23, 59, tzinfo=JAPAN)
    new_morning = datetime(2026, 7, 1, 0, 0, tzinfo=JAPAN)  # still 30 June in UTC
    url = keep([submitted(last_evening), submitted(new_morning)], tmp_path / "reviews.db")
    record = SqlRecord(Database(open_database(url)))
    counts = [month_report(record, Month(2026, number), NAMES, OFFICE).drafts for number in (5, 6, 7)]
    assert counts == [0, 1, 1]


def test_what_is_decided_after_the_month_still_belongs_to_its_drafts() -> None:
    late = submitted(datetime(2026, 6, 30, 16, 0, tzinfo=JAPAN))
    late.approve(Person("UMANAGER"), "ok", managers("UMANAGER"), datetime(2026, 7, 1, 9, 0, tzinfo=JAPAN))
    assert report(late).elapsed.hours == (17,)
