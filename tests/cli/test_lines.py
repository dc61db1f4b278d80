"""Lines and columns of a text."""

import pytest

from bot.cli.lines import Lines


@pytest.mark.parametrize(
    ("text", "words", "place"),
    [
        ("あい", "い", (1, 2)),
        ("あ\nい", "い", (2, 1)),
        ("あ\r\n\n😀い", "い", (3, 2)),
        ("あ\rい", "い", (1, 3)),
    ],
)
def test_lines_and_columns_count_code_points_from_1(text: str, words: str, place: tuple[int, int]) -> None:
    assert Lines(text).place(text.index(words)) == place


@pytest.mark.parametrize(
    ("words", "around"),
    [
        ("い", "あいう"),
        ("あいう", "あいう"),
        ("う\nえ", "あいう\nえ"),
        ("う\n", "あいう"),
        ("", "あいう"),
        ("え", "え"),
    ],
)
def test_words_stand_in_whole_lines(words: str, around: str) -> None:
    text = "あいう\nえ"
    start = text.index(words)
    begin, end = Lines(text).around(start, start + len(words))
    assert text[begin:end] == around
