"""A draft analysed once: sentences, morphemes, and places."""

from itertools import pairwise

import pytest
from hypothesis import given, settings

from bot.engine.text import Text, content_words, single_word
from tests.engine.kit import any_text


def sentences(written: str) -> list[str]:
    text = Text(written)
    return [text.folded[start:end] for start, end in pairwise([0, *text.sentence_ends])]


def surfaces(text: Text) -> list[str]:
    return [surface for tokens in text.all_tokens() for surface in tokens.surfaces]


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("開きます。お越しください。", ["開きます。", "お越しください。"]),
        ("「来て!」とポスター。", ["「来て!」", "とポスター。"]),
        ("開催!?はい", ["開催!?", "はい"]),
        ("日時\n場所\n\n会費", ["日時\n", "場所\n\n", "会費"]),
        ("句点なし", ["句点なし"]),
    ],
)
def test_sentences_end_at_full_stops_and_line_breaks(written: str, parts: list[str]) -> None:
    assert sentences(written) == parts


def test_every_place_knows_its_sentence() -> None:
    text = Text("一つ目。二つ目です。三つ目")
    assert text.sentence(text.folded.index("二")) == (4, 10)
    assert text.sentence(text.folded.index("三")) == (10, 13)
    assert text.sentence(0) == (0, 4)


def test_morphemes_stand_side_by_side() -> None:
    text = Text("町民体育館で健診を行います。")
    tokens = text.tokens(0)
    place = text.folded.index("健診")
    assert "".join(surfaces(text)) == text.folded
    assert tokens.surfaces[tokens.at(place)] == "健診"
    assert [text.is_boundary(at) for at in (0, place, place + 1, len(text.folded))] == [True, True, False, True]


def test_a_word_is_known_by_its_normalised_form() -> None:
    assert "買う" in {word.norm for word in Text("本を買った").tokens(0).words}
    assert content_words("謝りました") == content_words("謝る") + content_words("ます") + content_words("た")


def test_an_expression_of_several_words_is_no_single_word() -> None:
    word = single_word("うわさ")
    assert word is not None
    assert word.norm == "噂"
    assert single_word("町長の秘密") is None


@pytest.mark.parametrize("piece", ["あ", "明日は晴れです。", "𠮷", "㈱"])
def test_a_text_longer_than_sudachi_takes_is_read_whole(piece: str) -> None:
    text = Text(piece * (60_000 // len(piece)))
    assert "".join(surfaces(text)) == text.folded


def test_a_long_text_is_cut_between_sentences_and_not_in_words() -> None:
    text = Text("町民体育館で開きます。" * 3_000)
    assert set(surfaces(text)) == set(surfaces(Text("町民体育館で開きます。")))


@pytest.mark.parametrize("written", ["", "\ud83d", "町\udc00長", "\u200b", "\0", " \n "])
def test_nothing_is_too_odd_to_be_read(written: str) -> None:
    text = Text(written)
    assert "".join(surfaces(text)) == text.folded


def test_what_is_worked_out_once_is_kept() -> None:
    text, asked = Text("町"), []

    def read(text: Text, argument: int) -> int:
        asked.append(argument)
        return argument

    assert [text.once(read, 1), text.once(read, 1), text.once(read, 2)] == [1, 1, 2]
    assert asked == [1, 2]


@settings(deadline=None)
@given(any_text)
def test_any_text_is_covered_by_its_morphemes(written: str) -> None:
    text = Text(written)
    assert "".join(surfaces(text)) == text.folded
    for place in range(len(text.folded)):
        start, end = text.sentence(place)
        assert start <= place < end
