"""Needs: the words an expression cannot do without."""

from itertools import product
from math import inf

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.needs import needed, rarest
from tests.engine.kit import expressions, words


@pytest.mark.parametrize(
    ("expression", "groups"),
    [
        ("秘密会議", [{"秘密会議"}]),
        ("町長|市長", [{"町長", "市長"}]),
        ("(?:町|市)長が?", [{"町長", "市長"}]),
        ("町長[^。]{0,9}(?P<flag>(?:極秘|秘密)会議)", [{"町長"}, {"極秘会議", "秘密会議"}]),
        ("(?:町長.*会議|市長.*会談)", [{"会議", "会談"}, {"町長", "市長"}]),
        ("町長(?:の会議)?", [{"町長"}]),
        ("会議+", [{"会"}, {"議"}]),
        ("[町市]長", [{"町長", "市長"}]),
        (r"町長\.\(案\)", [{"町長.(案)"}]),
        (r"\d{1,2}月", [{"月"}]),
        (r"[2-4]番\.", [{"2番.", "3番.", "4番."}]),
        (r"第\d", [{f"第{digit}" for digit in range(10)}]),
        ("[一-龥]番[^0-9]", [{"番"}]),
        ("会議は|の会議は", [{"会議は"}]),
        (r"\p{Han}会議", [{"会議"}]),
        ("(?i)ABC", []),
        ("[^。]*", []),
        ("(?:秘密)?", []),
        ("の|町長", []),
        ("", []),
    ],
)
def test_an_expression_tells_the_words_it_needs(expression: str, groups: list[set[str]]) -> None:
    assert {frozenset(group) for group in needed(expression).groups} == {frozenset(group) for group in groups}


@pytest.mark.parametrize(
    ("expression", "width"),
    [
        ("町長|副町長", 3),
        ("町長(?:の会議)?", 5),
        (r"[^。]{0,6}(?:会議)+", inf),
        (r"\d{1,2}月\d?", 4),
        ("会.{3}議{2}", 6),
        ("(?:町.){1,3}", 6),
        (r"^\b町$", 1),
        ("町{2,}", inf),
        ("町*", inf),
        ("", 0),
    ],
)
def test_an_expression_tells_how_much_it_can_match(expression: str, width: float) -> None:
    assert needed(expression).width == width


def test_of_many_groups_the_three_that_tell_most_are_kept() -> None:
    three = needed("会.町長.秘密会.公表前資料.").groups
    assert [set(group) for group in three] == [{"公表前資料"}, {"秘密会"}, {"町長"}]


def test_words_that_stand_everywhere_tell_nothing() -> None:
    everywhere, telling, rare = frozenset(["です", "ます"]), frozenset(["町"]), frozenset(["ばか"])
    assert set(rarest([everywhere, telling, rare])) == {telling, rare}


def test_words_are_not_multiplied_without_end() -> None:
    halves = "".join(map(chr, range(0x4E00, 0x4E0C)))
    groups = needed(f"[{halves}][{halves}][{halves}]").groups
    assert groups
    assert max(map(len, groups)) <= 64


@given(expressions(), st.lists(words, max_size=6))
def test_whatever_matches_holds_the_words(expression: str, parts: list[str]) -> None:
    if expression.count("<flag>") > 1:
        return
    compiled = re2.compile(expression)
    for text in {"".join(parts), "".join(reversed(parts)), *map("".join, product(parts[:3], repeat=2))}:
        match, needs = compiled.search(text), needed(expression)
        if match:
            assert all(any(word in match[0] for word in group) for group in needs.groups), (expression, text)
            assert len(match[0]) <= needs.width, (expression, text)
