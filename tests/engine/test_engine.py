"""The engine: order, exact places, counter-cues, and no text that it cannot take."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.findings import Level
from bot.engine.checks import Unless
from bot.engine.engine import Engine
from bot.engine.rules import load_rules
from bot.engine.text import Link
from tests.engine.kit import TODAY, any_text, flagged

ENGINE = Engine(load_rules())
EXAMPLES = sorted({example.text for check in ENGINE.rules.checks.values() for example in check.matching})
WORDS = {"any": ["噂"]}
drafts = st.lists(st.sampled_from(EXAMPLES) | any_text, max_size=4).map("".join)


@st.composite
def linked_drafts(draw: st.DrawFn) -> tuple[str, list[Link]]:
    label = draw(st.text("町のwwwexampl.jp/ㇰﾊﾞ", min_size=1, max_size=20))
    before = draw(any_text)
    url = draw(
        st.sampled_from(["https://bit.ly/3x", "https://www.town.example.lg.jp/", "mailto:a@example.com", "[", ""])
    )
    return before + label + draw(any_text), [Link(len(before), len(before) + len(label), url)]


@settings(deadline=None, max_examples=60)
@given(drafts)
def test_the_excerpt_is_what_stands_there(text: str) -> None:
    for finding in ENGINE.check(text, today=TODAY):
        assert 0 <= finding.start < finding.end <= len(text)
        assert finding.excerpt == text[finding.start : finding.end]


@settings(deadline=None, max_examples=60)
@given(drafts)
def test_findings_stand_by_level_then_by_place(text: str) -> None:
    found = ENGINE.check(text, today=TODAY)
    assert list(found) == sorted(found, key=lambda finding: (finding.level.rank, finding.start, finding.end))


@settings(deadline=None, max_examples=60)
@given(linked_drafts())
def test_no_draft_with_a_link_behind_a_label_is_too_odd(draft: tuple[str, list[Link]]) -> None:
    text, links = draft
    for finding in ENGINE.check(text, today=TODAY, links=links):
        assert finding.excerpt == text[finding.start : finding.end]


@settings(deadline=None, max_examples=40)
@given(drafts, st.dates())
def test_no_day_is_too_odd(text: str, today: date) -> None:
    ENGINE.check(text, today=today)


@pytest.mark.parametrize("label", ["", "\u200b", "こちら\u200b"])
@pytest.mark.parametrize("before", ["", "くわしくは", "くわしくは\u200b", "㈱"])
def test_a_link_behind_an_invisible_label_breaks_nothing(before: str, label: str) -> None:
    text = before + label
    links = [Link(len(before), len(text), "https://bit.ly/3x")]
    found = ENGINE.check(text, today=TODAY, links=links)
    assert "kibichuo:6(1)④" in {clause for finding in found for clause in finding.clauses}
    assert all(finding.excerpt == text[finding.start : finding.end] for finding in found)


def test_a_link_behind_a_label_is_found_at_its_label() -> None:
    text = "㈱の案内は　ＷＷＷ．example.jp　へ"
    label = "ＷＷＷ．example.jp"
    start = text.index(label)
    links = [Link(start, start + len(label), "https://bit.ly/3x")]
    [found] = [
        finding for finding in ENGINE.check(text, today=TODAY, links=links) if "kibichuo:6(1)④" in finding.clauses
    ]
    assert found.excerpt == label


def test_a_finding_is_at_the_gravest_level_of_the_guidelines_asked() -> None:
    text = next(check for check in ENGINE.rules.checks.values() if check.id == "internal-decision").matching[0].text
    library = ENGINE.rules.library
    both = {f.check: f for f in ENGINE.check(text, today=TODAY)}["internal-decision"]
    one = {f.check: f for f in ENGINE.check(text, today=TODAY, library=library.only(["fujisawa"]))}["internal-decision"]
    assert (both.level, set(both.clauses)) == (Level.CONFIRM, {"kibichuo:5(13)", "fujisawa:5(4)"})
    assert (one.level, one.clauses) == (Level.ADVISE, ("fujisawa:5(4)",))


def test_a_check_no_clause_asks_for_is_silent() -> None:
    assert ENGINE.check(EXAMPLES[0], today=TODAY, library=ENGINE.rules.library.only([])) == ()


def test_the_links_of_a_draft_are_listed() -> None:
    examined = ENGINE.examine("https://www.town.example.lg.jp/ と example.org/a へ", today=TODAY)
    assert [link.host for link in examined.links] == ["town.example.lg.jp", "example.org"]


@pytest.mark.parametrize(
    ("unless", "text", "words"),
    [
        (Unless(sentence=("絵本",)), "絵本の馬鹿。次の馬鹿。", ["馬鹿"]),
        (Unless(near=("絵本",)), "絵本です。馬鹿。遠い。馬鹿。", ["馬鹿"]),
        (Unless(near=("絵本",)), "馬鹿。絵本です。", []),
        (Unless(draft=("絵本",)), "馬鹿。遠い。もっと遠い。絵本です。", []),
        (Unless(cover=("馬鹿騒ぎ",)), "馬鹿騒ぎの馬鹿", ["馬鹿"]),
        (Unless(quoted=True), "「馬鹿」と『大馬鹿』と馬鹿", ["馬鹿"]),
        (Unless(), "「馬鹿」", ["馬鹿"]),
    ],
)
def test_counter_cues_silence_as_far_as_they_say(unless: Unless, text: str, words: list[str]) -> None:
    assert flagged("words", {"any": ["*馬鹿*"]}, text, unless=unless) == words


@pytest.mark.parametrize("written", ["うわさ", "ウワサ", "ｳﾜｻ", "う\u200bわさ", "噂"])
def test_a_word_is_flagged_as_it_was_written(written: str) -> None:
    assert flagged("words", WORDS, f"それは{written}です") == [written]


def test_a_long_draft_is_read_to_its_end() -> None:
    text = "催しのお知らせです。" * 3_000 + "噂"
    assert flagged("words", WORDS, text) == ["噂"]
