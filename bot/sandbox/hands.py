"""What a person does in Slack by hand: say, upload, edit, delete, react, open the App Home."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.sandbox import files, messages, people
from bot.sandbox.files import Upload
from bot.sandbox.shapes import Json, SlackError
from bot.sandbox.text import as_stored
from bot.sandbox.workspace import Channel, Workspace


@dataclass(frozen=True, slots=True)
class Said:
    """Something to say.

    Attributes:
        text: As typed; with `blocks` it is Slack's own markup and stays as it is.
        channel: Id or name of the channel.
        thread_ts: The message that is answered.
        files: Files to share with it.
        blocks: The message's blocks, in the stead of those made from the text.
    """

    text: str
    channel: str = people.REVIEW_CHANNEL
    thread_ts: str | None = None
    files: Sequence[Upload] = ()
    blocks: list[Json] | None = None


def say(ws: Workspace, user: str, said: Said) -> Json:
    """Says something; raises `not_in_channel`, `thread_not_found` or `no_text`."""
    with ws.changed:
        channel = ws.channel(said.channel)
        _member(channel, user)
        if not said.text.strip() and not said.files:
            raise SlackError("no_text")
        message = {"user": user, "client_msg_id": ws.ids.secret(), **_written(ws, said.text, said.blocks)}
        if said.thread_ts is not None:
            message["thread_ts"] = said.thread_ts
        shapes = [files.share(ws, user, upload) for upload in said.files]
        if shapes:
            message |= {"subtype": "file_share", "files": shapes, "upload": False, "display_as_bot": False}
            del message["client_msg_id"]
        stored = messages.post(ws, channel, message)
        for shape in shapes:
            ws.files[shape["id"]].shared = [(channel.id, stored["ts"])]
        return stored


def edit(ws: Workspace, user: str, ts: str, text: str) -> Json:
    """Changes one's own message; raises `cant_update_message`, `message_not_found`."""
    with ws.changed:
        channel = ws.channel_of(ts)
        _own(channel, user, ts, "cant_update_message")
        return messages.change(ws, channel, ts, user, {"blocks": [], **_written(ws, text, None)})


def delete(ws: Workspace, user: str, ts: str, *, tombstone: bool = True) -> None:
    """Deletes one's own message and its files; raises `cant_delete_message`, `message_not_found`."""
    with ws.changed:
        channel = ws.channel_of(ts)
        _own(channel, user, ts, "cant_delete_message")
        for shape in channel.message(ts).get("files", ()):
            ws.files.pop(shape["id"], None)
        messages.delete(ws, channel, ts, tombstone=tombstone)


def react(ws: Workspace, user: str, ts: str, name: str) -> None:
    """Adds a reaction; raises `already_reacted`, `not_in_channel`."""
    channel = ws.channel_of(ts)
    _member(channel, user)
    messages.react(ws, channel, ts, user, name)


def unreact(ws: Workspace, user: str, ts: str, name: str) -> None:
    """Takes a reaction back; raises `no_reaction`."""
    messages.unreact(ws, ws.channel_of(ts), ts, user, name)


def open_home(ws: Workspace, user: str) -> None:
    """Opens the app's home tab."""
    with ws.changed:
        event = {"type": "app_home_opened", "user": user, "channel": f"D{user[1:]}", "tab": "home"}
        home = ws.homes.get(user)
        ws.emit({**event, "event_ts": ws.ids.ts(), **({"view": home} if home else {})})


def names(ws: Workspace) -> dict[str, Json]:
    """What `@…` and `#…` mean when typed."""
    users = {f"@{user['profile']['display_name']}": {"type": "user", "user_id": id_} for id_, user in ws.users.items()}
    groups = {f"@{group['handle']}": {"type": "usergroup", "usergroup_id": id_} for id_, group in ws.groups.items()}
    channels = {f"#{one.name}": {"type": "channel", "channel_id": one.id} for one in ws.channels.values()}
    return {**users, **groups, **channels}


def _written(ws: Workspace, text: str, blocks: list[Json] | None) -> Json:
    if blocks is not None:
        return {"text": text, "blocks": blocks}
    stored, made = as_stored(text, names(ws))
    return {"text": stored, "blocks": made} if made else {"text": stored}


def _member(channel: Channel, user: str) -> None:
    if user not in channel.members:
        raise SlackError("not_in_channel")


def _own(channel: Channel, user: str, ts: str, error: str) -> None:
    if channel.message(ts)["user"] != user:
        raise SlackError(error)
