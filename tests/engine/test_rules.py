"""The rules folder, and an office's own laid over it."""

from datetime import date
from pathlib import Path

import pytest

from bot.domain.errors import RulesError
from bot.domain.findings import Level
from bot.engine.engine import Engine
from bot.engine.rules import SHIPPED, load_rules, synonyms_file
from bot.engine.verify import failures

TODAY = date(2026, 11, 24)
CHECK = """id = "lost-umbrella"
title = "かさの忘れ物"
level = "confirm"
message = "「{excerpt}」を確かめてください。"
why = "置き場所が変わるからです。"
false_positives = ["かさ地蔵の話"]

[words]
any = ["@umbrellas"]

[[match]]
text = "日傘を預かっています。"
flags = ["日傘"]

[[pass]]
text = "帽子を預かっています。"
"""
LEXICON = 'title = "かさ"\nwords = ["日傘", "雨傘"]\n'
GUIDELINE = """id = "minato"
municipality = "湊町"
title = "湊町の手引"
domains = ["town.minato.example.jp"]
places = ["浜田"]

[[clause]]
number = "1"
heading = "1 心得"
text = '''忘れ物に気をつけること。'''
checks = [{ id = "lost-umbrella", level = "block" }]
"""
FILES = {
    "checks/things/lost_umbrella.toml": CHECK,
    "lexicons/umbrellas.toml": LEXICON,
    "guidelines/minato.toml": GUIDELINE,
}


def folder(place: Path, **changed: str) -> Path:
    for name, content in (FILES | changed).items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return place


def test_the_rules_that_ship_can_be_used() -> None:
    rules = load_rules()
    assert [guideline.id for guideline in rules.library.guidelines] == ["fujisawa", "kibichuo"]
    assert failures(Engine(rules)) == []


def test_an_own_folder_lies_over_what_ships(tmp_path: Path) -> None:
    shipped, rules = load_rules(), load_rules(folder(tmp_path))
    assert set(rules.checks) - set(shipped.checks) == {"lost-umbrella"}
    assert [guideline.id for guideline in rules.library.guidelines] == ["fujisawa", "kibichuo", "minato"]
    assert rules.version != shipped.version
    engine = Engine(rules)
    assert list(failures(engine)) == []
    found = engine.check("雨傘があります。", today=TODAY, library=rules.library.only(["minato"]))
    assert [(finding.excerpt, finding.level, finding.clauses) for finding in found] == [
        ("雨傘", Level.BLOCK, ("minato:1",))
    ]


def test_an_own_file_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    shipped = SHIPPED / "checks" / "links" / "short_url.toml"
    mine = shipped.read_text(encoding="utf-8").replace('title = "短縮URL"', 'title = "短いURL"')
    rules = load_rules(folder(tmp_path, **{"checks/links/short_url.toml": mine}))
    assert rules.checks["short-url"].title == "短いURL"


def test_the_version_tells_one_set_of_rules_from_another(tmp_path: Path) -> None:
    first = load_rules(folder(tmp_path)).version
    assert load_rules(folder(tmp_path)).version == first
    folder(tmp_path, **{"lexicons/umbrellas.toml": LEXICON.replace("雨傘", "番傘")})
    assert load_rules(tmp_path).version != first


def test_the_guidelines_own_hosts_and_places_reach_the_checks(tmp_path: Path) -> None:
    rules = load_rules(folder(tmp_path))
    scope = rules.scope(rules.library.only(["minato"]))
    assert (scope.domains, scope.places) == (("town.minato.example.jp",), frozenset({"浜田"}))
    assert set(scope.citations) == {"lost-umbrella"}


def test_an_own_check_that_fails_its_example_is_named(tmp_path: Path) -> None:
    wrong = CHECK.replace('flags = ["日傘"]', 'flags = ["傘"]')
    reasons = failures(Engine(load_rules(folder(tmp_path, **{"checks/things/lost_umbrella.toml": wrong}))))
    assert len(reasons) == 1
    assert "checks/things/lost_umbrella.toml: match[0]" in reasons[0]
    assert "「日傘」" in reasons[0]


def test_the_same_id_in_two_topics_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match=r"lost-umbrella.*同じ id"):
        load_rules(folder(tmp_path, **{"checks/others/lost_umbrella.toml": CHECK}))


def test_a_clause_that_asks_for_no_check_there_is_is_refused(tmp_path: Path) -> None:
    wrong = GUIDELINE.replace("lost-umbrella", "lost-hat")
    with pytest.raises(RulesError, match=r"minato\.toml: .*「lost-hat」"):
        load_rules(folder(tmp_path, **{"guidelines/minato.toml": wrong}))


def test_a_word_list_with_an_unknown_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match=r"umbrellas\.toml: colour"):
        load_rules(folder(tmp_path, **{"lexicons/umbrellas.toml": LEXICON + 'colour = "青"\n'}))


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match="フォルダーがありません"):
        load_rules(tmp_path / "missing")


def test_own_words_of_today_take_the_place_of_the_shipped_ones(tmp_path: Path) -> None:
    assert synonyms_file(tmp_path) == synonyms_file()
    mine = folder(tmp_path, **{"lexicons/lookup_synonyms.toml": ""}) / "lexicons" / "lookup_synonyms.toml"
    assert synonyms_file(tmp_path) == mine
