"""The arguments of a Web API call, whichever of Slack's ways they come in."""

import json
from typing import Any

from aiohttp import web

from bot.sandbox.shapes import Json, SlackError

_FALSE = ("", "0", "false", "False")


class Arguments(Json):
    """Arguments by name, each read as the type a method expects."""

    def text(self, name: str) -> str:
        """A text; raises `invalid_arguments` if it is missing."""
        value = self.get(name)
        if value is None or value == "":
            message = f"[ERROR] missing required field: {name}"
            raise SlackError("invalid_arguments", response_metadata={"messages": [message]})
        return str(value)

    def flag(self, name: str) -> bool:
        """A boolean; false if it is missing."""
        value = self.get(name, False)
        return value not in _FALSE if isinstance(value, str) else bool(value)

    def number(self, name: str, default: int, *, most: int) -> int:
        """A whole number from 1 to `most`; raises `invalid_limit`."""
        try:
            value = int(self.get(name) or default)
        except ValueError:
            raise SlackError("invalid_limit") from None
        if value < 1:
            raise SlackError("invalid_limit")
        return min(value, most)

    def parsed(self, name: str, error: str) -> Any:
        """A JSON value, given as such or as its text; None if it is missing. Raises `error` if it is no JSON."""
        value = self.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise SlackError(error) from None


async def read(request: web.Request) -> Arguments:
    """The arguments from the query, a form, or a JSON body; raises `invalid_json`."""
    arguments = Arguments(request.query)
    if request.content_type == "application/json":
        arguments.update(_object(await request.text()))
    elif request.can_read_body:
        arguments.update(await request.post())
    return arguments


def page(items: list[Any], arguments: Arguments, *, default: int = 100, most: int = 1000) -> tuple[list[Any], Json]:
    """One page of a list, and the rest of the answer; the cursor is the place of the next item.

    Raises:
        SlackError: `invalid_cursor` or `invalid_limit`.
    """
    cursor = str(arguments.get("cursor") or "0")
    if not cursor.isdigit() or int(cursor) > len(items):
        raise SlackError("invalid_cursor")
    start = int(cursor)
    end = start + arguments.number("limit", default, most=most)
    return items[start:end], {"response_metadata": {"next_cursor": str(end) if end < len(items) else ""}}


def _object(body: str) -> Json:
    try:
        value = json.loads(body or "{}")
    except ValueError:
        raise SlackError("invalid_json") from None
    if not isinstance(value, dict):
        raise SlackError("json_not_object")
    return value
