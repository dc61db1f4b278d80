"""How long a draft is for each network."""

import pytest
from hypothesis import given

from bot.domain.networks import Length, Network, Unit
from bot.engine.lengths import fits
from tests.engine.kit import any_text

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
THUMB = "\U0001f44d\U0001f3fd"
FLAG = "\U0001f1ef\U0001f1f5"
ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
KEYCAP = "1\ufe0f\u20e3"
URL = 23


def on_x(text: str) -> int:
    return fits(text, Network.X).count


@pytest.mark.parametrize("letters", ["a" * 280, "町" * 140, "ガ" * 140, "町a" * 93 + "a", FAMILY * 140])
def test_a_post_that_just_fits_x_fits_and_one_more_letter_is_too_many(letters: str) -> None:
    assert fits(letters, Network.X) == Length(280, 280)
    assert fits(letters, Network.X).fits
    assert not fits(letters + "a", Network.X).fits


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("Hello!", 6),
        ("広報", 4),
        ("ハンカク", 8),
        ("ﾊﾝｶｸ", 8),
        ("全角\uff01", 6),
        ("a\nb", 3),
        ("“引用”", 6),
        ("…", 2),
        ("\u200b", 1),
        ("か\u3099", 2),  # composed to が
        ("Cafe\u0301", 4),
        ("\U00020bb7", 2),
        ("\ud83d", 2),
    ],
)
def test_x_counts_letters_of_the_west_once_and_others_twice(text: str, count: int) -> None:
    assert on_x(text) == count


@pytest.mark.parametrize("emoji", ["\U0001f63a", FAMILY, THUMB, FLAG, ENGLAND, KEYCAP, "\u2764\ufe0f", "\u00a9\ufe0f"])
def test_x_counts_an_emoji_twice_however_many_it_is_made_of(emoji: str) -> None:
    assert on_x(emoji) == 2
    assert on_x(f"{emoji}{emoji}祭り") == 8


def test_a_letter_that_is_an_emoji_only_at_times_counts_as_a_letter() -> None:
    assert on_x("© 2026") == 6
    assert on_x("#1") == 2


@pytest.mark.parametrize(
    ("before", "url", "after"),
    [
        ("", "https://example.jp", ""),
        ("", "http://example.jp/", ""),
        ("詳しくは", "https://www.example.lg.jp/kenko/a.html?id=1&b=2#top", "をご覧ください"),
        ("申込→", "https://example.jp/form", "。"),
        ("(", "https://example.jp/a_(b)", ")"),
        ("", "https://example.jp/a", ",次"),
        ("詳しくは", "example.jp", "へ"),
        ("詳しくは", "www.example.co.jp/a/b", "で"),
        ("", "https://日本語.jp/", "です"),
        ("", "https://example.jp:8080/a", ""),
        ("", "https://example.jp/" + "a" * 300, ""),
        ("", "HTTPS://EXAMPLE.JP/A", ""),
    ],
)
def test_x_counts_a_url_as_23_with_or_without_a_blank_beside_it(before: str, url: str, after: str) -> None:
    assert on_x(before + url + after) == on_x(before) + URL + on_x(after)


@pytest.mark.parametrize(
    "text",
    [
        "info@example.jp",
        "taro.info@mail.example.jp",
        "report.pdf",
        "3.14",
        "@example.jp",
        "a" * 64 + ".com",
        "https://-example.jp",
        "https://example-.jp",
        "https://",
    ],
)
def test_what_is_no_url_to_x_counts_by_its_letters(text: str) -> None:
    assert on_x(text) == len(text)


def test_several_urls_count_23_each() -> None:
    assert on_x("https://example.jp/a https://example.jp/b") == 2 * URL + 1
    assert on_x("example.comとexample.jp") == 2 * URL + 2


@pytest.mark.parametrize(
    ("network", "count"),
    [
        (Network.FACEBOOK, 5),
        (Network.INSTAGRAM, 5),
        (Network.YOUTUBE, 5),
        (Network.LINE, 7),
        (Network.THREADS, 8),
    ],
)
def test_other_networks_count_what_they_say_they_count(network: Network, count: int) -> None:
    assert fits("祭り\U0001f3ee\U00020bb7a", network).count == count


def test_threads_counts_an_emoji_by_its_bytes() -> None:
    assert fits(FAMILY, Network.THREADS).count == 25
    assert fits("https://example.jp", Network.THREADS).count == 18


def test_line_counts_an_emoji_as_two() -> None:
    assert fits("\U0001f34e", Network.LINE).count == 2


@pytest.mark.parametrize("network", Network)
def test_a_network_has_a_name_and_a_limit_to_hold_a_text_against(network: Network) -> None:
    assert network.label
    assert fits("あ" * (network.limit // (2 if network.unit is Unit.WEIGHT else 1)), network).fits
    assert not fits("あ" * (network.limit + 1), network).fits


@given(any_text)
def test_any_text_has_a_length_everywhere(text: str) -> None:
    counts = {network: fits(text, network).count for network in Network}
    assert counts[Network.FACEBOOK] == len(text) <= counts[Network.LINE]
    assert min(counts.values()) >= 0
    assert all(counts.values()) == bool(text)
