"""`pattern`: regular expressions that cannot run away."""

import time
from collections.abc import Mapping
from unittest.mock import patch

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import RulesError
from bot.engine.matching import longest
from tests.engine.kit import expressions, flagged, words


@pytest.mark.parametrize(
    ("expressions", "text", "words"),
    [
        (["[0-9]+円"], "１００円と200円", ["１００円", "200円"]),
        (["部長が(?P<flag>秘密)"], "部長が秘密を。課長が秘密を", ["秘密"]),
        (["秘密", "秘密の円"], "秘密の円", ["秘密の円"]),
        (["(?:秘密)?円"], "秘密の円", ["円"]),
        (["円*?"], "円", []),
    ],
)
def test_what_matches_is_flagged(expressions: list[str], text: str, words: list[str]) -> None:
    assert flagged("pattern", {"any": expressions, "triggers": ["*円*", "*秘密*"]}, text) == words


def test_an_expression_runs_only_where_a_trigger_stands() -> None:
    assert flagged("pattern", {"any": ["町"], "triggers": ["*円*"]}, "町") == []


@pytest.mark.parametrize("before", [0, 700, 790, 799, 801, 1_599, 4_000])
def test_in_a_long_text_words_are_found_once_wherever_they_stand(before: int) -> None:
    words = f"部長が言う{'あ' * 200}秘密"
    text = f"{('晴れの日。' * 1_000)[: before // 5 * 5]}{words}。{'曇りの日。' * 800}円"
    matcher = {"any": ["部長が[^円]{0,250}秘密"], "triggers": ["*円*"]}
    assert flagged("pattern", matcher, text) == [words]


@given(expressions(), st.lists(words, min_size=1, max_size=30))
def test_what_is_found_in_parts_of_a_text_is_what_is_found_in_all_of_it(expression: str, parts: list[str]) -> None:
    if expression.count("<flag>") > 1:
        return
    text = "町" + "".join(parts)
    matches = re2.finditer(expression, text)
    group = int("<flag>" in expression)
    whole = longest(match.span(group) for match in matches if match[group])
    with patch("bot.engine.cues._SHORT", 0):
        found = flagged("pattern", {"any": [expression], "triggers": ["*町*"]}, text)
    assert found == [text[start:end] for start, end in whole]


def test_no_expression_can_run_away() -> None:
    began = time.perf_counter()
    flagged("pattern", {"any": ["(円+)+町"], "triggers": ["*円*"]}, "円" * 5_000)
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize(
    ("matcher", "reason"),
    [
        ({"any": ["("], "triggers": ["円"]}, r"any\[0\]"),
        ({"any": ["円", "(?=円)"], "triggers": ["円"]}, r"any\[1\]"),
        ({"any": [], "triggers": ["円"]}, "any, triggers"),
        ({"any": ["円"]}, "any, triggers"),
        ({"any": ["円"], "triggers": ["@missing"]}, "triggers"),
        ({"any": ["円"], "triggers": ["円"], "flag": "x"}, "flag"),
    ],
)
def test_what_is_wrong_is_named(matcher: Mapping[str, object], reason: str) -> None:
    with pytest.raises(RulesError, match=f"tried.toml: pattern: {reason}"):
        flagged("pattern", matcher, "円")
