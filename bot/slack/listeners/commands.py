"""The commands `/sns-guideline` and `/sns-freeze`."""

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.domain.errors import ReviewDeskError
from bot.services.freezes import end_stopped, lift_stop, stop_clearances
from bot.services.lookup import find_clauses
from bot.slack.presenters.clauses import clauses_answer, contents
from bot.slack.presenters.freezes import FREEZE_USAGE, frozen, lifted
from bot.slack.wiring import Wiring

_SHOWN = 5
_LIFTING = {"解除", "再開"}


def register(app: App, wiring: Wiring) -> None:
    """Register the commands."""
    library = wiring.office.library

    @app.command("/sns-freeze")
    def on_freeze(ack: Ack, command: dict[str, Any], client: WebClient) -> None:
        reason, user = (command.get("text") or "").strip(), command["user_id"]
        if not reason:
            ack(response_type="ephemeral", text=FREEZE_USAGE)
            return
        try:
            told = _lift(wiring, user) if reason in _LIFTING else _stop(wiring, user, reason)
        except ReviewDeskError as error:
            ack(response_type="ephemeral", text=str(error))
            return
        if wiring.channel.id is None:
            ack(response_type="ephemeral", text=told)
            return
        ack()
        client.chat_postMessage(channel=wiring.channel.id, text=told)

    @app.command("/sns-guideline")
    def on_guideline(ack: Ack, command: dict[str, Any]) -> None:
        query = (command.get("text") or "").strip()
        if query:
            answer = clauses_answer(query, find_clauses(query, library, wiring.index, _SHOWN), library)
        else:
            answer = contents(library)
        ack(response_type="ephemeral", text=answer.text, blocks=answer.blocks)


def _stop(wiring: Wiring, user: str, reason: str) -> str:
    stop_clearances(wiring.desk, user, reason)
    return frozen(user, reason, end_stopped(wiring.desk))


def _lift(wiring: Wiring, user: str) -> str:
    return lifted(user, lift_stop(wiring.desk, user))
