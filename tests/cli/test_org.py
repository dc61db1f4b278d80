"""The organisation on the command line, as a personnel office enters it in April."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from bot.domain.organisation import Absence, Organisation, Section
from bot.store.migrate import migrate
from bot.store.sections import SqlSections
from bot.store.store import Database, open_database

ROOT = Path(__file__).resolve().parents[2]
HEADINGS = "所属,役割,ユーザーID,不在開始,不在終了"
PLANNING = Section("総務部　企画課", ("U0PLAN01",), ("U0PLAN00",), ("S0PLANS",))
TAX = Section("税務課", ("U0TAX01",))
AWAY = Absence("U0PLAN00", date(2027, 4, 1), date(2027, 4, 3))
OFFICE = Organisation((PLANNING, TAX), (AWAY,))


class Office:
    """A database with an organisation in it, and the command line."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = f"sqlite:///{folder}/reviews.db"
        engine = open_database(self.url)
        migrate(engine)
        self.sections = SqlSections(Database(engine))
        self.sections.replace(OFFICE)

    def org(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "bot", "org", *arguments],
            capture_output=True,
            cwd=ROOT,
            env={"PATH": "", "PYTHONUTF8": "1", "DATABASE_URL": self.url},
            check=False,
        )

    def take_in(self, *lines: str, encoding: str = "utf-8", apply: bool = True) -> tuple[int, str]:
        """Import a file of these lines; the exit status, and what was said."""
        file = self.folder / "異動.csv"
        file.write_bytes("\r\n".join(lines).encode(encoding))
        done = self.org("import", str(file), *(["--apply"] if apply else []))
        return done.returncode, (done.stdout + done.stderr).decode()

    def kept(self) -> Organisation:
        return self.sections.organisation()


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.mark.parametrize("arguments", [(), ("--dry-run",)], ids=["by default", "as asked"])
def test_an_import_first_shows_what_would_change_and_changes_nothing(
    office: Office, arguments: tuple[str, ...]
) -> None:
    file = office.folder / "a.csv"
    file.write_text(f"{HEADINGS}\n税務課,所属長,U0TAX01\n福祉課,代決者,U0CARE01\n", encoding="utf-8")
    done = office.org("import", str(file), *arguments)
    assert done.returncode == 0
    assert done.stdout.decode().splitlines() == [
        "税務課",
        "  職員でなくなる方: U0TAX01",
        "  所属長になる方: U0TAX01",
        "福祉課 (新しい所属)",
        "  代決者になる方: U0CARE01",
        "総務部　企画課 (なくなる所属)",
        "  職員でなくなる方: U0PLAN01",
        "  所属長でなくなる方: U0PLAN00",
        "  代決者でなくなる方: S0PLANS",
        "なくなる不在",
        "  U0PLAN00: 2027-04-01 から 2027-04-03 まで",
        "ご確認ください: 「福祉課」には所属長がいません。庁内共通の承認者(APPROVERS)が決裁します。",
        "まだ何も変えていません。この内容でよければ、--apply を付けて、もう一度実行してください。",
    ]
    assert office.kept() == OFFICE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_an_applied_import_takes_the_place_of_all_there_was(office: Office, encoding: str) -> None:
    status, said = office.take_in(HEADINGS, "福祉課,所属長,U0CARE00", "税務課,職員,S0TAX", encoding=encoding)
    assert status == 0
    assert "この内容に変えました。所属は2件です。" in said
    assert office.kept() == Organisation((Section("福祉課", (), ("U0CARE00",)), Section("税務課", ("S0TAX",))))


@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
def test_what_was_handed_out_changes_nothing_when_it_comes_back(office: Office, encoding: str) -> None:
    handed_out = office.org("export", "--encoding", encoding).stdout
    assert handed_out.startswith(b"\xef\xbb\xbf") == (encoding == "utf-8")
    (office.folder / "a.csv").write_bytes(handed_out)
    done = office.org("import", str(office.folder / "a.csv"), "--apply")
    assert "変わるところはありません。" in done.stdout.decode()
    assert office.kept() == OFFICE


def test_a_table_is_handed_out_as_excel_opens_it(office: Office) -> None:
    assert office.org("export").stdout.decode("utf-8-sig").split("\r\n") == [
        HEADINGS,
        "総務部　企画課,所属長,U0PLAN00,,",
        "総務部　企画課,代決者,S0PLANS,,",
        "総務部　企画課,職員,U0PLAN01,,",
        "税務課,職員,U0TAX01,,",
        ",,U0PLAN00,2027-04-01,2027-04-03",
        "",
    ]


def test_no_cell_is_a_formula_and_it_comes_back_as_it_was(office: Office) -> None:
    odd = Organisation((Section("=HYPERLINK(1)", managers=("U0PLAN00",)), Section("＋1係")))
    office.sections.replace(odd)
    handed_out = office.org("export").stdout
    assert b"'=HYPERLINK(1)," in handed_out
    assert "'＋1係,,,,".encode() in handed_out
    (office.folder / "a.csv").write_bytes(handed_out)
    assert "変わるところはありません。" in office.org("import", str(office.folder / "a.csv")).stdout.decode()


def test_a_name_that_cp932_lacks_is_said_and_nothing_is_handed_out(office: Office) -> None:
    office.sections.replace(Organisation((Section("𠮷川支所"),)))
    done = office.org("export", "--encoding", "cp932")
    assert (done.returncode, done.stdout) == (2, b"")
    assert "「𠮷」" in done.stderr.decode()


def test_a_file_without_columns_for_absences_leaves_them(office: Office) -> None:
    status, _ = office.take_in("所属,役割,ユーザーID", "税務課,所属長,U0TAX00")
    assert status == 0
    assert office.kept().absences == (AWAY,)


def test_excels_days_full_width_ids_notes_and_empty_lines_are_read_as_they_are_meant(office: Office) -> None:
    status, said = office.take_in(
        "氏名, 所属 ,役割,ユーザーＩＤ,不在開始,不在終了",
        "見本 花子,税務課,所属長,Ｕ0TAX00,2027/4/1,2027年4月9日",
        ",,,,,",
        "",
        "見本 花子,福祉課,代決者, U0TAX00 ,2027/4/1,2027/04/09",
    )
    assert status == 0
    assert "読み込まない列: 氏名" in said
    absence = Absence("U0TAX00", date(2027, 4, 1), date(2027, 4, 9))
    sections = (Section("税務課", (), ("U0TAX00",)), Section("福祉課", (), (), ("U0TAX00",)))
    assert office.kept() == Organisation(sections, (absence,))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("税務課,課長,U0TAX00", "役割「課長」はありません。職員・所属長・代決者のどれか"),
        ("税務課,所属長,山田", "「山田」は、ユーザーID(U…)でもユーザーグループID(S…)でもありません"),
        ("税務課,所属長,", "「税務課」の所属長のユーザーID"),
        ("税務課,,U0TAX00", "「税務課」での役割"),
        (",所属長,U0TAX00", "所属を書いてください"),
        (",,U0TAX00", "不在の日を書いてください"),
        ("企画 課,職員,U0TAX00", "空白や全角・半角だけが違います"),
        ("企画課,所属長,U0PLAN00", "2行目にもあります"),
        (",,U0TAX00,2027-04-02,2027-04-01", "始まり(2027-04-02)より前"),
        (",,U0TAX00,2027-02-29,2027-03-01", "「2027-02-29」という日はありません"),
        (",,U0TAX00,2027-04-01", "両方を書いてください"),
        (",,S0TAX,2027-04-01,2027-04-01", "お一人ずつ"),
        ("長" * 101 + ",,", "100文字まで"),
        ('"税\n務課",,', "改行や目に見えない文字"),
        ("税務課,所属長,U0TAX00,,,覚え", "見出しのない列"),
    ],
)
def test_a_file_with_a_fault_changes_nothing_and_the_line_is_named(office: Office, line: str, words: str) -> None:
    status, said = office.take_in(HEADINGS, "企画課,所属長,U0PLAN00", line)
    assert status == 2
    assert "何も変えていません" in said
    assert "異動.csv, 3行目: " in said.splitlines()[-1]
    assert words in said.splitlines()[-1]
    assert office.kept() == OFFICE


def test_every_fault_is_told_at_once(office: Office) -> None:
    status, said = office.take_in(
        HEADINGS, "税務課,課長,U0TAX00", "税務課,職員,x", "税務課,職員,U0TAX00", "税務課,係長,"
    )
    assert status == 2
    assert "3か所" in said
    assert [line.split(": ")[0][-3:] for line in said.splitlines()[1:]] == ["2行目", "3行目", "5行目"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "見出しに「所属」がありません"),
        ("所属,役割\n".encode(), "見出しに「ユーザーID」がありません"),
        (f"{HEADINGS.removesuffix(',不在終了')}\n".encode(), "両方を書くか、両方を省いて"),
        (f"{HEADINGS},所属\n".encode(), "「所属」が2つ"),
        (HEADINGS.encode(), "所属が1つも書かれていません"),
        (f'{HEADINGS}\n"税務課'.encode(), "2行目: CSVとして読めません"),
        (HEADINGS.encode("utf-16"), "UTF-8のCSVでも、Excelで保存したCSV(cp932)でもありません"),
    ],
    ids=["empty", "a column lacks", "half an absence", "a column twice", "no lines", "an open quote", "UTF-16"],
)
def test_a_file_that_is_no_such_table_changes_nothing(office: Office, content: bytes, words: str) -> None:
    (office.folder / "a.csv").write_bytes(content)
    done = office.org("import", str(office.folder / "a.csv"), "--apply")
    assert done.returncode == 2
    assert words in done.stderr.decode()
    assert office.kept() == OFFICE


def test_a_file_or_a_database_that_is_not_there_is_status_2_in_one_line(office: Office) -> None:
    missing = office.org("import", str(office.folder / "no.csv"))
    office.url = f"sqlite:///{office.folder}/no.db"
    nowhere = office.org("export")
    assert (missing.returncode, nowhere.returncode) == (2, 2)
    assert "ファイルを読めません" in missing.stderr.decode()
    assert "DATABASE_URL" in nowhere.stderr.decode()
    assert not (office.folder / "no.db").exists()


@pytest.mark.parametrize("arguments", [(), ("burn",), ("import",), ("import", "a.csv", "--dry-run", "--apply")])
def test_unusable_arguments_are_status_2(office: Office, arguments: tuple[str, ...]) -> None:
    assert office.org(*arguments).returncode == 2
    assert office.kept() == OFFICE
