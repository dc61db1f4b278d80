"""`words`: words and their written variants, and what to write instead."""

from collections.abc import Mapping

import pytest

from bot.domain.errors import RulesError
from bot.engine.lexicons import Lexicon
from tests.engine.kit import details, flagged

TERMS = Lexicon(("看護婦", "保母"), {"看護婦": "看護師"})


@pytest.mark.parametrize(
    ("matcher", "text", "words"),
    [
        ({"any": ["秘密"]}, "秘密と極秘密談", ["秘密"]),
        ({"any": ["噂"]}, "うわさと噂", ["うわさ", "噂"]),
        ({"any": ["噂"], "variants": False}, "うわさと噂", ["噂"]),
        ({"any": ["*保護*", "*生活保護*"]}, "生活保護と保護", ["生活保護", "保護"]),
        ({"any": ["@terms"]}, "看護婦と保母", ["看護婦", "保母"]),
        ({"any": "秘密"}, "秘密", ["秘密"]),
    ],
)
def test_its_words_are_flagged(matcher: Mapping[str, object], text: str, words: list[str]) -> None:
    assert flagged("words", matcher, text, terms=TERMS) == words


@pytest.mark.parametrize(
    ("matcher", "instead"),
    [({"any": ["@terms"]}, "看護師"), ({"any": ["看護婦"], "instead": {"看護婦": "看護職"}}, "看護職")],
)
def test_the_word_to_write_instead_is_told(matcher: Mapping[str, object], instead: str) -> None:
    assert details("words", matcher, "看護婦と保母", terms=TERMS)[0] == {"instead": instead}


@pytest.mark.parametrize(
    ("matcher", "reason"),
    [({"any": []}, "any"), ({"any": ["@missing"]}, "「missing」"), ({"any": ["町"], "near": 1}, "near")],
)
def test_what_is_wrong_is_named(matcher: Mapping[str, object], reason: str) -> None:
    with pytest.raises(RulesError, match=f"tried.toml: words: .*{reason}"):
        flagged("words", matcher, "町", terms=TERMS)
