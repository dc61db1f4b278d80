"""Cues: where a spelling of a rule file stands in a text."""

import pytest

from bot.engine.cues import ALWAYS, LINKED, CueIndex
from bot.engine.text import Link, Text


def found(spelling: str, written: str, *links: Link) -> list[str]:
    index = CueIndex()
    number = index.add(spelling)
    index.build()
    text = Text(written, links)
    return [text.folded[start:end] for start, end in index.find(text).of(frozenset([number]))]


@pytest.mark.parametrize(
    ("spelling", "written", "words"),
    [
        ("秘密", "秘密です。秘密を守る", ["秘密", "秘密"]),
        ("都", "京都へ行く", []),
        ("*都*", "京都へ行く", ["都"]),
        ("京*", "京都へ行く", ["京"]),
        ("*京", "京都へ行く", []),
        ("*都", "京都へ行く", ["都"]),
        ("ＡＢＣ", "abcです", ["abc"]),
        ("=買う", "本を買った、買えば", ["買っ", "買え"]),
        ("=噂", "うわさと噂", ["うわさ", "噂"]),
        ("#名詞,固有名詞,人名", "田中です", ["田中"]),
        ("#補助記号,句点", "はい。いいえ。", ["。", "。"]),
        ("*バカ*", "あのﾊﾞｶ", ["バカ"]),
        ("*馬鹿*", "馬\u200b鹿", ["馬鹿"]),
    ],
)
def test_a_cue_stands_where_its_spelling_says(spelling: str, written: str, words: list[str]) -> None:
    assert found(spelling, written) == words


def test_the_same_spelling_is_one_cue() -> None:
    index = CueIndex()
    assert index.add("秘密") == index.add("秘密") != index.add("*秘密*")
    assert index.add_all(["秘密", "秘密"]) == {index.add("秘密")}


def test_cues_that_overlap_are_all_found() -> None:
    index = CueIndex()
    cues = index.add_all(["*生活保護*", "*保護*", "*保護費*"])
    index.build()
    assert len(index.find(Text("生活保護費")).of(cues)) == 3


def test_always_stands_in_every_text_and_linked_where_a_link_hides() -> None:
    assert found(ALWAYS, "町") == [""]
    assert found(LINKED, "町") == []
    assert found(LINKED, "町", Link(0, 1, "https://example.com/")) == [""]


def test_cues_that_are_not_there_are_not_found() -> None:
    index = CueIndex()
    there, missing = index.add_all(["町"]), index.add_all(["市"])
    index.build()
    result = index.find(Text("町"))
    assert result.any(there)
    assert not result.any(missing)
