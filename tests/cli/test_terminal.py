"""The command line on a real terminal: a pseudo-terminal of the operating system."""

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest

from bot.cli.printing import visible
from bot.cli.terminal import pages
from tests.cli.kit import LIBRARY, checked, found

ROOT = Path(__file__).resolve().parents[2]
DRAFT = "秋のお知らせです。\r\n防災訓練を○月○日に行います。\r\nお待ちしています。"
LONG = "\n".join(json.dumps({"id": number, "text": "防災訓練を○月○日に行います。" * 20}) for number in range(80))
COLOUR = re.compile(r"\x1b\[[\d;]*3\d[\d;]*m")
BAR = "確認しています"


class Seen:
    """What comes out at one end."""

    def __init__(self, *, terminal: bool) -> None:
        self._reads, self.writes = pty.openpty() if terminal else os.pipe()
        self._bytes = b""
        self._reader = Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        try:
            while piece := os.read(self._reads, 1 << 16):
                self._bytes += piece
        except OSError:  # Linux's way to say that a terminal's other end is closed
            pass
        os.close(self._reads)

    def text(self) -> str:
        os.close(self.writes)
        self._reader.join()
        return self._bytes.decode()


def check(
    *arguments: str, stdin: str, out: bool = False, err: bool = False, variable: str = "LANG"
) -> tuple[int, str, str]:
    """`check`'s exit status, output and error, each of the two on a terminal or not; both: on the same one."""
    output = Seen(terminal=out)
    error = output if out and err else Seen(terminal=err)
    done = subprocess.run(
        [sys.executable, "-m", "bot", "check", *arguments],
        input=stdin.encode(),
        stdout=output.writes,
        stderr=error.writes,
        cwd=ROOT,
        env={"PATH": "", "PYTHONUTF8": "1", "TERM": "xterm-256color", variable: "1"},
        check=False,
    )
    return done.returncode, output.text(), "" if error is output else error.text()


def test_the_flagged_words_are_coloured_and_underlined_in_their_own_line() -> None:
    status, shown, _ = check(stdin=DRAFT, out=True)
    assert status == 1
    assert "防災訓練を\x1b[4;31m○月○日\x1b[0mに行います。" in shown
    assert "秋のお知らせ" not in shown


def test_without_colours_the_words_are_still_underlined() -> None:
    _, shown, _ = check(stdin=DRAFT, out=True, variable="NO_COLOR")
    assert not COLOUR.search(shown)
    assert "防災訓練を\x1b[4m○月○日\x1b[0mに行います。" in shown


@pytest.mark.parametrize("variable", ["LANG", "FORCE_COLOR", "TTY_COMPATIBLE"])
def test_what_goes_elsewhere_is_plain(variable: str) -> None:
    status, shown, error = check(stdin=DRAFT, err=True, variable=variable)
    assert (status, error) == (1, "")
    assert "\x1b" not in shown
    assert shown.splitlines()[1] == "  【要修正】「○月○日」(16-20文字目)"


@pytest.mark.parametrize("form", ["json", "markdown", "sarif"])
def test_other_forms_are_the_same_on_a_terminal(form: str) -> None:
    _, shown, _ = check("--format", form, stdin=DRAFT, out=True)
    assert shown.replace("\r\n", "\n") == check("--format", form, stdin=DRAFT)[1]


def test_long_input_moves_a_bar_on_standard_error_alone() -> None:
    status, shown, error = check("--input", "jsonl", "--format", "json", stdin=LONG, err=True)
    assert status == 1
    assert [json.loads(line)["id"] for line in shown.splitlines()] == list(range(80))
    assert BAR in error
    assert "100%" in error
    assert error.endswith("\x1b[2K")  # it leaves nothing behind


def test_the_bar_makes_room_for_findings_on_the_same_terminal() -> None:
    _, shown, _ = check("--input", "jsonl", stdin=LONG, out=True, err=True)
    without_bar, bars = re.subn(r"\x1b\[\?25l.*?\x1b\[\?25h\x1b?\r?\x1b\[1A\x1b\[2K", "", shown, flags=re.DOTALL)
    assert bars == 81
    assert without_bar == check("--input", "jsonl", stdin=LONG, out=True)[1]


def test_no_bar_moves_where_nobody_looks_or_little_is_to_be_done() -> None:
    assert check("--input", "jsonl", stdin=LONG)[2] == ""
    assert check("--input", "jsonl", stdin=LONG, out=True)[2] == ""
    assert check(stdin=DRAFT, err=True)[2] == ""


def test_what_is_wrong_is_the_last_line_after_the_bar_is_gone() -> None:
    status, _, error = check("--input", "jsonl", stdin=f"{LONG}\n{{broken", err=True)
    assert status == 2
    assert error.rsplit("\x1b[2K", 1)[-1].startswith("標準入力, 81行目: ")


def test_a_long_line_is_shown_from_just_before_the_words_to_just_behind() -> None:
    text = f"{'あ' * 100}看護婦{'い' * 100}"
    (page,) = pages([checked(text, found(text, "看護婦"))], LIBRARY)
    assert f"…{'あ' * 30}看護婦" in page.replace("\n    ", "")
    assert "あ" * 31 not in page.replace("\n    ", "")


def test_a_draft_cannot_steer_the_terminal() -> None:
    text = "秋\x1b]0;x\x07\u202eです\r"
    (page,) = pages([checked(text, found(text, text))], LIBRARY)
    assert page == visible(page)


def test_a_json_line_is_named_by_its_id_and_its_place() -> None:
    assert next(pages([checked("秋", path="a.jsonl", line=7)], LIBRARY)).startswith("■ 投稿 (a.jsonl, 7行目)\n")
