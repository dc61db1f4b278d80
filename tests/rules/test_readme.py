"""The worked example of rules/README.md, done as it says: what an office copies from there works."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.engine.engine import Engine
from bot.engine.rules import SHIPPED, load_rules
from bot.engine.verify import failures

README = (SHIPPED / "README.md").read_text(encoding="utf-8")
OVERRIDES, EXAMPLE = README.split("\n### Overrides\n")[1].split("\n## Worked example")
EXAMPLE = EXAMPLE.split("\n## ")[0]
FILES = dict(re.findall(r"`(mihon-rules/[^`]+\.toml)`.*?```toml\n(.*?)```", EXAMPLE, re.DOTALL))
CONSOLES = re.findall(r"```console\n(.*?)```", EXAMPLE, re.DOTALL)
SETTINGS = dict(line.split("=") for line in re.findall(r"```ini\n(.*?)```", EXAMPLE, re.DOTALL)[0].splitlines())


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the example's own folder in it."""
    place = tmp_path_factory.mktemp("desk")
    for name, content in FILES.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(content, encoding="utf-8")
    return place


def asked(console: str) -> list[tuple[str, str]]:
    """Each command of a console block with what it answers."""
    pieces = re.split(r"^\$ ", console, flags=re.MULTILINE)[1:]
    parted = (re.fullmatch(r"((?:[^\n]*\|\n)?[^\n]*)\n(.*)", piece, re.DOTALL) for piece in pieces)
    return [(found[1], found[2]) for found in parted if found]


def answered(desk: Path, command: str, variables: dict[str, str]) -> str:
    """What a command of the README answers, typed into a shell in `desk`."""
    command = command.replace("python -m bot", f"'{sys.executable}' -m bot")
    surroundings = {"PATH": os.environ["PATH"], "PYTHONPATH": str(SHIPPED.parent), "PYTHONUTF8": "1", **variables}
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, cwd=desk, env=surroundings, check=False)
    assert done.stderr.decode() == ""
    return done.stdout.decode()


def agrees(told: str, wanted: str) -> bool:
    """Whether an answer is the one the README shows, where `…` stands for anything but a 【level】."""
    return re.fullmatch(re.escape(wanted).replace("…", r"[^【]*?"), told, re.DOTALL) is not None


def test_the_example_has_a_guideline_of_three_clauses_a_check_and_an_override() -> None:
    assert set(FILES) == {
        "mihon-rules/guidelines/mihon.toml",
        "mihon-rules/checks/mihon/old_nickname.toml",
        "mihon-rules/overrides.toml",
    }
    assert FILES["mihon-rules/guidelines/mihon.toml"].count("[[clause]]") == 3
    assert set(SETTINGS) == {"GUIDELINES", "RULES_DIR"}


@pytest.mark.parametrize(("command", "wanted"), asked(CONSOLES[0]))
def test_the_folder_is_proved_as_the_example_shows(desk: Path, command: str, wanted: str) -> None:
    assert agrees(told := answered(desk, command, {}), wanted), told


@pytest.mark.parametrize(("command", "wanted"), asked(CONSOLES[1]))
def test_a_draft_is_checked_with_the_settings_as_the_example_shows(desk: Path, command: str, wanted: str) -> None:
    assert agrees(told := answered(desk, command, SETTINGS), wanted), told


def test_every_command_of_the_example_was_tried() -> None:
    assert [len(asked(console)) for console in CONSOLES] == [2, 1]


def test_the_overrides_shown_can_be_used_and_keep_their_examples(tmp_path: Path) -> None:
    blocks = re.findall(r"```toml\n(.*?)```", OVERRIDES, re.DOTALL)
    (tmp_path / "overrides.toml").write_text(blocks[0], encoding="utf-8")
    rules = load_rules(tmp_path)
    shown = rules.overrides
    assert (len(blocks), len(shown.checks), len(shown.lexicons), len(shown.guidelines)) == (1, 4, 1, 1)
    assert not [reason for reason in failures(Engine(rules)) if "overrides.toml" in reason]
