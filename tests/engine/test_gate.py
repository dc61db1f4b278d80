"""The gate: which conditions can hold in a text."""

import pytest

from bot.engine.gate import Gate, numbers


def open_in(text: str, *conditions: list[set[str]]) -> list[int]:
    gate = Gate()
    for groups in conditions:
        gate.condition(tuple(frozenset(map(gate.word, group)) for group in groups))
    gate.build()
    return numbers(gate.open(gate.bits(word for word, _, _ in gate.hits(text))))


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("町長の会議", [0, 1, 3]),
        ("市長の会議", [0, 3]),
        ("町長", [3]),
        ("会議", [3]),
        ("", [3]),
    ],
)
def test_a_condition_can_hold_where_each_of_its_groups_has_a_word(text: str, conditions: list[int]) -> None:
    assert open_in(text, [{"町長", "市長"}, {"会議"}], [{"町"}, {"会議"}], [{"村長"}], []) == conditions


def test_of_more_than_four_groups_the_first_four_count() -> None:
    assert open_in("一二三四", [{"一"}, {"二"}, {"三"}, {"四"}, {"五"}]) == [0]
    assert open_in("一二三五", [{"一"}, {"二"}, {"三"}, {"四"}, {"五"}]) == []


def test_words_that_overlap_are_all_found() -> None:
    gate = Gate()
    words = [gate.word(word) for word in ("生活保護", "保護", "保護費")]
    gate.build()
    places = [(words[0], 0, 4), (words[1], 2, 4), (words[1], 6, 8), (words[2], 2, 5)]
    assert sorted(gate.hits("生活保護費と保護")) == places


def test_the_same_word_has_one_number() -> None:
    gate = Gate()
    assert gate.word("町") == gate.word("町") != gate.word("市")


def test_bits_are_counted_from_the_lowest() -> None:
    assert numbers(0b1010001) == [0, 4, 6]
    assert numbers(0) == []
