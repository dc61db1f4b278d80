"""Text snippets, read with the bot's token."""

from collections.abc import Mapping
from http.client import HTTPException
from typing import Any
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from bot.domain.errors import UnreadableDraftError

MOST_BYTES = 400_000
_SECONDS = 10
_SLACK = ("slack.com", "slack-gov.com", "slack-files.com")


class _StayHere(HTTPRedirectHandler):
    """A redirect could carry the token to another host."""

    def redirect_request(self, *_: object) -> None:
        """Refuse."""


class SnippetReader:
    """Fetches the content of snippets from Slack's own hosts only."""

    def __init__(self, token: str, api_url: str) -> None:
        """`token`: the bot's; `api_url`: where Slack's Web API is, whose host may hold files as well."""
        self._token = token
        self._api_host = urlsplit(api_url).hostname or ""
        self._opener = build_opener(_StayHere)

    def __call__(self, file: Mapping[str, Any]) -> str:
        """The content of a text snippet.

        Raises:
            UnreadableDraftError: Too long, not text, or not to be had.
        """
        url = file.get("url_private_download") or file.get("url_private") or ""
        if not self._trusted(url):
            raise UnreadableDraftError(
                "長い文章(スニペット)を読み取れませんでした。本文に貼り付けて投稿していただけますか。"
            )
        if int(file.get("size") or 0) > MOST_BYTES:
            raise UnreadableDraftError(_TOO_LONG)
        ascii_url = quote(url, safe="%:/?#[]@!$&'()*+,;=~")
        request = Request(ascii_url, headers={"Authorization": f"Bearer {self._token}"})  # noqa: S310 - the host is checked
        try:
            with self._opener.open(request, timeout=_SECONDS) as response:
                content: bytes = response.read(MOST_BYTES + 1)
                is_page = response.headers.get_content_type() == "text/html"
        except (OSError, HTTPException) as error:
            raise UnreadableDraftError(
                "長い文章(スニペット)を取り寄せられませんでした。少し待ってから、もう一度投稿していただけますか。"
            ) from error
        if len(content) > MOST_BYTES:
            raise UnreadableDraftError(_TOO_LONG)
        if is_page:
            raise UnreadableDraftError("長い文章(スニペット)を読む権限がありません。管理者の方にお知らせください。")
        return content.decode("utf-8", "replace")

    def _trusted(self, url: str) -> bool:
        parts = urlsplit(url)
        host = parts.hostname or ""
        own = host == self._api_host
        slack = parts.scheme == "https" and any(host == name or host.endswith(f".{name}") for name in _SLACK)
        return parts.scheme in {"http", "https"} and (own or slack)


_TOO_LONG = "長い文章(スニペット)が大きすぎて、一度に確認できません。いくつかに分けて投稿していただけますか。"
