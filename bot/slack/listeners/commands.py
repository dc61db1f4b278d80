"""The command `/sns-guideline`."""

from typing import Any

from slack_bolt import Ack, App

from bot.services.lookup import find_clauses
from bot.slack.presenters.clauses import clauses_answer, contents
from bot.slack.wiring import Wiring

_SHOWN = 5


def register(app: App, wiring: Wiring) -> None:
    """Register the command."""
    library = wiring.office.library

    @app.command("/sns-guideline")
    def on_guideline(ack: Ack, command: dict[str, Any]) -> None:
        query = (command.get("text") or "").strip()
        if query:
            answer = clauses_answer(query, find_clauses(query, library, wiring.index, _SHOWN), library)
        else:
            answer = contents(library)
        ack(response_type="ephemeral", text=answer.text, blocks=answer.blocks)
