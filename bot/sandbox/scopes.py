"""Which scope a method or an event needs, and which events the app subscribed to."""

from bot.sandbox.people import BOT
from bot.sandbox.shapes import Json, SlackError
from bot.sandbox.workspace import Channel, Workspace

METHOD_SCOPES = {
    "chat.postMessage": "chat:write",
    "chat.update": "chat:write",
    "chat.delete": "chat:write",
    "chat.postEphemeral": "chat:write",
    "conversations.join": "channels:join",
    "reactions.get": "reactions:read",
    "reactions.add": "reactions:write",
    "reactions.remove": "reactions:write",
    "users.info": "users:read",
    "users.list": "users:read",
    "usergroups.list": "usergroups:read",
    "usergroups.users.list": "usergroups:read",
    "files.info": "files:read",
    "files.getUploadURLExternal": "files:write",
    "files.completeUploadExternal": "files:write",
}
_EVENT_SCOPES = {
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "file_change": "files:read",
}
_READ = {"channel": "channels:read", "group": "groups:read", "im": "im:read"}
_HISTORY = {"channel": "channels:history", "group": "groups:history", "im": "im:history"}
_MESSAGE_EVENT = {"channel": "message.channels", "group": "message.groups", "im": "message.im"}


def require(ws: Workspace, scope: str | None) -> None:
    """Raises `missing_scope` with `needed` and `provided` if the manifest does not ask for the scope."""
    if scope is not None and scope not in ws.scopes:
        raise SlackError("missing_scope", needed=scope, provided=",".join(sorted(ws.scopes)))


def require_read(ws: Workspace, channel: Channel) -> None:
    """Raises `missing_scope` unless the app may look at channels of this type."""
    require(ws, _READ[channel.type])


def require_history(ws: Workspace, channel: Channel) -> None:
    """Raises `missing_scope` unless the app may read messages of channels of this type."""
    require(ws, _HISTORY[channel.type])


def hears(ws: Workspace, event: Json) -> bool:
    """Whether the app subscribed to the event, holds its scope and is in the channel it comes from."""
    subscribed = ws.manifest["settings"].get("event_subscriptions", {}).get("bot_events", ())
    name, scope = event["type"], _EVENT_SCOPES.get(event["type"])
    if name == "message":
        kind = event["channel_type"]
        name, scope = _MESSAGE_EVENT[kind], _HISTORY[kind]
    return name in subscribed and (scope is None or scope in ws.scopes) and _reaches(ws, event)


def _reaches(ws: Workspace, event: Json) -> bool:
    if event["type"] == "app_home_opened":
        return True
    if event["type"] == "file_change":
        return any(_in_channel(ws, channel) for channel, _ in ws.files[event["file_id"]].shared)
    return _in_channel(ws, event.get("channel") or event["item"]["channel"])


def _in_channel(ws: Workspace, channel: str) -> bool:
    return BOT in ws.channels[channel].members
