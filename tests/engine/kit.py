"""One check made of a table, run by the real engine; and texts of any characters."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from hypothesis import strategies as st

from bot.domain.findings import Level
from bot.domain.guidelines import Library
from bot.engine.checks import Check, Unless
from bot.engine.engine import Engine
from bot.engine.lexicons import Lexicon
from bot.engine.matching import Context
from bot.engine.rules import Rules
from bot.engine.text import Link, Text

TODAY = date(2026, 11, 24)
AWKWARD = (
    "\u3231\uff8a\uff9e\uff76\uff9f\u200b\u3099\ufeff\u0130\ufdfa\u2460\ud842\udfb7\U00020bb7\U0001f468\u200d。!?「」\n"
)
UMBRELLAS = """id = "lost-umbrella"
title = "かさの忘れ物"
level = "confirm"
message = "「{excerpt}」を確かめてください。"
why = "置き場所が変わるからです。"
false_positives = ["かさ地蔵の話"]

[words]
any = ["@umbrellas"]

[[match]]
text = "日傘を預かっています。"
flags = ["日傘"]

[[pass]]
text = "帽子を預かっています。"
"""
words = st.text("町市長会議案の3", min_size=1, max_size=3)
any_text = st.text(st.characters(exclude_categories=()) | st.sampled_from(AWKWARD), max_size=60)


def check_of(kind: str, matcher: Mapping[str, Any], unless: Unless | None = None) -> Check:
    return Check(
        id="tried",
        topic="topic",
        title="試し",
        level=Level.CONFIRM,
        message="「{excerpt}」です。",
        why="試しです。",
        suggestion=None,
        kind=kind,
        matcher=matcher,
        unless=unless or Unless(),
        false_positives=(),
        matching=(),
        passing=(),
    )


def engine_of(check: Check, **lexicons: Lexicon) -> Engine:
    return Engine(Rules(Library(()), {check.id: check}, lexicons, ""))


def flagged(  # noqa: PLR0913 - what surrounds a text is named where a test needs it
    kind: str,
    matcher: Mapping[str, Any],
    text: str,
    *,
    unless: Unless | None = None,
    context: Context | None = None,
    links: tuple[Link, ...] = (),
    **lexicons: Lexicon,
) -> list[str]:
    engine = engine_of(check_of(kind, matcher, unless), **lexicons)
    return engine.hits("tried", text, context or Context(TODAY), links)


def details(kind: str, matcher: Mapping[str, Any], written: str, **lexicons: Lexicon) -> list[Mapping[str, str]]:
    engine, text = engine_of(check_of(kind, matcher), **lexicons), Text(written)
    return [hit.details for _, hit in engine._hits(text, engine._cues.find(text), Context(TODAY))]


def expressions() -> st.SearchStrategy[str]:
    """Regular expressions over the letters of `words`."""
    parts = st.one_of(
        words.map(re.escape),
        st.sampled_from(
            [
                ".",
                "[^。]{0,3}",
                "[町市]",
                "[^町]",
                r"\d",
                "[2-4]",
                r"[\d.]",
                "^",
                "$",
                r"\b",
                "[一-龥]",
                "町?",
                "市*",
                "長+",
                "会{2}",
            ]
        ),
    )
    return st.recursive(
        parts,
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=4).map("".join),
            st.lists(inner, min_size=2, max_size=4).map(lambda one: f"(?:{'|'.join(one)})"),
            inner.map(lambda one: f"(?P<flag>{one})" if "<flag>" not in one else one),
            inner.map(lambda one: f"(?:{one})?"),
            inner.map(lambda one: f"(?:{one}){{1,2}}"),
        ),
        max_leaves=8,
    )
