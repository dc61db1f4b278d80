"""Slack's markup becomes what the person typed."""

from typing import Any

import pytest

from bot.slack.typed import Typed, typed_text


def typed(text: str, blocks: list[dict[str, Any]] | None = None) -> Typed:
    return typed_text({"text": text, "blocks": blocks or []}, {"U1": "森"}.get)  # type: ignore[arg-type]


def rich(*elements: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"type": "rich_text", "elements": list(elements)}]


def line(*parts: dict[str, Any], kind: str = "rich_text_section") -> dict[str, Any]:
    return {"type": kind, "elements": list(parts)}


def words(text: str) -> dict[str, Any]:
    return {"type": "text", "text": text}


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("A &amp; B &lt;x&gt;", "A & B <x>"),
        ("&amp;lt;", "&lt;"),
        ("見て <https://example.jp/a?b=1&amp;c=2> ね", "見て https://example.jp/a?b=1&c=2 ね"),
        ("<http://example.jp|example.jp> へ", "example.jp へ"),
        ("<mailto:a@example.jp|a@example.jp>", "a@example.jp"),
        ("<@U1> さん", "@森 さん"),
        ("<#C1|general> で", "#general で"),
        ("<!channel> <!here> <!everyone>", "@channel @here @everyone"),
        ("<!subteam^S1|@koho> へ", "@koho へ"),
        ("<!date^1392734382^{date}|2014年2月18日>", "2014年2月18日"),
        (":smile: :no_such_code: 10:30:00", "😄 :no_such_code: 10:30:00"),
        (":+1::skin-tone-3:", "👍🏼"),
        ("前\n```\ncode &amp; more\n```\n後 `短い`", "前\ncode & more\n後 短い"),
    ],
)
def test_markup(markup: str, expected: str) -> None:
    assert typed(markup).text == expected


def test_rich_text_goes_before_markup() -> None:
    blocks = rich(
        line(words("お知らせ "), {"type": "emoji", "name": "tada", "unicode": "1f389"}, words("\n")),
        {"type": "rich_text_list", "style": "bullet", "elements": [line(words("一つ")), line(words("二つ"))]},
        {"type": "rich_text_list", "style": "ordered", "elements": [line(words("先")), line(words("後"))]},
        line(words("a < b"), kind="rich_text_preformatted"),
        line({"type": "user", "user_id": "U1"}, {"type": "broadcast", "range": "channel"}, kind="rich_text_quote"),
    )
    assert typed("お知らせ :tada:", blocks).text == "お知らせ 🎉\n• 一つ\n• 二つ\n1. 先\n2. 後\na < b\n@森@channel"


def test_a_label_is_what_was_typed_and_its_address_is_remembered() -> None:
    assert typed("くわしくは<https://bit.ly/x|こちら>へ") == Typed("くわしくはこちらへ", [(5, 8, "https://bit.ly/x")])
    blocks = rich(line({"type": "link", "url": "https://evil.example/", "text": "www.town.example.lg.jp"}))
    assert typed("", blocks) == Typed("www.town.example.lg.jp", [(0, 22, "https://evil.example/")])


def test_a_label_that_shows_its_own_address_hides_nothing() -> None:
    assert typed("<https://example.jp/|https://example.jp>").links == []
