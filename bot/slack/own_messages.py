"""What the bot hears of its own messages: only of drafts that it posted for people, for these may be deleted, too."""

from collections.abc import Callable
from typing import Any

from slack_bolt import BoltRequest, BoltResponse
from slack_bolt.middleware import Middleware

from bot.slack.payloads import is_draft


class OwnMessages(Middleware):
    """Acknowledges what the bot says as a bot before any listener is looked for; Bolt's own leaves all of it out."""

    def __init__(self, me: str) -> None:
        """`me`: the bot's user id."""
        self._me = me

    def process(self, *, req: BoltRequest, resp: BoltResponse, next: Callable[[], BoltResponse]) -> BoltResponse:  # noqa: A002, ARG002 - Bolt's names
        """See `Middleware`."""
        return req.context.ack() if self._is_own(req.body.get("event") or {}) else next()

    def _is_own(self, event: dict[str, Any]) -> bool:
        """Whether an event is about a message of the bot's that is and was no draft."""
        messages = [message for message in (event.get("previous_message"), event.get("message")) if message]
        messages = messages or [event]
        return all(message.get("user") == self._me and not is_draft(message, self._me) for message in messages)
