"""Block Kit pieces within Slack's limits.

Source: Slack documentation, "Block Kit blocks" and "Block elements".
"""

from collections.abc import Sequence
from typing import Any

Block = dict[str, Any]

SECTION_LIMIT = 3_000
OPTION_LIMIT = 75
OPTIONS_LIMIT = 10


def escaped(text: str) -> str:
    """Text that means itself in mrkdwn: nothing in it can ring, link or call (Slack, "Escaping text")."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def shortened(text: str, limit: int) -> str:
    """At most `limit` characters, an ellipsis where something was left out."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def section(text: str, accessory: Block | None = None) -> Block:
    """A section of mrkdwn, with an element at its side."""
    block: Block = {"type": "section", "text": _mrkdwn(text)}
    return block if accessory is None else {**block, "accessory": accessory}


def context(text: str) -> Block:
    """Small print of mrkdwn."""
    return {"type": "context", "elements": [_mrkdwn(text)]}


def _mrkdwn(text: str) -> Block:
    """Verbatim: what looks like an address or a channel's name is left alone."""
    return {"type": "mrkdwn", "text": shortened(text, SECTION_LIMIT), "verbatim": True}


def mention(token: str) -> str:
    """A user or a user group, as Slack writes it."""
    return f"<!subteam^{token}>" if token.startswith("S") else f"<@{token}>"


def mentions(tokens: Sequence[str]) -> str:
    """Several of them."""
    return "、".join(mention(token) for token in tokens)


def header(text: str) -> Block:
    """A headline."""
    return {"type": "header", "text": plain(shortened(text, 150))}


def divider() -> Block:
    """A line."""
    return {"type": "divider"}


def plain(text: str) -> Block:
    """A plain text object."""
    return {"type": "plain_text", "text": text}


def button(text: str, action: str, value: str) -> Block:
    """A button."""
    return {"type": "button", "text": plain(shortened(text, OPTION_LIMIT)), "action_id": action, "value": value}


def actions(elements: Sequence[Block], block_id: str | None = None) -> Block:
    """A row of elements."""
    block: Block = {"type": "actions", "elements": list(elements)}
    return block if block_id is None else {**block, "block_id": block_id}


def quoted(text: str) -> str:
    """Each line as a quotation."""
    return "\n".join(f"> {line}" for line in text.split("\n"))


def size(block: Block) -> int:
    """How many characters of text a block holds, in all its text objects."""
    total, parts = 0, list[Any]([block])
    while parts:
        part = parts.pop()
        if isinstance(part, dict):
            text = part.get("text")
            total += len(text) if isinstance(text, str) else 0
            parts.extend(part.values())
        elif isinstance(part, list):
            parts.extend(part)
    return total
