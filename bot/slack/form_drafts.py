"""Drafts written in the form: the bot posts them for who wrote them, and rewrites or deletes them at their word.

The message in the channel comes first, as with a draft that a person posts: what stands there is what is reviewed.
"""

from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient

from bot.domain.drafts import Origin
from bot.domain.errors import ReviewDeskError
from bot.services.drafts import ensure_may_hand_in, ensure_own_draft, withdraw_draft
from bot.services.publications import mark_urgent, name_networks
from bot.slack.moments import microseconds
from bot.slack.presenters.shortcuts import HANDED_IN, handed_in
from bot.slack.wiring import Wiring

_NO_CHANNEL = "審査チャンネルがまだ見つからないため、提出できませんでした。管理者の方にお知らせいただけますか。"


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


def hand_in(wiring: Wiring, client: WebClient, written: Written) -> None:
    """Post a draft for who wrote it, and review it.

    Raises:
        NotEntitledError: They are not on the staff.
        ReviewDeskError: The review channel is not found.
    """
    user = written.user
    ensure_may_hand_in(wiring.desk, user)
    channel = wiring.channel.id
    if channel is None:
        raise ReviewDeskError(_NO_CHANNEL)
    posted = client.chat_postMessage(channel=channel, text=HANDED_IN, blocks=handed_in(user, written.text))
    origin = Origin(channel, str(posted["ts"]))
    try:
        wiring.reader.take_in(channel, _message(posted.data, origin))
    except Exception:
        client.chat_delete(channel=channel, ts=origin.message)  # else it would stand there, and nobody would review it
        raise
    if written.networks:
        name_networks(wiring.desk, origin, user, written.networks)
    if written.urgent:
        mark_urgent(wiring.desk, origin, user)


def rewrite(wiring: Wiring, client: WebClient, origin: Origin, written: Written) -> None:
    """Put another wording in the place of a draft's; errors as `ensure_own_draft`."""
    review = ensure_own_draft(wiring.desk, origin, written.user)
    if review.revision.says(written.text):
        return
    now = max(int(wiring.desk.clock().timestamp() * 1_000_000), microseconds(origin.message), review.revision.made_at)
    blocks = handed_in(written.user, written.text, rewritten=now + 1)
    answer = client.chat_update(channel=origin.channel, ts=origin.message, text=HANDED_IN, blocks=blocks)
    wiring.reader.rewrite(origin.channel, _message(answer.data, origin))


def take_back(wiring: Wiring, client: WebClient, origin: Origin, user: str) -> None:
    """Delete a draft; errors as `ensure_own_draft`."""
    ensure_own_draft(wiring.desk, origin, user)
    client.chat_delete(channel=origin.channel, ts=origin.message)
    withdraw_draft(wiring.desk, origin)


def _message(answer: Any, origin: Origin) -> dict[str, Any]:
    """The message an answer of Slack holds; of an updated one it leaves the `ts` out."""
    return {**answer["message"], "ts": origin.message}
