"""Telephone numbers and mail addresses."""

import pytest

from bot.engine.matching import Context
from tests.engine.kit import TODAY, flagged


def numbers(text: str, *, mobile: bool) -> list[str]:
    matcher = {"name": "phone-number", "triggers": ["%always"], "mobile": mobile, "except_prefixes": ["0120", "0570"]}
    return flagged("detector", matcher, text)


def mails(text: str) -> list[str]:
    matcher = {"name": "email-address", "triggers": ["%always"], "public": [r".+\.lg\.jp"]}
    return flagged("detector", matcher, text, context=Context(TODAY, domains=("minato.example.jp",)))


@pytest.mark.parametrize(
    "number",
    ["0866-54-0000", "(0466)00-0000", "０４６６－００－０００００"[:-1], "03(0000)0000", "0866 54 0000", "0866540000"],
)
def test_a_telephone_is_found_however_it_is_written(number: str) -> None:
    assert numbers(f"電話は{number}です", mobile=False) == [number]
    assert numbers(f"電話は{number}です", mobile=True) == []


@pytest.mark.parametrize(
    "number",
    [
        "090-0000-0000",
        "０８０－００００－００００",
        "07000000000",
        "(080)0000-0000",
        "０７０ー００００ー００００",
        "060・0000・0000",
        "090 - 0000 - 0000",
        "+81-90-0000-0000",
        "+81 (0)90-0000-0000",
    ],
)
def test_a_mobile_telephone_is_one_of_its_own(number: str) -> None:
    assert numbers(f"電話は{number}です", mobile=True) == [number]
    assert numbers(f"電話は{number}です", mobile=False) == []


def test_the_brackets_around_a_number_are_not_its_own() -> None:
    assert numbers("係(090-0000-0000)へ", mobile=True) == ["090-0000-0000"]


@pytest.mark.parametrize(
    "text", ["0800-000-0000", "型番 090-0000-0000", "図面番号は080-0000-0000です", "0900-1200-1300-1700"]
)
def test_free_dial_and_the_numbers_of_things_are_no_mobile_telephone(text: str) -> None:
    assert numbers(text, mobile=True) == []


@pytest.mark.parametrize(
    "text", ["0120-000-000", "0570-000-000", "2026-01-10", "受付番号 12345678901", "110番", "〒700-0000"]
)
def test_free_dial_dates_and_other_numbers_are_none(text: str) -> None:
    assert numbers(text, mobile=False) == []
    assert numbers(text, mobile=True) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("taro.minato@example.com へ", ["taro.minato@example.com"]),
        ("ＴＡＲＯ＠example.com", ["ＴＡＲＯ＠example.com"]),
        ("koho@minato.example.jp", []),
        ("koho@sub.minato.example.jp", []),
        ("koho@town.hama.lg.jp", []),
        ("@minato をフォロー", []),
        ("宛先 taro @ example.com", ["taro @ example.com"]),
        ("taro(at)example.com", ["taro(at)example.com"]),
        ("taro[アットマーク]example.com", ["taro[アットマーク]example.com"]),
        ("taro★example.com(★を@に替えて)", ["taro★example.com"]),
        ("hp★example.com", []),
        ("koho★town.hama.lg.jp(★を@に)", []),
    ],
)
def test_a_mail_address_of_neither_ours_nor_a_public_host_is_flagged(text: str, found: list[str]) -> None:
    assert mails(text) == found
