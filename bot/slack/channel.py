"""The review channel."""

import logging
import re
from collections.abc import Iterator
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack.door import code_of

_ID = re.compile(r"[CG][A-Z0-9]{7,}")
_PAGE = 200
_MEMBERS = 1_000  # in a page, the most Slack gives

_NOT_FOUND = "REVIEW_CHANNEL: チャンネル「%s」が見つかりません。作成してから、/invite でボットを招待してください。"
_NOT_INVITED = "REVIEW_CHANNEL: ボットが #%s に参加していません。チャンネルで /invite してください。"

logger = logging.getLogger(__name__)


class ReviewChannel:
    """The channel drafts are pasted into, by name or id; looked for again until it is found."""

    def __init__(self, client: WebClient, setting: str) -> None:
        """`setting`: REVIEW_CHANNEL."""
        self._client = client
        self._setting = setting.removeprefix("#")
        self._others: set[str] = set()
        self.id: str | None = self._setting if _ID.fullmatch(self._setting) else None

    def find(self) -> bool:
        """Whether the channel is there and the bot in it; warns how to invite it otherwise."""
        try:
            channel = next((channel for channel in self._channels() if self._is_ours(channel)), None)
        except SlackApiError as error:
            logger.warning("the channels could not be listed (%s)", code_of(error))
            return False
        if channel is None:
            logger.warning(_NOT_FOUND, self._setting)
            return False
        self.id = channel["id"]
        if not channel.get("is_member"):
            logger.warning(_NOT_INVITED, channel["name"])
        return bool(channel.get("is_member"))

    def holds(self, channel: str) -> bool:
        """Whether this is the review channel."""
        if self.id is None and channel not in self._others:
            if self._is_ours(self._client.conversations_info(channel=channel)["channel"]):
                self.id = channel
            else:
                self._others.add(channel)
        return channel == self.id

    def has_member(self, user: str) -> bool:
        """Whether this person is in the review channel."""
        pages = self._client.conversations_members(channel=str(self.id), limit=_MEMBERS)
        return any(user in page["members"] for page in pages)

    def _is_ours(self, channel: dict[str, Any]) -> bool:
        return self._setting in {channel["id"], channel.get("name")}

    def _channels(self) -> Iterator[dict[str, Any]]:
        cursor = ""
        while True:
            page = self._client.conversations_list(
                types="public_channel,private_channel", exclude_archived=True, limit=_PAGE, cursor=cursor
            )
            yield from page["channels"]
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return
