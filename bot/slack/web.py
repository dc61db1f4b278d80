"""Slack's Web API, signed in."""

import time
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from io import BytesIO
from select import select
from threading import local
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request

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

_TIMEOUT = 20  # seconds
_FIRST_REFUSAL = 300  # of HTTP's status codes: Slack's API never sends anybody elsewhere
_IDLE_SECONDS = 5.0  # well below what servers wait before they close a silent connection


class _Line(local):
    """A thread's own connection. It opens itself at the first call, and again after it was closed."""

    def __init__(self, client: WebClient) -> None:
        place = urlsplit(client.base_url)
        self.used = 0.0
        self.connection = (
            HTTPSConnection(place.netloc, timeout=client.timeout, context=client.ssl)
            if place.scheme == "https"
            else HTTPConnection(place.netloc, timeout=client.timeout)
        )


class KeptClient(WebClient):
    """Keeps its connections for calls that follow closely; slack_sdk's own client greets Slack anew at each call.

    Behind a proxy it does as slack_sdk does.
    """

    def __init__(self, token: str, base_url: str, retry_handlers: list[RetryHandler]) -> None:
        """See `WebClient`."""
        super().__init__(token=token, base_url=base_url, retry_handlers=retry_handlers, timeout=_TIMEOUT)
        self._line = _Line(self)

    def _perform_urllib_http_request_internal(self, url: str, req: Request) -> dict[str, Any]:
        if self.proxy:
            return super()._perform_urllib_http_request_internal(url, req)
        line, connection = self._line, self._line.connection
        if time.monotonic() - line.used > _IDLE_SECONDS or _is_closed(connection):
            connection.close()
        try:
            connection.request("POST", req.selector, req.data, dict(req.header_items()))
            response = connection.getresponse()
            body = response.read()
        except BaseException:
            connection.close()
            raise
        line.used = time.monotonic()
        if response.status >= _FIRST_REFUSAL:
            raise HTTPError(url, response.status, response.reason, response.headers, BytesIO(body))
        return {"status": response.status, "headers": response.headers, "body": body.decode()}


def _is_closed(connection: HTTPConnection) -> bool:
    """Whether the other side closed a connection on which nobody speaks."""
    return connection.sock is not None and bool(select([connection.sock], [], [], 0)[0])


def web_client(token: str, api_url: str) -> WebClient:
    """A client that tries again where Slack asks for it."""
    retries: list[RetryHandler] = [
        ConnectionErrorRetryHandler(max_retry_count=3),
        RateLimitErrorRetryHandler(max_retry_count=5),
        ServerErrorRetryHandler(max_retry_count=2),
    ]
    return WebClient(token=token, base_url=api_url, retry_handlers=retries, timeout=_TIMEOUT)


def writing_client(token: str, api_url: str) -> WebClient:
    """A client that never tries again by itself: a post whose answer was lost may stand."""
    return KeptClient(token, api_url, [])


def sign_in(client: WebClient) -> dict[str, Any]:
    """Who the bot is, and in which workspace; SettingsError where Slack does not let it in."""
    try:
        return dict(client.auth_test().data)  # type: ignore[arg-type]  # bytes only for file downloads
    except SlackApiError as error:
        name = "SLACK_BOT_TOKEN" if code_of(error) == error.response.get("error") else "SLACK_API_URL"
        raise SettingsError(f"{name}: Slackに接続できません ({code_of(error)})") from error
    except (OSError, HTTPException, ValueError) as error:
        raise SettingsError(f"SLACK_API_URL: Slackに接続できません ({type(error).__name__})") from error
