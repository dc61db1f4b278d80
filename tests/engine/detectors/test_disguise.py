"""Words hidden from a machine, but not from a reader."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import RulesError
from bot.engine.detectors.disguise import disguised_word
from bot.engine.lexicons import Lexicon, load_lexicon
from bot.engine.matching import Context
from bot.engine.rules import SHIPPED
from bot.engine.tables import Table
from bot.engine.text import Text
from tests.engine.kit import TODAY, any_text, flagged

SHIPPED_WORDS = load_lexicon(SHIPPED / "lexicons" / "disguised.toml")
FREE = [word for word in SHIPPED_WORDS.words if word not in SHIPPED_WORDS.instead]
DETECT = disguised_word(Table({"lexicon": "words"}, "試し"), {"words": SHIPPED_WORDS})
MARKS = "★☆♡♥♪＊*_～~｜|"
GAPS = f"{MARKS} 　・．./-‐"


def disguised(written: str) -> list[str]:
    text = Text(written)
    hits = DETECT(text, Context(TODAY))
    return [written[slice(*text.place(hit.start, hit.end))] for hit in hits]


def read(written: str) -> list[str]:
    return [hit.details["word"] for hit in DETECT(Text(written), Context(TODAY))]


def joined(letters: Sequence[str], gaps: Sequence[str]) -> str:
    return "".join(f"{letter}{gap}" for letter, gap in zip(letters, (*gaps, ""), strict=True))


@st.composite
def spaced(draw: st.DrawFn) -> str:
    word = draw(st.sampled_from(FREE))
    marks = MARKS if all("一" <= letter <= "龠" for letter in word) else GAPS
    gaps = draw(st.lists(st.text(marks, max_size=2), min_size=len(word) - 1, max_size=len(word) - 1).filter(any))
    return joined(word, gaps)


@st.composite
def masked(draw: st.DrawFn) -> str:
    word = draw(st.sampled_from([word for word in FREE if len(word) > 2]))
    place = draw(st.integers(1, len(word) - 1))
    return word[:place] + draw(st.sampled_from("○〇●◯⭕×＊*")) + word[place + 1 :]


@st.composite
def with_nothing_between(draw: st.DrawFn) -> str:
    word = draw(st.sampled_from(FREE))
    place = draw(st.integers(1, len(word) - 1))
    return word[:place] + draw(st.text("\u200b\u200c\u200d\u2060\ufeff\u00ad", min_size=1, max_size=3)) + word[place:]


@given(spaced() | masked() | with_nothing_between(), any_text, any_text)
def test_a_disguised_word_is_found_at_its_place_in_any_text(word: str, before: str, behind: str) -> None:
    assert word in disguised(f"{before}「{word}」{behind}")


@given(any_text)
def test_any_text_can_be_read(written: str) -> None:
    assert all(words in written for words in disguised(written))


@pytest.mark.parametrize(
    ("written", "words", "meant"),
    [
        ("客は死 ねと言うのか", "死 ね", "死ね"),
        ("この判定はバ★カだ", "バ★カ", "バカ"),
        ("君はア・ホです", "ア・ホ", "アホ"),
        ("お前は○ね!", "○ね", "死ね"),
        ("まったくバ〇だ", "バ〇", "バカ"),
        ("さっさとし○よ", "し○", "しね"),
        ("本当にタ〇。", "タ〇", "死ね"),
        ("こいつバ力", "バ力", "バカ"),
        ("工口本を読む", "工口本", "エロ本"),
        ("ハ゛カな人", "ハ゛カ", "バカ"),
        ("ﾊﾞ★ｶな人", "ﾊﾞ★ｶ", "バカ"),
        ("ァホな人", "ァホ", "アホ"),
        ("アほな人", "アほ", "アホ"),
        ("氏ねと言う", "氏ね", "死ね"),
        ("セxクスの話", "セxクス", "セックス"),
        ("オナ二ーの話", "オナ二ー", "オナニー"),
        ("oh fu\u0441k", "fu\u0441k", "fuck"),
        ("oh Sh1t!", "Sh1t", "shit"),
        ("老★害の声", "老★害", "老害"),
        ("あなたは ば か", "ば か", "バカ"),
    ],
)
def test_each_disguise_is_seen_through(written: str, words: str, meant: str) -> None:
    assert (disguised(written), read(written)) == ([words], [meant])


@pytest.mark.parametrize(
    "written",
    ["死ねばいい", "ばかばかしい", "ﾊﾞｶとﾊｻﾐ", "ＦＵＣＫ", "アホウドリ", "キモイ", "えろ"],
)
def test_what_is_plain_to_see_is_left_to_other_checks(written: str) -> None:
    assert disguised(written) == []


@pytest.mark.parametrize(
    "written",
    [
        "お 知 ら せ",
        "バ ス の 時 刻 表",
        "サ バ カ ン の 日",
        "く ず も ち 作 り",
        "○ねんせい",
        "〇ねこの展示",
        "○○ホール",
        "8×カ月",
        "イ× ウ× デ○、ク○ です",
        "サバ・カツオ・アジ",
        "カフェ×くらし",
        "アジア・ホテル",
        "クリス・ブラウン",
        "必死 ねばる",
        "手伝いをし、ねばり強く",
        "行けば、かならず",
        "加工口の八ゲート",
        "プレゼン力",
        "猪・馬・鹿",
        "くるま で ぶうぶう",
        "です し ねだん も",
        "動\u200bかす",
        "ばか\u200bり",
        "F/S/M",
        "ハ・ゲ・ン・キ",
    ],
)
def test_ordinary_marks_and_spaces_are_no_disguise(written: str) -> None:
    assert disguised(written) == []


def test_a_listed_disguise_needs_no_other() -> None:
    words = Lexicon(("*ヌルポ*", "*ぬ○*"), {"*ぬ○*": "ヌルポ"})
    matcher = {"name": "disguised-word", "lexicon": "words", "triggers": ["%always"]}
    assert flagged("detector", matcher, "ぬ×だ。ヌル★ポだ。ヌルポだ。", words=words) == ["ぬ×", "ヌル★ポ"]


@pytest.mark.parametrize("words", [{}, {"words": Lexicon(("=買う",), {})}])
def test_a_word_list_that_cannot_be_used_is_refused(words: dict[str, Lexicon]) -> None:
    with pytest.raises(RulesError, match="lexicon: 語彙「words」"):
        disguised_word(Table({"lexicon": "words"}, "試し"), words)
