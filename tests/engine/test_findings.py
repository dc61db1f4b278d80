"""Findings: merged where they say the same words, ordered, and marked."""

from dataclasses import replace

import pytest

from bot.domain.findings import Citation, Finding, Level
from bot.engine.findings import merged
from bot.engine.text import Text

TEXT = Text("部長の秘密です。課長の秘密です。部長の秘密です。")


def finding(check: str, words: str, level: Level = Level.CONFIRM, clause: str = "k:1", occurrence: int = 0) -> Finding:
    start = -1
    for _ in range(occurrence + 1):
        start = TEXT.original.index(words, start + 1)
    end = start + len(words)
    return Finding(check, level, start, end, words, f"{check}です。", "訳", None, (Citation(clause, level),))


def test_the_gravest_comes_first_then_the_first() -> None:
    findings = [
        finding("a", "課長"),
        finding("b", "部長"),
        finding("c", "です", Level.BLOCK),
        finding("d", "秘密", Level.ADVISE),
    ]
    assert [one.check for one in merged(findings, TEXT)] == ["c", "b", "a", "d"]


def test_findings_on_the_same_words_are_one_with_all_clauses() -> None:
    advice = replace(finding("a", "秘密", Level.ADVISE, "k:1"), suggestion="「内々」")
    both = merged([advice, finding("b", "秘密", Level.CONFIRM, "f:2")], TEXT)
    assert [(one.check, one.level, one.clauses, one.message, one.suggestion) for one in both] == [
        ("b", Level.CONFIRM, ("f:2", "k:1"), "bです。\naです。", "「内々」")
    ]


def test_a_clause_cited_twice_stands_once_at_its_gravest_level() -> None:
    both = merged([finding("a", "秘密", Level.ADVISE), finding("b", "秘密", Level.CONFIRM)], TEXT)
    assert both[0].citations == (Citation("k:1", Level.CONFIRM),)


def test_findings_on_other_words_stay_apart() -> None:
    assert len(merged([finding("a", "部長の秘密"), finding("b", "秘密")], TEXT)) == 2


def fingerprints(written: str, words: str, check: str = "a") -> list[str]:
    text = Text(written)
    spans, start = [], written.find(words)
    while start >= 0:
        spans.append((start, start + len(words)))
        start = written.find(words, start + 1)
    citations = (Citation("k:1", Level.CONFIRM),)
    told = [Finding(check, Level.CONFIRM, *span, words, "文", "訳", None, citations) for span in spans]
    return [one.fingerprint for one in merged(told, text)]


SAME = fingerprints("晴れです。部長の秘密です。", "秘密")


@pytest.mark.parametrize(
    "edited",
    [
        "部長の秘密です。",
        "雨でした。ほかの文です。部長の秘密です。",
        "部長の秘密です。追記。",
        "晴れです。\n部長の秘密です。\n",
        "部長の秘密で\u200bす。",
    ],
)
def test_a_fingerprint_stays_when_the_draft_changes_elsewhere(edited: str) -> None:
    assert fingerprints(edited, "秘密") == SAME


@pytest.mark.parametrize(
    ("edited", "words"), [("課長の秘密です。", "秘密"), ("部長の秘密です。", "部長"), ("部長の秘密です!", "秘密")]
)
def test_another_sentence_or_other_words_have_another_fingerprint(edited: str, words: str) -> None:
    assert fingerprints(edited, words) != SAME


def test_another_check_has_another_fingerprint() -> None:
    assert fingerprints("部長の秘密です。", "秘密", "b") != SAME


def test_the_same_sentence_twice_has_two_fingerprints() -> None:
    both = fingerprints("部長の秘密です。部長の秘密です。", "秘密")
    assert both[0] == SAME[0]
    assert len(set(both)) == 2
