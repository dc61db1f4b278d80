"""One spelling for many, and each folded character's way back."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.folding import fold
from tests.engine.kit import any_text

LOOK_ALIKE = re.compile("[\u0370-\u03ff\u0400-\u052f口力二工夕卜八]")
text_as_it_looks = any_text.filter(lambda written: not LOOK_ALIKE.search(unicodedata.normalize("NFKC", written)))
camouflage = st.text("аеорсАВИЖ口力二工夕卜八ァアカロバーﾊﾞパｐassＷord.@:/ \u200b", max_size=40)


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
        ("р\u0430ssw\u043erd", "password"),
        ("Ｐ\u0430ＳＳ", "pass"),
        ("\u0422EST、\u0391B、\u03bfk", "test、ab、ok"),
        ("サーバー口グ", "サーバーログ"),
        ("ﾊﾟｽﾜ一ﾄﾞ、ﾕ二ｯﾄ", "パスワ一ド、ユニット"),
        ("シャ夕ー、ア力ウント、デ一夕ー", "シャター、アカウント、デ一夕ー"),
        ("メ⼆ュー", "メニュー"),
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
        ("㈱p\u0430ss\u200bword", "password", "p\u0430ss\u200bword"),
        ("①ﾊﾞｯ夕ｰ", "バッター", "ﾊﾞｯ夕ｰ"),
        ("\u1100\u1161\U0001d15e町", "町", "町"),
    ],
)
def test_a_folded_word_stands_for_what_was_written(written: str, folded: str, original: str) -> None:
    result = fold(written)
    place = result.text.index(folded)
    start, end = result.original(place, place + len(folded))
    assert written[start:end] == original
    assert result.folded(start, end)[0] <= place < place + len(folded) <= result.folded(start, end)[1]


@pytest.mark.parametrize(
    "written",
    [
        "спорт и суп",
        "\u03b1版と\u03b2版",
        "0.05\u03bcsv、10k\u03c9",
        "c\u043bово",
        "https://www.t\u043ewn.example.jp/",
        "t\u043ewn.example.jp",
        "m\u0430il@example.jp",
        "窓口で協力、工事は二か所、夕方と八日",
        "プレゼン力アップ、ホテル口コミ、コース二カ所",
        "サーバー口",
        "口ア",
    ],
)
def test_what_is_no_look_alike_stays(written: str) -> None:
    assert fold(written).text == written


@given(camouflage)
def test_a_look_alike_changes_no_place(written: str) -> None:
    plain = LOOK_ALIKE.sub("亜", written)
    assert (fold(written).starts, fold(written).ends) == (fold(plain).starts, fold(plain).ends)
    assert len(fold(written).text) == len(fold(plain).text)


@pytest.mark.parametrize("plane", [range(0x20000), range(0x2F800, 0x2FA20), range(0xE0000, 0xE1000)])
def test_whatever_a_character_becomes_the_next_one_has_its_place(plane: range) -> None:
    for code in plane:
        result = fold(f"{chr(code)}町")
        assert result.original(len(result.text) - 1, len(result.text)) == (1, 2), hex(code)


@given(text_as_it_looks, st.data())
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
