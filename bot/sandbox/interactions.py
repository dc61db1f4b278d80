"""Clicks, commands, forms and shortcuts: what a person does that the app must acknowledge."""

import time
from dataclasses import dataclass
from typing import Any

from bot.sandbox import answers, inputs, messages, people, views
from bot.sandbox.delivery import COMMAND, INTERACTIVE, Delivery
from bot.sandbox.shapes import Json, SlackError
from bot.sandbox.workspace import Channel, ResponseUrl, Workspace


@dataclass(slots=True)
class Interactions:
    """Sends what people do to the app, and shows what it acknowledges with."""

    ws: Workspace
    delivery: Delivery

    async def act(self, user: str, where: str, action_id: str, value: Any = None, block_id: str | None = None) -> bool:
        """Clicks a button, ticks, chooses or types in blocks.

        Args:
            user: Who does it.
            where: Time stamp of the message (also one only they see), or id of the view.
            action_id: The element's action.
            value: What is chosen, as `inputs.entry` takes it; for a button which of several.
            block_id: Block of the element, where the action alone does not tell.

        Returns:
            Whether the app acknowledged.

        Raises:
            SlackError: `message_not_found`, `not_found`, `action_not_found`, `no_such_option`.
        """
        with self.ws.changed:
            if where.startswith("V"):
                payload = self._on_view(user, where, action_id, value, block_id)
            else:
                payload = self._on_message(user, where, action_id, value, block_id)
        return await self.delivery.deliver(INTERACTIVE, payload) is not None

    async def command(self, user: str, command: str, text: str, channel: str) -> None:
        """Runs a slash command; the acknowledgement's message is shown to the person.

        Raises:
            SlackError: `unknown_command` if the manifest does not have it.
        """
        known = self.ws.manifest["features"].get("slash_commands", ())
        if command not in [one["command"] for one in known]:
            raise SlackError("unknown_command", command=command)
        place = self.ws.channels[channel]
        answer = ResponseUrl(user, channel, time.monotonic())
        fields = {
            "token": "sandbox",
            "team_id": people.TEAM,
            "team_domain": "sandbox",
            "channel_id": channel,
            "channel_name": place.name,
            "user_id": user,
            "user_name": self.ws.user(user)["name"],
            "command": command,
            "text": text,
            "api_app_id": people.APP,
            "is_enterprise_install": "false",
            "response_url": answers.new_response_url(self.ws, answer),
            "trigger_id": views.new_trigger(self.ws, user),
        }
        self._show_answer(answer, command, await self.delivery.deliver(COMMAND, fields))

    async def submit(self, user: str, view_id: str, values: Json | None = None) -> Json:
        """Sends a modal's form.

        Args:
            user: Whose modal it is.
            view_id: The modal.
            values: Short values by action id, or by block id and action id.

        Returns:
            What the app acknowledged with: empty, or a `response_action`; for a form with gaps, which Slack's
            client does not send, `{"response_action": "errors", "errors": …}`; `{"not_acknowledged": True}`.
        """
        with self.ws.changed:
            view = views.find(self.ws, user, view_id)
            filled = inputs.filled_in(view["blocks"], view["state"]["values"], values or {})
            view = views.remember(self.ws, user, view, filled)
            errors = inputs.refused(view["blocks"], filled)
        if errors:
            return {"response_action": "errors", "errors": errors}
        payload = {**self._common(user, view_id), "type": "view_submission", "view": view, "response_urls": []}
        reply = await self.delivery.deliver(INTERACTIVE, payload)
        if reply is None:
            return {"not_acknowledged": True}
        self._follow(user, view, reply)
        return reply

    async def close(self, user: str, view_id: str) -> None:
        """Closes a modal without sending it; the app hears of it where the view asks for that."""
        view = views.find(self.ws, user, view_id)
        views.close(self.ws, user, view_id)
        if view["notify_on_close"]:
            common = self._common(user)
            del common["trigger_id"]
            payload = {**common, "type": "view_closed", "view": view, "is_cleared": False}
            await self.delivery.deliver(INTERACTIVE, payload)

    async def shortcut(self, user: str, callback_id: str, ts: str | None = None) -> bool:
        """Uses a shortcut, on a message if a time stamp is given.

        Returns:
            Whether the app acknowledged.

        Raises:
            SlackError: `unknown_shortcut` if the manifest does not have it.
        """
        kind = "global" if ts is None else "message"
        known = self.ws.manifest["features"].get("shortcuts", ())
        if (callback_id, kind) not in [(one["callback_id"], one["type"]) for one in known]:
            raise SlackError("unknown_shortcut", callback_id=callback_id)
        payload = {**self._common(user), "callback_id": callback_id, "action_ts": self.ws.ids.ts()}
        if ts is None:
            payload["type"] = "shortcut"
        else:
            channel = self.ws.channel_of(ts)
            payload |= {"type": "message_action", **self._at(user, channel, ts, channel.message(ts))}
            payload |= {"message": channel.message(ts), "message_ts": ts}
        return await self.delivery.deliver(INTERACTIVE, payload) is not None

    def _on_message(self, user: str, ts: str, action_id: str, value: Any, block_id: str | None) -> Json:
        shown = next((one for one in self.ws.ephemerals.get(user, ()) if one["ts"] == ts), None)
        channel = self.ws.channels[shown["channel"]] if shown else self.ws.channel_of(ts)
        message = shown or channel.message(ts)
        if user not in channel.members:
            raise SlackError("not_in_channel")
        block, element = inputs.find(message.get("blocks", []), action_id, block_id, value)
        action = inputs.action(block, element, value, self.ws.ids.ts())
        values = self.ws.ticks.get((ts, user)) or inputs.start_values(message["blocks"])
        values = _with_change(values, block, element, value)
        self.ws.ticks[ts, user] = values
        self.ws.note_change()
        container = {"type": "message", "message_ts": ts, "channel_id": channel.id, "is_ephemeral": bool(shown)}
        if "thread_ts" in message:
            container["thread_ts"] = message["thread_ts"]
        payload = {**self._common(user), "type": "block_actions", "container": container, "actions": [action]}
        # Slack leaves the message out where only one person sees it.
        payload |= {} if shown else {"message": message}
        return {**payload, **self._at(user, channel, ts, message), "state": {"values": values}}

    def _on_view(self, user: str, view_id: str, action_id: str, value: Any, block_id: str | None) -> Json:
        view = views.find(self.ws, user, view_id)
        block, element = inputs.find(view["blocks"], action_id, block_id, value)
        action = inputs.action(block, element, value, self.ws.ids.ts())
        view = views.remember(self.ws, user, view, _with_change(view["state"]["values"], block, element, value))
        self.ws.note_change()
        container = {"type": "view", "view_id": view_id}
        common = self._common(user, view_id)
        return {**common, "type": "block_actions", "container": container, "view": view, "actions": [action]}

    def _common(self, user: str, view: str | None = None) -> Json:
        name = self.ws.user(user)["name"]
        return {
            "user": {"id": user, "username": name, "name": name, "team_id": self.ws.user(user)["team_id"]},
            "api_app_id": people.APP,
            "token": "sandbox",
            "team": {"id": people.TEAM, "domain": "sandbox"},
            "enterprise": None,
            "is_enterprise_install": False,
            "trigger_id": views.new_trigger(self.ws, user, view),
        }

    def _at(self, user: str, channel: Channel, ts: str, message: Json) -> Json:
        answer = ResponseUrl(user, channel.id, time.monotonic(), ts, message.get("thread_ts"))
        url = answers.new_response_url(self.ws, answer)
        return {"channel": {"id": channel.id, "name": channel.name}, "response_url": url}

    def _show_answer(self, to: ResponseUrl, command: str, reply: Json | None) -> None:
        with self.ws.changed:
            if reply is None:
                text = f"{command} はエラー「dispatch_failed」のため実行できませんでした。"
                shown = {"user": people.SLACKBOT, "text": text}
                messages.show_to(self.ws, self.ws.channels[to.channel], to.user, shown)
            elif reply.get("text") or reply.get("blocks"):
                answers.give(self.ws, to, reply)

    def _follow(self, user: str, view: Json, reply: Json) -> None:
        action = reply.get("response_action")
        if action == "update":
            views.replace(self.ws, reply["view"], view_id=view["id"])
        elif action == "push":
            views.show(self.ws, user, reply["view"], push=True)
        elif action != "errors" and any(one["id"] == view["id"] for one in self.ws.modals[user]):
            views.close(self.ws, user, view["id"], every=action == "clear")


def _with_change(values: inputs.Values, block: Json, element: Json, value: Any) -> inputs.Values:
    if element["type"] in ("button", "overflow"):
        return values
    held = {**values.get(block["block_id"], {}), element["action_id"]: inputs.entry(element, value)}
    return {**values, block["block_id"]: held}
