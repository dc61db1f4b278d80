"""Words of today, and the clauses' terms for them."""

from pathlib import Path

import pytest

from bot.domain.errors import RulesError
from bot.engine.synonyms import Synonyms, load_synonyms
from bot.engine.text import content_words

CONTENT = """
ignore = ["する"]
[[synonym]]
say = ["X", "ツイッター"]
find = ["ソーシャルメディア"]
[[synonym]]
say = ["謝る"]
find = ["謝罪"]
"""


def loaded(folder: Path, content: str = CONTENT) -> Synonyms:
    path = folder / "words.toml"
    path.write_text(content, encoding="utf-8")
    return load_synonyms(path, content_words)


@pytest.mark.parametrize("query", ["x", "xに載せる", "ツイッターの写真"])
def test_a_word_of_today_stands_for_the_clauses_term(tmp_path: Path, query: str) -> None:
    assert loaded(tmp_path).terms(query, []) == ["ソーシャルメディア"]


@pytest.mark.parametrize("query", ["text", "xml", "mixで"])
def test_a_latin_word_counts_only_as_a_whole(tmp_path: Path, query: str) -> None:
    assert loaded(tmp_path).terms(query, []) == []


def test_an_inflected_word_is_known_by_its_dictionary_form(tmp_path: Path) -> None:
    query = "きのう謝った"
    assert loaded(tmp_path).terms(query, content_words(query)) == ["謝罪"]


def test_words_to_ignore_are_known_in_their_normalised_form(tmp_path: Path) -> None:
    assert set(content_words("して")) <= loaded(tmp_path).ignore


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (CONTENT + "also = ['x']\n", "also"),
        (CONTENT + "[[synonym]]\nsay = ['炎上']\n", "find"),
        (CONTENT + "[[synonym]]\nsay = []\nfind = ['噂']\n", "say"),
        ("ignore = 3\n", "ignore"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_by_key(tmp_path: Path, content: str, reason: str) -> None:
    with pytest.raises(RulesError, match=reason):
        loaded(tmp_path, content)
