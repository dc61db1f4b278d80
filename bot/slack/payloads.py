"""Slack's payloads, parsed once: what a person typed, and what an action means."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.drafts import Origin
from bot.domain.texts import storable
from bot.engine.text import Link
from bot.services.decisions import Ticks
from bot.services.drafts import Draft
from bot.services.ports import Reaction
from bot.slack.ids import CONFIRM_BLOCK, DRAFT_BLOCK
from bot.slack.moments import microseconds
from bot.slack.typed import Typed, typed_text

Message = Mapping[str, Any]
NameOf = Callable[[str], str]
ReadSnippet = Callable[[Mapping[str, Any]], str]

_SECOND = 1_000_000
_OF_PEOPLE = {None, "", "file_share", "me_message"}


@dataclass(frozen=True, slots=True)
class Reading:
    """How a message becomes a draft: names for mentions, contents for snippets; `me`: the bot's user id."""

    name_of: NameOf
    read_snippet: ReadSnippet
    me: str


def is_draft(message: Message, me: str) -> bool:
    """Whether this is a person's top-level message, or what the bot posted for a person who wrote it in the form."""
    top_level = message.get("thread_ts") in {None, message.get("ts")}
    by_person = bool(message.get("user")) and not message.get("bot_id") and message.get("subtype") in _OF_PEOPLE
    return top_level and (by_person or _form_mark(message, me) is not None)


def _form_mark(message: Message, me: str) -> re.Match[str] | None:
    """What a block says of a draft written in the form; only the bot's own messages are believed."""
    blocks = message.get("blocks") or () if message.get("user") == me else ()
    return next(filter(None, (DRAFT_BLOCK.match(block.get("block_id") or "") for block in blocks)), None)


def form_of(message: Message, me: str) -> str:
    """Id of the form in which the bot was given what this message says; empty where it was given in none."""
    mark = _form_mark(message, me)
    return mark["form"] if mark else ""


@dataclass(frozen=True, slots=True)
class Writing:
    """Who wrote a message, and when.

    Attributes:
        drafter: User id of who wrote it first.
        editor: User id of who edited it last; empty: nobody did.
        at: When it was written or edited last, in microseconds since 1970.
        exact: `at` is no whole second.
    """

    drafter: str
    editor: str
    at: int
    exact: bool

    @property
    def edited(self) -> bool:
        """Whether it is not as it was posted."""
        return bool(self.editor)


def writing_of(message: Message, me: str) -> Writing:
    """Who wrote a draft, and when: Slack dates a person's edits by the second, the form its own exactly."""
    mark = _form_mark(message, me)
    if mark is not None:
        rewritten = int(mark["rewritten"])
        at = rewritten or microseconds(message["ts"])
        return Writing(mark["drafter"], mark["drafter"] if rewritten else "", at, exact=True)
    edited = message.get("edited")
    if not edited:
        return Writing(message["user"], "", microseconds(message["ts"]), exact=True)
    at = microseconds(edited["ts"])
    return Writing(message["user"], edited.get("user") or message["user"], at, exact=False)


def is_tombstone(message: Message) -> bool:
    """Whether this is what remains of a deleted message that has replies."""
    return message.get("subtype") == "tombstone"


def read_draft(channel: str, message: Message, reading: Reading, *, changed_at: str | None = None) -> Draft:
    """The draft a message holds, its text as the person typed it.

    Args:
        channel: Id of the channel.
        message: Slack's message object.
        reading: How to read mentions and snippets.
        changed_at: When an event said the message changed, which is more exact than what the message says.

    Raises:
        UnreadableDraftError: A snippet cannot be read.
    """
    typed = typed_text(message, reading.name_of)
    snippets = [file for file in message.get("files") or () if file.get("mode") == "snippet"]
    text = storable("\n".join(part for part in (typed.text, *map(reading.read_snippet, snippets)) if part))
    writing = writing_of(message, reading.me)
    latest = writing.at if writing.at % _SECOND else writing.at + _SECOND - 1
    return Draft(
        origin=Origin(channel, message["ts"]),
        drafter=writing.drafter,
        text=text,
        made_at=microseconds(changed_at) if changed_at else latest,
        links=_links(typed),
        files=tuple(sorted(file["id"] for file in snippets)),
        answered=bool(message.get("reply_count")),
        edited_at=writing.at // _SECOND,
        exact=changed_at is not None or writing.exact,
        edited=writing.edited,
        editor=writing.editor,
    )


def _links(typed: Typed) -> tuple[Link, ...]:
    return tuple(Link(start, end, url) for start, end, url in typed.links)


@dataclass(frozen=True, slots=True)
class Words:
    """What any message says: its text as typed, the links hidden in it, and whether there are files beside it."""

    text: str
    links: tuple[Link, ...]
    files: bool


def read_words(message: Message) -> Words:
    """The words of a message as they stand in it, at once: nobody is asked for a mention's name or a file's content."""
    typed = typed_text(message, lambda _user: "氏名")
    return Words(typed.text, _links(typed), bool(message.get("files")))


def reactions_of(message: Message) -> frozenset[Reaction]:
    """Everybody's reactions on a message, without skin tones."""
    return frozenset(
        Reaction(user, reaction_name(reaction["name"]))
        for reaction in message.get("reactions") or ()
        for user in reaction["users"]
    )


def reaction_name(name: str) -> str:
    """`+1::skin-tone-2` is `+1`."""
    return name.split("::", maxsplit=1)[0]


def read_ticks(body: Mapping[str, Any]) -> Ticks | None:
    """What a `block_actions` payload ticks; None where its block is no group of confirmations."""
    action = body["actions"][0]
    match = CONFIRM_BLOCK.match(action.get("block_id", ""))
    if match is None:
        return None
    ticked = {option["value"] for option in action.get("selected_options") or ()}
    shown = {option["value"] for option in _options(body, action["block_id"])} | ticked
    channel = (body.get("channel") or {}).get("id") or body["container"]["channel_id"]
    return Ticks(
        origin=Origin(channel, match["message"]),
        user=body["user"]["id"],
        revision=int(match["revision"]),
        ticks={key: key in ticked for key in sorted(shown)},
        moment=microseconds(action.get("action_ts") or "0"),
    )


def _options(body: Mapping[str, Any], block_id: str) -> list[dict[str, Any]]:
    blocks = (body.get("message") or {}).get("blocks") or ()
    return [
        option
        for block in blocks
        if block.get("block_id") == block_id
        for element in block.get("elements") or ()
        for option in element.get("options") or ()
    ]


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button on a card: the draft, the revision it was shown for, what else it is about, and who pressed it."""

    origin: Origin
    revision: int
    more: str
    user: str


def read_pressed(body: Mapping[str, Any], value: str) -> Pressed:
    """What a button or a modal's `private_metadata` carries (see `ids.review_value`)."""
    channel, message, revision, more = value.split("|", 3)
    return Pressed(Origin(channel, message), int(revision), more, body["user"]["id"])


def read_fields(view: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a submitted modal by block id: a text, a moment in seconds, a day, who or what was chosen."""
    return {block: _value(next(iter(actions.values()))) for block, actions in view["state"]["values"].items()}


def read_typed(view: Mapping[str, Any], block: str) -> str:
    """What stands in a field of a modal, blanks and all; empty where there is nothing else."""
    typed: str = next(iter(view["state"]["values"][block].values())).get("value") or ""
    return typed if typed.strip() else ""


def _value(state: Mapping[str, Any]) -> Any:
    if "selected_options" in state:
        return tuple(option["value"] for option in state["selected_options"] or ())
    if "selected_option" in state:
        return (state["selected_option"] or {}).get("value") or ""
    if "selected_users" in state:
        return tuple(state["selected_users"] or ())
    chosen = (state.get(f"selected_{kind}") for kind in ("date_time", "date", "user"))
    return next(filter(None, chosen), None) or (state.get("value") or "").strip()
