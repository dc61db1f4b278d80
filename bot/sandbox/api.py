"""The Web API's door: token, scopes, planned failures, and the method."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from aiohttp import web

from bot.sandbox import api_chat, api_conversations, api_directory, api_files, api_views, people
from bot.sandbox.arguments import Arguments, read
from bot.sandbox.scopes import METHOD_SCOPES, require
from bot.sandbox.shapes import Json, SlackError
from bot.sandbox.workspace import Workspace


class Call(NamedTuple):
    """A call the app made: the method, its arguments, and the error it was answered with (None: it worked)."""

    method: str
    args: Json
    error: str | None


@dataclass(slots=True)
class Failure:
    """A failure planned for the next calls of a method."""

    error: str | None
    status: int
    retry_after: int | None
    times: int


@dataclass(slots=True)
class Tokens:
    """The secrets the app signs in with."""

    bot: str
    app: str


@dataclass(slots=True)
class Api:
    """The Web API of a workspace.

    Attributes:
        ws: The workspace.
        tokens: What the app signs in with.
        socket_url: Gives the address of a new Socket Mode connection.
        calls: Each call the app made.
        failures: Failures planned for coming calls, by method.
    """

    ws: Workspace
    tokens: Tokens
    socket_url: Callable[[], str]
    calls: list[Call] = field(default_factory=list)
    failures: dict[str, Failure] = field(default_factory=dict)

    async def handle(self, request: web.Request) -> web.Response:
        """Answers one call."""
        method = request.match_info["method"]
        arguments = Arguments()
        try:
            arguments = await read(request)
            failure = self._planned(method)
            if failure is not None:
                return self._fail(method, arguments, failure)
            with self.ws.changed:
                body = {"ok": True, **self._answer(method, request, arguments)}
        except SlackError as error:
            body = error.answer()
        self._note(method, arguments, body.get("error"))
        return _response(body, headers={"X-OAuth-Scopes": ",".join(sorted(self.ws.scopes))})

    def _answer(self, method: str, request: web.Request, arguments: Arguments) -> Json:
        if method == "api.test":
            return {"args": dict(arguments)}
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or arguments.pop("token", "")
        arguments.pop("token", None)
        if method not in _METHODS and method not in ("auth.test", "apps.connections.open"):
            raise SlackError("unknown_method", req_method=method)
        self._authorize(method, str(token))
        if method == "apps.connections.open":
            return {"url": self.socket_url()}
        if method == "auth.test":
            return self._identity()
        require(self.ws, METHOD_SCOPES.get(method))
        return _METHODS[method](self.ws, arguments)

    def _authorize(self, method: str, token: str) -> None:
        if not token:
            raise SlackError("not_authed")
        if token not in (self.tokens.bot, self.tokens.app):
            raise SlackError("invalid_auth")
        if (token == self.tokens.app) != (method == "apps.connections.open"):
            raise SlackError("not_allowed_token_type")

    def _identity(self) -> Json:
        return {
            "url": f"{self.ws.base_url}/",
            "team": "見本の役場",
            "user": self.ws.users[people.BOT]["name"],
            "team_id": people.TEAM,
            "user_id": people.BOT,
            "bot_id": people.BOT_PROFILE,
            "is_enterprise_install": False,
        }

    def _planned(self, method: str) -> Failure | None:
        with self.ws.changed:
            failure = self.failures.get(method)
            if failure is None:
                return None
            failure.times -= 1
            if failure.times <= 0:
                del self.failures[method]
            return failure

    def _fail(self, method: str, arguments: Arguments, failure: Failure) -> web.Response:
        error = failure.error or f"http_{failure.status}"
        self._note(method, arguments, error)
        headers = {} if failure.retry_after is None else {"Retry-After": str(failure.retry_after)}
        return _response({"ok": False, "error": error}, status=failure.status, headers=headers)

    def _note(self, method: str, arguments: Arguments, error: str | None) -> None:
        with self.ws.changed:
            self.calls.append(Call(method, dict(arguments), error))
            self.ws.changed.notify_all()


_METHODS: dict[str, Callable[[Workspace, Arguments], Json]] = {
    **api_chat.METHODS,
    **api_conversations.METHODS,
    **api_directory.METHODS,
    **api_files.METHODS,
    **api_views.METHODS,
}


def _response(body: Json, *, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    text = json.dumps(body, ensure_ascii=False)
    return web.Response(text=text, status=status, content_type="application/json", headers=headers)
