"""A check: one rule, as data, with its own examples."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.domain.findings import Level


@dataclass(frozen=True, slots=True)
class Example:
    """A text that must be flagged, or must not.

    Attributes:
        text: The draft.
        flags: The very words to be flagged, in order; empty for an example that must stay silent.
        today: The day it is read; None: a fixed day.
        domains: The organisation's own hosts, where the example needs them.
        places: Its place names, where the example needs them.
        links: Labels in the text that hide a link, with the address each opens.
    """

    text: str
    flags: tuple[str, ...]
    today: date | None = None
    domains: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Unless:
    """Counter-cues: what silences a hit.

    Attributes:
        sentence: Cues that silence the hits of their sentence.
        near: Cues that silence the hits of their sentence, the one before and the one behind it.
        draft: Cues that silence the whole check.
        cover: Longer expressions a hit may stand in, `馬鹿` in `馬鹿力`.
        quoted: Hits within 「」 or 『』 are silent.
    """

    sentence: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    draft: tuple[str, ...] = ()
    cover: tuple[str, ...] = ()
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """One rule.

    Attributes:
        id: The file's name, with hyphens.
        topic: The folder it stands in.
        title: A short Japanese name.
        level: The level where a guideline names none.
        message: What to look at and what to do instead; `{excerpt}` and the matcher's details are filled in.
        why: Why it matters, in one sentence.
        suggestion: A safe rewording, with the same fields; None where there is none.
        kind: `words`, `sequence`, `together`, `pattern`, `detector` or `likeness`.
        matcher: That kind's own table of the file.
        unless: Counter-cues.
        false_positives: Known harmless texts it may flag, described.
        matching: Examples that must be flagged.
        passing: Examples that must not.
    """

    id: str
    topic: str
    title: str
    level: Level
    message: str
    why: str
    suggestion: str | None
    kind: str
    matcher: Mapping[str, Any]
    unless: Unless
    false_positives: tuple[str, ...]
    matching: tuple[Example, ...]
    passing: tuple[Example, ...]
