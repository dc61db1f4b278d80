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
_LABEL = r"[a-z0-9ぁ-んァ-ヶー一-龥々-]{1,63}"
_JAPANESE = rf"(?=[a-z0-9-]{{0,62}}[ぁ-んァ-ヶー一-龥々]){_LABEL}(?:\.{_LABEL}){{0,7}}\.[a-z]{{2,63}}(?![@a-z0-9-])"
_REST = r"(?::\d{1,5})?(?:/[!-~]{0,2048})?"
_URL = re.compile(
    rf"https?://(?:www\.)?{_JAPANESE}{_REST}|(?:https?://|www\.)[!-~]{{1,2048}}"
    rf"|(?<![@a-z0-9./_-])(?P<bare>{_HOST})(?::\d{{1,5}})?(?:/[!-~]{{0,2048}}|(?![@a-z0-9.-]))"
)
_MAIL_HOST = re.compile(rf"[a-z0-9._%+-]@(?P<host>{_HOST})")
_TRAILING = ".,;:!?)]}>'\"*"
_TLD = (
    "jp|com|net|org|info|biz|io|ly|gl|me|cc|co|gd|do|to|at|ws|tv|page|app|dev|link|site|online|shop|tokyo|us|be|mn"
    "|xyz|kyoto|osaka|nagoya|yokohama|okinawa|asia|travel|life|club|blog|store|space|fun|website"
)
_BARE = re.compile(rf".+\.(?:{_TLD})")
_BARE_WITH_PATH = re.compile(
    rf".+\.(?:{_TLD}|gy|gle|cx|in|id|la|tw|sc|nu|st|ai|fm|ee|gg|sh|work|news|world|red|blue|pink|today|art)"
)


@dataclass(frozen=True, slots=True)
class Address:
    """A link of the draft: where it stands (folded places) and the host it opens."""

    start: int
    end: int
    host: str


def addresses(text: Text) -> Iterator[Address]:
    """Every link that stands in the text or hides behind a label."""
    yield from _written(text.folded)
    for link in text.links:
        start, end = text.folded_place(link.start, link.end)
        yield Address(start, end, host_of(link.url))


def _written(folded: str) -> Iterator[Address]:
    """The links that can be read in folded text; 「report.pdf」 and 「Mt.Fuji」 are none."""
    for match in _URL.finditer(folded) if "." in folded else ():
        bare, known = match["bare"], _BARE_WITH_PATH if "/" in match[0] else _BARE
        if bare and not known.fullmatch(bare):
            continue
        url = match[0].rstrip(_TRAILING)
        yield Address(match.start(), match.start() + len(url), host_of(url))


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
            shown, opens = _shown(text.folded[start:end]), host_of(link.url)
            if shown and shown != opens:
                yield Hit(start, end, {"host": opens, "shown": shown})

    return detect


def _shown(label: str) -> str:
    """The host a label shows, as a link or as a mail address; empty where it shows none."""
    hosts = [address.host for address in _written(label)]
    mails = [mail["host"] for mail in _MAIL_HOST.finditer(label)]
    return next(iter([*hosts, *(host for host in mails if _BARE.fullmatch(host))]), "")
