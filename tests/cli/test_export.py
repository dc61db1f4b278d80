"""Reviews handed out: what a spreadsheet opens, and what a program reads."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest

from bot.cli import export
from bot.domain.chain import Head, Link, linked
from bot.domain.drafts import Confirmation, Origin, Post, Revision
from bot.domain.findings import Citation, Finding, Level
from bot.domain.people import Person
from bot.domain.reviews import Review
from bot.services.ports import Filed
from tests.domain.kit import managers

NOW = datetime(2026, 11, 24, 0, 0, 1, tzinfo=UTC)
POSTED = 1_795_400_000_000_100
FINDING = Finding(
    "hearsay", Level.CONFIRM, 0, 2, "今日", "ご確認ください。", "", None, (Citation("kibichuo:4(12)", Level.CONFIRM),)
)


def filed(text: str = "今日は\n休みです。", *, purged: bool = False) -> Filed:
    asked = (Confirmation("a", "確かめました", ("kibichuo:4(12)",)),)
    review = Review.submit(
        Origin("C1", "1795400000.000100"), "UDRAFTER", Revision(1, text, POSTED, "rules", (FINDING,), asked), NOW
    )
    review.tick("UDRAFTER", 1, {"a": True}, NOW)
    review.approve(Person("UMANAGER"), "ok", managers("UMANAGER"), NOW)
    if purged:
        review.purge("sns-review", NOW)
    links: list[Link] = []
    for entry in review.entries:
        links.append(linked(entry, 3, Head(links[-1].number, links[-1].hash) if links else Head()))
    return Filed(3, POSTED, review, tuple(links))


def table(*reviews: Filed) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(export.as_csv(reviews)).removeprefix("\ufeff"), newline="")))


def test_a_table_begins_with_a_byte_order_mark_and_ends_its_lines_as_excel_does() -> None:
    text = "".join(export.as_csv([filed("一行")]))
    assert text.startswith("\ufeff審査番号,受付日時,")
    assert text.count("\r\n") == text.count("\n") == 2


def test_a_table_tells_the_review_and_its_decision_in_japans_time() -> None:
    (row,) = table(filed())
    assert row["受付日時"] == "2026-11-23 11:13:20"
    assert (row["状態"], row["決裁"], row["決裁者"], row["決裁日時"]) == (
        "公開可",
        "承認",
        "UMANAGER",
        "2026-11-24 09:00:01",
    )
    assert row["文面"] == "今日は\n休みです。"
    assert (row["要修正"], row["要確認"], row["参考"], row["指摘の条項"]) == ("0", "1", "0", "kibichuo:4(12)")
    assert (row["確認事項"], row["確認済み"], row["最後の記録の番号"]) == ("1", "1", "4")


def test_an_empty_table_has_its_headings() -> None:
    assert "".join(export.as_csv([])).count("\r\n") == 1


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", '=HYPERLINK("x")'])
def test_no_cell_is_a_formula(text: str) -> None:
    assert table(filed(text))[0]["文面"] == f"'{text}"


def test_text_that_only_holds_such_signs_stays_as_it_is() -> None:
    assert table(filed("1=1, a@b"))[0]["文面"] == "1=1, a@b"


def test_a_json_line_has_the_review_and_every_entry_with_its_hash() -> None:
    given = filed()
    (line,) = export.as_jsonl([given])
    value = json.loads(line)
    assert line.endswith("}\n")
    assert (value["review"], value["state"], value["decision"]["word"]) == (3, "公開可", "承認")
    assert value["findings"][0]["clauses"] == ["kibichuo:4(12)"]
    assert value["confirmations"][0]["ticked_at"] == "2026-11-24T09:00:01+09:00"
    assert [entry["hash"] for entry in value["entries"]] == [link.hash for link in given.links]
    assert value["entries"][-1]["decision"]["approver"] == "UMANAGER"


def test_a_purged_review_is_handed_out_without_its_words() -> None:
    given = filed("ひみつの祭り", purged=True)
    (row,) = table(given)
    assert (row["文面"], row["状態"], row["文面の消去日時"]) == ("", "公開可", "2026-11-24 09:00:01")
    assert row["文面のSHA-256"] == given.review.revision.sha256
    assert "ひみつ" not in "".join(export.as_jsonl([given]))


def test_a_published_review_tells_where_and_who_had_approved_it() -> None:
    one = filed()
    one.review.urgent = True
    post = Post("x", "@town_example", "https://x.com/town_example/1", NOW)
    one.review.publish(Person("UDRAFTER"), post, NOW)
    (row,) = table(one)
    assert (row["状態"], row["決裁"], row["決裁者"], row["緊急"]) == ("公開済み", "承認", "UMANAGER", "はい")
    assert (row["公開先"], row["アカウント"], row["公開日時"]) == ("x", "'@town_example", "2026-11-24 09:00:01")
    assert json.loads("".join(export.as_jsonl([one])))["publication"]["url"] == "https://x.com/town_example/1"
