"""Links: shorteners, outside hosts, and labels that show another host than they open."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.engine.lexicons import Lexicons
from bot.engine.matching import Context, Hit
from bot.engine.tables import Table
from bot.engine.text import Text

_HOST = r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z][a-z0-9-]{1,62}"
_URL = re.compile(
    rf"(?:https?://|www\.)[!-~]{{1,2048}}|(?<![@a-z0-9./_-])(?P<bare>{_HOST})(?::\d{{1,5}})?(?:/[!-~]{{0,2048}}|(?![@a-z0-9.-]))"
)
_TRAILING = ".,;:!?)]}>'\"*"
_BARE_TLD = frozenset(
    [
        "jp",
        "com",
        "net",
        "org",
        "info",
        "biz",
        "io",
        "ly",
        "gl",
        "me",
        "cc",
        "co",
        "gd",
        "do",
        "to",
        "at",
        "ws",
        "tv",
        "page",
        "app",
        "dev",
        "link",
        "site",
        "online",
        "shop",
        "tokyo",
        "us",
        "be",
        "mn",
    ]
)


@dataclass(frozen=True, slots=True)
class Address:
    """A link of the draft: where it stands (folded places) and the host it opens."""

    start: int
    end: int
    host: str


def addresses(text: Text) -> Iterator[Address]:
    """Every link that stands in the text or hides behind a label."""
    for match in _URL.finditer(text.folded) if "." in text.folded else ():
        bare = match["bare"]
        if bare and bare.rsplit(".", 1)[1] not in _BARE_TLD:
            continue
        url = match[0].rstrip(_TRAILING)
        yield Address(match.start(), match.start() + len(url), host_of(url))
    for link in text.links:
        start, end = text.folded_place(link.start, link.end)
        yield Address(start, end, host_of(link.url))


def host_of(url: str) -> str:
    """The host a URL opens, in lower case without `www.`; empty where there is none."""
    try:
        host = urlsplit(url if "://" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.").rstrip(".")


def under(host: str, domains: Iterable[str]) -> bool:
    """Whether the host is one of these domains or below one."""
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def link_host(table: Table, lexicons: Lexicons) -> Callable[[Text, Context], Iterable[Hit]]:
    """`hosts` (or a lexicon's name in `lexicon`): flags links to these hosts, by host and never by path."""
    hosts = set(table.strings("hosts"))
    for name in table.strings("lexicon"):
        if name not in lexicons:
            raise table.error("lexicon", f"語彙「{name}」が rules/lexicons にありません")
        hosts.update(lexicons[name].words)

    def detect(text: Text, context: Context) -> Iterable[Hit]:  # noqa: ARG001 - a Detect
        return [Hit(a.start, a.end, {"host": a.host}) for a in addresses(text) if under(a.host, hosts)]

    return detect


def outside_link(table: Table, lexicons: Lexicons) -> Callable[[Text, Context], Iterable[Hit]]:  # noqa: ARG001 - a factory
    """`public`: expressions for hosts of public bodies; flags links to any other host than these and our own."""
    public = [re.compile(expression) for expression in table.strings("public")]

    def detect(text: Text, context: Context) -> Iterable[Hit]:
        for address in addresses(text):
            ours = under(address.host, context.domains) or any(host.fullmatch(address.host) for host in public)
            if address.host and not ours:
                yield Hit(address.start, address.end, {"host": address.host})

    return detect


def label_mismatch(table: Table, lexicons: Lexicons) -> Callable[[Text, Context], Iterable[Hit]]:  # noqa: ARG001 - a factory
    """Flags a label that shows one host and opens another."""

    def detect(text: Text, context: Context) -> Iterable[Hit]:  # noqa: ARG001 - a Detect
        for link in text.links:
            start, end = text.folded_place(link.start, link.end)
            shown = _URL.search(text.folded[start:end])
            opens = host_of(link.url)
            if shown and host_of(shown[0]) != opens:
                yield Hit(start, end, {"host": opens, "shown": host_of(shown[0])})

    return detect
