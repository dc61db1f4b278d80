"""Clicks, commands, forms and shortcuts: what a person does that the app must acknowledge."""

import time
from dataclasses import dataclass
from typing import Any

from bot.sandbox import answers, clicks, inputs, messages, payloads, people, views
from bot.sandbox.clicks import Click
from bot.sandbox.delivery import COMMAND, INTERACTIVE, Delivery
from bot.sandbox.shapes import Json, SlackError
from bot.sandbox.workspace import ResponseUrl, Workspace


@dataclass(slots=True)
class Interactions:
    """Sends what people do to the app, and shows what it acknowledges with."""

    ws: Workspace
    delivery: Delivery

    async def act(self, click: Click) -> bool:
        """Clicks a button, ticks, chooses or types in blocks; for what it raises see `clicks.told`.

        Returns:
            Whether the app acknowledged.
        """
        return await self.delivery.deliver(INTERACTIVE, clicks.told(self.ws, click)) is not None

    async def command(self, user: str, command: str, text: str, channel: str) -> None:
        """Runs a slash command; the acknowledgement's message is shown to the person.

        Raises:
            SlackError: `unknown_command` if the manifest does not have it, `not_in_channel`, `missing_scope`.
        """
        if user not in self.ws.channel(channel).members:
            raise SlackError("not_in_channel")
        answer = ResponseUrl(user, self.ws.channel(channel).id, time.monotonic())
        fields = payloads.command(self.ws, answer, command, text)
        self._show_answer(answer, command, await self.delivery.deliver(COMMAND, fields))

    async def message_shortcut(self, user: str, callback_id: str, ts: str) -> bool:
        """Uses a shortcut on a message; for what it raises see `payloads.message_shortcut`.

        Returns:
            Whether the app acknowledged.
        """
        payload = payloads.message_shortcut(self.ws, user, callback_id, ts)
        return await self.delivery.deliver(INTERACTIVE, payload) is not None

    async def global_shortcut(self, user: str, callback_id: str) -> bool:
        """Uses a shortcut without a message; raises `unknown_shortcut` if the manifest does not have it.

        Returns:
            Whether the app acknowledged.
        """
        payload = payloads.global_shortcut(self.ws, user, callback_id)
        return await self.delivery.deliver(INTERACTIVE, payload) is not None

    async def submit(self, user: str, view_id: str, values: Json | None = None) -> Json:
        """Sends a modal's form.

        Args:
            user: Whose modal it is.
            view_id: The modal.
            values: Short values by action id, or by block id and action id.

        Returns:
            What the app acknowledged with: empty, or a `response_action`; for a form with gaps, which Slack's
            client does not send, `{"response_action": "errors", "errors": …}`; `{"not_acknowledged": True}`.

        Raises:
            SlackError: `not_found`, `no_such_field`, `no_such_option`; `invalid_arguments` if the app's answer is
                one that Slack would refuse.
        """
        with self.ws.changed:
            view = views.find(self.ws, user, view_id)
            filled = inputs.filled_in(view["blocks"], view["state"]["values"], values or {})
            view = views.remember(self.ws, user, view, filled)
            errors = inputs.refused(view["blocks"], filled)
        if errors:
            return {"response_action": "errors", "errors": errors}
        common = payloads.common(self.ws, user, view_id)
        payload = {**common, "type": "view_submission", "view": view, "response_urls": []}
        reply = await self.delivery.deliver(INTERACTIVE, payload)
        if reply is None:
            return {"not_acknowledged": True}
        _FOLLOW.get(reply.get("response_action", ""), _unknown)(self.ws, user, view, reply)
        return reply

    async def close(self, user: str, view_id: str, *, every: bool = False) -> None:
        """Closes a modal without sending it, or with `every` (the ✕) all that lie on each other.

        The app hears of each that asks for it, the topmost first.
        """
        view = views.find(self.ws, user, view_id)
        every = every or view["clear_on_close"]
        for closed in views.close(self.ws, user, view_id, every=every):
            if closed["notify_on_close"]:
                common = payloads.common(self.ws, user)
                del common["trigger_id"]
                payload = {**common, "type": "view_closed", "view": closed, "is_cleared": every}
                await self.delivery.deliver(INTERACTIVE, payload)

    def _show_answer(self, to: ResponseUrl, command: str, reply: Json | None) -> None:
        with self.ws.changed:
            if reply is None:
                text = f"{command} はエラー「dispatch_failed」のため実行できませんでした。"
                shown = {"user": people.SLACKBOT, "text": text}
                messages.show_to(self.ws, self.ws.channels[to.channel], to.user, shown)
            elif reply.get("text") or reply.get("blocks"):
                answers.give(self.ws, to, reply)


def _close(ws: Workspace, user: str, view: Json, _reply: Json) -> None:
    if any(one["id"] == view["id"] for one in ws.modals[user]):
        views.close(ws, user, view["id"])


def _clear(ws: Workspace, user: str, view: Json, _reply: Json) -> None:
    if ws.modals[user]:
        views.close(ws, user, view["id"], every=True)


def _update(ws: Workspace, _user: str, view: Json, reply: Json) -> None:
    views.replace(ws, reply.get("view"), view_id=view["id"])


def _push(ws: Workspace, user: str, _view: Json, reply: Json) -> None:
    views.show(ws, user, reply.get("view"), push=True)


def _errors(_ws: Workspace, _user: str, view: Json, reply: Json) -> None:
    known = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
    wrong = sorted(set(reply.get("errors") or {"errors": ""}) - known)
    if wrong:
        raise _refused(f"no input block with block_id: {', '.join(wrong)}")


def _unknown(_ws: Workspace, _user: str, _view: Json, reply: Json) -> None:
    raise _refused(f"unknown response_action: {reply['response_action']}")


def _refused(problem: str) -> SlackError:
    return SlackError("invalid_arguments", response_metadata={"messages": [f"[ERROR] {problem}"]})


_FOLLOW: dict[str, Any] = {
    "": _close,
    "clear": _clear,
    "update": _update,
    "push": _push,
    "errors": _errors,
}
