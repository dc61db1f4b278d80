"""`sequence`: morphemes in a row."""

from collections.abc import Mapping

import pytest

from bot.domain.errors import RulesError
from tests.engine.kit import flagged

Row = list[Mapping[str, object]]


@pytest.mark.parametrize(
    ("row", "text", "words"),
    [
        ([{"norm": "本"}, {"surface": "を"}, {"norm": "買う"}], "本を買った。本も買う", ["本を買っ"]),
        ([{"norm": "本"}, {"gap": 2}, {"norm": "買う"}], "本をすぐ買った", ["本をすぐ買っ"]),
        ([{"norm": "本"}, {"gap": 1}, {"norm": "買う"}], "本をすぐ買った", []),
        (
            [{"norm": "本"}, {"surface": "を", "optional": True}, {"norm": "買う"}],
            "本買う。本を買う",
            ["本買う", "本を買う"],
        ),
        ([{"pos": "動詞", "form": "終止形"}, {"norm": "らしい"}], "降るらしい", ["降るらしい"]),
        ([{"pos": "名詞,固有名詞,人名,姓"}, {"surface": "さん"}], "田中さんと市民さん", ["田中さん"]),
        ([{"pos": "名詞", "other_than": ["本"]}, {"surface": "を"}], "本を。町を", ["町を"]),
        ([{"gap": 3}, {"norm": "買う"}], "買う", ["買う"]),
    ],
)
def test_morphemes_in_a_row_are_flagged(row: Row, text: str, words: list[str]) -> None:
    assert flagged("sequence", {"any": [row]}, text) == words


def test_the_longest_of_several_rows_is_flagged() -> None:
    rows: list[Row] = [[{"norm": "本"}, {"surface": "を"}], [{"norm": "本"}, {"surface": "を"}, {"norm": "買う"}]]
    assert flagged("sequence", {"any": rows}, "本を買う") == ["本を買う"]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([[{"gap": 3}]], r"any\[0\]"),
        ([[]], r"any\[0\]"),
        ([{"norm": "本"}], r"any\[0\]"),
        ([[{"norm": "本"}], [{"word": "本"}]], r"any\[1\]: word"),
        ([[{"norm": "本", "gap": "三"}]], r"any\[0\]: gap"),
    ],
)
def test_what_is_wrong_is_named(rows: list[object], reason: str) -> None:
    with pytest.raises(RulesError, match=f"tried.toml: sequence: {reason}"):
        flagged("sequence", {"any": rows}, "本")
