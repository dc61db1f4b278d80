"""The report on the command line, as a section manager's office calls it each month."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.months import Month
from bot.services.desk import JAPAN, utc_now
from tests.services.report_kit import everything, keep

ROOT = Path(__file__).resolve().parents[2]


def sns_review(url: str, folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """`report` as called in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "bot", "report", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=folder,
        env={"PATH": "", "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT), "DATABASE_URL": url, **variables},
        check=False,
    )


@pytest.fixture
def url(tmp_path: Path) -> str:
    return keep(everything(), tmp_path / "reviews.db")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the report goes."""
    folder = tmp_path / "報告"
    folder.mkdir()
    return folder


def test_a_month_is_written_to_one_file_and_said(url: str, folder: Path) -> None:
    done = sns_review(url, folder, "--month", "2026-06", "--out", "6月.html")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "2026年6月の報告を「6月.html」に書きました(投稿案13件)。\n"
    page = (folder / "6月.html").read_text(encoding="utf-8")
    assert page.startswith('<!DOCTYPE html>\n<html lang="ja">')
    assert page.endswith("</html>\n")
    assert "吉備中央町 4(12)" in page
    assert [file.name for file in folder.iterdir()] == ["6月.html"]


def test_without_arguments_it_is_last_month_under_its_own_name(url: str, folder: Path) -> None:
    last_month = Month.of(utc_now().astimezone(JAPAN).date()).before
    done = sns_review(url, folder)
    assert done.returncode == 0
    assert [file.name for file in folder.iterdir()] == [f"report-{last_month}.html"]


def test_the_offices_own_hours_are_those_of_its_settings(url: str, folder: Path) -> None:
    sns_review(url, folder, "--month", "2026-06", "--out", "a.html", OFFICE_HOURS="9:00-16:45")
    assert "平日の9:00から16:45まで" in (folder / "a.html").read_text(encoding="utf-8")


def test_the_report_holds_no_word_of_a_draft(url: str, folder: Path) -> None:
    sns_review(url, folder, "--month", "2026-06", "--out", "a.html")
    assert "ひみつ" not in (folder / "a.html").read_text(encoding="utf-8")


def test_an_older_report_is_replaced(url: str, folder: Path) -> None:
    (folder / "a.html").write_text("古い報告", encoding="utf-8")
    assert sns_review(url, folder, "--month", "2026-06", "--out", "a.html").returncode == 0
    assert "古い報告" not in (folder / "a.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("month", ["2026", "2026-13", "6月", "2026-06-01", ""])
def test_a_month_that_is_none_is_status_2_and_named(month: str, url: str, folder: Path) -> None:
    done = sns_review(url, folder, "--month", month)
    assert done.returncode == 2
    assert "--month: 2026-11 のように、年と月を書いてください" in done.stderr.splitlines()[-1]
    assert list(folder.iterdir()) == []


def test_a_month_to_come_is_status_2(url: str, folder: Path) -> None:
    to_come = Month.of(utc_now().date() + timedelta(days=40))
    done = sns_review(url, folder, "--month", str(to_come))
    assert done.returncode == 2
    assert f"{to_come.label}はまだ来ていません" in done.stderr.splitlines()[-1]


@pytest.mark.parametrize("out", ["ない/a.html", ".", "/", "a" * 300])
def test_a_place_that_cannot_be_written_is_status_2_in_one_line(out: str, url: str, folder: Path) -> None:
    done = sns_review(url, folder, "--month", "2026-06", "--out", out)
    assert done.returncode == 2
    assert done.stderr.startswith(f"--out: 「{out}」に書けません")
    assert len(done.stderr.splitlines()) == 1
    assert list(folder.iterdir()) == []


def test_a_database_that_is_not_there_is_not_made(folder: Path, tmp_path: Path) -> None:
    done = sns_review(f"sqlite:///{tmp_path}/none.db", folder)
    assert done.returncode == 2
    assert "DATABASE_URL" in done.stderr
    assert not (tmp_path / "none.db").exists()
    assert list(folder.iterdir()) == []


def test_rules_that_are_not_there_are_status_2(url: str, folder: Path, tmp_path: Path) -> None:
    done = sns_review(url, folder, "--month", "2026-06", RULES_DIR=str(tmp_path / "none"))
    assert done.returncode == 2
    assert "RULES_DIR" in done.stderr


def test_without_matplotlib_it_is_status_2_in_one_sentence_and_the_older_report_stays(
    url: str, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "matplotlib.py").write_text("raise ModuleNotFoundError", encoding="utf-8")
    (folder / "a.html").write_text("古い報告", encoding="utf-8")
    path = os.pathsep.join([str(tmp_path), str(ROOT)])
    done = sns_review(url, folder, "--month", "2026-06", "--out", "a.html", PYTHONPATH=path)
    assert done.returncode == 2
    assert done.stderr.startswith("グラフを描くための matplotlib が入っていません。")
    assert len(done.stderr.splitlines()) == 1
    assert [(file.name, file.read_text(encoding="utf-8")) for file in folder.iterdir()] == [("a.html", "古い報告")]
