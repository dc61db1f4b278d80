"""`together`: several cues that meet."""

from collections.abc import Mapping
from typing import Any

import pytest

from bot.domain.errors import RulesError
from bot.engine.lexicons import Lexicon
from tests.engine.kit import details, flagged

ILLNESS = {"any": ["*入院*", "*手術*"]}
PERSON = {"any": ["*男性*", "*女性*"]}


def meeting(within: str, *groups: Mapping[str, Any], flag: int = 0) -> dict[str, Any]:
    return {"within": within, "flag": flag, "group": list(groups)}


@pytest.mark.parametrize(
    ("within", "text", "words"),
    [
        ("sentence", "男性が入院しました。", ["入院"]),
        ("sentence", "男性です。入院しました。", []),
        ("near", "男性です。入院しました。", ["入院"]),
        ("near", "入院です。男性でした。", ["入院"]),
        ("near", "男性です。晴れです。入院しました。", []),
        ("draft", "男性です。晴れです。入院しました。", ["入院"]),
        ("sentence", "男性が入院。女性が手術。", ["入院", "手術"]),
        ("draft", "男性が入院。女性が手術。", ["入院"]),
    ],
)
def test_cues_meet_within_their_reach(within: str, text: str, words: list[str]) -> None:
    assert flagged("together", meeting(within, ILLNESS, PERSON), text) == words


@pytest.mark.parametrize(
    ("within", "text", "words"),
    [
        ("sentence", "小川さんが入院しました。大野さんは元気です。", ["小川"]),
        ("sentence", "小川さんは元気です。入院しました。", []),
        ("near", "小川さんです。晴れです。入院しました。大野さんです。", ["大野"]),
        ("draft", "小川さんです。晴れです。入院しました。", ["小川"]),
    ],
)
def test_words_that_only_the_morphemes_tell_meet_the_others(within: str, text: str, words: list[str]) -> None:
    surname = {"any": ["#名詞,固有名詞,人名"]}
    assert flagged("together", meeting(within, surname, ILLNESS), text) == words


def test_three_groups_can_meet_from_both_sides_of_the_words_flagged() -> None:
    verb, weather = {"any": ["=走る"]}, {"any": ["*雨*"]}
    matcher = meeting("near", verb, ILLNESS, weather, flag=1)
    assert flagged("together", matcher, "雨です。手術でした。走れます。") == ["手術"]
    assert flagged("together", matcher, "雨です。晴れです。手術でした。走れます。") == []


def test_the_group_named_is_flagged() -> None:
    assert flagged("together", meeting("sentence", ILLNESS, PERSON, flag=1), "男性が入院しました。") == ["男性"]


@pytest.mark.parametrize(
    ("text", "words"), [("男性が入院", []), ("男性が入院し手術", ["入院"]), ("男性が入院し入院", [])]
)
def test_a_group_can_ask_for_several_different_cues(text: str, words: list[str]) -> None:
    assert flagged("together", meeting("sentence", {**ILLNESS, "at_least": 2}, PERSON), text) == words


def test_the_cues_that_met_are_told() -> None:
    matcher = meeting("sentence", ILLNESS, PERSON)
    assert details("together", matcher, "男性が入院しました。") == [{"met": "入院」「男性"}]


def test_a_group_takes_a_word_list() -> None:
    matcher = meeting("sentence", {"any": ["@matters"]}, PERSON)
    assert flagged("together", matcher, "男性の病名", matters=Lexicon(("*病名*",), {})) == ["病名"]


@pytest.mark.parametrize(
    ("matcher", "reason"),
    [
        (meeting("page", ILLNESS), "within"),
        (meeting("sentence", ILLNESS, flag=1), "flag"),
        (meeting("sentence", ILLNESS, flag=-1), "flag"),
        (meeting("sentence", {"any": []}), r"group\[0\]: any"),
        (meeting("sentence", ILLNESS, {"any": ["@missing"]}), r"group\[1\]: any"),
        (meeting("sentence", {**ILLNESS, "least": 2}), r"group\[0\]: least"),
        (meeting("sentence"), "flag"),
    ],
)
def test_what_is_wrong_is_named(matcher: Mapping[str, Any], reason: str) -> None:
    with pytest.raises(RulesError, match=f"tried.toml: together: {reason}"):
        flagged("together", matcher, "入院")
