"""Links: where they stand, which host they open, and labels that show another."""

from collections.abc import Mapping

import pytest

from bot.domain.errors import RulesError
from bot.engine.detectors.links import addresses, host_of, under
from bot.engine.lexicons import Lexicon
from bot.engine.matching import Context
from bot.engine.text import Link, Text
from tests.engine.kit import TODAY, flagged

SHORT: Mapping[str, object] = {"name": "link-host", "triggers": ["%always"], "hosts": ["bit.ly"]}
OUTSIDE: Mapping[str, object] = {
    "name": "outside-link",
    "triggers": ["%always"],
    "public": [r"(?:.+\.)?[a-z0-9-]+\.lg\.jp"],
}
LABEL: Mapping[str, object] = {"name": "label-mismatch", "triggers": ["%linked"]}
OURS = Context(TODAY, domains=("minato.example.jp",))


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("https://example.com/a?b=c#d をご覧ください", [("https://example.com/a?b=c#d", "example.com")]),
        ("(https://example.com/)。", [("https://example.com/", "example.com")]),
        ("ＷＷＷ．ＥＸＡＭＰＬＥ．ＣＯＭ／Ａ へ", [("www.example.com/a", "example.com")]),
        ("くわしくはexample.jp/aへ", [("example.jp/a", "example.jp")]),
        ("https://user@example.com:8080/", [("https://user@example.com:8080/", "example.com")]),
        ("mail@example.jp", []),
        ("受付は9.30から。3.5kmを歩く。report.pdf", []),
        ("受付はreport.pdf/annai.docx、Mt.Fuji、Ver.2.1で", []),
        ("https://例え.jp/", [("https://例え.jp/", "例え.jp")]),
        ("https://www.港まつり.com/aへ", [("https://www.港まつり.com/a", "港まつり.com")]),
        ("https://example.jpか例え.jpへ", [("https://example.jp", "example.jp")]),
        ("https://例え.jp@example.com/", []),
        ("港まつりはminato.xyz、催しはrb.gy/a", [("minato.xyz", "minato.xyz"), ("rb.gy/a", "rb.gy")]),
        ("check.in 10:00", []),
    ],
)
def test_links_are_read_with_their_hosts(text: str, links: list[tuple[str, str]]) -> None:
    analysed = Text(text)
    assert [(analysed.folded[found.start : found.end], found.host) for found in addresses(analysed)] == links


def test_a_link_behind_a_label_is_one_of_the_drafts() -> None:
    found = list(addresses(Text("㈱こちらへ", [Link(1, 4, "https://www.example.com/x")])))
    assert [(place.start, place.end, place.host) for place in found] == [(3, 6, "example.com")]


@pytest.mark.parametrize(
    ("url", "host"),
    [("https://WWW.example.com/", "example.com"), ("example.com./a", "example.com"), ("https://[", ""), ("", "")],
)
def test_a_url_opens_a_host(url: str, host: str) -> None:
    assert host_of(url) == host


def test_a_subdomain_is_under_its_domain_and_a_look_alike_is_not() -> None:
    assert under("a.bit.ly", ["bit.ly"])
    assert not under("rabbit.ly", ["bit.ly"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("https://bit.ly/3x", ["https://bit.ly/3x"]),
        ("ｂｉｔ．ｌｙ／３ｘ", ["ｂｉｔ．ｌｙ／３ｘ"]),
        ("bit\u200b.ly/3x", ["bit\u200b.ly/3x"]),
        ("https://example.com/bit.ly/3x", []),
        ("https://rabbit.ly/3x", []),
    ],
)
def test_a_shortener_is_known_by_its_host_and_not_by_a_path(text: str, words: list[str]) -> None:
    assert flagged("detector", SHORT, text) == words


def test_hosts_can_stand_in_a_word_list() -> None:
    matcher = {"name": "link-host", "triggers": ["%always"], "lexicon": "hosts"}
    assert flagged("detector", matcher, "t.example/1 https://t.example/1", hosts=Lexicon(("t.example",), {})) == [
        "https://t.example/1"
    ]
    with pytest.raises(RulesError, match="「hosts」"):
        flagged("detector", matcher, "町")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("https://shop.example.com/", ["https://shop.example.com/"]),
        ("https://www.town.hama.lg.jp/", []),
        ("https://minato.example.jp/ https://lib.minato.example.jp/", []),
        ("https://minato.example.jp.example.com/", ["https://minato.example.jp.example.com/"]),
    ],
)
def test_a_link_is_outside_that_opens_neither_ours_nor_a_public_host(text: str, words: list[str]) -> None:
    assert flagged("detector", OUTSIDE, text, context=OURS) == words


@pytest.mark.parametrize(
    ("label", "url", "words"),
    [
        ("example.jp/a", "https://example.com/", ["example.jp/a"]),
        ("example.jp/a", "https://www.example.jp/b", []),
        ("こちら", "https://example.com/", []),
        ("annai.pdf", "https://example.com/", []),
        ("kouhou@example.jp", "mailto:kouhou@example.com", ["kouhou@example.jp"]),
        ("kouhou@example.jp", "mailto:kouhou@example.jp", []),
        ("@minato.example.jp", "https://example.com/minato", []),
        ("NIGHT@minato.hall", "https://example.com/night", []),
    ],
)
def test_a_label_that_shows_another_host_is_flagged(label: str, url: str, words: list[str]) -> None:
    assert flagged("detector", LABEL, f"{label} へ", links=(Link(0, len(label), url),)) == words


def test_a_detector_nobody_knows_is_refused() -> None:
    with pytest.raises(RulesError, match="「crystal-ball」"):
        flagged("detector", {"name": "crystal-ball", "triggers": ["%always"]}, "町")


def test_a_detector_without_triggers_is_refused() -> None:
    with pytest.raises(RulesError, match=r"tried.toml: detector: triggers"):
        flagged("detector", {"name": "label-mismatch"}, "町")
