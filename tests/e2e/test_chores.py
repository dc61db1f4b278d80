"""What the desk does by itself, told to the channel of the sandbox."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot import app
from bot.config import Settings
from bot.sandbox import people
from bot.sandbox.server import Sandbox
from bot.slack.upkeep import Upkeep
from tests.e2e.office import CLEAN, OfficeAtWork

if TYPE_CHECKING:
    from bot.slack.monthly import MonthlyPicture

MORNING = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)  # nine o'clock on a Tuesday in Japan


@pytest.fixture
def bot(sandbox: Sandbox, settings: Settings) -> Iterator[app.Bot]:
    joined = app.build_bot(replace(settings, monthly_picture=True))
    joined.channel.find()
    yield joined
    for chore in joined.chores:
        chore.stop()


def upkeep(bot: app.Bot, now: datetime) -> Upkeep:
    """The bot's upkeep as if it were that moment."""
    made = next(chore for chore in bot.chores if isinstance(chore, Upkeep))
    picture: MonthlyPicture = made._monthly.__self__  # type: ignore[union-attr]  # a bound method
    desk = replace(made._desk, clock=lambda: now)
    return Upkeep(desk, made._client, made._reader, made._site, replace(picture, desk=desk).look)


def said(sandbox: Sandbox, words: str) -> list[dict[str, Any]]:
    return [message for message in sandbox.history() if message["user"] == people.BOT and words in message["text"]]


def test_the_digest_is_told_once_a_morning_with_what_waits(office: OfficeAtWork, bot: app.Bot) -> None:
    draft = office.awaiting()
    for _ in range(2):
        upkeep(bot, MORNING).look()
    (digest,) = said(office.sandbox, "おはようございます")
    assert "承認をお待ちしているもの 1件" in digest["text"]
    assert f"p{draft.replace('.', '')}" in digest["text"]


def test_nothing_is_told_on_a_morning_when_nothing_waits(office: OfficeAtWork, bot: app.Bot) -> None:
    upkeep(bot, MORNING).look()
    assert said(office.sandbox, "おはようございます") == []


def test_last_months_picture_is_posted_once_in_the_first_days_of_a_month(office: OfficeAtWork, bot: app.Bot) -> None:
    office.cleared(CLEAN)
    upkeep(bot, MORNING).look()
    assert said(office.sandbox, "のまとめ") == []
    for day in range(2):
        upkeep(bot, datetime(2026, 12, 1, 0, 0, tzinfo=UTC) + timedelta(days=day)).look()
    (posted,) = office.sandbox.wait_for(lambda: said(office.sandbox, "2026年11月の審査のまとめです。"))
    assert [file["name"] for file in posted["files"]] == ["sns-review-2026-11.png"]


def test_a_clearance_nobody_used_expires_and_that_is_said(office: OfficeAtWork, bot: app.Bot) -> None:
    draft = office.cleared()
    upkeep(bot, datetime.now(UTC) + timedelta(days=8)).look()
    office.card(draft, "承認待ち")
    assert office.notice(draft, "公開可の期限が過ぎたため")


def test_a_clearance_falls_when_its_approver_leaves_the_office(office: OfficeAtWork, bot: app.Bot) -> None:
    draft = office.cleared()
    office.sandbox.set_group(people.MANAGERS, [people.MANAGER2])
    upkeep(bot, datetime.now(UTC)).look()
    office.card(draft, "承認待ち")
    assert office.notice(draft, "承認者ではなくなったため")
