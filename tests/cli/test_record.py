"""The record on the command line, as an auditor or a scheduled job calls it."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.domain.drafts import Origin, Revision
from bot.domain.organisation import Section
from bot.domain.people import Person
from bot.domain.reviews import Review
from bot.store.migrate import migrate
from bot.store.sections import SqlSections
from bot.store.store import Database, SqlStore, open_database
from tests.domain.kit import managers
from tests.store.tampering import tamper

ROOT = Path(__file__).resolve().parents[2]
LONG_AGO = datetime.now(UTC) - timedelta(days=1200)
POSTED = 1_795_400_000_000_000  # 23 November 2026, a quarter past eleven in Japan


def sns_review(url: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        capture_output=True,
        cwd=ROOT,
        env={"PATH": "", "PYTHONUTF8": "1", "DATABASE_URL": url, **variables},
        check=False,
    )


def said(done: subprocess.CompletedProcess[bytes]) -> str:
    return done.stdout.decode()


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/reviews.db"


@pytest.fixture
def database(url: str) -> Iterator[Engine]:
    """Entries 1 to 3: an old draft, cleared; 4: one of today."""
    engine = open_database(url)
    migrate(engine)
    store = SqlStore(Database(engine))
    old = Review.submit(Origin("C1", "1.0"), "UDRAFTER", Revision(1, "=ひみつの祭り", POSTED, "rules"), LONG_AGO)
    old.approve(Person("UMANAGER"), "ok", managers("UMANAGER"), LONG_AGO)
    new = Review.submit(
        Origin("C1", "2.0"), "UDRAFTER", Revision(1, "べつの文面", POSTED + 86_400_000_000, "rules"), datetime.now(UTC)
    )
    for review in (old, new):
        with store.begin() as unit:
            unit.add(review)
    yield engine
    engine.dispose()


def test_a_record_as_it_was_written_is_status_0_and_tells_its_anchor(url: str, database: Engine) -> None:
    done = sns_review(url, "audit", "verify")
    assert done.returncode == 0
    assert "変わったところ、欠けたところはありません" in said(done)
    anchor = re.search(r"いまの控え: (\d+:[0-9a-f]{64})", said(done))
    assert anchor
    assert sns_review(url, "audit", "verify", "--anchor", anchor[1]).returncode == 0


def test_a_record_that_was_changed_is_status_1_and_the_entry_is_named(url: str, database: Engine) -> None:
    tamper(database, "UPDATE entries SET body = replace(body, 'UMANAGER', 'UOTHER') WHERE id = 3")
    done = sns_review(url, "audit", "verify")
    assert done.returncode == 1
    assert "記録3番の内容が、書かれたときと違います。" in said(done)


def test_an_anchor_that_does_not_fit_is_status_1(url: str, database: Engine) -> None:
    done = sns_review(url, "audit", "verify", "--anchor", "99:" + "0" * 64)
    assert done.returncode == 1
    assert "控えにある記録99番がありません" in said(done)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["audit"], "verify"),
        (["audit", "burn"], "burn"),
        (["audit", "verify", "--anchor", "12"], "--anchor"),
        (["export", "--since", "昨日"], "--since"),
        (["export", "--until", "9999-12-31"], "--until"),
        (["export", "--state", "公開中"], "公開可"),
        (["export", "--format", "pdf"], "--format"),
        (["purge", "--older-than-days", "0"], "--older-than-days"),
        (["purge", "--older-than-days", "三年"], "--older-than-days"),
    ],
)
def test_unusable_arguments_are_status_2_and_named(arguments: list[str], named: str, url: str) -> None:
    done = sns_review(url, *arguments)
    assert done.returncode == 2
    assert named in done.stderr.decode().splitlines()[-1]


@pytest.mark.parametrize("command", [["audit", "verify"], ["export"], ["purge"]])
def test_a_database_that_is_not_there_is_not_made(command: list[str], url: str, tmp_path: Path) -> None:
    done = sns_review(url, *command)
    assert done.returncode == 2
    assert "DATABASE_URL" in done.stderr.decode()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [["audit", "verify"], ["export"], ["purge"]])
def test_a_database_of_another_form_is_left_as_it_is(command: list[str], url: str, tmp_path: Path) -> None:
    (tmp_path / "reviews.db").touch()
    done = sns_review(url, *command)
    assert done.returncode == 2
    assert "python -m bot migrate" in done.stderr.decode()


def test_a_file_that_is_no_database_is_status_2_in_one_line(url: str, tmp_path: Path) -> None:
    (tmp_path / "reviews.db").write_text("ひみつの祭り" * 100, encoding="utf-8")
    done = sns_review(url, "audit", "verify")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "ひみつ" not in done.stderr.decode()


def test_a_table_comes_byte_for_byte_as_excel_wants_it(url: str, database: Engine) -> None:
    done = sns_review(url, "export", PYTHONUTF8="0", LC_ALL="C")
    assert done.returncode == 0
    assert done.stdout.startswith("\ufeff審査番号,".encode())
    assert done.stdout.count(b"\r\n") == 3
    assert "'=ひみつの祭り" in done.stdout.decode("utf-8-sig")


def test_reviews_are_handed_out_by_day_and_state(url: str, database: Engine) -> None:
    def ids(*arguments: str) -> list[int]:
        done = sns_review(url, "export", "--format", "jsonl", *arguments)
        assert done.returncode == 0
        return [json.loads(line)["review"] for line in said(done).splitlines()]

    assert ids() == [1, 2]
    assert ids("--until", "2026-11-23") == [1]
    assert ids("--since", "2026-11-24") == [2]
    assert ids("--state", "公開可") == [1]
    assert ids("--state", "【承認待ち】") == [2]


def test_a_dry_run_purges_nothing(url: str, database: Engine) -> None:
    done = sns_review(url, "purge", "--dry-run")
    assert done.returncode == 0
    assert "1件です。まだ消していません。" in said(done)
    assert "ひみつの祭り" in said(sns_review(url, "export"))


def test_a_purge_empties_old_drafts_and_the_chain_still_verifies(url: str, database: Engine) -> None:
    done = sns_review(url, "purge")
    assert done.returncode == 0
    assert "1件の文面を消しました" in said(done)
    left = said(sns_review(url, "export", "--format", "jsonl"))
    assert "ひみつの祭り" not in left
    assert "べつの文面" in left
    assert sns_review(url, "audit", "verify").returncode == 0


def test_how_long_words_are_kept_is_a_setting_and_an_argument(url: str, database: Engine) -> None:
    assert "0件" in said(sns_review(url, "purge", "--dry-run", RETENTION_DAYS="1500"))
    assert "1件" in said(sns_review(url, "purge", "--dry-run", "--older-than-days", "1100", RETENTION_DAYS="1500"))
    wrong = sns_review(url, "purge", RETENTION_DAYS="三年")
    assert wrong.returncode == 2
    assert "RETENTION_DAYS" in wrong.stderr.decode()


def test_the_auditors_own_script_of_the_manual_works(url: str, database: Engine, tmp_path: Path) -> None:
    manual = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
    (script,) = re.findall(r"```python\n(.*?)```", manual, re.DOTALL)

    def run() -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-X", "utf8", "-c", script, str(tmp_path / "reviews.db")]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)

    anchor = run().stdout.splitlines()[-1]
    assert f"いまの控え: {anchor}\n" in said(sns_review(url, "audit", "verify"))
    tamper(database, "UPDATE entries SET body = replace(body, 'UMANAGER', 'UOTHER') WHERE id = 3")
    assert "記録3番" in run().stderr


def test_a_record_can_be_handed_out_for_one_section(url: str, database: Engine) -> None:
    sections = SqlSections(Database(database))
    sections.put(Section("図書館", ("UDRAFTER",)), None)
    sections.put(Section("税務課", ("SGROUP",)), None)
    own = said(sns_review(url, "export", "--section", "図書館"))
    assert "べつの文面" in own
    done = sns_review(url, "export", "--section", "税務課")
    assert "べつの文面" not in said(done)
    assert "ユーザーグループで登録した方の投稿案は含みません" in done.stderr.decode()
    refused = sns_review(url, "export", "--section", "観光課")
    assert refused.returncode == 2
    assert "登録されている所属: 図書館、税務課" in refused.stderr.decode()
