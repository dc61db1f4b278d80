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


@pytest.mark.parametrize(
    "number",
    [
        "123456789018",
        "1234 5678 9018",
        "１２３４－５６７８－９０１８",
        "1234ー5678ー9018",
        "1234・5678・9018",
        "1234 - 5678 - 9018",
    ],
)
def test_a_my_number_is_found_however_it_is_written(number: str) -> None:
    assert my_numbers(f"番号は{number}です") == [number]


@pytest.mark.parametrize("text", ["123456789012", "000000000000", "1123456789018", "123456789018-1"])
def test_twelve_digits_that_do_not_fit_are_none(text: str) -> None:
    assert my_numbers(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "受付番号 123456789018",
        "問い合わせ番号は「123456789018」",
        "ロット123456789018",
        "カードの製造番号:1234-5678-9018",
    ],
)
def test_twelve_digits_of_another_name_are_no_my_number(text: str) -> None:
    assert my_numbers(text) == []


@pytest.mark.parametrize(
    "text", ["個人番号は{}", "受付番号と個人番号:{}", "通知カード番号 {}", "受付の番号 {}", "個人番号(12桁){}"]
)
def test_a_my_number_of_its_own_name_or_none_is_found(text: str) -> None:
    assert my_numbers(text.format("123456789018")) == ["123456789018"]


def test_a_moment_written_as_a_file_name_is_no_my_number() -> None:
    assert is_my_number("202611240904")
    assert my_numbers("202611240904") == []


@given(st.text("0123456789", min_size=11, max_size=11).filter(lambda digits: len(set(digits)) > 1))
def test_of_ten_last_digits_one_fits(digits: str) -> None:
    rest = sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=True)) % 11
    assert [last for last in range(10) if is_my_number(f"{digits}{last}")] == [(11 - rest) % 11 % 10 if rest > 1 else 0]


@pytest.mark.parametrize(
    "number",
    [
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "4111・1111・1111・1111",
        "4111 ー 1111 ー 1111 ー 1111",
        "378282246310005",
        "3782 822463 10005",
        "3056 930902 5904",
    ],
)
def test_a_card_number_is_found_however_it_is_written(number: str) -> None:
    assert cards(f"カードは{number}です") == [number]


@pytest.mark.parametrize(
    "text",
    [
        "4111 1111 1111 1112",
        "9111 1111 1111 1111",
        "20261124093000",
        "0866-54-0000",
        "4111",
        "お客様番号 4111111111111111",
    ],
)
def test_digits_that_do_not_fit_are_no_card(text: str) -> None:
    assert cards(text) == []


@pytest.mark.parametrize("text", ["カード番号4111111111111111", "カードの会員番号は4111111111111111"])
def test_a_card_number_of_its_own_name_is_found(text: str) -> None:
    assert cards(text) == ["4111111111111111"]


@given(st.from_regex(r"(?:4[0-9]|5[0-9]|2[2-7]|35|6[0-9])[0-9]{13}", fullmatch=True))
def test_of_ten_last_digits_of_a_card_one_fits(digits: str) -> None:
    assert sum(is_card_number(f"{digits}{last}") for last in range(10)) == 1
