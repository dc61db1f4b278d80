"""Actions: ticks on the card, buttons."""

import re
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.domain.drafts import Origin
from bot.domain.reviews import Review
from bot.services.decisions import tick_confirmations
from bot.services.drafts import find_review
from bot.slack.ids import ALL_FINDINGS_ACTION, BROWSE_ACTION, CONFIRM_ACTION, FINDINGS_PAGE_ACTION, SHARE_ACTION
from bot.slack.payloads import read_ticks
from bot.slack.presenters.clauses import clause_answer, shared_clause
from bot.slack.presenters.findings import findings_modal
from bot.slack.wiring import Wiring

Body = dict[str, Any]


def register(app: App, wiring: Wiring) -> None:
    """Register the action listeners."""
    library = wiring.office.library

    @app.action(re.compile(rf"^{CONFIRM_ACTION}-\d+$"))
    def on_tick(ack: Ack, body: Body) -> None:
        ticks = read_ticks(body)
        if ticks is not None:
            tick_confirmations(wiring.desk, ticks)
        ack()

    @app.action(ALL_FINDINGS_ACTION)
    def on_all_findings(ack: Ack, body: Body, action: Body, client: WebClient) -> None:
        review, page = _page(wiring, action["value"])
        client.views_open(trigger_id=body["trigger_id"], view=findings_modal(review, library, page))
        ack()

    @app.action(FINDINGS_PAGE_ACTION)
    def on_findings_page(ack: Ack, body: Body, action: Body, client: WebClient) -> None:
        review, page = _page(wiring, action["value"])
        client.views_update(view_id=body["view"]["id"], view=findings_modal(review, library, page))
        ack()

    @app.action(BROWSE_ACTION)
    def on_browse(ack: Ack, action: Body, respond: Respond) -> None:
        ack()
        answer = clause_answer(library.clause(action["selected_option"]["value"]), library)
        respond(text=answer.text, blocks=answer.blocks, response_type="ephemeral", replace_original=False)

    @app.action(SHARE_ACTION)
    def on_share(ack: Ack, body: Body, action: Body, respond: Respond) -> None:
        ack()
        answer = shared_clause(library.clause(action["value"]), library, body["user"]["id"])
        respond(text=answer.text, blocks=answer.blocks, response_type="in_channel", replace_original=False)


def _page(wiring: Wiring, value: str) -> tuple[Review, int]:
    channel, message, page = value.split("|")
    return find_review(wiring.desk, Origin(channel, message)), int(page)
