"""The one door errors leave by: a polite sentence for the person alone, or an error id for person and log."""

import logging
import re
import secrets
from collections.abc import Sequence
from typing import Any

from slack_bolt import App, BoltRequest, BoltResponse
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.domain.errors import ReviewDeskError
from bot.slack.presenters.organisation import said_modal

_UNFORESEEN = (
    "申し訳ありません。うまく処理できませんでした。少し待ってから、もう一度お試しください。"
    "続くときは、管理者の方にこの番号をお知らせください: {}"
)

logger = logging.getLogger(__name__)


def install(app: App, client: WebClient) -> None:
    """Let every error of a listener leave by this door."""

    @app.error
    def door(error: Exception, request: BoltRequest) -> BoltResponse:
        if isinstance(error, ReviewDeskError):
            return _answered(client, request.body, str(error))
        error_id = secrets.token_hex(4)
        logger.error("error %s: %s", error_id, type(error).__name__, exc_info=error)
        answer = BoltResponse(status=200, body="")
        if not _repeated(request):
            answer = _answered(client, request.body, _UNFORESEEN.format(error_id))
        return BoltResponse(status=500, body="") if request.body.get("type") == "event_callback" else answer


def _answered(client: WebClient, body: dict[str, Any], text: str) -> BoltResponse:
    """In a form at its first field, so that nothing typed is lost; else wherever only the person sees it."""
    fields = ((body.get("view") or {}).get("state") or {}).get("values")
    if body.get("type") == "view_submission" and fields:
        return BoltResponse(status=200, body={"response_action": "errors", "errors": {next(iter(fields)): text}})
    _tell_causer(client, body, text)
    return BoltResponse(status=200, body="")


def _tell_causer(client: WebClient, body: dict[str, Any], text: str) -> None:
    user, channel, view = _person(body), _channel(body), body.get("view")
    if user and channel:
        tell(client, channel, user, text)
    elif view and body.get("trigger_id"):
        _show(client, view, body["trigger_id"], text)


def _show(client: WebClient, view: dict[str, Any], trigger: str, text: str) -> None:
    """In a window of its own, over the one in which a button was pressed."""
    show = client.views_push if view.get("type") == "modal" else client.views_open
    try:
        show(trigger_id=trigger, view=said_modal(text))
    except (SlackApiError, OSError) as error:
        logger.warning("a person could not be told (%s)", code_of(error))


def tell(client: WebClient, channel: str, user: str, text: str, blocks: Sequence[dict[str, Any]] | None = None) -> None:
    """Tell a person something nobody else sees; where that fails, the log says so."""
    try:
        client.chat_postEphemeral(channel=channel, user=user, text=text, blocks=blocks)
    except (SlackApiError, OSError) as error:
        logger.warning("a person could not be told (%s)", code_of(error))


def code_of(error: Exception) -> str:
    """Slack's own code of an error, or its kind: never words of an answer, which may carry anything."""
    code = error.response.get("error") if isinstance(error, SlackApiError) else None
    return code if isinstance(code, str) and re.fullmatch(r"[a-z_]{1,64}", code) else type(error).__name__


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
