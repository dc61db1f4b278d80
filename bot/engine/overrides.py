"""An office's overrides: what it changes of the rules' files without replacing one, each naming what it changes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from string import Formatter

from bot.domain.findings import Level
from bot.domain.guidelines import CheckUse, Clause, Guideline, Library
from bot.engine.checks import Check, Example
from bot.engine.lexicons import Lexicon


@dataclass(frozen=True, slots=True)
class CheckOverride:
    """What is changed of one check.

    Attributes:
        where: File and place, for messages.
        check: The check's id.
        clauses: Ids of the clauses for which it is switched off or its level changed.
        off: It is switched off there.
        level: Its level there; None: left as it is.
        reason: Why; never empty where it is switched off.
        add: Cues it flags too.
        cover: Longer expressions a hit may stand in.
        sentence: Cues that silence the hits of their sentence.
        matching: Examples that must be flagged with the overrides.
        passing: Examples that must not.
    """

    where: str
    check: str
    clauses: frozenset[str] = frozenset()
    off: bool = False
    level: Level | None = None
    reason: str = ""
    add: tuple[str, ...] = ()
    cover: tuple[str, ...] = ()
    sentence: tuple[str, ...] = ()
    matching: tuple[Example, ...] = ()
    passing: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class LexiconOverride:
    """What is changed of one word list: words it gains and loses, and gains with a word to write instead."""

    lexicon: str
    add: tuple[str, ...]
    remove: frozenset[str]
    instead: Mapping[str, str]

    def over(self, lexicon: Lexicon) -> Lexicon:
        """The list with it."""
        kept = (word for word in lexicon.words if word not in self.remove)
        instead = {old: new for old, new in lexicon.instead.items() if old not in self.remove}
        return Lexicon(tuple(dict.fromkeys((*kept, *self.add, *self.instead))), {**instead, **self.instead})


@dataclass(frozen=True, slots=True)
class GuidelineOverride:
    """What one guideline gains: place names that are no surnames, and hosts."""

    guideline: str
    places: tuple[str, ...]
    domains: tuple[str, ...]

    def over(self, guideline: Guideline) -> Guideline:
        """The guideline with it."""
        return replace(
            guideline,
            places=tuple(dict.fromkeys((*guideline.places, *self.places))),
            domains=tuple(dict.fromkeys((*guideline.domains, *self.domains))),
        )


@dataclass(frozen=True)
class Overrides:
    """All overrides of an office, each for something that exists."""

    checks: tuple[CheckOverride, ...] = ()
    lexicons: tuple[LexiconOverride, ...] = ()
    guidelines: tuple[GuidelineOverride, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is changed."""
        return bool(self.checks or self.lexicons or self.guidelines)

    def lexicons_over(self, lexicons: Mapping[str, Lexicon]) -> dict[str, Lexicon]:
        """The word lists with them."""
        changed = dict(lexicons)
        for one in self.lexicons:
            changed[one.lexicon] = one.over(changed[one.lexicon])
        return changed

    def checks_over(self, checks: Mapping[str, Check]) -> dict[str, Check]:
        """The checks with their further counter-cues."""
        changed = dict(checks)
        for one in self.checks:
            check = changed[one.check]
            unless = replace(
                check.unless,
                cover=(*check.unless.cover, *one.cover),
                sentence=(*check.unless.sentence, *one.sentence),
            )
            changed[one.check] = replace(check, unless=unless)
        return changed

    def widened(self, checks: Mapping[str, Check]) -> Iterator[Check]:
        """For each check that gains words one more of the same id, which flags these alone."""
        words: dict[str, tuple[str, ...]] = {}
        for one in self.checks:
            words[one.check] = (*words.get(one.check, ()), *one.add)
        for check_id, added in words.items():
            if added:
                check = checks[check_id]
                yield replace(
                    check, kind="words", matcher={"any": list(added)}, message=message_of_words(check) or check.message
                )

    @cached_property
    def excepted(self) -> dict[str, tuple[str, ...]]:
        """For each check the cues an office excepts, which silence what is told by likeness alone too."""
        cues: dict[str, tuple[str, ...]] = {}
        for one in self.checks:
            cues[one.check] = (*cues.get(one.check, ()), *(f"*{word}*" for word in one.cover), *one.sentence)
        return {check: found for check, found in cues.items() if found}

    def library_over(self, library: Library) -> Library:
        """The guidelines with their further places and hosts, and with each clause's checks as they are now."""
        guidelines = []
        for guideline in library.guidelines:
            changed = replace(guideline, clauses=tuple(self._clause_over(clause) for clause in guideline.clauses))
            for one in self.guidelines:
                changed = one.over(changed) if one.guideline == guideline.id else changed
            guidelines.append(changed)
        return Library(tuple(guidelines))

    def _clause_over(self, clause: Clause) -> Clause:
        uses, reasons = [], []
        for use in clause.checks:
            one = self._uses.get((clause.id, use.id))
            if one is not None and one.off:
                reasons.append(one.reason)
                continue
            uses.append(use if one is None or one.level is None else CheckUse(use.id, one.level))
        changed = replace(clause, checks=tuple(uses))
        if not reasons or changed.mechanisms:
            return changed
        reason = "、".join(dict.fromkeys(reasons))
        return replace(changed, lookup=f"この条項の自動の指摘は、いまは止めています(理由: {reason})。")

    @cached_property
    def _uses(self) -> dict[tuple[str, str], CheckOverride]:
        return {(clause, one.check): one for one in self.checks for clause in one.clauses}


def message_of_words(check: Check) -> str | None:
    """The check's message for a word by itself; None where it tells more than the word."""
    fields = {field for _, field, _, _ in Formatter().parse(check.message) if field is not None}
    if fields == {"met"}:
        return check.message.replace("{met}", "{excerpt}")
    return check.message if fields <= {"excerpt"} else None
