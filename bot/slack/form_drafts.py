"""Drafts written in the form: the bot posts them for who wrote them, and rewrites or deletes them at their word.

The message in the channel comes first, as with a draft that a person posts: what stands there is what is reviewed,
and the events Slack sends of it are read as those of any draft. An answer of Slack's that is lost loses nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.domain.drafts import Origin
from bot.domain.errors import ClosedError, NotEntitledError, ReviewDeskError
from bot.services.drafts import ensure_may_hand_in, ensure_own_draft, withdraw_draft
from bot.services.publications import mark_urgent, name_networks
from bot.slack.door import code_of
from bot.slack.moments import microseconds
from bot.slack.payloads import Message
from bot.slack.presenters.kit import Block
from bot.slack.presenters.shortcuts import HANDED_IN, handed_in
from bot.slack.wiring import Wiring

_NO_CHANNEL = "審査チャンネルがまだ見つからないため、提出できませんでした。管理者の方にお知らせいただけますか。"
_CLOSED_CHANNEL = "審査チャンネルに投稿できないため、提出できませんでした。管理者の方にお知らせいただけますか。"
_NO_MEMBER = "提出には、審査チャンネルへの参加をお願いしています。参加してから、もう一度お試しください。"
_GONE = "この投稿案のメッセージは削除されています。審査も取り下げました。新しい投稿案としてお出しください。"
_NOT_FOUND = "message_not_found"
_CLOSED = {"not_in_channel", "is_archived", "channel_not_found"}


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in the form.

    Attributes:
        user: User id of who wrote it.
        text: The draft.
        networks: Names of the social networks it is meant for.
        urgent: A decision is asked for at once.
    """

    user: str
    text: str
    networks: tuple[str, ...] = ()
    urgent: bool = False


def hand_in(wiring: Wiring, written: Written, form: str) -> None:
    """Post a draft for who wrote it, and review it; the same form once more finishes what was begun.

    Args:
        wiring: What it is posted and reviewed with.
        written: What stands in the form.
        form: The form's id.

    Raises:
        NotEntitledError: They are not on the staff, or not in the review channel.
        ReviewDeskError: The review channel is not found, or the bot is not in it.
    """
    user = written.user
    ensure_may_hand_in(wiring.desk, user)
    channel = wiring.channel.id
    if channel is None:
        raise ReviewDeskError(_NO_CHANNEL)
    with wiring.turns.of(form), _open_channel():
        if not wiring.channel.has_member(user):
            raise NotEntitledError(_NO_MEMBER)
        before = wiring.reader.handed_in(channel, form)  # it was, if somebody who was told of an error presses again
        posted = before or _post(wiring, channel, written, form)
    origin = Origin(channel, posted["ts"])
    wiring.reader.take_in(channel, posted)
    if before:
        rewrite(wiring, origin, written)
    if written.networks:
        name_networks(wiring.desk, origin, user, written.networks)
    if written.urgent:
        mark_urgent(wiring.desk, origin, user)


@contextmanager
def _open_channel() -> Iterator[None]:
    try:
        yield
    except SlackApiError as error:
        if code_of(error) in _CLOSED:
            raise ReviewDeskError(_CLOSED_CHANNEL) from error
        raise


def _post(wiring: Wiring, channel: str, written: Written, form: str) -> Message:
    blocks = handed_in(written.user, written.text, form=form)
    answer = wiring.writer.chat_postMessage(channel=channel, text=HANDED_IN, blocks=blocks)
    return _message(wiring, answer, blocks, str(answer["ts"]))


def rewrite(wiring: Wiring, origin: Origin, written: Written) -> None:
    """Put another wording in the place of a draft's.

    Raises:
        NotEntitledError: Somebody else wrote it.
        ClosedError: There is no such draft, or it was withdrawn.
    """
    with wiring.turns.of(origin.message):  # whoever presses last has the last word
        review = ensure_own_draft(wiring.desk, origin, written.user)
        if review.revision.says(written.text):
            return
        now = int(wiring.desk.clock().timestamp() * 1_000_000)
        rewritten = max(now, microseconds(origin.message), review.revision.made_at) + 1
        blocks = handed_in(written.user, written.text, rewritten=rewritten)
        try:
            answer = wiring.writer.chat_update(channel=origin.channel, ts=origin.message, text=HANDED_IN, blocks=blocks)
        except SlackApiError as error:
            if code_of(error) != _NOT_FOUND:
                raise
            withdraw_draft(wiring.desk, origin)
            raise ClosedError(_GONE) from error
        wiring.reader.rewrite(origin.channel, _message(wiring, answer, blocks, origin.message))


def take_back(wiring: Wiring, origin: Origin, user: str) -> None:
    """Delete a draft; errors as `rewrite`."""
    ensure_own_draft(wiring.desk, origin, user)
    try:
        wiring.writer.chat_delete(channel=origin.channel, ts=origin.message)
    except SlackApiError as error:
        if code_of(error) != _NOT_FOUND:
            raise
    withdraw_draft(wiring.desk, origin)


def _message(wiring: Wiring, answer: SlackResponse, blocks: list[Block], ts: str) -> dict[str, Any]:
    """The message that now stands in the channel; an answer need not tell all of it."""
    return {"user": wiring.reader.me, "blocks": blocks, **(answer.get("message") or {}), "ts": ts}
