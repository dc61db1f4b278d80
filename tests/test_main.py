"""The command line, as a person or a script calls it."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
CLEAN = "図書館は、蔵書の点検のためお休みします。"
PLACEHOLDER = "防災訓練を○月○日に行います。"


def sns_review(*arguments: str, stdin: str | bytes = "", **variables: str) -> subprocess.CompletedProcess[str]:
    given = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        input=given,
        capture_output=True,
        cwd=ROOT,
        env={"PATH": "", "PYTHONUTF8": "1", **variables},
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def checked(*arguments: str, stdin: str = "") -> list[dict[str, Any]]:
    return [
        json.loads(line)
        for line in sns_review("check", "--format", "json", *arguments, stdin=stdin).stdout.splitlines()
    ]


def test_a_clean_text_from_standard_input_passes_with_status_0() -> None:
    done = sns_review("check", stdin=CLEAN)
    assert done.returncode == 0
    assert "指摘はありません" in done.stdout


def test_a_blocking_finding_is_status_1_and_quotes_the_text_by_code_points() -> None:
    text = "😀 " + PLACEHOLDER
    done = sns_review("check", "--format", "json", stdin=text)
    (finding,) = json.loads(done.stdout)["findings"]
    assert done.returncode == 1
    assert set(finding) == {"check", "level", "start", "end", "excerpt", "message", "suggestion", "clauses"}
    assert text[finding["start"] : finding["end"]] == finding["excerpt"]
    assert "kibichuo:4(12)" in finding["clauses"]


def test_every_line_of_jsonl_is_answered_in_order_on_its_own_day() -> None:
    lines = [
        {"id": "a", "text": "12月1日(火)に開催します。", "today": "2026-11-24"},
        {"id": 7, "text": "12月1日(火)に開催します。", "today": "2027-11-24"},
        {"text": CLEAN},
    ]
    answers = checked("--input", "jsonl", stdin="\n".join(json.dumps(line) for line in lines))
    assert [answer["id"] for answer in answers] == ["a", 7, None]
    assert [bool(answer["findings"]) for answer in answers] == [False, True, False]


def test_only_the_clauses_of_the_guideline_asked_for_are_cited() -> None:
    (answer,) = checked("--guideline", "fujisawa", stdin=PLACEHOLDER)
    assert {clause.split(":")[0] for finding in answer["findings"] for clause in finding["clauses"]} == {"fujisawa"}


def test_files_are_answered_under_their_names(tmp_path: Path) -> None:
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path in paths:
        path.write_text(CLEAN, encoding="utf-8")
    assert [answer["id"] for answer in checked(*map(str, paths))] == [str(path) for path in paths]


def test_sarif_is_one_run_over_all_files_with_every_rule_it_names(tmp_path: Path) -> None:
    for name, text in [("a.txt", PLACEHOLDER), ("b.txt", CLEAN), ("c.txt", f"{CLEAN}\n{PLACEHOLDER}")]:
        (tmp_path / name).write_text(text, encoding="utf-8")
    paths = [str(tmp_path / name) for name in ("a.txt", "b.txt", "c.txt")]
    done = sns_review("check", "--format", "sarif", *paths)
    (run,) = json.loads(done.stdout)["runs"]
    driver, results = run["tool"]["driver"], run["results"]
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert done.returncode == 1
    assert (driver["name"], driver["version"]) == ("sns-review", version)
    assert {driver["rules"][result["ruleIndex"]]["id"] for result in results} == {
        rule["id"] for rule in driver["rules"]
    }
    places = [result["locations"][0]["physicalLocation"] for result in results if result["ruleId"] == "placeholder"]
    assert [place["artifactLocation"]["uri"] for place in places] == [paths[0], paths[2]]
    assert [place["region"]["startLine"] for place in places] == [1, 2]
    assert all(result["partialFingerprints"]["snsReview/v1"] for result in results)


def test_markdown_names_the_text_its_findings_and_their_clauses() -> None:
    done = sns_review("check", "--format", "markdown", "--guideline", "kibichuo", stdin=PLACEHOLDER)
    assert done.returncode == 1
    assert "\n### 標準入力\n\n- **要修正** 「○月○日」(1行目)\n" in done.stdout
    assert "根拠\\: 吉備中央町 4\\(12\\)" in done.stdout


@pytest.mark.parametrize("form", ["markdown", "sarif"])
def test_a_form_that_is_one_whole_is_not_printed_in_part(form: str) -> None:
    lines = json.dumps({"id": "a", "text": PLACEHOLDER}) + "\n{broken"
    done = sns_review("check", "--input", "jsonl", "--format", form, stdin=lines)
    assert (done.returncode, done.stdout) == (2, "")


def test_the_bot_does_not_carry_what_draws_on_a_terminal() -> None:
    program = "import sys, bot.__main__; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout.split()
    assert not {"rich", "bot.cli.terminal", "bot.cli.forms"} & set(loaded)


@pytest.mark.parametrize(
    ("arguments", "stdin", "named"),
    [
        (["check", "no-such-file.txt"], "", "no-such-file.txt"),
        (["check"], b"\xff\xfe\x00", "UTF-8"),
        (["check", "--input", "jsonl"], "{broken", "1行目"),
        (["check", "--input", "jsonl"], '{"id": "a"}', "1行目"),
        (["check", "--input", "jsonl"], '{"id": "a", "text": 5}', "1行目"),
        (["check", "--input", "jsonl"], '{"text": "a", "today": "明日"}', "1行目"),
        (["check", "--guideline", "nowhere"], "", "nowhere"),
        (["check", "--today", "tomorrow"], "", "--today"),
        (["check", "--format", "pdf"], "", "--format"),
        (["clauses", "--format", "sarif"], "", "--format"),
        (["clauses", "--limit", "0"], "", "--limit"),
        (["verify", "no-such-folder"], "", "no-such-folder"),
        (["fly"], "", "fly"),
        ([], "", "COMMAND"),
    ],
)
def test_unusable_input_is_status_2_and_the_last_line_says_plainly_what_is_wrong(
    arguments: list[str], stdin: str | bytes, named: str
) -> None:
    done = sns_review(*arguments, stdin=stdin)
    assert done.returncode == 2
    assert named in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({}, "SLACK_BOT_TOKEN"),
        ({"SLACK_BOT_TOKEN": "secret"}, "SLACK_BOT_TOKEN"),
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN"),
        ({"PORT": "eighty"}, "PORT"),
        ({"APPROVERS": "課長"}, "APPROVERS"),
        ({"LOG_LEVEL": "loud"}, "LOG_LEVEL"),
        ({"SLACK_API_URL": "slack.com"}, "SLACK_API_URL"),
        (
            {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "RETURN_REACTIONS": "white_check_mark"},
            "RETURN_REACTIONS",
        ),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "GUIDELINES": "nowhere"}, "GUIDELINES"),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "DATABASE_URL": "nonsense"}, "DATABASE_URL"),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "RULES_DIR": "/no/such/folder"}, "/no/such/folder"),
    ],
)
def test_a_missing_or_wrong_setting_is_named_in_one_line(variables: dict[str, str], named: str, tmp_path: Path) -> None:
    database = {"DATABASE_URL": f"sqlite:///{tmp_path}/x.db"}
    done = sns_review("run", **{**database, **variables})
    assert done.returncode == 2
    assert named in done.stderr.splitlines()[-1]
    assert len(done.stderr.splitlines()) == 1


def test_without_a_query_all_clauses_come_in_order() -> None:
    clauses = json.loads(sns_review("clauses", "--format", "json", "--guideline", "kibichuo").stdout)
    assert len(clauses) == 47
    assert set(clauses[0]) == {"id", "guideline", "number", "heading", "text", "note"}
    assert [clauses[0]["id"], clauses[-1]["id"]] == ["kibichuo:1", "kibichuo:6(2)②"]


def test_a_query_is_answered_best_first_up_to_the_limit() -> None:
    clauses = json.loads(sns_review("clauses", "５の12", "--format", "json", "--limit", "1").stdout)
    assert [clause["id"] for clause in clauses] == ["kibichuo:5(12)"]


def test_coverage_names_for_each_clause_what_the_system_does() -> None:
    rows = json.loads(sns_review("coverage", "--format", "json").stdout)
    assert len(rows) == 75
    assert all(row["mechanisms"] for row in rows)
    assert next(row for row in rows if row["clause"] == "kibichuo:4(9)②")["mechanisms"] == ["roster"]


def test_verify_holds_every_example_and_says_how_many() -> None:
    done = sns_review("verify")
    assert done.returncode == 0
    assert "ガイドライン2件" in done.stdout


def test_verify_of_an_offices_own_folder_names_file_key_and_reason(tmp_path: Path) -> None:
    folder = tmp_path / "checks" / "own"
    folder.mkdir(parents=True)
    (folder / "own_check.toml").write_text('id = "own-check"\ntitle = 5\n[words]\nany = ["x"]\n', encoding="utf-8")
    done = sns_review("verify", str(tmp_path))
    assert done.returncode == 2
    assert "own_check.toml: title: 文字列で書いてください" in done.stderr


def own_folder(place: Path, **files: str) -> str:
    for name, content in files.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return str(place)


@pytest.mark.parametrize(
    ("name", "content", "named"),
    [
        ("overrides.toml", '[[override]]\ncheck = "insult"\noff = true\n', "overrides.toml: override[0]: reason: "),
        (
            "overrides.toml",
            '[[override]]\ncheck = "outdated-term"\nexcept = ["館"]\n[[override.match]]\ntext = "本"\nflags = ["本"]\n',
            "overrides.toml: override[0]: match[0]: ",
        ),
        ("overides.toml", "", "「overrides.toml」ではありませんか"),
        ("lexicons/lookup_synonyms.toml", 'replaces = "lexicons/lookup_synonyms.toml"\nsay = 1\n', "toml: say: "),
    ],
)
def test_verify_refuses_what_an_office_cannot_have_meant(tmp_path: Path, name: str, content: str, named: str) -> None:
    done = sns_review("verify", own_folder(tmp_path, **{name: content}))
    assert done.returncode == 2
    assert named in done.stderr.splitlines()[-1]


def test_coverage_shows_no_check_that_an_office_switched_off(tmp_path: Path) -> None:
    off = '[[override]]\ncheck = "on-duty-idleness"\noff = true\nreason = "当直の様子も発信するため"\n'
    folder = own_folder(tmp_path, **{"overrides.toml": off})
    rows = json.loads(sns_review("coverage", "--format", "json", RULES_DIR=folder).stdout)
    assert "on-duty-idleness" not in {check for row in rows for check in row["checks"]}
    assert all(row["mechanisms"] for row in rows)


@pytest.mark.parametrize("text", ["", "\n\n", "ｶﾞ か\u3099 \u200b", "あ" * 100_000, "\x00\x1b[0m"])
def test_no_text_is_too_strange_to_check(text: str) -> None:
    assert sns_review("check", "--format", "json", stdin=text).returncode in {0, 1}


def test_halves_of_surrogate_pairs_do_not_stop_a_run() -> None:
    done = sns_review(
        "check", "--input", "jsonl", "--format", "json", stdin='{"id":"\\ud800","text":"○月\\ud800○日に行います"}'
    )
    assert done.returncode == 1
    assert json.loads(done.stdout)["id"] == "\ud800"
