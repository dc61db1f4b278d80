"""Looking clauses up, as people ask."""

from pathlib import Path

import pytest

from bot.domain.findings import Level
from bot.domain.guidelines import Library
from bot.engine.guideline_loader import load_guidelines
from bot.engine.synonyms import load_synonyms
from bot.engine.text import content_words
from bot.services.lookup import Why, find_clauses
from bot.store.clause_index import SqliteClauseIndex

RULES = Path(__file__).resolve().parents[2] / "rules"
CHECKS = {path.stem.replace("_", "-"): Level.CONFIRM for path in (RULES / "checks").glob("*/*.toml")}
LIBRARY = Library(load_guidelines(RULES / "guidelines", CHECKS))
INDEX = SqliteClauseIndex(
    LIBRARY.clauses, content_words, load_synonyms(RULES / "lexicons" / "lookup_synonyms.toml", content_words)
)


def ids(query: str, limit: int | None = None, library: Library = LIBRARY) -> list[str]:
    return [hit.clause.id for hit in find_clauses(query, library, INDEX, limit)]


@pytest.mark.parametrize(
    ("query", "clause"),
    [
        ("5(12)", "kibichuo:5(12)"),
        ("5-12", "kibichuo:5(12)"),
        ("５（１２）", "kibichuo:5(12)"),
        ("5の12", "kibichuo:5(12)"),
        ("第5項12号", "kibichuo:5(12)"),
        ("4の9の2", "kibichuo:4(9)②"),
        ("4(9)②", "kibichuo:4(9)②"),
        ("4-9-2", "kibichuo:4(9)②"),
        ("4(9)", "kibichuo:4(9)"),
        ("6(2)2", "kibichuo:6(2)②"),
        ("吉備中央町 5(12)", "kibichuo:5(12)"),
        ("吉備中央 5(1)", "kibichuo:5(1)"),
        ("kibichuo 5(1)", "kibichuo:5(1)"),
        ("藤沢 4(6)3", "fujisawa:4(6)③"),
        ("藤沢市5(1)", "fujisawa:5(1)"),
        ("前文2", "fujisawa:前文2"),
        ("まえぶん", "fujisawa:前文1"),
        ("藤沢市の5(4)はどういう意味?", "fujisawa:5(4)"),
    ],
)
def test_a_number_comes_first(query: str, clause: str) -> None:
    first = find_clauses(query, LIBRARY, INDEX, 1)[0]
    assert (first.clause.id, first.why) == (clause, Why.NUMBER)


def test_a_number_of_both_guidelines_finds_both() -> None:
    assert set(ids("5(1)")) == {"kibichuo:5(1)", "fujisawa:5(1)"}


def test_a_named_municipality_leaves_the_other_out() -> None:
    assert ids("藤沢 5(1)") == ["fujisawa:5(1)"]


def test_below_a_number_stand_its_items() -> None:
    assert ids("4(9)") == ["kibichuo:4(9)", "kibichuo:4(9)①", "kibichuo:4(9)②", "kibichuo:4(9)③"]
    assert ids("吉備中央町 6(2)") == ["kibichuo:6(2)①", "kibichuo:6(2)②"]


def test_two_numbers_in_a_sentence_are_both_found_in_their_order() -> None:
    assert ids("5(12)と4(9)②のちがいは?", 2) == ["kibichuo:5(12)", "kibichuo:4(9)②"]


@pytest.mark.parametrize(
    ("query", "clause"),
    [
        ("守秘義務", "kibichuo:4(1)"),
        ("位置情報", "kibichuo:4(14)"),
        ("所属長", "kibichuo:4(9)②"),
        ("誹謗中傷", "kibichuo:5(1)"),
        ("肖像権", "kibichuo:5(16)"),
        ("著作権", "kibichuo:5(16)"),
        ("広報課", "fujisawa:6(1)"),
        ("引用", "kibichuo:6(1)②"),
        ("訂正", "kibichuo:6(1)①"),
        ("GPS", "kibichuo:4(14)"),
        ("ジオタグ", "kibichuo:4(14)"),
        ("炎上", "kibichuo:6(2)①"),
        ("炎上したらどうしたらいいですか", "fujisawa:4(5)"),
        ("パブコメ", "kibichuo:5(13)"),
        ("意見募集", "kibichuo:5(13)"),
        ("検討中", "fujisawa:5(4)"),
        ("いいね", "kibichuo:4(16)"),
        ("うっかり「いいね」を押してしまいました", "kibichuo:4(16)"),
        ("リツイート", "kibichuo:6(1)②"),
        ("RT", "kibichuo:4(16)"),
        ("スクショを貼りたい", "kibichuo:6(1)②"),
        ("なりすまし", "kibichuo:6(2)②"),
        ("偽アカウントを見つけた", "kibichuo:6(2)②"),
        ("認証バッジ", "kibichuo:4(4)"),
        ("二段階認証", "kibichuo:4(5)"),
        ("パスワードはいつ変えるのか", "kibichuo:4(5)"),
        ("子どもの顔が写った写真を載せてもいい?", "kibichuo:5(16)"),
        ("子どもの顔が写った写真を載せてもいい?", "fujisawa:4(3)"),
        ("フリー素材", "kibichuo:5(14)"),
        ("マイナンバー", "kibichuo:4(10)"),
        ("個情法", "kibichuo:4(10)"),
        ("悪口", "kibichuo:5(1)"),
        ("上から目線の言い方", "kibichuo:5(2)"),
        ("皮肉", "fujisawa:4(6)①"),
        ("下ネタ", "kibichuo:5(3)"),
        ("差別", "kibichuo:5(6)"),
        ("ヘイト", "fujisawa:4(6)②"),
        ("デマ", "kibichuo:5(5)"),
        ("フェイクニュース", "fujisawa:4(6)④"),
        ("エイプリルフールのうそ", "kibichuo:5(5)"),
        ("短縮URL", "kibichuo:6(1)④"),
        ("bit.ly", "kibichuo:6(1)④"),
        ("リンクを貼るときの注意", "kibichuo:4(11)"),
        ("退職", "kibichuo:4(1)"),
        ("残業", "fujisawa:6(2)"),
        ("勤務中", "kibichuo:5(9)"),
        ("課長の承認はいりますか", "kibichuo:4(9)②"),
        ("決裁", "kibichuo:4(9)②"),
        ("お詫び", "kibichuo:6(1)①"),
        ("間違えたので謝った", "kibichuo:6(1)①"),
        ("裏アカ", "fujisawa:7(1)"),
        ("職場のパソコンで自分の趣味の団体の宣伝をしてもいい?", "kibichuo:5(11)"),
        ("私物のスマホで投稿してもいいですか", "kibichuo:4(8)"),
        ("長い間更新していないアカウントはどうする?", "kibichuo:4(7)"),
        ("アプリの診断結果をシェアした", "kibichuo:4(15)"),
        ("他の課の事業を紹介したい", "fujisawa:5(5)"),
        ("選挙の応援をしていいか", "kibichuo:5(7)"),
        ("ゲストが投稿してもいい?", "kibichuo:4(6)"),
        ("Xを始めたい", "fujisawa:1"),
        ("インスタ", "kibichuo:2"),
        ("個人の感想を書きたい", "fujisawa:6(3)"),
    ],
)
def test_words_and_sentences_find_their_clause_among_the_first_three(query: str, clause: str) -> None:
    assert clause in ids(query, 3)


@pytest.mark.parametrize(
    ("query", "clause"),
    [
        ("誹膀中傷", "kibichuo:5(1)"),
        ("著作件", "kibichuo:5(16)"),
        ("肖象権", "kibichuo:5(16)"),
        ("守秘ぎ務", "kibichuo:4(1)"),
        ("なりすし", "kibichuo:6(2)②"),
        ("プライバシ", "kibichuo:5(16)"),
        ("個人情報保護", "kibichuo:5(12)"),
        ("意志形成過程", "kibichuo:5(13)"),
    ],
)
def test_a_slip_in_typing_still_finds_the_clause(query: str, clause: str) -> None:
    assert clause in ids(query, 3)


@pytest.mark.parametrize(
    "query",
    [
        "ラーメン",
        "宇宙旅行",
        "こんにちは",
        "xyzzy",
        "量子コンピュータ",
        "2026-12-01",
        "0466-00-1234",
        "99(1)",
        "…",
        "?",
    ],
)
def test_what_the_guidelines_do_not_know_finds_nothing(query: str) -> None:
    assert ids(query) == []


def test_no_query_lists_every_clause_in_order() -> None:
    hits = find_clauses("  ", LIBRARY, INDEX)
    assert [hit.clause for hit in hits] == list(LIBRARY.clauses)
    assert {hit.why for hit in hits} == {Why.LISTED}


def test_the_limit_holds() -> None:
    assert len(ids("", 5)) == len(ids("情報", 5)) == len(ids("4", 5)) == 5


def test_only_the_guidelines_asked_for_are_searched() -> None:
    only = LIBRARY.only(["fujisawa"])
    assert ids("差別", library=only)[0] == "fujisawa:4(6)②"
    assert {clause.split(":")[0] for clause in ids("情報", library=only)} == {"fujisawa"}
    assert ids("吉備中央町 5(12)", library=only) == []


def test_why_a_clause_was_found_is_told() -> None:
    assert {hit.why for hit in find_clauses("差別", LIBRARY, INDEX)} == {Why.WORDS}
    assert {hit.why for hit in find_clauses("なりすし", LIBRARY, INDEX)} == {Why.ALIKE}
    assert [why.label for why in Why] == ["一覧", "番号", "ことば", "似たつづり"]
