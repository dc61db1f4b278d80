"""The morning's digest of what waits."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.drafts import Origin
from bot.domain.reviews import Review
from bot.services.upkeep import Digest
from bot.slack.presenters.digest import digest_text, link
from tests.slack.review_kit import NOW, cleared, submitted

SITE = "https://minato.slack.example/"


def waiting(number: int, hours: float, *, urgent: bool = False) -> Review:
    """Since so many hours."""
    since = NOW - timedelta(hours=hours)
    return replace(submitted(), origin=Origin("C1", f"{number}.000100"), waiting_since=since, urgent=urgent)


def told(*waits: Review, done: int = 0) -> list[str]:
    reviews = tuple(replace(cleared(), origin=Origin("C1", f"9{number}.0")) for number in range(done))
    return digest_text(Digest(waits, reviews), SITE, NOW).split("\n")


def test_each_draft_that_waits_is_a_line_with_its_address_its_drafter_and_its_time() -> None:
    assert told(waiting(1, 3.5)) == [
        "おはようございます。今朝の審査の様子です。",
        "*承認をお待ちしているもの 1件*",
        "• <https://minato.slack.example/archives/C1/p1000100|投稿案を開く> 担当 <@UDRAFTER> さん ・ お待ちして3時間",
    ]


def test_the_urgent_ones_stand_first_and_then_those_who_wait_longest() -> None:
    lines = told(waiting(1, 2), waiting(2, 50), waiting(3, 1, urgent=True), waiting(4, 24))
    assert [line.partition("/p")[2][0] for line in lines[2:]] == ["3", "2", "4", "1"]
    assert [line.partition("お待ちして")[2] for line in lines[2:]] == ["1時間(緊急)", "2日", "1日", "2時間"]


def test_of_many_the_first_fifteen_are_told_and_the_rest_counted_once() -> None:
    lines = told(*(waiting(number, number) for number in range(40)), done=17)
    assert lines[1] == "*承認をお待ちしているもの 40件*"
    assert [line for line in lines if line.startswith("ほかに")] == ["ほかに25件", "ほかに2件"]
    assert len([line for line in lines if line.startswith("•")]) == 30
    assert len("\n".join(lines)) < 4_000


def test_cleared_drafts_without_a_publication_are_told_apart() -> None:
    lines = told(done=2)
    assert lines[1] == "*公開可のまま、まだ公開の記録がないもの 2件*"
    assert len(lines) == 4
    assert "お待ちして" not in "".join(lines)


@pytest.mark.parametrize("count", [15, 16])
def test_fifteen_are_told_whole(count: int) -> None:
    lines = told(*(waiting(number, number) for number in range(count)))
    assert ("ほかに1件" in lines) == (count == 16)


def test_a_messages_address_is_slacks_own() -> None:
    assert link(Origin("C1", "1795400000.000100"), SITE) == f"{SITE}archives/C1/p1795400000000100"
