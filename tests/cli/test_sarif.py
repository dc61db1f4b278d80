"""SARIF: what a CI reads. The format is that of the OASIS standard, version 2.1.0."""

from dataclasses import replace
from typing import Any

import pytest

from bot.cli import sarif
from bot.cli.printing import Checked
from bot.domain.findings import Level
from tests.cli.kit import LIBRARY, checked, found
from tests.engine.kit import check_of

TEXT = "秋です。\n😀看護婦さんがお手伝いします。"


def run_of(*texts: Checked) -> dict[str, Any]:
    check = replace(check_of("words", {}), false_positives=("昔の資料の題名",))
    log = sarif.log(texts, {"tried": check}, LIBRARY)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    return dict(run)


def place(text: Checked) -> dict[str, Any]:
    (location,) = run_of(text)["results"][0]["locations"]
    return dict(location["physicalLocation"])


def test_the_words_are_placed_by_line_and_column_and_by_code_points() -> None:
    finding = found(TEXT, "看護婦")
    assert place(checked(TEXT, finding))["region"] == {
        "startLine": 2,
        "startColumn": 2,
        "endLine": 2,
        "endColumn": 5,
        "charOffset": 6,
        "charLength": 3,
        "snippet": {"text": "看護婦"},
    }
    assert run_of()["columnKind"] == "unicodeCodePoints"


def test_words_over_two_lines_end_behind_their_last_character() -> None:
    region = place(checked(TEXT, found(TEXT, "です。\n😀看")))["region"]
    assert (region["startLine"], region["startColumn"], region["endLine"], region["endColumn"]) == (1, 2, 2, 3)


def test_words_that_end_with_a_line_break_end_on_their_own_line() -> None:
    region = place(checked(TEXT, found(TEXT, "です。\n")))["region"]
    assert (region["endLine"], region["endColumn"]) == (1, 6)


def test_a_check_that_occurs_is_described_once_and_its_results_point_at_it() -> None:
    run = run_of(checked(TEXT, found(TEXT, "秋"), found(TEXT, "看護婦")), checked(TEXT, found(TEXT, "秋")))
    (rule,) = run["tool"]["driver"]["rules"]
    assert rule == {
        "id": "tried",
        "shortDescription": {"text": "試し"},
        "fullDescription": {"text": "試しです。"},
        "help": {"text": "試しです。\n問題のないことが多い例: 昔の資料の題名"},
        "defaultConfiguration": {"level": "warning"},
    }
    assert [(result["ruleId"], result["ruleIndex"]) for result in run["results"]] == [("tried", 0)] * 3


@pytest.mark.parametrize(
    ("level", "named"), [(Level.BLOCK, "error"), (Level.CONFIRM, "warning"), (Level.ADVISE, "note")]
)
def test_a_level_has_its_name_in_sarif(level: Level, named: str) -> None:
    assert run_of(checked(TEXT, found(TEXT, "秋", level)))["results"][0]["level"] == named


def test_a_result_says_what_to_do_and_carries_clauses_and_fingerprint() -> None:
    (result,) = run_of(checked(TEXT, found(TEXT, "看護婦", suggestion="「看護師」")))["results"]
    assert result["message"]["text"] == "「看護婦」をご確認ください。\n「看護師」\n根拠: 見本町 4(9)②"
    assert result["properties"] == {"clauses": ["machi:4(9)②"]}
    assert result["partialFingerprints"] == {"snsReview/v1": "abc"}


def test_a_json_line_is_the_place_in_the_file_and_the_place_in_its_text_is_a_property() -> None:
    finding = found(TEXT, "看護婦")
    (result,) = run_of(checked(TEXT, finding, path="a.jsonl", line=7))["results"]
    (location,) = result["locations"]
    assert location["physicalLocation"] == {"artifactLocation": {"uri": "a.jsonl"}, "region": {"startLine": 7}}
    assert location["logicalLocations"] == [{"name": "投稿"}]
    assert result["properties"]["region"] == place(checked(TEXT, finding))["region"]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (None, "stdin"),
        ("drafts/a.txt", "drafts/a.txt"),
        ("秋 1.txt", "%E7%A7%8B%201.txt"),
        ("a:b#c.txt", "a%3Ab%23c.txt"),
        ("\udcff.txt", "%FF.txt"),
    ],
)
def test_a_path_is_named_as_given_by_an_address_that_is_valid(path: str | None, uri: str) -> None:
    assert place(checked(TEXT, found(TEXT, "秋"), path=path))["artifactLocation"] == {"uri": uri}


def test_nothing_of_a_draft_is_a_placeholder_or_a_link_in_a_message() -> None:
    words = "{0}[秋](https://a.example)"
    (result,) = run_of(checked(words, found(words, words)))["results"]
    assert "「{{0}}[秋]\u200b(https://a.example)」" in result["message"]["text"]
    assert result["locations"][0]["physicalLocation"]["region"]["snippet"] == {"text": words}
