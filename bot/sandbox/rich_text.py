"""Rich text, held to Slack's rules: which parts there are, what may stand in them, and what each needs.

Source: Slack's reference of the rich text block and its elements.
"""

from typing import Any

from bot.sandbox.problems import Problems
from bot.sandbox.shapes import Json

_INLINE = {
    "text": "text",
    "link": "url",
    "emoji": "name",
    "user": "user_id",
    "usergroup": "usergroup_id",
    "channel": "channel_id",
    "broadcast": "range",
    "date": "timestamp",
    "color": "value",
}
_PARTS = {
    "rich_text_section": frozenset(_INLINE),
    "rich_text_quote": frozenset(_INLINE),
    "rich_text_preformatted": frozenset({"text", "link"}),
    "rich_text_list": frozenset({"rich_text_section"}),
}
_STYLES = frozenset(("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"))
_LIST_STYLES = ("bullet", "ordered")


def check_rich_text(block: Json, problems: Problems, place: str) -> None:
    """Checks a `rich_text` block."""
    _each(block, problems, place, allowed=frozenset(_PARTS))


def _each(holder: Json, problems: Problems, place: str, *, allowed: frozenset[str]) -> None:
    elements = holder.get("elements")
    if not isinstance(elements, list):
        problems.missing("elements", place)
        return
    for number, element in enumerate(elements):
        _check(element, problems, f"{place}/elements/{number}", allowed)


def _check(element: Any, problems: Problems, place: str, allowed: frozenset[str]) -> None:
    kind = element.get("type") if isinstance(element, dict) else None
    if kind not in allowed:
        problems.add(f"unsupported type: {kind}", f"{place}/type")
    elif kind in _PARTS:
        if kind == "rich_text_list" and element.get("style") not in _LIST_STYLES:
            problems.add(f"must match one of the allowed values: {', '.join(_LIST_STYLES)}", f"{place}/style")
        _each(element, problems, place, allowed=_PARTS[kind])
    else:
        _inline(element, problems, place)


def _inline(element: Json, problems: Problems, place: str) -> None:
    needed = _INLINE[element["type"]]
    if needed not in element:
        problems.missing(needed, place)
    elif element[needed] == "":
        problems.add("must be more than 0 characters", f"{place}/{needed}")
    style = element.get("style", {})
    if not isinstance(style, dict):
        problems.add("must be an object", f"{place}/style")
        return
    for name, value in style.items():
        if name not in _STYLES:
            problems.add(f"invalid additional property: {name}", f"{place}/style")
        elif not isinstance(value, bool):
            problems.add("must be a boolean", f"{place}/style/{name}")
