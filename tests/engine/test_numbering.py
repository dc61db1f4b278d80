"""Clause numbers as they are printed."""

import pytest

from bot.engine.numbering import clause_path, first_gap, spell_out_circled


@pytest.mark.parametrize(
    ("number", "path"),
    [
        ("1", (1,)),
        ("5(12)", (5, 12)),
        ("4(9)②", (4, 9, 2)),
        ("6(1)⑳", (6, 1, 20)),
        ("前文2", (0, 2)),
        ("第3条第2項", (3, 2)),
    ],
)
def test_a_number_is_its_ordinals(number: str, path: tuple[int, ...]) -> None:
    assert clause_path(number) == path


def test_a_circled_digit_does_not_run_into_the_digit_before_it() -> None:
    assert spell_out_circled("4②") == "4(2)"


def test_rows_without_a_gap_are_whole() -> None:
    assert first_gap(["前文1", "前文2", "1", "2(1)", "2(2)", "2(2)①", "2(2)②", "3"]) is None


@pytest.mark.parametrize(
    ("numbers", "missing"),
    [
        (["1", "3"], "2"),
        (["1(1)", "1(3)"], "1(2)"),
        (["1(2)"], "1(1)"),
        (["1(1)①", "1(1)③"], "1(1)②"),
        (["前文1", "前文3"], "前文2"),
        (["1(1)", "3(1)"], "2"),
    ],
)
def test_the_first_gap_is_named(numbers: list[str], missing: str) -> None:
    assert first_gap(numbers) == missing
