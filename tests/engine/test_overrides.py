"""An office's overrides: what they change, what they refuse, and what `verify` makes of them."""

import re
from datetime import date
from pathlib import Path

import pytest

from bot.domain.errors import RulesError
from bot.domain.findings import Level
from bot.domain.guidelines import Mechanism
from bot.engine.engine import Engine
from bot.engine.matching import Context
from bot.engine.rules import Rules, load_rules
from bot.engine.verify import failures
from tests.engine.kit import UMBRELLAS

TODAY = date(2026, 11, 24)
CHECK = f'{UMBRELLAS}\n[unless]\ncover = ["日傘市"]\n'
GUIDELINE = """id = "{id}"
municipality = "{id}町"
title = "手引"
domains = ["town.{id}.example.jp"]
places = ["浜田"]

[[clause]]
number = "1"
heading = "1 心得"
text = '''忘れ物に気をつけること。'''
checks = [{{ id = "lost-umbrella" }}, {{ id = "placeholder" }}]

[[clause]]
number = "2"
heading = "2 心得"
text = '''かさを置いて帰らないこと。'''
checks = [{{ id = "lost-umbrella", level = "block" }}]
"""
FILES = {
    "checks/things/lost_umbrella.toml": CHECK,
    "lexicons/umbrellas.toml": 'title = "かさ"\nwords = ["日傘", "*雨傘*"]\ninstead = { "蝙蝠傘" = "洋傘" }\n',
    "guidelines/minato.toml": GUIDELINE.format(id="minato"),
    "guidelines/yamate.toml": GUIDELINE.format(id="yamate"),
}


def office(place: Path, overrides: str | None) -> Path:
    given = FILES if overrides is None else {**FILES, "overrides.toml": overrides}
    for name, content in given.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return place


def override(*lines: str) -> str:
    return "\n".join(["[[override]]", *lines, ""])


def rules_with(place: Path, *lines: str) -> Rules:
    return load_rules(office(place, override(*lines)))


def flagged(rules: Rules, text: str, check: str = "lost-umbrella") -> list[str]:
    return Engine(rules).hits(check, text, Context(TODAY))


def taught(place: Path, piece: str, risk: int) -> Rules:
    """The rules of an office for which this piece of a word tells of the umbrella check, or of no risk."""
    settings = 'message = "「{titles}」「{cues}」"\nwhy = "訳"\nrisky = 2.0\nharmless = -1.0\nshare = 0.3\n'
    likeness = {
        "likeness.toml": f'replaces = "likeness/likeness.toml"\n{settings}',
        "points.tsv": f"piece\trisk\tlost-umbrella\n\t0\t0\n{piece}\t{risk}\t64\n",
    }
    for name, content in likeness.items():
        (place / "likeness").mkdir(exist_ok=True)
        (place / "likeness" / name).write_text(content, encoding="utf-8")
    return load_rules(place)


def levels(rules: Rules) -> dict[str, Level]:
    own = (clause for clause in rules.library.clauses if clause.guideline in {"minato", "yamate"})
    return {clause.id: use.level for clause in own for use in clause.checks if use.id == "lost-umbrella"}


def test_a_check_that_is_off_finds_nothing_and_serves_no_clause(tmp_path: Path) -> None:
    rules = rules_with(tmp_path, 'check = "lost-umbrella"', "off = true", 'reason = "受付で扱うため"')
    assert levels(rules) == {}
    assert Engine(rules).check("日傘があります。", today=TODAY) == ()


def test_a_clause_that_nothing_is_left_for_tells_why(tmp_path: Path) -> None:
    rules = rules_with(tmp_path, 'check = "lost-umbrella"', "off = true", 'reason = "受付で扱うため"')
    clause = rules.library.clause("minato:2")
    assert clause.mechanisms == (Mechanism.LOOKUP,)
    assert "受付で扱うため" in (clause.lookup or "")
    assert rules.library.clause("minato:1").lookup is None


@pytest.mark.parametrize(
    ("scope", "left"),
    [
        ('guideline = "minato"', {"yamate:1", "yamate:2"}),
        ('clause = "minato:1"', {"minato:2", "yamate:1", "yamate:2"}),
    ],
)
def test_a_check_can_be_off_for_one_guideline_or_one_clause(tmp_path: Path, scope: str, left: set[str]) -> None:
    rules = rules_with(tmp_path, 'check = "lost-umbrella"', scope, "off = true", 'reason = "受付で扱うため"')
    assert set(levels(rules)) == left


def test_a_level_is_changed_for_every_clause_or_for_one(tmp_path: Path) -> None:
    before = {"minato:1": "confirm", "minato:2": "block", "yamate:1": "confirm", "yamate:2": "block"}
    everywhere = rules_with(tmp_path, 'check = "lost-umbrella"', 'level = "advise"')
    assert levels(everywhere) == dict.fromkeys(before, "advise")
    once = rules_with(tmp_path, 'check = "lost-umbrella"', 'level = "advise"', 'clause = "yamate:2"')
    assert levels(once) == before | {"yamate:2": "advise"}
    (finding,) = Engine(everywhere).check("日傘があります。", today=TODAY)
    assert finding.level is Level.ADVISE


def test_words_that_are_added_are_flagged_as_the_checks_own(tmp_path: Path) -> None:
    rules = rules_with(tmp_path, 'check = "lost-umbrella"', 'add = ["番傘", "*傘立て*"]')
    assert flagged(rules, "番傘と日傘を預かっています。") == ["番傘", "日傘"]
    (finding,) = Engine(rules).check("新傘立てに置きました。", today=TODAY, library=rules.library.only(["minato"]))
    assert (finding.check, finding.excerpt, finding.level) == ("lost-umbrella", "傘立て", Level.BLOCK)
    assert finding.message == "「傘立て」を確かめてください。"


def test_the_checks_counter_cues_silence_what_is_added_too(tmp_path: Path) -> None:
    rules = rules_with(tmp_path, 'check = "lost-umbrella"', 'add = ["傘市"]', 'except_sentence = ["*歴史*"]')
    assert flagged(rules, "傘市で。") == ["傘市"]
    assert flagged(rules, "傘市の歴史です。") == []


def test_an_added_word_is_never_held_harmless_by_likeness(tmp_path: Path) -> None:
    rules = rules_with(tmp_path, 'check = "lost-umbrella"', 'add = ["番傘"]')
    assert flagged(rules, "まつりで、番傘と日傘をどうぞ。") == ["番傘", "日傘"]
    assert flagged(taught(tmp_path, "まつり", -600), "まつりで、番傘と日傘をどうぞ。") == ["番傘"]


def test_a_check_of_cues_that_meet_names_the_added_word_in_its_message(tmp_path: Path) -> None:
    rules = rules_with(tmp_path, 'check = "undecided-policy"', 'add = ["*もみじ計画*"]')
    found = Engine(rules).check("もみじ計画です。", today=TODAY)
    assert [one.message for one in found if one.excerpt == "もみじ計画" and "{" not in one.message]


def test_what_is_excepted_is_left_alone_and_nothing_else(tmp_path: Path) -> None:
    rules = rules_with(tmp_path, 'check = "lost-umbrella"', 'except = ["日傘公園"]', 'except_sentence = ["*落語*"]')
    assert flagged(rules, "日傘公園に日傘がありました。雨傘の落語です。雨傘です。") == ["日傘", "雨傘"]


def test_an_exception_quiets_a_passage_that_only_reads_like_the_checks_examples(tmp_path: Path) -> None:
    office(tmp_path, override('check = "lost-umbrella"', 'except = ["傘立て"]'))
    rules = taught(tmp_path, "置き忘れ", 600)
    assert flagged(rules, "棚に置き忘れました。") == ["棚に置き忘れました。"]
    assert flagged(rules, "傘立てに置き忘れました。") == []
    assert [one.excerpt for one in Engine(rules).check("傘立てに置き忘れました。", today=TODAY)] == []
    assert [one.excerpt for one in Engine(rules).check("棚に置き忘れました。", today=TODAY)] == ["棚に置き忘れました。"]


def test_a_word_list_gains_and_loses_words(tmp_path: Path) -> None:
    lines = ('lexicon = "umbrellas"', 'add = ["番傘"]', 'remove = ["雨傘"]', 'instead = { "こうもり傘" = "洋傘" }')
    rules = rules_with(tmp_path, *lines)
    assert rules.lexicons["umbrellas"].words == ("日傘", "蝙蝠傘", "番傘", "こうもり傘")
    assert rules.lexicons["umbrellas"].instead == {"蝙蝠傘": "洋傘", "こうもり傘": "洋傘"}
    assert flagged(rules, "番傘と雨傘です。") == ["番傘"]


def test_a_guideline_gains_places_and_hosts(tmp_path: Path) -> None:
    lines = ('guideline = "minato"', 'places = ["石川"]', 'domains = ["library.minato.example.jp"]')
    scope = (rules := rules_with(tmp_path, *lines)).scope(rules.library.only(["minato"]))
    assert scope.places == {"浜田", "石川"}
    assert scope.domains == ("town.minato.example.jp", "library.minato.example.jp")
    assert rules.library.guideline("yamate").places == ("浜田",)


def test_the_version_covers_the_overrides(tmp_path: Path) -> None:
    plain = load_rules(office(tmp_path, None)).version
    first = rules_with(tmp_path, 'check = "lost-umbrella"', 'add = ["番傘"]').version
    second = rules_with(tmp_path, 'check = "lost-umbrella"', 'add = ["唐傘"]').version
    assert len({plain, first, second}) == 3


def test_examples_of_a_checks_file_are_run_without_the_overrides(tmp_path: Path) -> None:
    rules = rules_with(tmp_path, 'check = "lost-umbrella"', 'except = ["日傘を預かって"]')
    assert flagged(rules, "日傘を預かっています。") == []
    assert [reason for reason in failures(Engine(rules)) if "umbrella" in reason or "override" in reason] == []


def test_examples_of_an_override_are_run_with_it_and_named(tmp_path: Path) -> None:
    right = '[[override.match]]\ntext = "番傘です。"\nflags = ["番傘"]\n'
    wrong = '[[override.pass]]\ntext = "きょうの番傘です。"\n'
    rules = rules_with(tmp_path, 'check = "lost-umbrella"', 'add = ["番傘"]', right, wrong)
    (reason,) = [reason for reason in failures(Engine(rules)) if "override" in reason]
    assert "overrides.toml: override[0]: pass[0]" in reason
    assert "「番傘」" in reason


UMBRELLA = 'check = "lost-umbrella"'
EXAMPLE = '[[override.pass]]\ntext = "かさです。"'


@pytest.mark.parametrize(
    ("lines", "key", "reason"),
    [
        (['check = "lost-umbrela"', "off = true"], "check", "「lost-umbrella」ではありませんか"),
        (['lexicon = "umbrella"', 'add = ["傘"]'], "lexicon", "「umbrellas」ではありませんか"),
        (['guideline = "tani"', 'places = ["傘"]'], "guideline", "「tani」というガイドラインはありません"),
        ([UMBRELLA, 'level = "block"', 'guideline = "tani"'], "guideline", "「tani」というガイドラインはありません"),
        ([UMBRELLA, 'level = "block"', 'clause = "minato:9"'], "clause", "「minato:9」という条項はありません"),
        ([UMBRELLA, 'level = "block"', 'clause = "kibichuo:1"'], "clause", "minato:1、minato:2"),
        (["off = true"], "check、lexicon、guideline", "どれか1つ"),
        ([UMBRELLA], "off、level、add", "1つ以上"),
        (['lexicon = "umbrellas"', 'reason = "不要"'], "add、remove、instead", "1つ以上"),
        ([UMBRELLA, 'lexicon = "umbrellas"', "off = true"], "lexicon", "check を変える override"),
        ([UMBRELLA, 'places = ["浜田"]'], "places", "check を変える override"),
        ([UMBRELLA, "off = true", "color = 1"], "color", "知らない項目"),
        ([UMBRELLA, 'level = "stop"'], "level", "block、confirm、advise"),
        ([UMBRELLA, "off = true"], "reason", "止める理由"),
        ([UMBRELLA, "off = true", 'reason = " "'], "reason", "止める理由"),
        ([UMBRELLA, "off = false", 'reason = "不要"'], "off", "true と書きます"),
        ([UMBRELLA, "off = true", 'level = "block"', 'reason = "不要"'], "off", "一緒に書かない"),
        ([UMBRELLA, "off = true", EXAMPLE], "pass", "add か except"),
        ([UMBRELLA, 'level = "block"', 'guideline = "minato"', 'clause = "minato:1"'], "guideline、clause", "どちらか"),
        ([UMBRELLA, 'add = ["傘"]', 'guideline = "minato"'], "guideline", "別の [[override]]"),
        ([UMBRELLA, "add = []"], "add", "1つ以上"),
        ([UMBRELLA, 'add = ["@hats"]'], "add", "hats"),
        ([UMBRELLA, 'add = ["%always"]'], "add", "ことばではない"),
        ([UMBRELLA, 'add = ["**"]'], "add", "手がかりのことば"),
        (['check = "weekday-mismatch"', 'add = ["傘"]'], "add", "checks に加えて"),
        ([UMBRELLA, 'except = ["@umbrellas"]'], "except", "そのまま"),
        ([UMBRELLA, 'except_sentence = ["="]'], "except_sentence", "手がかりのことば"),
        ([UMBRELLA, 'add = ["傘"]', '[[override.match]]\ntext = "傘です。"'], "match[0]: flags", "指摘されることば"),
        (['lexicon = "umbrellas"', 'remove = ["番傘"]'], "remove", "「番傘」"),
        (['lexicon = "umbrellas"', 'remove = ["日傘", "雨傘", "蝙蝠傘"]'], "remove", "1つもなくなります"),
        (['lexicon = "umbrellas"', 'instead = { "唐傘" = "" }'], "instead", "の形で"),
        (['lexicon = "umbrellas"', "instead = {}"], "instead", "の形で"),
        (['guideline = "minato"', 'domains = ["https://minato.example.jp/"]'], "domains", "ホスト名"),
        (['guideline = "minato"', "places = []"], "places", "1つ以上"),
    ],
)
def test_what_is_wrong_is_refused_by_file_key_and_reason(
    tmp_path: Path, lines: list[str], key: str, reason: str
) -> None:
    with pytest.raises(RulesError, match=re.escape(reason)) as refusal:
        rules_with(tmp_path, *lines)
    assert str(refusal.value).startswith(f"{tmp_path}/overrides.toml: override[0]: {key}")
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("content", ["", "override = []\n", '[[overrides]]\ncheck = "insult"\n'])
def test_a_file_without_an_override_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(RulesError, match=r"overrides\.toml: override"):
        load_rules(office(tmp_path, content))


def test_one_level_in_one_clause_is_told_once(tmp_path: Path) -> None:
    twice = override(UMBRELLA, 'level = "block"') + override(UMBRELLA, 'level = "advise"', 'clause = "minato:1"')
    with pytest.raises(RulesError, match=r"「lost-umbrella」の minato:1 での扱いが、2か所"):
        load_rules(office(tmp_path, twice))
