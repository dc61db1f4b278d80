"""Numbers with a check digit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.detectors.numbers import is_card_number, is_my_number
from tests.engine.kit import flagged

WEIGHTS = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def my_numbers(text: str) -> list[str]:
    return flagged("detector", {"name": "my-number", "triggers": ["%always"]}, text)


def cards(text: str) -> list[str]:
    return flagged("detector", {"name": "card-number", "triggers": ["%always"]}, text)


@pytest.mark.parametrize("number", ["123456789018", "1234 5678 9018", "１２３４－５６７８－９０１８"])
def test_a_my_number_is_found_however_it_is_written(number: str) -> None:
    assert my_numbers(f"番号は{number}です") == [number]


@pytest.mark.parametrize("text", ["123456789012", "000000000000", "1123456789018", "123456789018-1"])
def test_twelve_digits_that_do_not_fit_are_none(text: str) -> None:
    assert my_numbers(text) == []


@given(st.text("0123456789", min_size=11, max_size=11).filter(lambda digits: len(set(digits)) > 1))
def test_of_ten_last_digits_one_fits(digits: str) -> None:
    rest = sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=True)) % 11
    assert [last for last in range(10) if is_my_number(f"{digits}{last}")] == [(11 - rest) % 11 % 10 if rest > 1 else 0]


@pytest.mark.parametrize(
    "number", ["4111 1111 1111 1111", "4111-1111-1111-1111", "378282246310005", "3782 822463 10005"]
)
def test_a_card_number_is_found_however_it_is_written(number: str) -> None:
    assert cards(f"カードは{number}です") == [number]


@pytest.mark.parametrize("text", ["4111 1111 1111 1112", "9111 1111 1111 1111", "0866-54-0000", "4111"])
def test_digits_that_do_not_fit_are_no_card(text: str) -> None:
    assert cards(text) == []


@given(st.from_regex(r"[2-6][0-9]{14}", fullmatch=True))
def test_of_ten_last_digits_of_a_card_one_fits(digits: str) -> None:
    assert sum(is_card_number(f"{digits}{last}") for last in range(10)) == 1
