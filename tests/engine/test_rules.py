"""The rules folder, and an office's own laid over it."""

from datetime import date
from pathlib import Path

import pytest

from bot.domain.errors import RulesError
from bot.domain.findings import Level
from bot.engine.engine import Engine
from bot.engine.rules import SHIPPED, load_rules, synonyms_file
from bot.engine.verify import failures
from tests.engine.kit import UMBRELLAS

TODAY = date(2026, 11, 24)
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
    "checks/things/lost_umbrella.toml": UMBRELLAS,
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


SHORT_URL = "checks/links/short_url.toml"


def own_short_url(first_line: str) -> str:
    shipped = (SHIPPED / SHORT_URL).read_text(encoding="utf-8")
    return first_line + shipped.replace('title = "短縮URL"', 'title = "短いURL"')


def test_an_own_file_that_names_the_shipped_one_takes_its_place(tmp_path: Path) -> None:
    rules = load_rules(folder(tmp_path, **{SHORT_URL: own_short_url(f'replaces = "{SHORT_URL}"\n')}))
    assert rules.checks["short-url"].title == "短いURL"


@pytest.mark.parametrize("place", ["guidelines/kibichuo.toml", "lexicons/private_matters.toml", SHORT_URL])
def test_a_file_that_hides_a_shipped_one_without_naming_it_is_refused(tmp_path: Path, place: str) -> None:
    shipped = (SHIPPED / place).read_text(encoding="utf-8")
    with pytest.raises(RulesError, match=f'{place}: replaces: .*replaces = "{place}"'):
        load_rules(folder(tmp_path, **{place: shipped}))
    load_rules(folder(tmp_path, **{place: f'replaces = "{place}"\n{shipped}'}))


@pytest.mark.parametrize(
    ("place", "first_line", "reason"),
    [
        (SHORT_URL, 'replaces = "checks/links/link_label.toml"\n', f"このファイルの場所「{SHORT_URL}」"),
        (
            "checks/own/short_url.toml",
            f'replaces = "{SHORT_URL}"\n',
            "配布ファイルに「checks/own/short_url.toml」はありません",
        ),
        (SHORT_URL, "replaces = true\n", "replaces: 文字列"),
    ],
)
def test_a_file_that_names_another_than_it_hides_is_refused(
    tmp_path: Path, place: str, first_line: str, reason: str
) -> None:
    with pytest.raises(RulesError, match=f"{place}: .*{reason}"):
        load_rules(folder(tmp_path, **{place: own_short_url(first_line)}))


def test_own_points_stand_beside_settings_that_replace_the_shipped_ones(tmp_path: Path) -> None:
    points, settings = ((SHIPPED / "likeness" / name).read_text("utf-8") for name in ("points.tsv", "likeness.toml"))
    with pytest.raises(RulesError, match=r"points\.tsv: .*likeness\.toml"):
        load_rules(folder(tmp_path, **{"likeness/points.tsv": points}))
    settings = 'replaces = "likeness/likeness.toml"\n' + settings
    assert load_rules(folder(tmp_path, **{"likeness/likeness.toml": settings})).points == load_rules().points


@pytest.mark.parametrize(
    ("place", "advice"),
    [
        ("check/things/lost_hat.toml", "「checks/things/lost_hat.toml」ではありませんか"),
        ("Checks/things/lost_hat.toml", "「checks/things/lost_hat.toml」ではありませんか"),
        ("checks/things/lost_hat.tml", "「checks/things/lost_hat.toml」ではありませんか"),
        ("checks/things/lost_hat.toml.txt", "「checks/things/lost_hat.toml」ではありませんか"),
        ("checks/lost_hat.toml", "「checks/話題の名前/lost_hat.toml」ではありませんか"),
        ("checks/things/more/lost_hat.toml", "「checks/things/lost_hat.toml」ではありませんか"),
        ("guideline/hama.toml", "「guidelines/hama.toml」ではありませんか"),
        ("lexicons/hats/hats.toml", "「lexicons/hats.toml」ではありませんか"),
        ("likeness/like.toml", "「likeness/likeness.toml」ではありませんか"),
        ("override.toml", "「overrides.toml」ではありませんか"),
        ("overrides/hats.toml", "「overrides.toml」ではありませんか"),
        ("hats.csv", "置けるのは overrides.toml と"),
        ("pictures/hats.toml", "置けるのは overrides.toml と"),
    ],
)
def test_a_file_that_would_never_be_read_is_refused_with_the_nearest_right_name(
    tmp_path: Path, place: str, advice: str
) -> None:
    with pytest.raises(RulesError) as refusal:
        load_rules(folder(tmp_path, **{place: ""}))
    assert str(refusal.value).startswith(f"{tmp_path / place}: ")
    assert advice in str(refusal.value)


def test_notes_and_hidden_files_may_stand_anywhere_and_are_not_read(tmp_path: Path) -> None:
    places = ("README.md", "checks/things/notes.md", ".git/config", "checks/things/._lost_umbrella.toml", "Thumbs.db")
    rules = load_rules(folder(tmp_path, **dict.fromkeys(places, "")))
    assert rules.version == load_rules(folder(tmp_path / "plain")).version


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
    wrong = UMBRELLAS.replace('flags = ["日傘"]', 'flags = ["傘"]')
    reasons = failures(Engine(load_rules(folder(tmp_path, **{"checks/things/lost_umbrella.toml": wrong}))))
    assert len(reasons) == 1
    assert "checks/things/lost_umbrella.toml: match[0]" in reasons[0]
    assert "「日傘」" in reasons[0]


def test_the_same_id_in_two_topics_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match=r"lost-umbrella.*同じ id"):
        load_rules(folder(tmp_path, **{"checks/others/lost_umbrella.toml": UMBRELLAS}))


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


SYNONYMS = "lexicons/lookup_synonyms.toml"


def test_own_words_of_today_take_the_place_of_the_shipped_ones(tmp_path: Path) -> None:
    assert synonyms_file(tmp_path) == synonyms_file()
    mine = folder(tmp_path, **{SYNONYMS: f'replaces = "{SYNONYMS}"\n'})
    assert synonyms_file(mine) == mine / SYNONYMS
    assert load_rules(mine).version != load_rules(folder(tmp_path / "plain")).version


def test_own_words_of_today_that_cannot_be_used_are_refused_with_the_other_rules(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match=r"lookup_synonyms\.toml: synonym\[0\]: find"):
        load_rules(folder(tmp_path, **{SYNONYMS: f'replaces = "{SYNONYMS}"\n[[synonym]]\nsay = ["炎上"]\n'}))


def test_rules_without_their_examples_say_the_same() -> None:
    rules = load_rules()
    bare = rules.without_examples()
    assert all(check.matching and check.passing for check in rules.checks.values())
    assert not any(check.matching or check.passing for check in bare.checks.values())
    findings = [Engine(each).check("看護婦の方を募集します。", today=TODAY) for each in (rules, bare)]
    assert findings[0] == findings[1] != ()
