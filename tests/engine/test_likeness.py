"""Likeness: passages that read like examples, by learned points."""

from pathlib import Path

import pytest
from hypothesis import given, settings

from bot.domain.errors import RulesError
from bot.engine.likeness import SCALE, Likeness, Points, Reading, load_points
from bot.engine.text import Text
from tests.engine.kit import any_text

ONE = SCALE


def model(pieces: dict[str, tuple[int, int, int]], risky: float = 2.0, share: float = 0.3) -> Likeness:
    """Columns: risk, then the checks `secret` and `rumour`."""
    learned = {piece: [ONE * point for point in points] for piece, points in pieces.items()}
    return Likeness(
        Points(("secret", "rumour"), [-ONE, 0, 0], learned, risky, -1.0, share, "「{titles}」「{cues}」", "訳")
    )


SECRETS = model({"内密": (2, 3, 0), "聞いた": (2, 0, 3), "ここだけ": (1, 1, 1), "公表": (-4, 0, 0)})


def told(text: str, likeness: Likeness = SECRETS) -> list[tuple[str, tuple[str, ...]]]:
    read = Text(text)
    return [(read.folded[one.start : one.end], one.checks) for one in likeness.readings(read)]


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("内密です。", []),
        ("内密にここだけの話。", [("内密にここだけの話。", ("secret",))]),
        ("聞いた話をここだけに。", [("聞いた話をここだけに。", ("rumour",))]),
        ("内密です。聞いた話です。", [("内密です。聞いた話です。", ("secret", "rumour"))]),
        ("内密です。晴れです。聞いた話です。", []),
        ("内密にここだけ公表。", []),
        ("内密、内密、内密。", []),
        ("", []),
    ],
)
def test_points_of_a_sentence_or_of_two_neighbours_add_up(
    text: str, passages: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert told(text) == passages


def test_of_passages_that_overlap_the_riskiest_is_told() -> None:
    assert told("晴れです。内密にここだけで聞いた話。晴れです。") == [
        ("内密にここだけで聞いた話。", ("secret", "rumour"))
    ]


def test_two_passages_apart_are_both_told() -> None:
    sentence = "内密にここだけの話。"
    assert told(f"{sentence}公表します。{sentence}") == [(sentence, ("secret",)), (sentence, ("secret",))]


def test_blanks_around_a_passage_are_left_out() -> None:
    assert told("晴れ\n 内密にここだけの話。\n\n晴れ") == [("内密にここだけの話。", ("secret",))]


def test_the_words_that_weighed_most_are_named() -> None:
    reading = SECRETS.readings(Text("内密にここだけの話。"))[0]
    assert reading == Reading(0, 10, ("secret",), ("内密", "ここ"))


def test_negative_and_positive_points_do_not_disturb_their_neighbours() -> None:
    likeness = model({"あ": (3, -9, 2), "い": (1, -9, -1), "う": (0, 9, -9)}, share=0.01)
    assert told("あい。", likeness) == [("あい。", ("rumour",))]
    assert told("あいうう。", likeness)[0][1] == ("rumour", "secret") or told("あう。", likeness)[0][1] == (
        "secret",
        "rumour",
    )


def write(
    folder: Path, table: str, settings: str = 'message = "m"\nwhy = "w"\nrisky = 2.0\nharmless = -1.0\nshare = 0.1\n'
) -> Points:
    (folder / "likeness.toml").write_text(settings, encoding="utf-8")
    (folder / "points.tsv").write_text(table, encoding="utf-8")
    return load_points(folder / "likeness.toml", folder / "points.tsv")


def test_what_was_learned_is_read_from_a_table(tmp_path: Path) -> None:
    points = write(tmp_path, "piece\trisk\tsecret\n\t-64\t3\n内密\t128\t-5\n")
    assert points.checks == ("secret",)
    assert list(points.start) == [-64, 3]
    assert {piece: list(row) for piece, row in points.pieces.items()} == {"内密": [128, -5]}


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("piece\trisk\tsecret\n内密\t128\n", "2行目: 点が2個必要です"),
        ("piece\trisk\tsecret\n\t1\t2\n内密\t128\tx\n", "3行目: 点は整数で"),
        ("", "読めません"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_with_its_line(tmp_path: Path, table: str, reason: str) -> None:
    with pytest.raises(RulesError, match=reason):
        write(tmp_path, table)


def test_unknown_settings_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match="least"):
        write(
            tmp_path,
            "piece\trisk\n\t0\n",
            'message = "m"\nwhy = "w"\nrisky = 2.0\nharmless = -1.0\nshare = 0.1\nleast = 1\n',
        )


@settings(deadline=None)
@given(any_text)
def test_any_text_can_be_read(written: str) -> None:
    for reading in SECRETS.readings(Text(written)):
        assert 0 <= reading.start < reading.end <= len(Text(written).folded)
