"""Text to findings: every check in one pass."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from threading import Lock

from bot.domain.findings import Citation, Finding
from bot.domain.guidelines import Library
from bot.engine.checks import Check, Unless
from bot.engine.cues import CueIndex, Found
from bot.engine.detectors.links import Address, addresses
from bot.engine.findings import merged, of_hit, of_reading
from bot.engine.gate import Span
from bot.engine.lexicons import Lexicons
from bot.engine.likeness import Likeness, Reading
from bot.engine.matchers import KINDS
from bot.engine.matching import Context, Hit, Matcher, expand
from bot.engine.rules import Rules, Scope
from bot.engine.tables import Table
from bot.engine.text import Link, Text

Citations = Mapping[str, tuple[Citation, ...]]

_QUOTED = re.compile(r"「[^「」]*」|『[^『』]*』")


@dataclass(frozen=True, slots=True)
class Counter:
    """A check's counter-cues, as cue ids."""

    sentence: frozenset[int]
    near: frozenset[int]
    draft: frozenset[int]
    cover: frozenset[int]
    quoted: bool


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """A check made ready to run."""

    check: Check
    matcher: Matcher
    counter: Counter


@dataclass(frozen=True, slots=True)
class Examined:
    """What the engine says about a draft: findings, gravest first, then by place; links, by place."""

    findings: tuple[Finding, ...]
    links: tuple[Address, ...]


class Engine:
    """All checks of the rules, compiled together. Safe to use from several threads."""

    def __init__(self, rules: Rules) -> None:
        """Compile the rules; RulesError where a check's table cannot be used."""
        self.rules = rules
        self._cues = CueIndex()
        self._waiting: dict[int, Ready] = {}
        for check in (*rules.checks.values(), *rules.overrides.widened(rules.checks)):
            ready = self._prepare(check, rules.lexicons)
            self._waiting.update(dict.fromkeys(ready.matcher.conditions, ready))
        self._likeness = None if rules.points is None else Likeness(rules.points)
        self._excepted = {check: self._cues.add_all(cues) for check, cues in rules.overrides.excepted.items()}
        self._cues.build()
        self._turn = Lock()

    def _prepare(self, check: Check, lexicons: Lexicons) -> Ready:
        where = f"checks/{check.topic}/{check.id.replace('-', '_')}.toml"
        table = Table(check.matcher, f"{where}: {check.kind}")
        matcher = KINDS[check.kind](table, self._cues, lexicons)
        table.finish()
        counter = self._counter(check.unless, lexicons, Table({}, f"{where}: unless"))
        return Ready(check, matcher, counter)

    def _counter(self, unless: Unless, lexicons: Lexicons, table: Table) -> Counter:
        def cues(key: str, spellings: Iterable[str]) -> frozenset[int]:
            return self._cues.add_all(expand(spellings, lexicons, table, key))

        return Counter(
            cues("sentence", unless.sentence),
            cues("near", unless.near),
            cues("draft", unless.draft),
            cues("cover", (f"*{words.strip('*')}*" for words in unless.cover)),
            unless.quoted,
        )

    def check(
        self, text: str, *, today: date, library: Library | None = None, links: Sequence[Link] = ()
    ) -> tuple[Finding, ...]:
        """The findings of `examine`."""
        return self.examine(text, today=today, library=library, links=links).findings

    def examine(
        self, text: str, *, today: date, library: Library | None = None, links: Sequence[Link] = ()
    ) -> Examined:
        """What the checks say about a draft, and the links it has.

        Args:
            text: The draft as the person typed it.
            today: The day it is read; a date without a year is the one nearest to it.
            library: The guidelines to hold it against; None: all of the rules.
            links: Links hidden behind labels, placed in `text`.
        """
        # one text at a time: threads gain no time by checking at once, and each would have its own caches grow
        with self._turn:
            return self._examined(Text(text, links), today, self.rules.scope(library or self.rules.library))

    def _examined(self, analysed: Text, today: date, scope: Scope) -> Examined:
        context = Context(today, scope.domains, scope.places)
        found = self._cues.find(analysed)
        findings = [
            of_hit(ready.check, hit, analysed, cited)
            for ready, hit in self._hits(analysed, found, context)
            if (cited := scope.citations.get(ready.check.id))
        ]
        findings += self._likenesses(analysed, found, scope.citations, findings)
        return Examined(merged(findings, analysed), tuple(addresses(analysed)))

    def hits(self, check_id: str, text: str, context: Context, links: Sequence[Link] = ()) -> list[str]:
        """The words one check flags, in order: what its examples are held against.

        Where its matcher flags none, the passages that read like its examples.
        """
        analysed = Text(text, links)
        found = self._cues.find(analysed)
        hits = [hit for ready, hit in self._hits(analysed, found, context) if ready.check.id == check_id]
        readings = self._readings(analysed, found)
        spans = [(hit.start, hit.end) for hit in hits]
        spans = spans or [(one.start, one.end) for one in readings if check_id in one.checks]
        return [text[start:end] for start, end in sorted({analysed.place(*span) for span in spans})]

    def _readings(self, text: Text, found: Found) -> list[Reading]:
        """What passages read like, but for the checks to which something in them is an office's exception."""
        readings = [] if self._likeness is None else self._likeness.readings(text)
        excepted = {check: found.of(cues) for check, cues in self._excepted.items()} if readings else {}

        def told(reading: Reading, check: str) -> bool:
            return not any(reading.start <= at < reading.end for at, _ in excepted.get(check, ()))

        return [replace(one, checks=tuple(check for check in one.checks if told(one, check))) for one in readings]

    def _likenesses(self, text: Text, found: Found, citations: Citations, told: Sequence[Finding]) -> Iterator[Finding]:
        """Passages that read like examples of checks whose clauses nothing in them has been told with."""
        for reading in self._readings(text, found):
            start, end = text.place(reading.start, reading.end)
            known = {one for finding in told if finding.start < end and start < finding.end for one in finding.clauses}
            cited = {check: {citation.clause for citation in citations.get(check, ())} for check in reading.checks}
            checks = [self.rules.checks[check] for check, clauses in cited.items() if not clauses <= known]
            if checks and self.rules.points:
                yield of_reading(checks, reading, self.rules.points, text, citations)

    def _hits(self, text: Text, found: Found, context: Context) -> Iterator[tuple[Ready, Hit]]:
        for ready in dict.fromkeys(map(self._waiting.__getitem__, sorted(found.open))):
            for hit in ready.matcher.find(text, found, context):
                if not _is_silenced(hit, ready.counter, text, found) and not self._is_harmless(ready.check, hit, text):
                    yield ready, hit

    def _is_harmless(self, check: Check, hit: Hit, text: Text) -> bool:
        """Whether the words stand in a passage that reads like harmless examples; only checks with examples know.

        The words an office adds to a check are its own decision.
        """
        likeness, widened = self._likeness, check is not self.rules.checks[check.id]
        if likeness is None or widened or check.id not in likeness.points.checks:
            return False
        return likeness.is_harmless(text, hit.start)


def _is_silenced(hit: Hit, counter: Counter, text: Text, found: Found) -> bool:
    start, end = text.sentence(hit.start)
    wide_start, wide_end = text.sentence(max(start - 1, 0))[0], text.sentence(end)[1]
    return (
        found.any(counter.draft)
        or found.begin_between(counter.sentence, start, end)
        or found.begin_between(counter.near, wide_start, wide_end)
        or found.cover(counter.cover, hit.start, hit.end)
        or (counter.quoted and any(first < hit.start < last for first, last in text.once(_quotations)))
    )


def _quotations(text: Text) -> list[Span]:
    return [quotation.span() for quotation in _QUOTED.finditer(text.folded)]
