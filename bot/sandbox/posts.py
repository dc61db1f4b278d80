"""Signed HTTP delivery: the other way Slack reaches an app."""

import hashlib
import hmac
import json
import time
from urllib.parse import urlencode

import aiohttp

from bot.sandbox.delivery import COMMAND, EVENT, NotDelivered, Parcel
from bot.sandbox.shapes import Json, SlackError

_OK_LIMIT = 300


def signature(secret: str, timestamp: str, body: str) -> str:
    """Slack's `v0` request signature."""
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return f"v0={digest}"


class HttpRoute:
    """An app's request URL.

    Args:
        url: Where events, clicks and commands are posted.
        secret: The signing secret.
    """

    def __init__(self, url: str, secret: str) -> None:
        self._url = url
        self._secret = secret
        self._session = aiohttp.ClientSession()

    async def verify(self) -> None:
        """Asks the app to give a challenge back, as Slack does when a request URL is set.

        Raises:
            SlackError: `url_verification_failed`.
        """
        body = json.dumps({"type": "url_verification", "token": "sandbox", "challenge": "sandbox-challenge"})
        try:
            _, text = await self._post(body, "application/json", {}, 3)
        except NotDelivered as failure:
            raise SlackError("url_verification_failed", reason=failure.reason) from failure
        if "sandbox-challenge" not in text:
            raise SlackError("url_verification_failed", reason="challenge_failed")

    async def send(self, parcel: Parcel, seconds: float) -> Json:
        """Posts a parcel; raises `NotDelivered` unless the app answers 2xx in time."""
        body, content_type = _body(parcel)
        headers = {}
        if parcel.attempt:
            headers = {"X-Slack-Retry-Num": str(parcel.attempt), "X-Slack-Retry-Reason": parcel.reason}
        answered_type, text = await self._post(body, content_type, headers, seconds)
        if not text.strip():
            return {}
        return dict(json.loads(text)) if answered_type == "application/json" else {"text": text}

    async def close(self) -> None:
        """Closes the connections to the app."""
        await self._session.close()

    async def _post(self, body: str, content_type: str, headers: dict[str, str], seconds: float) -> tuple[str, str]:
        timestamp = str(int(time.time()))
        signed = {
            **headers,
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(self._secret, timestamp, body),
        }
        limit = aiohttp.ClientTimeout(total=seconds)
        try:
            async with self._session.post(self._url, data=body.encode(), headers=signed, timeout=limit) as answer:
                text = await answer.text()
        except TimeoutError:
            raise NotDelivered("http_timeout") from None
        except aiohttp.ClientError:
            raise NotDelivered("connection_failed") from None
        if answer.status >= _OK_LIMIT:
            raise NotDelivered("http_error", final=answer.headers.get("X-Slack-No-Retry") == "1")
        return answer.content_type, text


def _body(parcel: Parcel) -> tuple[str, str]:
    if parcel.kind == EVENT:
        return json.dumps(parcel.payload), "application/json"
    fields = parcel.payload if parcel.kind == COMMAND else {"payload": json.dumps(parcel.payload)}
    return urlencode(fields), "application/x-www-form-urlencoded"
