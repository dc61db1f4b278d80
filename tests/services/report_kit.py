"""Drafts of June 2026 with all that can happen to them, for reports."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

from bot.domain.chain import Head, Link, linked
from bot.domain.drafts import Confirmation, Origin, Post, Revision
from bot.domain.findings import Citation, Finding, Level
from bot.domain.guidelines import Clause, Guideline, Library
from bot.domain.mandates import Mandate, Mandates
from bot.domain.months import Month
from bot.domain.office_hours import JAPAN, OfficeHours
from bot.domain.people import Person
from bot.domain.reviews import Review
from bot.engine.holidays import holiday_name
from bot.services.ports import Filed
from bot.services.report import Names, Report, report_on
from bot.store.migrate import migrate
from bot.store.store import Database, SqlStore, open_database
from tests.domain.kit import STEP, managers

JUNE = Month(2026, 6)
MONDAY = datetime(2026, 6, 8, 9, 0, tzinfo=JAPAN)
OFFICE = OfficeHours(time(8, 30), time(17, 15), holiday_name)
DRAFTER, MANAGER, DEPUTY = Person("UDRAFTER"), Person("UMANAGER"), Person("UDEPUTY")
ASKED = (Confirmation("a", "確かめました", ("kibichuo:5(12)",)),)
SECRET = "ひみつの祭り"
CLAUSES = (Clause("kibichuo", "4(12)", "正確", "正確に。"), Clause("kibichuo", "5(12)", "個人の情報", "守る。"))
NAMES = Names(
    Library((Guideline("kibichuo", "吉備中央町", "見本", None, (), (), CLAUSES),)),
    {"placeholder": "書きかけの日付", "short-url": "短縮URL"},
)


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


def found(check: str, level: Level, *clauses: str, fingerprint: str = "") -> Finding:
    citations = tuple(Citation(f"kibichuo:{clause}", level) for clause in clauses)
    return Finding(check, level, 0, 3, "ひみつ", "「ひみつ」を直す", "", None, citations, fingerprint or check)


def revision(number: int, at: datetime, *findings: Finding, asked: tuple[Confirmation, ...] = ()) -> Revision:
    return Revision(number, f"{SECRET}{number}", int(at.timestamp()) * 1_000_000, "rules", findings, asked)


def submitted(at: datetime, *findings: Finding, asked: tuple[Confirmation, ...] = ()) -> Review:
    origin = Origin("C1", f"{int(at.timestamp())}.0")
    return Review.submit(origin, DRAFTER.id, revision(1, at, *findings, asked=asked), at)


def cleared(at: datetime, after: float, *findings: Finding) -> Review:
    """A draft that was cleared some hours after it was posted."""
    review = submitted(at, *findings)
    review.approve(MANAGER, "ok", managers(MANAGER.id), at + hours(after))
    return review


def returned(at: datetime, reason: str = "") -> Review:
    review = submitted(at)
    review.send_back(MANAGER, "x", managers(MANAGER.id), at + hours(1))
    if reason:
        review.explain_return(MANAGER.id, reason, at + hours(1.1))
    return review


def waived(at: datetime, reason: str) -> Review:
    review = submitted(at, found("placeholder", Level.BLOCK, "4(12)", "5(12)"))
    review.waive(MANAGER, "placeholder", reason, managers(MANAGER.id), at + hours(1))
    return review


def deputised(at: datetime) -> Review:
    """Urgent, and decided in a manager's place."""
    review = submitted(at)
    review.mark_urgent(DRAFTER.id, at)
    mandate = Mandate(STEP, frozenset({MANAGER.id}), frozenset({MANAGER.id}), frozenset({DEPUTY.id}))
    review.approve(DEPUTY, "ok", Mandates((mandate,)), at + hours(0.25))
    return review


def published(at: datetime, network: str = "x") -> Review:
    review = cleared(at, 2)
    review.publish(DRAFTER, Post(network, "mihon_machi", "", at + hours(3)), at + hours(3))
    return review


def edited(review: Review, at: datetime, *findings: Finding) -> Review:
    review.revise(revision(review.revision.number + 1, at, *findings), DRAFTER.id, at)
    return review


def everything() -> list[Review]:
    """One draft of each kind, an hour between them."""
    moments = (MONDAY + hours(count) for count in range(20))
    placeholder, short = found("placeholder", Level.BLOCK, "4(12)"), found("short-url", Level.CONFIRM, "4(12)", "5(12)")
    expired = cleared(next(moments), 8)
    expired.end_clearance("sns-review", MONDAY + hours(200), "expired")
    withdrawn = submitted(next(moments))
    withdrawn.withdraw(DRAFTER.id, MONDAY + hours(3))
    return [
        expired,
        withdrawn,
        submitted(next(moments), placeholder, short),
        submitted(next(moments), short, asked=ASKED),
        submitted(next(moments), found("gone", Level.ADVISE, "9")),
        returned(next(moments), "日付と曜日が合っていません。\nご確認をお願いします。"),
        returned(next(moments)),
        waived(next(moments), "会場の都合で、日付は<b>当日</b>に決まるため"),
        deputised(next(moments)),
        published(next(moments)),
        published(next(moments), "facebook"),
        edited(published(next(moments)), MONDAY + hours(40)),
        edited(cleared(next(moments), 30), MONDAY + hours(60), placeholder),
    ]


def filed(reviews: Iterable[Review]) -> list[Filed]:
    """As the record hands them out."""
    return [_filed(number, review) for number, review in enumerate(reviews, 1)]


def _filed(number: int, review: Review) -> Filed:
    links: list[Link] = []
    for entry in review.entries:
        links.append(linked(entry, number, Head(links[-1].number, links[-1].hash) if links else Head()))
    posted = int(review.origin.message.partition(".")[0]) * 1_000_000
    return Filed(number, posted, review, tuple(links))


def report(*reviews: Review) -> Report:
    """The report of a month with these drafts."""
    return report_on(JUNE, filed(reviews), NAMES, OFFICE)


def keep(reviews: Iterable[Review], file: Path) -> str:
    """A database with these reviews; its address."""
    url = f"sqlite:///{file}"
    database = open_database(url)
    migrate(database)
    store = SqlStore(Database(database))
    for review in reviews:
        first, *others = review.entries
        assert first.standing
        with store.begin() as unit:
            unit.add(Review(review.origin, review.drafter, first.standing.revision, entries=[first]))
        with store.begin() as unit:
            unit.find(review.origin)
            unit.save(replace(review, entries=others))
    database.dispose()
    return url
