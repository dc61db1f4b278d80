"""The clauses' full-text index, over clauses of its own."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.guidelines import Clause
from bot.engine.synonyms import Synonym, Synonyms
from bot.engine.text import content_words
from bot.services.lookup import Ranked
from bot.store.clause_index import SqliteClauseIndex

TEXTS = {
    "1": "町の施策を、町民に分かりやすく伝えること。",
    "2": "誤解されるおそれのある表現を避けること。",
    "3": "許しを得ずに他人の著作物を載せること。",
    "4": "他人の著作物と紛らわしい絵を載せること。著作物の題名は省かないこと。",
    "5": "失礼と受けとられる言い方をすること。",
}
CLAUSES = tuple(Clause("minato", number, "1 心得", text) for number, text in TEXTS.items())
SYNONYMS = Synonyms((Synonym(("無断転載",), ("著作物",)),), frozenset(content_words("すること")))
INDEX = SqliteClauseIndex(CLAUSES, content_words, SYNONYMS)


def found(query: str) -> list[str]:
    return [ranked.clause.removeprefix("minato:") for ranked in INDEX.search(query)]


@pytest.mark.parametrize("query", ["恐れ", "おそれ", "虞"])
def test_a_word_is_found_however_it_is_spelled(query: str) -> None:
    assert found(query) == ["2"]


@pytest.mark.parametrize("query", ["受け取られる", "受取る", "受けとった"])
def test_a_verb_is_found_in_any_form(query: str) -> None:
    assert found(query) == ["5"]


def test_a_part_of_a_longer_word_is_found() -> None:
    assert set(found("町民")) == {"1"}
    assert set(found("著作")) == {"3", "4"}


def test_the_clause_that_holds_more_of_the_query_comes_first() -> None:
    assert found("著作物の題名")[0] == "4"
    assert found("許しを得た著作物")[0] == "3"


def test_a_synonym_weighs_less_than_the_words_themselves() -> None:
    assert set(found("無断転載")) == {"3", "4"}
    assert found("無断転載の表現")[0] == "2"


def test_a_slip_is_found_as_something_alike() -> None:
    assert INDEX.search("紛らはしい") == [Ranked("minato:4", alike=True)]
    assert INDEX.search("けとらりる") == [Ranked("minato:5", alike=True)]


@pytest.mark.parametrize("query", ["", "する", "しました", "12", "ロケット", "!?", '" OR words : "', "NEAR(", "*"])
def test_what_says_nothing_finds_nothing(query: str) -> None:
    assert found(query) == []


def test_a_pasted_draft_is_searched_by_its_beginning() -> None:
    assert "2" in found("誤解される表現です。" + "きょうはよい天気でした。" * 500)


def test_threads_share_one_index() -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(found, ["著作物の題名"] * 40))
    assert answers == [found("著作物の題名")] * 40


@given(st.text(max_size=40))
def test_no_query_breaks_the_search(query: str) -> None:
    assert len(found(query)) == len(set(found(query)))
