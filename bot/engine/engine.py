"""Text to findings: every check in one pass."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.findings import Citation, Finding
from bot.domain.guidelines import Library
from bot.engine.checks import Check, Unless
from bot.engine.cues import CueIndex, Found
from bot.engine.detectors.links import Address, addresses
from bot.engine.lexicons import Lexicons
from bot.engine.matchers import KINDS
from bot.engine.matching import Context, Hit, Matcher, expand
from bot.engine.rules import Rules
from bot.engine.tables import Table
from bot.engine.text import Link, Text

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
        for check in rules.checks.values():
            ready = self._prepare(check, rules.lexicons)
            self._waiting.update(dict.fromkeys(ready.matcher.conditions, ready))
        self._cues.build()

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
        scope = self.rules.scope(library or self.rules.library)
        context = Context(today, scope.domains, scope.places)
        analysed = Text(text, links)
        findings = {
            (ready.check.id, *analysed.place(hit.start, hit.end)): _finding(ready.check, hit, analysed, cited)
            for ready, hit in self._hits(analysed, context)
            if (cited := scope.citations.get(ready.check.id))
        }
        ordered = sorted(findings.values(), key=lambda finding: (finding.level.rank, finding.start, finding.end))
        return Examined(tuple(ordered), tuple(addresses(analysed)))

    def hits(self, check_id: str, text: str, context: Context, links: Sequence[Link] = ()) -> list[str]:
        """The words one check flags, in order: what its examples are held against."""
        analysed = Text(text, links)
        spans = {
            analysed.place(hit.start, hit.end)
            for ready, hit in self._hits(analysed, context)
            if ready.check.id == check_id
        }
        return [text[start:end] for start, end in sorted(spans)]

    def _hits(self, text: Text, context: Context) -> Iterator[tuple[Ready, Hit]]:
        found = self._cues.find(text)
        for ready in dict.fromkeys(map(self._waiting.__getitem__, found.open())):
            hits = ready.matcher.find(text, found, context)
            yield from ((ready, hit) for hit in _unsilenced(hits, ready.counter, text, found))


def _unsilenced(hits: Iterable[Hit], counter: Counter, text: Text, found: Found) -> Iterator[Hit]:
    for hit in hits:
        start, end = text.sentence(hit.start)
        wide_start, wide_end = text.sentence(max(start - 1, 0))[0], text.sentence(end)[1]
        silenced = (
            found.any(counter.draft)
            or any(start <= at < end for at, _ in found.of(counter.sentence))
            or any(wide_start <= at < wide_end for at, _ in found.of(counter.near))
            or any(a <= hit.start and hit.end <= b for a, b in found.of(counter.cover))
            or (counter.quoted and any(m.start() < hit.start < m.end() for m in _QUOTED.finditer(text.folded)))
        )
        if not silenced:
            yield hit


def _finding(check: Check, hit: Hit, text: Text, citations: tuple[Citation, ...]) -> Finding:
    start, end = text.place(hit.start, hit.end)
    excerpt = text.original[start:end]
    fields = {**hit.details, "excerpt": excerpt}
    return Finding(
        check=check.id,
        level=min((citation.level for citation in citations), key=lambda level: level.rank),
        start=start,
        end=end,
        excerpt=excerpt,
        message=_fill(check.message, fields) or check.message,
        why=check.why,
        suggestion=_fill(check.suggestion, fields),
        citations=citations,
    )


def _fill(template: str | None, fields: dict[str, str]) -> str | None:
    """The template with its fields; None where it asks for a field this hit does not have."""
    try:
        return None if template is None else template.format_map(fields)
    except KeyError:
        return None
