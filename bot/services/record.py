"""The record verified, handed out, told to the channel once a day, and drafts' words purged when their time is over."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.domain.audit import Deed
from bot.domain.chain import Flaw, Head, Link, anchored, flaws, standing_digest, standing_facts
from bot.domain.drafts import Origin, State
from bot.services.desk import JAPAN
from bot.services.ports import Filed, Filter, Record

PURGER = "sns-review"
_ANCHOR_HOUR = 17
_WORDINGS = {Deed.SUBMITTED, Deed.REVISED, Deed.RECHECKED, Deed.REVISED_AFTER_PUBLICATION}
_UNGUARDED = "記録を変更と削除から守るしくみ(データベースのトリガー)が外されています。"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a look at the whole record found: where the chain ends, and each flaw, in the record's order."""

    head: Head
    flaws: tuple[Flaw, ...]


def verify_record(record: Record, posted: Sequence[Head] = ()) -> Verdict:
    """Hold the chain against itself, against the anchors, and against the reviews kept beside it.

    Args:
        record: The record.
        posted: Ends of the chain as somebody outside the database noted them.
    """
    head = record.head()
    beside = _Beside(record, head)
    found = [] if record.guarded() else [Flaw(0, _UNGUARDED)]
    found += flaws(beside.watching(record.links()))
    found += filter(None, (anchored(anchor, record.link(anchor.number)) for anchor in (*record.anchors(), *posted)))
    found += beside.flaws()
    return Verdict(head, tuple(_first_of_each(found)))


def _first_of_each(found: Iterable[Flaw]) -> Iterator[Flaw]:
    """In the record's order, one flaw an entry: what breaks the chain is told before what follows from it."""
    numbers = set[int]()
    for flaw in sorted(dict.fromkeys(found), key=lambda flaw: flaw.number):
        if flaw.number == 0 or flaw.number not in numbers:
            yield flaw
        numbers.add(flaw.number)


class _Beside:
    """What is kept beside the record: each thing waits for the entry that tells of it.

    Reviews are read before wordings, and wordings before entries, and all are committed together: so nothing that is
    added meanwhile looks as if it had no entry.
    """

    def __init__(self, record: Record, head: Head) -> None:
        """Read it; what entries after `head` tell of may have come too late to be read."""
        self._head = head
        self._flaws: list[Flaw] = []
        self._standings: dict[int, str] = {}
        for kept in record.kept():
            if kept.last is None:
                self._flaws.append(Flaw(0, f"審査{kept.id}についての記録がありません。"))
            else:
                self._standings[kept.last] = standing_digest(standing_facts(kept.review.standing))
        self._texts = {
            (review, wording.number): (wording.sha256, bool(wording.purged)) for review, wording in record.wordings()
        }
        self._emptied: dict[int, list[int]] = {}

    def watching(self, links: Iterable[Link]) -> Iterator[Link]:
        """The entries, looked at as they pass."""
        for link in links:
            if link.deed in _WORDINGS:
                self._meet_wording(link)
            elif link.deed == Deed.PURGED:
                self._emptied.pop(link.review, None)
            self._meet_standing(link)
            yield link

    def _meet_wording(self, link: Link) -> None:
        facts = link.facts
        sha256, purged = self._texts.pop((link.review, facts.get("revision", 0)), (None, False))
        which = f"記録{link.number}番の文面(審査{link.review}、第{facts.get('revision')}版)"
        if sha256 is None and link.number <= self._head.number:
            self._flaws.append(Flaw(link.number, f"{which}がデータベースにありません。"))
        elif sha256 is not None and sha256 != facts.get("sha256"):
            self._flaws.append(Flaw(link.number, f"{which}が、記録されたときと違います。"))
        elif purged:
            self._emptied.setdefault(link.review, []).append(link.number)

    def _meet_standing(self, link: Link) -> None:
        expected = self._standings.pop(link.number, None)
        if expected is None:
            return
        facts = link.facts
        if facts.get("state") is not None and standing_digest(facts) != expected:
            text = (
                f"審査{link.review}のいまの内容が、その最後の記録({link.number}番)と合いません。"
                "審査が書きかえられたか、続きの記録が消されています。"
            )
            self._flaws.append(Flaw(link.number, text))

    def flaws(self) -> list[Flaw]:
        """What is wrong, once every entry has passed."""
        lost = (number for numbers in self._emptied.values() for number in numbers)
        return [
            *self._flaws,
            *(Flaw(number, f"記録{number}番の文面が消えています。消去の記録がありません。") for number in lost),
            *(Flaw(0, f"審査{review}の第{number}版は、記録にありません。") for review, number in self._texts),
        ]


def filed_reviews(record: Record, since: date | None, until: date | None, state: State | None) -> Iterator[Filed]:
    """Reviews of drafts posted on these days (Japan, both included), in this state, oldest first."""
    return record.filed(
        Filter(
            since=None if since is None else _beginning(since),
            until=None if until is None else _beginning(until + timedelta(days=1)),
            state=state,
        )
    )


def _beginning(day: date) -> int:
    return int(datetime.combine(day, time(), JAPAN).timestamp()) * 1_000_000


def purgeable_drafts(record: Record, days: int, now: datetime) -> Sequence[Origin]:
    """Drafts whose last entry is more than this many days old and whose words are still kept."""
    return record.purgeable(now - timedelta(days=days))


def purge_words(record: Record, days: int, clock: Callable[[], datetime]) -> int:
    """Take the words out of every purgeable draft, each with an entry of its own; how many there were."""
    before = clock() - timedelta(days=days)
    return sum(record.purge(origin, before, PURGER, clock()) for origin in record.purgeable(before))


@dataclass(frozen=True, slots=True)
class Anchor:
    """The end of the chain on a day (Japan), to be told to the review channel."""

    day: date
    head: Head


def claim_anchor(record: Record, now: datetime) -> Anchor | None:
    """The anchor of the day from five in the afternoon on, for one caller a day; None where there is nothing new."""
    here = now.astimezone(JAPAN)
    if here.hour < _ANCHOR_HOUR:
        return None
    head = record.claim_anchor(here.date())
    return None if head is None else Anchor(here.date(), head)
