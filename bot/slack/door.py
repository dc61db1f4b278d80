"""The one door errors leave by: a polite sentence for the person alone, or an error id for person and log."""

import logging
import secrets
from typing import Any

from slack_bolt import App, BoltRequest, BoltResponse
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.domain.errors import ReviewDeskError

logger = logging.getLogger(__name__)


def install(app: App, client: WebClient) -> None:
    """Let every error of a listener leave by this door."""

    @app.error
    def door(error: Exception, request: BoltRequest) -> BoltResponse:
        if isinstance(error, ReviewDeskError):
            tell(client, request.body, str(error))
            return BoltResponse(status=200, body="")
        error_id = secrets.token_hex(4)
        logger.error("error %s: %s", error_id, type(error).__name__, exc_info=error)
        if not _repeated(request):
            sentence = "申し訳ありません。うまく処理できませんでした。少し待ってから、もう一度お試しください。"
            tell(client, request.body, f"{sentence}続くときは、管理者の方にこの番号をお知らせください: {error_id}")
        return BoltResponse(status=500 if request.body.get("type") == "event_callback" else 200, body="")


def tell(client: WebClient, body: dict[str, Any], text: str) -> None:
    """Tell the person who caused a request, and nobody else."""
    user, channel = _person(body), _channel(body)
    if not user or not channel:
        return
    try:
        client.chat_postEphemeral(channel=channel, user=user, text=text)
    except SlackApiError as error:
        logger.warning("a person could not be told (%s)", error.response.get("error"))


def _repeated(request: BoltRequest) -> bool:
    return any(value not in {"", "0"} for value in request.headers.get("x-slack-retry-num", ()))


def _person(body: dict[str, Any]) -> str | None:
    event = body.get("event") or {}
    user = event.get("user") or (event.get("message") or {}).get("user") or body.get("user") or body.get("user_id")
    return user["id"] if isinstance(user, dict) else user


def _channel(body: dict[str, Any]) -> str | None:
    event = body.get("event") or {}
    channel = event.get("channel") or (event.get("item") or {}).get("channel") or body.get("channel")
    return channel["id"] if isinstance(channel, dict) else channel or body.get("channel_id")
