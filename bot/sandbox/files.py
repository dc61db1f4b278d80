"""Files that people share: text snippets, and pictures or documents."""

import mimetypes
import time
from dataclasses import dataclass
from urllib.parse import quote

from bot.sandbox import people
from bot.sandbox.shapes import Json, SlackError
from bot.sandbox.workspace import Channel, StoredFile, Workspace


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to share.

    Attributes:
        name: File name.
        content: The bytes, or for a snippet the text.
        title: What Slack shows; the name if empty.
        mimetype: Type of the content; guessed from the name if empty.
        snippet: Whether it is a text snippet.
        alt: What a picture shows, for those who do not see it.
    """

    name: str
    content: bytes | str
    title: str = ""
    mimetype: str = ""
    snippet: bool = False
    alt: str = ""

    @property
    def data(self) -> bytes:
        """The content as bytes."""
        return self.content.encode() if isinstance(self.content, str) else self.content


def share(ws: Workspace, user: str, upload: Upload) -> Json:
    """Stores a file and gives Slack's object for it. Call it with `changed` held."""
    return store(ws, user, upload, ws.ids.new("F"))


def store(ws: Workspace, user: str, upload: Upload, file_id: str) -> Json:
    """Stores a file under an id that was given out before; as `share`."""
    mimetype = upload.mimetype or mimetypes.guess_type(upload.name)[0] or "application/octet-stream"
    now = int(time.time())
    name = quote(upload.name)
    base = f"{ws.base_url}/files-pri/{people.TEAM}-{file_id}"
    shape = {
        "id": file_id,
        "created": now,
        "timestamp": now,
        "name": upload.name,
        "title": upload.title or upload.name,
        "user": user,
        "user_team": people.TEAM,
        "is_external": False,
        "external_type": "",
        "is_public": True,
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": f"{base}/{name}",
        "url_private_download": f"{base}/download/{name}",
        "permalink": f"{ws.base_url}/files/{user}/{file_id}/{name}",
        "file_access": "visible",
        **({"alt_txt": upload.alt} if upload.alt else {}),
        **_of_kind(upload, "text/plain" if upload.snippet else mimetype),
    }
    ws.files[file_id] = StoredFile(shape, upload.data)
    return shape


def get(ws: Workspace, file_id: str) -> StoredFile:
    """The stored file; raises `file_not_found`."""
    try:
        return ws.files[file_id]
    except KeyError:
        raise SlackError("file_not_found") from None


def edit_snippet(ws: Workspace, user: str, file_id: str, content: str) -> None:
    """Gives a snippet new content; the app hears `file_change`, no message event."""
    with ws.changed:
        stored = get(ws, file_id)
        if stored.shape["mode"] != "snippet":
            raise SlackError("not_editable")
        stored.content = content.encode()
        fields = _of_kind(Upload(stored.shape["name"], content, snippet=True), "text/plain")
        stored.shape = {**stored.shape, **fields, "updated": int(time.time()), "editor": user}
        for channel_id, ts in stored.shared:
            _refresh(ws.channels[channel_id], ts, stored.shape)
        ws.emit({"type": "file_change", "file_id": file_id, "file": {"id": file_id}, "event_ts": ws.ids.ts()})
        ws.note_change()


def _refresh(channel: Channel, ts: str, shape: Json) -> None:
    message = channel.messages.get(ts)
    if message is not None and "files" in message:
        shapes = [shape if one["id"] == shape["id"] else one for one in message["files"]]
        channel.messages[ts] = {**message, "files": shapes}


def _of_kind(upload: Upload, mimetype: str) -> Json:
    common = {"mimetype": mimetype, "size": len(upload.data)}
    if not upload.snippet:
        filetype = upload.name.rpartition(".")[2].lower()
        return {**common, "mode": "hosted", "filetype": filetype, "pretty_type": filetype.upper(), "editable": False}
    lines = upload.data.decode(errors="replace").split("\n")
    return {
        **common,
        "mode": "snippet",
        "filetype": "text",
        "pretty_type": "プレーンテキスト",
        "editable": True,
        "preview": "\n".join(lines[:5]),
        "lines": len(lines),
        "lines_more": max(len(lines) - 5, 0),
        "preview_is_truncated": len(lines) > 5,  # noqa: PLR2004 - Slack previews five lines
    }
