"""What a person typed, as Slack stores it: the escaped text and the same content as a `rich_text` block."""

import re
from collections.abc import Callable, Iterator

import emoji

from bot.sandbox.shapes import Json

_TLD = r"(?:com|net|org|info|jp|io|co|ly|gl|me|tv|biz|dev|app|gd|cc|to|be|edu|gov)"
_TOKEN = re.compile(
    r"(?P<pre>```.+?```)"
    r"|(?P<code>`[^`\n]+`)"
    r"|(?P<url>https?://[!#-;=?-_a-z~]+)"
    r"|(?P<mail>[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})"
    r"|(?P<mention>[@#]\S+)"
    rf"|(?P<host>(?<![\w.@/-])(?:[A-Za-z0-9-]+\.)+{_TLD}(?![\w.-]*\w)(?:/[!#-;=?-_a-z~]*)?)"
    r"|(?P<name>:[a-z0-9_+'-]+:)",
    re.ASCII | re.DOTALL,
)
_TRAILING = ".,!?;:)'\"]}"
_BROADCASTS = ("channel", "here", "everyone")


def escape(text: str) -> str:
    """The three characters that Slack escapes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def as_stored(typed: str, names: dict[str, Json]) -> tuple[str, list[Json]]:
    """Converts typed text as Slack's clients do.

    Args:
        typed: The text as the person typed it.
        names: What `@…` and `#…` may mean: the typed name to the rich-text element.

    Returns:
        The message's `text`, and its `blocks` (none for an empty text).
    """
    elements = _joined(_elements(typed, names))
    text = "".join(_in_text(element) for element in elements)
    blocks = [{"type": "rich_text", "block_id": "typed", "elements": _sections(elements)}] if elements else []
    return text, blocks


def _elements(typed: str, names: dict[str, Json]) -> Iterator[Json]:
    place = 0
    while match := _TOKEN.search(typed, place):
        element, end = _READERS[match.lastgroup or ""](match, names)
        yield from _plain(typed[place : match.start()])
        yield from [element] if element else _plain(typed[match.start() : end])
        place = end
    yield from _plain(typed[place:])


def emoji_names() -> dict[str, str]:
    """Each emoji name that may stand between colons, and its character."""
    found: dict[str, str] = {}
    for character, data in emoji.EMOJI_DATA.items():
        for code in (data["en"], *data.get("alias", ())):
            found.setdefault(code.strip(":"), character)
    return found


def _joined(elements: Iterator[Json]) -> list[Json]:
    joined: list[Json] = []
    for element in elements:
        if joined and all(one["type"] == "text" and "style" not in one for one in (joined[-1], element)):
            joined[-1] = {"type": "text", "text": joined[-1]["text"] + element["text"]}
        else:
            joined.append(element)
    return joined


def _plain(text: str) -> Iterator[Json]:
    place = 0
    for found in emoji.emoji_list(text):
        start, end = found["match_start"], found["match_end"]
        if place < start:
            yield {"type": "text", "text": text[place:start]}
        yield _emoji(found["emoji"])
        place = end
    if text[place:]:
        yield {"type": "text", "text": text[place:]}


def _emoji(character: str) -> Json:
    data = emoji.EMOJI_DATA[character]
    code = data.get("alias", [data["en"]])[0]
    points = "-".join(f"{ord(part):x}" for part in character)
    return {"type": "emoji", "name": code.strip(":"), "unicode": points}


_Read = tuple[Json | None, int]


def _pre(match: re.Match[str], _: dict[str, Json]) -> _Read:
    return {"type": "preformatted", "text": match[0][3:-3]}, match.end()


def _code(match: re.Match[str], _: dict[str, Json]) -> _Read:
    return {"type": "text", "text": match[0][1:-1], "style": {"code": True}}, match.end()


def _url(match: re.Match[str], _: dict[str, Json]) -> _Read:
    url = match[0].rstrip(_TRAILING)
    return {"type": "link", "url": url}, match.start() + len(url)


def _host(match: re.Match[str], _: dict[str, Json]) -> _Read:
    label = match[0].rstrip(_TRAILING)
    return {"type": "link", "url": f"http://{label}", "text": label}, match.start() + len(label)


def _mail(match: re.Match[str], _: dict[str, Json]) -> _Read:
    return {"type": "link", "url": f"mailto:{match[0]}", "text": match[0]}, match.end()


def _mention(match: re.Match[str], names: dict[str, Json]) -> _Read:
    typed = match[0]
    for name in _BROADCASTS:
        if typed == f"@{name}":
            return {"type": "broadcast", "range": name}, match.end()
    # A display name holds spaces, so it is looked for in what follows the sign, the longest first.
    rest = match.string[match.start() :]
    known = max((name for name in names if rest.startswith(name)), key=len, default=None)
    if known is None:
        return None, match.start() + 1
    return names[known], match.start() + len(known)


def _name(match: re.Match[str], _: dict[str, Json]) -> _Read:
    character = emoji.emojize(match[0], language="alias")
    if character == match[0]:
        return None, match.start() + 1
    return {**_emoji(character), "name": match[0].strip(":")}, match.end()


_READERS: dict[str, Callable[[re.Match[str], dict[str, Json]], _Read]] = {
    "pre": _pre,
    "code": _code,
    "url": _url,
    "host": _host,
    "mail": _mail,
    "mention": _mention,
    "name": _name,
}


def _in_text(element: Json) -> str:
    kind = element["type"]
    if kind == "link":
        label = f"|{element['text']}" if "text" in element else ""
        return f"<{escape(element['url'] + label)}>"
    if kind == "text":
        mark = "`" if element.get("style") else ""
        return f"{mark}{escape(element['text'])}{mark}"
    return _SIGNS[kind](element)


_SIGNS: dict[str, Callable[[Json], str]] = {
    "emoji": lambda e: f":{e['name']}:",
    "user": lambda e: f"<@{e['user_id']}>",
    "usergroup": lambda e: f"<!subteam^{e['usergroup_id']}>",
    "channel": lambda e: f"<#{e['channel_id']}|>",
    "broadcast": lambda e: f"<!{e['range']}>",
    "preformatted": lambda e: f"```{escape(e['text'])}```",
}


def _sections(elements: list[Json]) -> list[Json]:
    sections: list[Json] = []
    for element in elements:
        if element["type"] == "preformatted":
            inner = [{"type": "text", "text": element["text"].strip("\n")}]
            sections.append({"type": "rich_text_preformatted", "border": 0, "elements": inner})
        elif sections and sections[-1]["type"] == "rich_text_section":
            sections[-1]["elements"].append(element)
        else:
            sections.append({"type": "rich_text_section", "elements": [element]})
    return sections
