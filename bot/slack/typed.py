"""From Slack's markup back to what the person typed.

Sources: Slack documentation, "Formatting text for app surfaces" and "Rich text block".
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from emoji import emojize

NameOf = Callable[[str], str]

_ANGLED = re.compile(r"<([^<>]+)>")
_CODE = re.compile(r"```\n?(.*?)\n?```|`([^`\n]+)`", re.DOTALL)
_EMOJI = re.compile(r":[a-z0-9_+'-]+:(?::skin-tone-[2-6]:)?")
_SKIN_TONES = {str(tone): chr(0x1F3F9 + tone) for tone in range(2, 7)}
_BROADCASTS = ("here", "channel", "everyone")


@dataclass(slots=True)
class Typed:
    """Text as typed, and the links hidden behind labels in it: start, end, URL."""

    text: str = ""
    links: list[tuple[int, int, str]] = field(default_factory=list)

    def add(self, text: str) -> None:
        """Append plain text."""
        self.text += text

    def add_link(self, url: str, label: str | None) -> None:
        """Append a link: the label is what was typed; an address that is not shown is remembered."""
        shown = label or url.removeprefix("mailto:").removeprefix("tel:")
        if label and not _same_address(url, label):
            self.links.append((len(self.text), len(self.text) + len(shown), url))
        self.text += shown

    def new_line(self) -> None:
        """Begin a new line unless one has begun."""
        if self.text and not self.text.endswith("\n"):
            self.text += "\n"


def typed_text(message: Mapping[str, Any], name_of: NameOf) -> Typed:
    """A message's text as typed: from its rich text where it has one, else from its markup."""
    typed = Typed()
    rich = [block for block in message.get("blocks") or () if block.get("type") == "rich_text"]
    if rich:
        for block in rich:
            _read_rich(block.get("elements") or (), typed, name_of)
    else:
        _read_markup(message.get("text") or "", typed, name_of)
    return typed


def _read_markup(text: str, typed: Typed, name_of: NameOf) -> None:
    text = _CODE.sub(lambda code: code[1] if code[1] is not None else code[2], text)
    place = 0
    for angled in _ANGLED.finditer(text):
        typed.add(_plain(text[place : angled.start()]))
        _read_angled(angled[1], typed, name_of)
        place = angled.end()
    typed.add(_plain(text[place:]))


def _plain(text: str) -> str:
    return unescape_slack(with_emoji(text))


def with_emoji(text: str) -> str:
    """Each code such as `:smile:` as its character."""
    return _EMOJI.sub(lambda code: emoji_of(code[0]), text)


def unescape_slack(text: str) -> str:
    """Slack escapes three characters: `&amp;`, `&lt;` and `&gt;`."""
    return re.sub(r"&(?:amp|lt|gt);", lambda entity: unescape(entity[0]), text)


def emoji_of(code: str) -> str:
    """`:smile:` as the character; a code nobody knows stays as it is."""
    name, _, tone = code.strip(":").partition("::skin-tone-")
    character = emojize(f":{name}:", language="alias")
    return character if character == f":{name}:" else character + _SKIN_TONES.get(tone, "")


def _read_angled(inner: str, typed: Typed, name_of: NameOf) -> None:
    target, _, label = inner.partition("|")
    label = _plain(label)
    if target.startswith("@"):
        typed.add("@" + (label or name_of(target[1:])))
    elif target.startswith("#"):
        typed.add("#" + (label or target[1:]))
    elif target.startswith("!date^"):
        typed.add(label)
    elif target.startswith("!"):
        typed.add("@" + (label.removeprefix("@") or target[1:].split("^")[-1]))
    else:
        typed.add_link(unescape_slack(target), label or None)


def _read_rich(elements: Iterable[Mapping[str, Any]], typed: Typed, name_of: NameOf) -> None:
    for element in elements:
        typed.new_line()
        if element.get("type") == "rich_text_list":
            _read_list(element, typed, name_of)
        else:
            for part in element.get("elements") or ():
                _read_part(part, typed, name_of)


def _read_list(element: Mapping[str, Any], typed: Typed, name_of: NameOf) -> None:
    ordered = element.get("style") == "ordered"
    for number, item in enumerate(element.get("elements") or (), 1 + int(element.get("offset") or 0)):
        typed.new_line()
        typed.add("    " * int(element.get("indent") or 0) + (f"{number}. " if ordered else "• "))
        for part in item.get("elements") or ():
            _read_part(part, typed, name_of)


def _read_part(part: Mapping[str, Any], typed: Typed, name_of: NameOf) -> None:
    kind = part.get("type")
    if kind == "link":
        typed.add_link(part["url"], part.get("text"))
    elif kind == "emoji":
        typed.add(_rich_emoji(part))
    elif kind == "user":
        typed.add("@" + name_of(part["user_id"]))
    elif kind == "broadcast":
        typed.add("@" + str(part.get("range", _BROADCASTS[0])))
    else:
        named = part.get("text") or part.get("fallback") or part.get("channel_id") or part.get("usergroup_id") or ""
        prefix = {"channel": "#", "usergroup": "@"}.get(str(kind), "")
        typed.add(prefix + named)


def _rich_emoji(part: Mapping[str, Any]) -> str:
    if part.get("unicode"):
        return "".join(chr(int(code, 16)) for code in str(part["unicode"]).split("-"))
    return emoji_of(f":{part['name']}:")


def _same_address(url: str, label: str) -> bool:
    """Whether a label shows the very address it opens, with or without its scheme."""
    bare = re.sub(r"^(?:https?://|mailto:|tel:)", "", url).rstrip("/")
    return re.sub(r"^(?:https?://|mailto:)", "", label).rstrip("/") == bare
