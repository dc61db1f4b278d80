"""The chain: what is hashed, and what shows when somebody changes it."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

import pytest

from bot.domain.chain import GENESIS, Head, Link, anchored, digest, flaws, linked, moment, standing_digest
from bot.domain.drafts import Confirmation, Origin, Revision
from bot.domain.findings import Citation, Finding, Level
from bot.domain.people import Person
from bot.domain.reviews import Review
from tests.domain.kit import managers

NOW = datetime(2026, 11, 24, 3, 4, 5, 6, tzinfo=UTC)
TEXT = "ひみつの祭り"
FINDING = Finding(
    "hearsay",
    Level.CONFIRM,
    0,
    3,
    "ひみつ",
    "ご確認ください。",
    "",
    None,
    (Citation("kibichuo:4(12)", Level.CONFIRM),),
    "f00d",
)
ASKED = Confirmation("a", "「ひみつ」を見直しました", ("kibichuo:4(12)",))


def review() -> Review:
    made = Review.submit(Origin("C1", "1.0"), "UDRAFTER", Revision(1, TEXT, 1, "rules-1", (FINDING,), (ASKED,)), NOW)
    made.tick("UDRAFTER", 1, {"a": True}, NOW)
    made.approve(Person("UMANAGER"), "ok", managers("UMANAGER"), NOW)
    return made


def chain() -> list[Link]:
    links: list[Link] = []
    head = Head()
    for entry in review().entries:
        links.append(linked(entry, 7, head))
        head = Head(links[-1].number, links[-1].hash)
    return links


def forged(link: Link, **facts: object) -> Link:
    body = json.dumps({**link.facts, **facts}, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return replace(link, body=body)


def rehashed(link: Link) -> Link:
    return replace(link, hash=digest(link.body))


def numbers(links: list[Link]) -> list[int]:
    return [flaw.number for flaw in flaws(links)]


def test_a_body_is_one_canonical_line_and_its_hash_is_sha_256_of_it() -> None:
    first = chain()[0]
    assert first.body == json.dumps(first.facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert first.hash == sha256(first.body.encode()).hexdigest()


APPROVAL = {
    "approver": "UMANAGER",
    "reaction": "ok",
    "revision": 1,
    "at": "2026-11-24T03:04:05.000006+00:00",
    "step": "所属長の承認",
}


def test_a_body_tells_all_that_was_decided_on() -> None:
    *_, ready, approved = chain()
    assert ready.facts["state"] == "awaiting"
    assert approved.facts == {
        "number": 4,
        "previous": ready.hash,
        "review": 7,
        "deed": "approved",
        "actor": "UMANAGER",
        "at": "2026-11-24T03:04:05.000006+00:00",
        "details": {"step": "所属長の承認"},
        "channel": "C1",
        "message": "1.0",
        "drafter": "UDRAFTER",
        "state": "cleared",
        "revision": 1,
        "sha256": sha256(TEXT.encode()).hexdigest(),
        "rules": "rules-1",
        "findings": [{"fingerprint": "f00d", "check": "hearsay", "level": "confirm", "clauses": ["kibichuo:4(12)"]}],
        "confirmations": [{"key": "a", "by": "UDRAFTER", "at": "2026-11-24T03:04:05.000006+00:00", "revision": 1}],
        "decision": {"word": "approved", **APPROVAL},
    }


def test_a_tick_is_in_the_entry_that_tells_of_it() -> None:
    submitted, ticked, *_ = chain()
    assert submitted.facts["confirmations"] == [{"key": "a", "by": None, "at": None, "revision": 1}]
    assert ticked.facts["confirmations"][0]["by"] == "UDRAFTER"


def test_no_body_holds_a_word_of_the_draft() -> None:
    assert [link.number for link in chain() if "ひみつ" in link.body or "祭り" in link.body] == []


def test_the_first_entry_stands_on_64_zeros() -> None:
    assert chain()[0].facts["previous"] == GENESIS == "0" * 64


def test_moments_are_told_in_utc_wherever_they_come_from() -> None:
    assert moment(NOW.astimezone(timezone(timedelta(hours=9)))) == moment(NOW)


def test_a_chain_as_it_was_written_has_no_flaw() -> None:
    assert numbers(chain()) == []
    assert numbers([]) == []


def test_a_changed_body_names_its_entry() -> None:
    links = chain()
    links[1] = forged(links[1], actor="USOMEBODY")
    assert numbers(links) == [2]


def test_a_changed_body_with_a_new_hash_breaks_the_chain_behind_it() -> None:
    links = chain()
    links[1] = rehashed(forged(links[1], actor="USOMEBODY"))
    (flaw,) = flaws(links)
    assert flaw.number == 3
    assert "2番か3番" in flaw.text


@pytest.mark.parametrize(
    "change",
    [
        lambda link: replace(link, review=8),
        lambda link: replace(link, deed="returned"),
        lambda link: replace(link, at=NOW + timedelta(microseconds=1)),
        lambda link: replace(link, hash="f" * 64),
        lambda link: replace(link, body=""),
        lambda link: replace(link, body="[" * 100_000),
        lambda link: rehashed(replace(link, body="5")),
    ],
)
def test_any_other_change_of_an_entry_names_it(change: Callable[[Link], Link]) -> None:
    links = chain()
    links[2] = change(links[2])
    assert numbers(links)[0] == 3


@pytest.mark.parametrize(
    ("first", "last", "said"), [(1, 2, "1番がありません"), (1, 3, "1番から2番まで"), (3, 4, "3番が")]
)
def test_a_gap_names_what_is_missing(first: int, last: int, said: str) -> None:
    links = [link for link in chain() if not first <= link.number < last]
    (flaw,) = flaws(links)
    assert flaw.number == first
    assert said in flaw.text


def test_swapped_entries_are_both_named() -> None:
    links = chain()
    links[1], links[2] = replace(links[2], number=2), replace(links[1], number=3)
    assert {2, 3} <= set(numbers(links))


def test_an_inserted_entry_breaks_the_chain_where_it_stands() -> None:
    first, *rest = chain()
    inserted = linked(review().entries[-1], 7, Head(1, first.hash))
    later = [rehashed(forged(replace(link, number=link.number + 1), number=link.number + 1)) for link in rest]
    assert numbers([first, inserted, *later])[0] == 3


def test_a_first_entry_that_claims_another_before_it_is_named() -> None:
    first, *_ = chain()
    assert numbers([rehashed(forged(first, previous="f" * 64))]) == [1]


def test_a_deleted_end_shows_against_an_anchor_alone() -> None:
    links = chain()
    head = Head(4, links[-1].hash)
    assert numbers(links[:-1]) == []
    assert anchored(head, links[-1]) is None
    missing, other = anchored(head, None), anchored(head, rehashed(forged(links[-1], actor="USOMEBODY")))
    assert missing is not None
    assert other is not None
    assert missing.number == other.number == 4


def test_an_anchor_is_read_as_it_is_told() -> None:
    head = Head(12, "ab" * 32)
    assert Head.read(f" {head}\n") == head


@pytest.mark.parametrize("text", ["12", "12:ab", f"0:{GENESIS}", f"x:{GENESIS}", f"9999999999:{GENESIS}"])
def test_what_is_no_anchor_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text)):
        Head.read(text)


def test_standings_differ_where_anything_decided_on_differs() -> None:
    facts = chain()[-1].facts
    assert standing_digest(facts) == standing_digest({**facts, "number": 9, "previous": "", "actor": "U"})
    for key in ("state", "sha256", "rules", "findings", "confirmations", "decision", "drafter", "revision"):
        assert standing_digest(facts) != standing_digest({**facts, key: "another"})
