"""`/sns-guideline`, as people type it."""

import pytest

from bot.sandbox import people
from tests.e2e.office import OfficeAtWork

K512 = "職務上知り得た秘密や個人情報を含む情報を発信すること。"


@pytest.mark.parametrize("query", ["5(12)", "5-12", "５（１２）", "5の12", "吉備中央町 5(12)"])
def test_a_number_in_any_spelling_finds_its_clause(office: OfficeAtWork, query: str) -> None:
    answer = office.sandbox.command(people.DRAFTER, "/sns-guideline", query)
    assert K512 in str(answer["blocks"])
    assert "2022年4月1日" in str(answer["blocks"])


def test_the_answer_is_for_the_asker_alone_until_it_is_shared(office: OfficeAtWork) -> None:
    answer = office.sandbox.command(people.DRAFTER, "/sns-guideline", "吉備中央町 5(12)")
    assert answer in office.sandbox.ephemerals(people.DRAFTER)
    office.sandbox.act(people.DRAFTER, answer["ts"], "share-clause", value="kibichuo:5(12)")
    office.sandbox.wait_for(lambda: any(K512 in str(message.get("blocks")) for message in office.sandbox.history()))


def test_nothing_typed_shows_the_table_of_contents_to_browse(office: OfficeAtWork) -> None:
    answer = office.sandbox.command(people.DRAFTER, "/sns-guideline", "")
    assert "5 ソーシャルメディアを利用する場合の禁止事項" in str(answer["blocks"])
    office.sandbox.act(people.DRAFTER, answer["ts"], "browse-clause", value="fujisawa:5(1)")
    office.told(people.DRAFTER, "藤沢市 5(1)")


def test_an_editors_note_stands_apart_from_the_quotation(office: OfficeAtWork) -> None:
    answer = office.sandbox.command(people.DRAFTER, "/sns-guideline", "吉備中央町 6(1)②")
    sections = [block["text"]["text"] for block in answer["blocks"] if block["type"] == "section"]
    assert any("可能性があるあるため" in text for text in sections)
    assert not any("編者の注" in text for text in sections)
    assert "編者の注" in str(answer["blocks"])


def test_what_is_not_there_is_said_kindly(office: OfficeAtWork) -> None:
    answer = office.sandbox.command(people.DRAFTER, "/sns-guideline", "zzzzqqq")
    assert "見つかりませんでした" in answer["text"]


def test_the_home_tells_how_to_use_the_desk(office: OfficeAtWork) -> None:
    assert "審査チャンネル" in str(office.sandbox.open_home(people.DRAFTER)) or "<#" in str(
        office.sandbox.home(people.DRAFTER)
    )
