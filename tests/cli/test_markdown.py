"""Markdown: a comment that people read and no draft can shape."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.markdown import Markdown

from bot.cli.markdown import escaped, report
from bot.cli.printing import visible
from bot.domain.findings import Level
from tests.cli.kit import LIBRARY, checked, found
from tests.engine.kit import any_text

TEXT = "秋です。\n看護婦さんがお手伝いします。"
NAUGHTY = st.text("@#:/.w`*_~[]()<>!&;\\-+=|$%{}'\"\n\r\t 1aあ　", max_size=40)


def parts(markdown: str) -> list[str]:
    """What a reader of Markdown takes it for: headings, lists, links, code …"""
    tokens = Markdown(markdown).parsed
    return [part.type for token in tokens for part in (token, *(token.children or ()))]


def words_of(markdown: str) -> str:
    """What a person reads."""
    return "".join(part.content for token in Markdown(markdown).parsed for part in token.children or ())


def test_a_comment_counts_the_findings_and_shows_each_with_what_it_rests_on() -> None:
    findings = found(TEXT, "秋", Level.BLOCK), found(TEXT, "看護婦", suggestion="「看護師」")
    comment = report([checked(TEXT, *findings), checked("")], LIBRARY)
    assert re.sub(r"\\(.)", r"\1", comment).splitlines() == [
        "## SNS投稿案の確認結果",
        "",
        "確認した文章は2件です。要修正 1件、要確認 1件、参考 0件の指摘があります。",
        "",
        "### a.txt",
        "",
        "- **要修正** 「秋」(1行目)",
        "  - 「秋」をご確認ください。",
        "  - 根拠: 見本町 4(9)②",
        "- **要確認** 「看護婦」(2行目)",
        "  - 「看護婦」をご確認ください。",
        "  - 書き換えの例: 「看護師」",
        "  - 根拠: 見本町 4(9)②",
    ]


def test_texts_without_findings_are_only_counted() -> None:
    assert report([checked(TEXT)], LIBRARY) == "## SNS投稿案の確認結果\n\n確認した文章は1件です。指摘はありません。"


def test_a_json_line_is_named_by_its_id_and_its_place() -> None:
    comment = report([checked(TEXT, found(TEXT, "秋"), path="a.jsonl", line=7)], LIBRARY)
    assert "投稿 (a.jsonl, 7行目)" in words_of(comment)


@given(any_text | NAUGHTY)
def test_whatever_a_draft_says_the_comment_keeps_its_shape(words: str) -> None:
    plain = parts(report([checked("秋", found("秋", "秋"))], LIBRARY))
    given_words = parts(report([checked(f"秋{words}", found(f"秋{words}", f"秋{words}"))], LIBRARY))
    assert set(given_words) == set(plain)
    assert given_words.count("heading_open") == plain.count("heading_open")


@given(any_text | NAUGHTY)
def test_the_words_are_quoted_as_they_are(words: str) -> None:
    spelled = words_of(escaped(f"秋{words}。")).replace("\u200b", "")
    assert spelled == re.sub(r"[\t\n]+", " ", visible(f"秋{words}。")).replace("\u200b", "")


@pytest.mark.parametrize(
    ("words", "called"),
    [
        ("@tantou", r"@\w"),
        ("a@b.example", r"@\w"),
        ("#12", r"#\d"),
        ("machi/koho#12", r"#\d"),
        ("GH-12", r"GH-\d"),
        (":smile: :100:", r":\w+:"),
        ("https://a.example", r"://"),
        ("www.a.example", r"www\."),
        ("!12", r"!\d"),
    ],
)
def test_nothing_that_a_code_forge_would_link_or_ring_is_left_whole(words: str, called: str) -> None:
    assert re.search(called, words)
    assert not re.search(called, words_of(escaped(words)))


def test_times_and_prices_can_be_copied_as_they_are() -> None:
    assert words_of(escaped("10:30から、100%(税込)です。")) == "10:30から、100%(税込)です。"


def test_characters_that_turn_a_line_around_are_made_visible() -> None:
    assert escaped("秋\u202eです\x1b[0m") == "秋\ufffdです\ufffd\\[0m"
