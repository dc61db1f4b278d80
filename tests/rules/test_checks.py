"""The checks that ship: each does what its own examples say, serves a clause, and speaks courteously."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from bot.engine.check_loader import load_check
from bot.engine.checks import Check, Example
from bot.engine.engine import Engine
from bot.engine.rules import SHIPPED, load_rules
from bot.engine.verify import check_failures

PATHS = sorted((SHIPPED / "checks").glob("*/*.toml"))
ENGINE = Engine(load_rules())
CHECKS = tuple(ENGINE.rules.checks.values())
LEXICONS = [path.stem for path in (SHIPPED / "lexicons").glob("*.toml") if path.stem != "lookup_synonyms"]

JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")
FIELD = re.compile(r"「?\{[a-z]+\}」?")
VERDICT = re.compile(
    r"違反|違法です|違法にな|違法であ|不法です|法律に触れ|法令に触れ|法に触れ|法律に反|法令に反|罪にな|罪にあた|罪に問|犯罪です|犯罪にな|罰せられ"
)

each_check = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)


def said(check: Check) -> Iterator[str]:
    yield from (check.title, check.message, check.why, *check.false_positives)
    if check.suggestion:
        yield check.suggestion


def given(example: Example) -> Example:
    return replace(example, flags=())


@each_check
def test_a_check_does_what_its_examples_say(check: Check) -> None:
    assert not list(check_failures(ENGINE, check))


@each_check
def test_a_check_has_twelve_examples_of_both_kinds(check: Check) -> None:
    if check.kind != "likeness":  # its examples are passages of their own (rules/likeness/examples)
        assert min(len(check.matching), len(check.passing)) >= 12


@each_check
def test_no_example_is_written_twice(check: Check) -> None:
    examples = [given(example) for example in (*check.matching, *check.passing)]
    assert not [first.text for first, second in combinations(examples, 2) if first == second]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_check_is_called_as_its_file(path: Path) -> None:
    assert load_check(path).id == path.stem.replace("_", "-")


def test_no_two_files_share_an_id() -> None:
    assert len({path.stem for path in PATHS}) == len(PATHS) == len(CHECKS)


def test_every_check_is_asked_for_by_a_clause() -> None:
    asked = {use.id for clause in ENGINE.rules.library.clauses for use in clause.checks}
    assert not {check.id for check in CHECKS} - asked


@each_check
def test_a_check_speaks_japanese(check: Check) -> None:
    assert not [words for words in (check.title, check.message, check.why) if not JAPANESE.search(words)]


@each_check
def test_message_and_reason_are_whole_sentences(check: Check) -> None:
    assert check.message.endswith("。")
    assert check.why.endswith("。")


@each_check
def test_a_suggestion_is_the_words_to_write_or_a_whole_sentence(check: Check) -> None:
    assert check.suggestion is None or check.suggestion.endswith("。") or FIELD.fullmatch(check.suggestion)


@each_check
def test_no_check_says_that_something_is_illegal(check: Check) -> None:
    assert not [words for words in said(check) if VERDICT.search(words)]


@each_check
def test_what_a_check_wrongly_flags_is_told(check: Check) -> None:
    assert check.false_positives


@pytest.mark.parametrize("name", LEXICONS)
def test_every_word_list_serves_a_check(name: str) -> None:
    asked = (f'"@{name}"', f'lexicon = "{name}"')
    assert any(words in path.read_text(encoding="utf-8") for path in PATHS for words in asked)
