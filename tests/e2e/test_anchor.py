"""The day's anchor in the review channel."""

from collections.abc import Callable
from datetime import UTC, datetime

from slack_sdk import WebClient

from bot.config import Settings
from bot.databases import open_migrated, open_record
from bot.sandbox import people
from bot.sandbox.server import Sandbox
from bot.services.record import verify_record
from bot.slack.anchor import DailyAnchor
from bot.slack.channel import ReviewChannel
from tests.e2e.office import OfficeAtWork

AFTERNOON = datetime(2026, 11, 24, 8, 5, tzinfo=UTC)
NEXT_DAY = datetime(2026, 11, 25, 8, 5, tzinfo=UTC)


def daily(settings: Settings, clock: Callable[[], datetime]) -> DailyAnchor:
    """A process's own look."""
    open_migrated(settings)
    client = WebClient(token=settings.bot_token, base_url=settings.api_url)
    channel = ReviewChannel(client, settings.review_channel)
    channel.find()
    return DailyAnchor(client, channel, open_record(settings), clock)


def told(sandbox: Sandbox) -> list[str]:
    return [message["text"] for message in sandbox.history() if "控え" in message["text"]]


def test_the_anchor_is_told_once_a_day_by_one_of_two_processes(
    sandbox: Sandbox, settings: Settings, office: OfficeAtWork
) -> None:
    office.cleared()
    for anchor in (daily(settings, lambda: AFTERNOON), daily(settings, lambda: AFTERNOON)):
        anchor.look()
        anchor.look()
    (text,) = told(sandbox)
    assert str(open_record(settings).head()) in text
    daily(settings, lambda: NEXT_DAY).look()
    assert told(sandbox) == [text]
    sandbox.post(people.DRAFTER, "図書館は、蔵書の点検のためお休みします。")
    sandbox.wait_for(lambda: str(open_record(settings).head()) not in text)
    daily(settings, lambda: NEXT_DAY).look()
    assert len(told(sandbox)) == 2


def test_the_anchor_is_no_draft(sandbox: Sandbox, settings: Settings, office: OfficeAtWork) -> None:
    office.cleared()
    daily(settings, lambda: AFTERNOON).look()
    anchor = next(message for message in sandbox.history() if "控え" in message["text"])
    office.cleared()
    assert sandbox.thread(anchor["ts"]) == []
    assert verify_record(open_record(settings)).flaws == ()


def test_an_anchor_slack_refused_is_told_later(sandbox: Sandbox, settings: Settings, office: OfficeAtWork) -> None:
    office.notice(office.cleared(), "承認しました")
    anchor = daily(settings, lambda: AFTERNOON)
    sandbox.fail_next("chat.postMessage", error="internal_error")
    anchor.look()
    assert told(sandbox) == []
    anchor.look()
    assert len(told(sandbox)) == 1
