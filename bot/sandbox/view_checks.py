"""Views, held to Slack's limits: what Slack refuses with `invalid_arguments`, and why.

Source: Slack's reference of modal and home tab views.
"""

import json
from typing import Any

from bot.sandbox.blocks import VIEW_BLOCKS, check_blocks
from bot.sandbox.elements import check_text
from bot.sandbox.problems import Problems
from bot.sandbox.shapes import Json, SlackError

_LARGE_BYTES = 250_000
_SHARED = {"type", "blocks", "private_metadata", "callback_id", "external_id"}
_FIELDS = {"home": _SHARED, "modal": _SHARED | {"title", "submit", "close", "clear_on_close", "notify_on_close"}}
_LONGEST = {"private_metadata": 3000, "callback_id": 255, "external_id": 255}


def check_view(view: Any, kind: str) -> None:
    """Raises `view_too_large`, or `invalid_arguments` with Slack's messages, unless the view is sound.

    Args:
        view: The view as the app gave it.
        kind: `modal` or `home`.
    """
    problems = Problems()
    if not isinstance(view, dict):
        problems.add("must provide an object", "/view")
    elif view.get("type") != kind:
        problems.add(f"unsupported type: must be {kind}", "/view/type")
    else:
        _check_fields(view, kind, problems)
    if problems.messages:
        raise SlackError("invalid_arguments", response_metadata={"messages": problems.messages})
    if len(json.dumps(view, ensure_ascii=False).encode()) > _LARGE_BYTES:
        raise SlackError("view_too_large")


def _check_fields(view: Json, kind: str, problems: Problems) -> None:
    for name in view.keys() - _FIELDS[kind]:
        problems.add(f"invalid additional property: {name}", "/view")
    for name, most in _LONGEST.items():
        problems.longest(view.get(name, ""), most, f"/view/{name}")
    if kind == "modal":
        _check_titles(view, problems)
    if "blocks" not in view:
        problems.missing("blocks", "/view")
        return
    problems.messages += check_blocks(view["blocks"], most=VIEW_BLOCKS, place="/view/blocks")


def _check_titles(view: Json, problems: Problems) -> None:
    if not view.get("title"):
        problems.missing("title", "/view")
    for name in ("title", "submit", "close"):
        if view.get(name) is not None:
            check_text(view[name], problems, f"/view/{name}", most=24, plain=True)
    blocks = view.get("blocks")
    asked = isinstance(blocks, list) and any(isinstance(one, dict) and one.get("type") == "input" for one in blocks)
    if asked and not view.get("submit"):
        problems.missing("submit", "/view")
