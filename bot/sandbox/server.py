"""The sandbox as tests and the demo hold it: a Slack workspace with people whose hands one can move."""

from collections.abc import Sequence
from typing import Any

from bot.sandbox import files as shared_files
from bot.sandbox import hands
from bot.sandbox.clicks import Click
from bot.sandbox.controls import Controls
from bot.sandbox.files import Upload
from bot.sandbox.hands import Said
from bot.sandbox.shapes import Json, SlackError


class Sandbox(Controls):
    """A local Slack workspace; a context manager. Every method may be called from any thread.

    Wherever Slack would refuse, `SlackError` carries Slack's own code. For the arguments see `Controls`.
    """

    def post(  # noqa: PLR0913 - the parts of a message
        self,
        user: str,
        text: str,
        *,
        channel: str | None = None,
        thread_ts: str | None = None,
        files: Sequence[Upload] = (),
        blocks: list[Json] | None = None,
    ) -> str:
        """A person says something; with `blocks` the text is taken as Slack's markup. Returns its time stamp."""
        said = Said(text, channel or self.channel, thread_ts, files, blocks)
        return str(hands.say(self.workspace, user, said)["ts"])

    def upload(self, user: str, text: str, snippet: str, title: str = "投稿案") -> str:
        """A person shares a text snippet, with a text beside it. Returns the message's time stamp."""
        return self.post(user, text, files=[Upload("投稿案.txt", snippet, title, snippet=True)])

    def edit(self, user: str, ts: str, text: str, snippet: str | None = None) -> None:
        """A person changes their message, and its first snippet too if `snippet` is given."""
        hands.edit(self.workspace, user, ts, text)
        if snippet is not None:
            self.edit_snippet(user, self.message(ts)["files"][0]["id"], snippet)

    def edit_snippet(self, user: str, file_id: str, content: str) -> None:
        """A person changes a snippet: the app hears `file_change`."""
        shared_files.edit_snippet(self.workspace, user, file_id, content)

    def delete(self, user: str, ts: str, *, tombstone: bool = True) -> None:
        """A person deletes their message; see `messages.delete` for `tombstone`."""
        hands.delete(self.workspace, user, ts, tombstone=tombstone)

    def react(self, user: str, ts: str, name: str) -> None:
        """A person reacts."""
        hands.react(self.workspace, user, ts, name)

    def unreact(self, user: str, ts: str, name: str) -> None:
        """A person takes a reaction back."""
        hands.unreact(self.workspace, user, ts, name)

    def act(  # noqa: PLR0913 - as Slack's element kinds need it
        self,
        user: str,
        message_ts: str,
        action_id: str,
        *,
        selected_options: Sequence[str] | None = None,
        value: str | int | None = None,
        block_id: str | None = None,
        filled: Json | None = None,
    ) -> bool:
        """A person clicks, ticks, chooses or types in blocks.

        Args:
            user: Who.
            message_ts: Time stamp of a message (also an ephemeral one), or id of a view or home.
            action_id: The action.
            selected_options: All values that are ticked afterwards (checkboxes, multi-selects).
            value: The chosen option, the typed text, the picked date or user; for a button, which of several.
            block_id: The block, where several hold the action.
            filled: What stands in the fields beside it, as `submit` takes it.

        Returns:
            Whether the app acknowledged.
        """
        given: Any = value if selected_options is None else list(selected_options)
        click = Click(user, message_ts, action_id, given, block_id, filled or {})
        return self._runner.run(self._runner.interactions.act(click))

    def command(self, user: str, command: str, text: str = "", *, channel: str | None = None) -> Json:
        """A person runs a slash command.

        Returns:
            The message it was answered with, to the person or in the channel, or the modal it opened.

        Raises:
            TimeoutError: if nothing came.
        """
        place = self.channel if channel is None else channel
        start = self.workspace.ids.ts()
        known = [view["id"] for view in self.views(user)]
        self._runner.run(self._runner.interactions.command(user, command, text, place))
        return self.wait_for(lambda: self._answer_since(user, place, start, known))

    def submit(self, user: str, view_id: str, values: Json | None = None) -> Json:
        """A person sends a modal's form; see `Interactions.submit`."""
        return self._runner.run(self._runner.interactions.submit(user, view_id, values))

    def close(self, user: str, view_id: str, *, every: bool = False) -> None:
        """A person closes a modal, or with `every` (the ✕) all that lie on each other."""
        self._runner.run(self._runner.interactions.close(user, view_id, every=every))

    def message_shortcut(self, user: str, callback_id: str, message_ts: str) -> bool:
        """A person uses a shortcut on a message, anyone's or the app's. Returns whether the app acknowledged."""
        return self._runner.run(self._runner.interactions.message_shortcut(user, callback_id, message_ts))

    def global_shortcut(self, user: str, callback_id: str) -> bool:
        """A person uses a shortcut beside the composer. Returns whether the app acknowledged."""
        return self._runner.run(self._runner.interactions.global_shortcut(user, callback_id))

    def open_home(self, user: str, timeout: float = 10) -> Json:
        """A person opens the app's home. Returns the view the app publishes then."""
        before = (self.home(user) or {}).get("hash")
        hands.open_home(self.workspace, user)
        return self.wait_for(lambda: self._home_after(user, before), timeout)

    def message(self, ts: str) -> Json:
        """A message as it is now."""
        with self.workspace.changed:
            return self.workspace.channel_of(ts).message(ts)

    def history(self, channel: str | None = None) -> list[Json]:
        """A channel's top-level messages, oldest first."""
        with self.workspace.changed:
            place = self.workspace.channel(channel or self.channel)
            return [place.messages[ts] for ts in place.tops]

    def thread(self, ts: str) -> list[Json]:
        """The replies to a message that all can see, oldest first."""
        with self.workspace.changed:
            for channel in self.workspace.channels.values():
                if ts in channel.messages or ts in channel.replies:
                    return [channel.messages[one] for one in channel.replies.get(ts, ())]
        raise SlackError("thread_not_found")

    def ephemerals(self, user: str) -> list[Json]:
        """The messages that only this person sees, oldest first."""
        with self.workspace.changed:
            return list(self.workspace.ephemerals.get(user, ()))

    def views(self, user: str) -> list[Json]:
        """The person's open modals, the topmost last."""
        with self.workspace.changed:
            return list(self.workspace.modals.get(user, ()))

    def home(self, user: str) -> Json | None:
        """The person's App Home, if the app published one."""
        with self.workspace.changed:
            return self.workspace.homes.get(user)

    def _answer_since(self, user: str, channel: str, start: str, known: list[str]) -> Json | None:
        opened = [view for view in self.views(user) if view["id"] not in known]
        said = [*self.ephemerals(user), *(one for one in self.history(channel) if "bot_id" in one)]
        return next((one for one in [*said, *opened] if one.get("ts", "V") > start), None)

    def _home_after(self, user: str, before: str | None) -> Json | None:
        home = self.home(user)
        return home if home and home["hash"] != before else None
