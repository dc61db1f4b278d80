"""What the loader of guidelines takes, and what it refuses."""

import re
from datetime import date
from pathlib import Path

import pytest

from bot.domain.errors import RulesError
from bot.domain.findings import Level
from bot.domain.guidelines import CheckUse, Mechanism, Step
from bot.engine.guideline_loader import load_guideline, load_guidelines

CHECKS = {"short-url": Level.CONFIRM, "placeholder": Level.BLOCK}
HEAD = """id = "minato"
municipality = "湊町"
title = "湊町の手引"
domains = ["town.minato.example.jp"]
places = ["浜田"]
"""
LOOKUP = 'lookup = "前置きです。"'


def clause(number: str, *lines: str, text: str = "確かめること。") -> str:
    return f"""\n[[clause]]\nnumber = "{number}"\nheading = "1 心得"\ntext = '''{text}'''\n""" + "\n".join(lines) + "\n"


def decision(*lines: str) -> str:
    return "\n[[decision]]\n" + "\n".join(lines) + "\n"


def written(folder: Path, content: str, name: str = "minato") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(content, encoding="utf-8")
    return path


def test_a_guideline_is_read_whole(tmp_path: Path) -> None:
    rows = 'checks = [{ id = "short-url", level = "advise" }, { id = "placeholder" }]'
    extras = (
        'note = "重複"',
        'confirm = "確かめました"',
        "links = true",
        'roster = "職員だけ"',
        'planned = ["register"]',
    )
    content = HEAD + "date = 2024-04-01\n" + clause("1", LOOKUP) + clause("1(1)", rows, *extras, text="守る。")
    guideline = load_guideline(written(tmp_path, content), CHECKS)
    first, second = guideline.clauses
    assert (guideline.municipality, guideline.date, guideline.places) == ("湊町", date(2024, 4, 1), ("浜田",))
    assert (first.id, first.mechanisms) == ("minato:1", (Mechanism.LOOKUP,))
    assert second.text == "守る。"
    assert second.checks == (CheckUse("short-url", Level.ADVISE), CheckUse("placeholder", Level.BLOCK))
    assert (second.note, second.confirm, second.links, second.roster) == ("重複", "確かめました", True, "職員だけ")
    assert second.planned == (Mechanism.REGISTER,)


def test_a_guideline_may_print_no_date(tmp_path: Path) -> None:
    assert load_guideline(written(tmp_path, HEAD + clause("1", LOOKUP)), CHECKS).date is None


def test_a_folder_is_read_by_file_name(tmp_path: Path) -> None:
    for name in ("minato", "hama"):
        written(tmp_path, HEAD.replace("minato", name) + clause("1", LOOKUP), name)
    assert [guideline.id for guideline in load_guidelines(tmp_path, CHECKS)] == ["hama", "minato"]


@pytest.mark.parametrize(
    ("content", "key", "reason"),
    [
        (HEAD + "date = \n" + clause("1", LOOKUP), "minato.toml", "line 6"),
        (HEAD + 'colour = "青"\n' + clause("1", LOOKUP), "colour", "知らない項目"),
        (HEAD + clause("1", LOOKUP, "link = true"), "clause[0] (1): link", "知らない項目"),
        (HEAD.replace('title = "湊町の手引"\n', "") + clause("1", LOOKUP), "title", "必要"),
        (HEAD + "\n[[clause]]\nnumber = '1'\nheading = '1'\nlookup = '理由'\n", "clause[0] (1): text", "必要"),
        (HEAD.replace('"湊町"', "3") + clause("1", LOOKUP), "municipality", "文字列"),
        (HEAD.replace('["浜田"]', "[1]") + clause("1", LOOKUP), "places", "文字列の配列"),
        (HEAD + 'date = "2024-04-01"\n' + clause("1", LOOKUP), "date", "書いてください"),
        (HEAD + clause("1", LOOKUP, 'links = "yes"'), "links", "true か false"),
        (HEAD + clause("1", LOOKUP, text=" "), "text", "空にはできません"),
        (HEAD + clause("1", LOOKUP) + clause("1", LOOKUP), "number", "「1」が重なっています"),
        (HEAD + clause("1", 'checks = [{ id = "no-such" }]'), "clause[0] (1): checks[0]: id", "「no-such」"),
        (HEAD + clause("1", 'checks = [{ id = "short-url", level = "stop" }]'), "level", "「stop」"),
        (HEAD + clause("1", 'checks = [{ id = "short-url", when = 1 }]'), "checks[0]: when", "知らない項目"),
        (
            HEAD + clause("1", 'checks = [{ id = "short-url" }, { id = "short-url" }]'),
            "checks",
            "「short-url」が重なって",
        ),
        (HEAD + clause("1", LOOKUP, 'planned = ["magic"]'), "planned", "「magic」"),
        (HEAD.replace('"minato"', '"hama"') + clause("1", LOOKUP), "id", "「minato」"),
        (HEAD + clause("1", 'planned = ["register"]'), "checks、confirm、links、roster、lookup", "どれか1つ"),
        (HEAD + clause("1", f'confirm = "{"あ" * 61}"'), "confirm", "60字まで"),
        (HEAD + clause("1(1)", LOOKUP) + clause("1(3)", LOOKUP), "number", "「1(2)」がありません"),
        (HEAD + clause("1(1)①", LOOKUP) + clause("1(1)③", LOOKUP), "number", "「1(1)②」がありません"),
        (HEAD, "clause", "1つもありません"),
        (HEAD + decision('label = "承認"', 'clauses = ["9"]') + clause("1", LOOKUP), "decision[0]: clauses", "「9」"),
        (HEAD + decision('label = "承認"', "all = true") + clause("1", LOOKUP), "decision[0]: all", "知らない項目"),
        (HEAD + decision('section = "広報課"') + clause("1", LOOKUP), "decision[0]: label", "必要"),
        (HEAD + decision('label = " "') + clause("1", LOOKUP), "decision[0]: label", "空にはできません"),
        (HEAD + decision('label = "承認"', "every = 1") + clause("1", LOOKUP), "every", "true か false"),
    ],
)
def test_what_is_wrong_is_refused_by_file_key_and_reason(tmp_path: Path, content: str, key: str, reason: str) -> None:
    path = written(tmp_path, content)
    with pytest.raises(RulesError, match=re.escape(key)) as refusal:
        load_guideline(path, CHECKS)
    assert str(refusal.value).startswith(str(path))
    assert reason in str(refusal.value)


def test_a_confirmation_of_sixty_characters_is_taken(tmp_path: Path) -> None:
    content = HEAD + clause("1", f'confirm = "{"あ" * 60}"')
    assert load_guideline(written(tmp_path, content), CHECKS).clauses[0].confirm == "あ" * 60


def test_the_steps_of_a_decision_are_read_in_order_with_the_clauses_that_ask_for_them(tmp_path: Path) -> None:
    first = decision('label = "所属長の承認"', 'clauses = ["1", "1(1)"]')
    second = decision('label = "協議"', 'section = "広報課"', "every = true")
    content = HEAD + first + second + clause("1", LOOKUP) + clause("1(1)", LOOKUP)
    assert load_guideline(written(tmp_path, content), CHECKS).steps == (
        Step("所属長の承認", clauses=("minato:1", "minato:1(1)")),
        Step("協議", "広報課", every=True),
    )


def test_where_no_decision_is_written_the_drafters_manager_decides(tmp_path: Path) -> None:
    assert load_guideline(written(tmp_path, HEAD + clause("1", LOOKUP)), CHECKS).steps == (Step("所属長の承認"),)
