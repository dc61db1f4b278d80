"""Slack's Web API, signed in."""

from http.client import HTTPException
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry import RetryHandler
from slack_sdk.http_retry.builtin_handlers import (
    ConnectionErrorRetryHandler,
    RateLimitErrorRetryHandler,
    ServerErrorRetryHandler,
)

from bot.domain.errors import SettingsError
from bot.slack.door import code_of


def web_client(token: str, api_url: str, retries: list[RetryHandler] | None = None) -> WebClient:
    """A client that tries again where Slack asks for it, unless it is told which `retries` to make."""
    if retries is None:
        retries = [
            ConnectionErrorRetryHandler(max_retry_count=3),
            RateLimitErrorRetryHandler(max_retry_count=5),
            ServerErrorRetryHandler(max_retry_count=2),
        ]
    return WebClient(token=token, base_url=api_url, retry_handlers=retries, timeout=20)


def sign_in(client: WebClient) -> dict[str, Any]:
    """Who the bot is, and in which workspace; SettingsError where Slack does not let it in."""
    try:
        return dict(client.auth_test().data)  # type: ignore[arg-type]  # bytes only for file downloads
    except SlackApiError as error:
        name = "SLACK_BOT_TOKEN" if code_of(error) == error.response.get("error") else "SLACK_API_URL"
        raise SettingsError(f"{name}: Slackに接続できません ({code_of(error)})") from error
    except (OSError, HTTPException, ValueError) as error:
        raise SettingsError(f"SLACK_API_URL: Slackに接続できません ({type(error).__name__})") from error
