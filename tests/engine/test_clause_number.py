"""Clause numbers in any spelling, and what only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.clause_number import ClauseNumber, numbers_within, parse_clause_number


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ("5(12)", (5, 12)),
        ("5-12", (5, 12)),
        ("５（１２）", (5, 12)),
        ("5⑿", (5, 12)),
        ("5の12", (5, 12)),
        ("5 の 12", (5, 12)),
        ("5.12", (5, 12)),
        ("第5項12号", (5, 12)),
        ("第五項第十二号", (5, 12)),
        ("第二十一条", (21,)),
        ("4の9の2", (4, 9, 2)),
        ("4(9)②", (4, 9, 2)),
        ("4(9)2", (4, 9, 2)),
        ("4-9-2", (4, 9, 2)),
        ("４－９－２", (4, 9, 2)),
        ("4ー9ー2", (4, 9, 2)),
        ("4②", (4, 2)),
        (" 6 ", (6,)),
        ("5(12)?", (5, 12)),
        ("前文2", (0, 2)),
        ("前文②", (0, 2)),
        ("まえぶん", (0,)),
    ],
)
def test_a_number_is_read_in_any_spelling(query: str, path: tuple[int, ...]) -> None:
    assert parse_clause_number(query) == ClauseNumber(path, "")


@pytest.mark.parametrize(
    ("query", "word", "path"),
    [
        ("吉備中央町 5(12)", "吉備中央町", (5, 12)),
        ("吉備中央町5の12", "吉備中央町", (5, 12)),
        ("藤沢の4(6)3", "藤沢", (4, 6, 3)),
        ("藤沢市：４（６）③", "藤沢市", (4, 6, 3)),
        ("kibichuo 4(9)②", "kibichuo", (4, 9, 2)),
        ("藤沢 前文2", "藤沢", (0, 2)),
        ("令和4", "令和", (4,)),
    ],
)
def test_the_word_before_a_number_is_kept(query: str, word: str, path: tuple[int, ...]) -> None:
    assert parse_clause_number(query) == ClauseNumber(path, word)


@pytest.mark.parametrize(
    "query",
    [
        "著作権",
        "位置情報を消す",
        "",
        "2026-12-01",
        "2026.12.1",
        "12/1",
        "12月1日",
        "0466-00-1234",
        "090-0000-0000",
        "10:30",
        "3人",
        "119",
        "5(12)" * 20,
    ],
)
def test_words_dates_and_telephone_numbers_are_no_clause(query: str) -> None:
    assert parse_clause_number(query) is None


def test_numbers_are_found_within_a_sentence() -> None:
    assert numbers_within("５（１２）と4(9)②のちがいを教えて") == [(5, 12), (4, 9, 2)]


@pytest.mark.parametrize("query", ["電話は0466(00)1234", "12月5日(土)の10時", "2026(令和8)年"])
def test_other_numbers_in_a_sentence_are_left_alone(query: str) -> None:
    assert numbers_within(query) == []


@given(st.text(max_size=60))
def test_no_query_breaks_the_parser(query: str) -> None:
    number = parse_clause_number(query)
    assert number is None or number.path
    assert all(numbers_within(query))


@given(st.text(alphabet="第条項号の1(9)②- ー一十前文", max_size=40))
def test_no_pile_of_marks_breaks_the_parser(query: str) -> None:
    number = parse_clause_number(query)
    assert number is None or number.path
