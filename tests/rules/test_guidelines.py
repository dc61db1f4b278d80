"""The guidelines that ship: complete, verbatim, and each clause served."""

from datetime import date
from pathlib import Path

import pytest

from bot.domain.findings import Level
from bot.domain.guidelines import Library, Mechanism
from bot.engine.guideline_loader import load_guidelines

RULES = Path(__file__).resolve().parents[2] / "rules"
CHECKS = {path.stem.replace("_", "-"): Level.CONFIRM for path in (RULES / "checks").glob("*/*.toml")}
LIBRARY = Library(load_guidelines(RULES / "guidelines", CHECKS))


@pytest.mark.parametrize(("guideline", "count"), [("kibichuo", 47), ("fujisawa", 28)])
def test_every_clause_is_there(guideline: str, count: int) -> None:
    clauses = LIBRARY.guideline(guideline).clauses
    assert len(clauses) == count
    assert len({clause.id for clause in clauses}) == count


def test_only_the_date_that_is_printed_is_given() -> None:
    assert LIBRARY.guideline("kibichuo").date == date(2022, 4, 1)
    assert LIBRARY.guideline("fujisawa").date is None


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        ("kibichuo:2", "インターネット上で展開される民間 Web サービスの一つで、"),
        ("kibichuo:4", "ソーシャルメディアの利用にあたって次に掲げられた事項を遵守しなければならない。"),
        ("kibichuo:4(9)", "情報を発信する際には、次の条件を満たすこと。"),
        ("kibichuo:4(9)②", "所属長が発信を認めた内容であること。"),
        ("kibichuo:4(11)", "リンク先の情報内容が、法令や公序良俗に反した内容でないことを確認すること。"),
        ("kibichuo:5(13)", "重要施策の意思形成過程の情報を発信すること(町が積極的に意見等を求める場合を除く)。"),
        ("kibichuo:6(1)②", "信頼性のあるものとして受けとられる可能性があるあるため、慎重に行わなければならない。"),
        ("kibichuo:6(1)④", "URL短縮サービスは、他の利用者に不安を与える恐れがあることに留意しなければならない。"),
        ("kibichuo:6(2)②", "なりすましが存在することの注意喚起を行わなければならない。"),
        ("fujisawa:前文3", "そこで、藤沢市職員（以下「職員」といいます。）において、"),
        ("fujisawa:4(6)", "次に掲げる情報は発信してはなりません。"),
        ("fujisawa:4(6)③", "違法行為又は違法行為を煽る情報"),
        ("fujisawa:5(5)", "読み手側では職員として一定の関係者として理解し、"),
        ("fujisawa:7(2)", "職員のサービスや情報の取扱いに関する規程"),
    ],
)
def test_clauses_are_quoted_verbatim(clause: str, words: str) -> None:
    assert words in LIBRARY.clause(clause).text


@pytest.mark.parametrize("mark", ["(", "①", "②", "- ", "、"])
def test_a_clauses_own_mark_is_no_part_of_its_text(mark: str) -> None:
    assert not [clause.id for clause in LIBRARY.clauses if clause.text.startswith(mark)]


def test_no_text_has_a_line_break() -> None:
    assert not [clause.id for clause in LIBRARY.clauses if "\n" in clause.text]


def test_an_item_without_a_section_of_its_own_carries_its_label() -> None:
    assert "トラブルが発生した場合" in LIBRARY.clause("kibichuo:6(2)①").heading
    assert "なりすましが発生した場合" in LIBRARY.clause("kibichuo:6(2)②").heading


def test_slips_in_the_sources_are_noted_apart() -> None:
    kibichuo = ("3", "4(5)", "4(8)", "4(11)", "5(4)", "5(7)", "5(16)", "6(1)②")
    noted = {clause.id for clause in LIBRARY.clauses if clause.note}
    assert noted >= {f"kibichuo:{number}" for number in kibichuo}
    assert noted >= {"fujisawa:5(5)", "fujisawa:7(1)", "fujisawa:7(2)"}


def test_no_clause_is_without_a_mechanism() -> None:
    assert not [clause.id for clause in LIBRARY.clauses if not clause.mechanisms]


def test_what_is_planned_and_nothing_else_is_said_to_be_in_preparation() -> None:
    for clause in LIBRARY.clauses:
        if clause.lookup and "準備中" in clause.lookup:
            assert clause.planned, clause.id


def test_the_drafter_is_asked_at_most_seven_things() -> None:
    sentences = {clause.confirm for clause in LIBRARY.clauses if clause.confirm}
    assert len(sentences) <= 7


def test_links_are_confirmed_where_the_guideline_asks_to_open_them() -> None:
    assert [clause.id for clause in LIBRARY.clauses if clause.links] == ["kibichuo:4(11)", "kibichuo:6(1)②"]


def test_the_managers_approval_rests_on_the_clauses_there_are() -> None:
    roster = {clause.id for clause in LIBRARY.clauses if Mechanism.ROSTER in clause.mechanisms}
    assert roster == {"kibichuo:4(6)", "kibichuo:4(9)②", "fujisawa:3", "fujisawa:6(1)", "fujisawa:6(3)"}


def test_a_clause_with_a_written_exception_asks_more_than_one_without() -> None:
    levels = {
        clause.id: use.level for clause in LIBRARY.clauses for use in clause.checks if use.id == "internal-decision"
    }
    assert levels == {"kibichuo:5(13)": Level.CONFIRM, "fujisawa:5(4)": Level.ADVISE}


def test_the_catch_all_never_blocks() -> None:
    assert all(use.level is not Level.BLOCK for use in LIBRARY.clause("kibichuo:5(17)").checks)


def test_every_check_serves_a_clause_of_some_guideline() -> None:
    served = {use.id for clause in LIBRARY.clauses for use in clause.checks}
    assert set(CHECKS) == served


@pytest.mark.parametrize(
    ("guideline", "places"), [("kibichuo", {"吉川", "黒山", "富永"}), ("fujisawa", {"善行", "長後", "石川"})]
)
def test_place_names_that_could_be_surnames_are_listed(guideline: str, places: set[str]) -> None:
    assert places <= set(LIBRARY.guideline(guideline).places)
    assert LIBRARY.guideline(guideline).domains
