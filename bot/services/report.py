"""A month of reviews in figures: what came in, what was found, how long it took, what was decided."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import quantiles
from typing import TypeVar

from bot.domain.audit import Deed
from bot.domain.chain import Link
from bot.domain.drafts import State
from bot.domain.findings import Level
from bot.domain.guidelines import Library
from bot.domain.months import Month
from bot.domain.networks import Network
from bot.domain.office_hours import JAPAN, OfficeHours
from bot.services.ports import Filed, Record
from bot.services.record import filed_reviews

Word = TypeVar("Word", bound=Hashable)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_HOUR = timedelta(hours=1)
_EDGES = (1, 4, 8, 24, 72, 168)  # hours
_SPANS = ("1時間未満", "1〜4時間", "4〜8時間", "8〜24時間", "1〜3日", "3〜7日", "7日以上")
_APPROVALS = {Deed.APPROVED, Deed.STEP_APPROVED}


@dataclass(frozen=True, slots=True)
class Names:
    """What things are called: the guidelines' clauses, and the checks' titles by id."""

    library: Library
    titles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Waits:
    """How long drafts waited: hours, the shortest first."""

    hours: tuple[float, ...]

    @property
    def quartiles(self) -> tuple[float, float, float]:
        """The hours within which a quarter, half and three quarters were done; StatisticsError where there is none."""
        low, middle, high = quantiles(self.hours * (2 if len(self.hours) == 1 else 1), method="inclusive")
        return low, middle, high

    @property
    def spread(self) -> Mapping[str, int]:
        """How many took how long, in spans that people count in."""
        counts = Counter(_SPANS[bisect_right(_EDGES, hours)] for hours in self.hours)
        return {span: counts[span] for span in _SPANS}


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often something was found.

    Attributes:
        label: What it is called.
        about: A clause's own words; empty where there are none.
        levels: Findings by level.
        drafts: How many drafts had one.
    """

    label: str
    about: str
    levels: Mapping[Level, int]
    drafts: int

    @property
    def total(self) -> int:
        """Findings of every level."""
        return sum(self.levels.values())


@dataclass(frozen=True, slots=True)
class Returned:
    """A return that was not taken back: the review's id, when, and the approver's reason (empty: none given)."""

    review: int
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """A waiver: the review's id, when, the check's title, the clauses' labels, and the approver's reason."""

    review: int
    at: datetime
    title: str
    clauses: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """A month in figures.

    Attributes:
        month: In which the drafts were posted (Japan).
        office: When the office works; `working` is counted by it.
        drafts: How many were received.
        states: How many are in each state now, every state.
        findings: By level, every level. A finding that stays through edits is one.
        clauses: Findings by clause, the most frequent first. A finding counts for each clause it cites.
        checks: Findings by check, the most frequent first.
        elapsed: From posting to the first clearance, by the clock.
        working: The same, counting only while the office works.
        returns: In the order of the drafts.
        waivers: The same.
        urgent: How many drafts were marked urgent.
        approvals: How many approvals were given, of every step.
        deputised: How many of those were made in a manager's place (代決).
        ended: How many clearances ended, by the record's word for the reason.
        edited_after_publication: How many drafts were edited after they were published.
        published: How many drafts were published, by network.
    """

    month: Month
    office: OfficeHours
    drafts: int
    states: Mapping[State, int]
    findings: Mapping[Level, int]
    clauses: tuple[Frequency, ...]
    checks: tuple[Frequency, ...]
    elapsed: Waits
    working: Waits
    returns: tuple[Returned, ...]
    waivers: tuple[Accepted, ...]
    urgent: int
    approvals: int
    deputised: int
    ended: Mapping[str, int]
    edited_after_publication: int
    published: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Found:
    """A finding of a draft, as its entries tell of it."""

    draft: int
    fingerprint: str
    check: str
    level: Level
    clauses: tuple[str, ...]


def month_report(record: Record, month: Month, names: Names, office: OfficeHours) -> Report:
    """The figures of the drafts posted in a month (Japan), as the record has them now."""
    return report_on(month, filed_reviews(record, month.first, month.last, None), names, office)


def report_on(month: Month, reviews: Iterable[Filed], names: Names, office: OfficeHours) -> Report:
    """The figures of these reviews.

    Args:
        month: The month they are of.
        reviews: With all their entries, in order. The drafts' words are not needed: they may be purged.
        names: What clauses and checks are called; what is not in use any more goes by its id.
        office: When the office works.
    """
    filed = list(reviews)
    links = [link for one in filed for link in one.links]
    deeds = Counter(link.deed for link in links)
    found = [finding for one in filed for finding in _found(one)]
    waits = [wait for one in filed for wait in _wait(one)]
    return Report(
        month=month,
        office=office,
        drafts=len(filed),
        states=_each(State, (one.review.state for one in filed)),
        findings=_each(Level, (finding.level for finding in found)),
        clauses=_by_clause(found, names.library),
        checks=_by_check(found, names.titles),
        elapsed=_waits(until - since for since, until in waits),
        working=_waits(_worked(office, since, until) for since, until in waits),
        returns=tuple(returned for one in filed for returned in _returns(one.links)),
        waivers=tuple(_accepted(link, names) for link in links if link.deed == Deed.WAIVED),
        urgent=deeds[Deed.MARKED_URGENT],
        approvals=sum(deeds[deed] for deed in _APPROVALS),
        deputised=sum(link.deed in _APPROVALS and _detail(link, "deputy") == "yes" for link in links),
        ended=Counter(_detail(link, "reason") for link in links if link.deed == Deed.CLEARANCE_ENDED),
        edited_after_publication=len({link.review for link in links if link.deed == Deed.REVISED_AFTER_PUBLICATION}),
        published=Counter(_network(_detail(link, "network")) for link in links if link.deed == Deed.PUBLISHED),
    )


def _each(words: Iterable[Word], said: Iterable[Word]) -> dict[Word, int]:
    counts = Counter(said)
    return {word: counts[word] for word in words}


def _found(filed: Filed) -> Iterable[_Found]:
    """What was ever found in a draft: each once, however many wordings it stood in, as it was last."""
    present = (
        _Found(filed.id, one.fingerprint, one.check, one.level, one.clauses) for one in filed.review.revision.findings
    )
    recorded = (finding for link in filed.links for finding in _recorded(link))
    return {(finding.check, finding.fingerprint): finding for finding in (*recorded, *present)}.values()


def _recorded(link: Link) -> Iterator[_Found]:
    for fact in link.facts.get("findings") or ():
        yield _Found(link.review, fact["fingerprint"], fact["check"], Level(fact["level"]), tuple(fact["clauses"]))


def _by_clause(found: Iterable[_Found], library: Library) -> tuple[Frequency, ...]:
    citing: dict[str, list[_Found]] = {clause.id: [] for clause in library.clauses}
    for finding in found:
        for clause in finding.clauses:
            citing.setdefault(clause, []).append(finding)
    texts = {clause.id: clause.text for clause in library.clauses}
    return _ranked(_frequency(library.label(clause), texts.get(clause, ""), those) for clause, those in citing.items())


def _by_check(found: Iterable[_Found], titles: Mapping[str, str]) -> tuple[Frequency, ...]:
    made: dict[str, list[_Found]] = {}
    for finding in found:
        made.setdefault(finding.check, []).append(finding)
    return _ranked(_frequency(titles.get(check, check), "", those) for check, those in sorted(made.items()))


def _frequency(label: str, about: str, found: list[_Found]) -> Frequency:
    levels = _each(Level, (finding.level for finding in found))
    return Frequency(label, about, levels, len({finding.draft for finding in found}))


def _ranked(frequencies: Iterable[Frequency]) -> tuple[Frequency, ...]:
    """The most frequent first, else as they came."""
    return tuple(sorted((one for one in frequencies if one.total), key=lambda one: -one.total))


def _wait(filed: Filed) -> Iterator[tuple[datetime, datetime]]:
    """From when to when a draft waited for its first clearance; nothing where it never had one."""
    posted = _EPOCH + timedelta(microseconds=filed.posted_at)
    cleared = next((link.at for link in filed.links if link.deed == Deed.APPROVED), None)
    if cleared is not None:
        yield posted, max(posted, cleared)  # the two clocks are not the same


def _waits(waits: Iterable[timedelta]) -> Waits:
    return Waits(tuple(sorted(wait / _HOUR for wait in waits)))


def _worked(office: OfficeHours, since: datetime, until: datetime) -> timedelta:
    """How long the office worked between two moments."""
    worked = timedelta()
    at = since if office.is_open(since) else office.next_opening(since)
    while at < until:
        closing = datetime.combine(at.astimezone(JAPAN).date(), office.closing, JAPAN)
        worked += min(closing, until) - at
        at = office.next_opening(closing)
    return worked


def _returns(links: Iterable[Link]) -> Iterable[Returned]:
    """The returns of one review, each with the reason that was given with it or later."""
    returns: list[Returned] = []
    for link in links:
        if link.deed == Deed.RETURNED:
            returns.append(Returned(link.review, link.at, _detail(link, "reason")))
        elif link.deed == Deed.RETURN_EXPLAINED and returns:
            returns[-1] = Returned(link.review, returns[-1].at, _detail(link, "reason"))
        elif link.deed == Deed.RETURN_TAKEN_BACK and returns:
            returns.pop()
    return returns


def _accepted(link: Link, names: Names) -> Accepted:
    check, fingerprint = _detail(link, "check"), _detail(link, "finding")
    cited = (found.clauses for found in _recorded(link) if (found.check, found.fingerprint) == (check, fingerprint))
    clauses = tuple(names.library.label(clause) for clause in next(cited, ()))
    return Accepted(link.review, link.at, names.titles.get(check, check), clauses, _detail(link, "reason"))


def _detail(link: Link, key: str) -> str:
    return str((link.facts.get("details") or {}).get(key, ""))


def _network(word: str) -> str:
    """A network's name; its label may add in brackets what of it is counted, which is another matter."""
    try:
        return Network(word).label.partition("(")[0]
    except ValueError:
        return word
