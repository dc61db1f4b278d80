"""One spelling for many, and each folded character's way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.folding import fold
from tests.engine.kit import any_text


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("ＡＢＣ　１２３", "abc 123"),
        ("！？（）：", "!?():"),
        ("〜～", "~~"),
        ("‐‑–—−－", "------"),
        ("ﾊﾞｶ", "バカ"),
        ("ﾊ゙カ", "バカ"),
        ("か\u3099", "が"),
        ("㈱山", "(株)山"),
        ("㌔", "キロ"),
        ("①", "1"),
        ("馬\u200b鹿\ufeff", "馬鹿"),
        ("町\U000e0100", "町"),
        ("…", "…"),
        ("カタカナ、ひらがな、漢字", "カタカナ、ひらがな、漢字"),
    ],
)
def test_many_spellings_become_one(written: str, folded: str) -> None:
    assert fold(written).text == folded


@pytest.mark.parametrize(
    ("written", "folded", "original"),
    [
        ("このﾊﾞｶ者", "バカ", "ﾊﾞｶ"),
        ("この馬\u200b\u200b鹿者", "馬鹿", "馬\u200b\u200b鹿"),
        ("\u200b馬鹿\u200b", "馬鹿", "馬鹿"),
        ("㈱山", "(株)", "㈱"),
        ("㈱山", "株", "㈱"),
        ("㈱山", "山", "山"),
        ("か\u3099いこく", "が", "か\u3099"),
        ("𠮷野ＡＢ", "ab", "ＡＢ"),
    ],
)
def test_a_folded_word_stands_for_what_was_written(written: str, folded: str, original: str) -> None:
    result = fold(written)
    place = result.text.index(folded)
    start, end = result.original(place, place + len(folded))
    assert written[start:end] == original
    assert result.folded(start, end)[0] <= place < place + len(folded) <= result.folded(start, end)[1]


@given(any_text, st.data())
def test_every_span_has_its_place_in_the_original(written: str, data: st.DataObject) -> None:
    result = fold(written)
    if not result.text:
        return
    start = data.draw(st.integers(0, len(result.text) - 1))
    end = data.draw(st.integers(start + 1, len(result.text)))
    first, last = result.original(start, end)
    assert 0 <= first < last <= len(written)
    assert result.text[start:end] in fold(written[first:last]).text


@given(any_text)
def test_places_never_run_backwards(written: str) -> None:
    result = fold(written)
    places = [result.original(place, place + 1) for place in range(len(result.text))]
    assert places == sorted(places)


@given(any_text)
def test_what_is_folded_can_be_read_by_sudachi(written: str) -> None:
    assert fold(written).text.encode("utf-8").decode("utf-8") == fold(written).text
