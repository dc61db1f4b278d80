"""What changed between two wordings: the words, no more, and never a character lost."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.engine import changes as module
from bot.engine.changes import Change, changes, shortened
from tests.engine.kit import any_text

PIECES = (
    "健診を",
    "行います。",
    "受付は",
    "9時",
    "10時",
    "から",
    "です。\n",
    "\n",
    "\r\n",
    "㈱",
    "町\u200b長",
    "\ud83d",
    "。",
)
wordings = st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | any_text


def marked(before: str, after: str) -> str:
    marks = {"same": "{}", "removed": "[-{}-]", "added": "[+{}+]"}
    return "".join(marks[change.kind].format(change.text) for change in changes(before, after))


def without(kind: str, changed: tuple[Change, ...]) -> str:
    return "".join(change.text for change in changed if change.kind != kind)


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("11月24日(火)午後2時", "11月25日(水)午後3時", "11月[-24-][+25+]日([-火-][+水+])午後[-2-][+3+]時"),
        ("定員は20人です。", "定員は先着20人です。", "定員は[+先着+]20人です。"),
        ("ぜひお早めにお越しください。", "お越しください。", "[-ぜひお早めに-]お越しください。"),
        (
            "朝市を開きます。\n雨天中止です。",
            "朝市を開きます。\n雨天決行です。",
            "朝市を開きます。\n雨天[-中止-][+決行+]です。",
        ),
        ("朝市です。\n", "朝市です。\n売り切れ次第終わります。\n", "朝市です。\n[+売り切れ次第終わります。\n+]"),
        ("㈱みどり工業の展示", "㈱みどり商店の展示", "㈱みどり[-工業-][+商店+]の展示"),
        ("町\u200b長の話", "町長の話", "[-町\u200b長-][+町長+]の話"),
        ("", "新しい案", "[+新しい案+]"),
        ("古い案", "", "[-古い案-]"),
        ("同じ案", "同じ案", "同じ案"),
        ("", "", ""),
    ],
)
def test_just_the_words_that_changed_are_shown(before: str, after: str, shown: str) -> None:
    assert marked(before, after) == shown


def test_a_number_corrected_on_each_of_many_lines_shows_on_each_of_them() -> None:
    before = "".join(f"第{number}会場の定員は20人です。\n" for number in range(300))
    assert marked(before, before.replace("20人", "30人")).count("[-20-][+30+]") == 300


def test_a_number_corrected_in_a_long_text_without_line_breaks_shows_alone() -> None:
    before = "".join(f"第{number}会場の定員は20人です。" for number in range(300))
    assert marked(before, before.replace("第150会場の定員は20", "第150会場の定員は25")).count("[") == 2
    assert marked(before, before.replace("20人", "25人")).count("[-20-][+25+]") == 300


def test_a_text_whose_both_ends_changed_keeps_what_is_between() -> None:
    middle = "".join(f"{number}番の窓口です。" for number in range(300))
    assert [change.kind for change in changes(f"春。{middle}秋。", f"夏。{middle}冬。")] == [
        "removed",
        "added",
        "same",
        "removed",
        "added",
        "same",
    ]


def test_a_change_at_one_end_of_a_repetitive_text_shows_alone() -> None:
    rest = "、春" * 500
    assert marked(f"春{rest}", f"夏{rest}") == f"[-春-][+夏+]{rest}"
    assert marked(f"春{rest}、春", f"春{rest}、夏") == f"春{rest}、[-春-][+夏+]"


def test_what_cannot_be_divided_has_changed_as_a_whole() -> None:
    assert changes("あ。" * 500, "い。" * 499 + "い") == (
        Change("removed", "あ。" * 500),
        Change("added", "い。" * 499 + "い"),
    )


@settings(deadline=None)
@given(wordings, wordings, st.sampled_from([0, 4, module._LIMIT]))
def test_no_character_is_lost_and_none_invented(before: str, after: str, limit: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_LIMIT", limit)
        changed = changes(before, after)
    assert without("added", changed) == before
    assert without("removed", changed) == after
    assert all(change.text for change in changed)
    neighbours = {(one.kind, other.kind) for one, other in pairwise(changed)}
    assert neighbours <= {
        ("same", "removed"),
        ("same", "added"),
        ("removed", "added"),
        ("removed", "same"),
        ("added", "same"),
    }


@settings(deadline=None)
@given(wordings)
def test_a_wording_is_no_change_of_itself(text: str) -> None:
    assert changes(text, text) == ((Change("same", text),) if text else ())


def test_long_stretches_that_stayed_are_shortened_for_display() -> None:
    changed = (
        Change("same", "一二三四五六七"),
        Change("removed", "古い古い古い古い"),
        Change("added", "新しい新しい"),
        Change("same", "一二三四五"),
    )
    assert shortened(changed, 2) == (Change("same", "一二…六七"), *changed[1:])
    assert shortened(changed, 0) == (Change("same", "…"), *changed[1:3], Change("same", "…"))
    assert shortened(changed, 3) == changed


@given(st.text(), st.integers(0, 20))
def test_a_shortened_stretch_keeps_both_its_ends(text: str, context: int) -> None:
    (short,) = shortened([Change("same", text)], context)
    assert short.text.startswith(text[:context])
    assert short.text.endswith(text[len(text) - context :] if context < len(text) else text)
    assert len(short.text) <= min(len(text), 2 * context + 1)
