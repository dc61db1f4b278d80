"""Events: messages, reactions, snippets, the App Home."""

from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from bot.domain.drafts import Origin
from bot.services.decisions import ReactionEvent
from bot.services.drafts import review_of, withdraw_draft
from bot.services.ports import Reaction
from bot.slack.door import tell
from bot.slack.home_tab import publish_home
from bot.slack.moments import microseconds
from bot.slack.payloads import reaction_name
from bot.slack.presenters.decision import value_of
from bot.slack.presenters.modals import return_reason_prompt
from bot.slack.reader import Told
from bot.slack.wiring import Wiring

Event = dict[str, Any]


def register(app: App, wiring: Wiring) -> None:
    """Register the event listeners."""

    @app.event("message")
    def on_message(event: Event) -> None:
        if wiring.channel.holds(event["channel"]):
            _read_message(wiring, event)

    @app.event("reaction_added")
    def on_reaction_added(event: Event, client: WebClient) -> None:
        _react(wiring, event, client, added=True)

    @app.event("reaction_removed")
    def on_reaction_removed(event: Event, client: WebClient) -> None:
        _react(wiring, event, client, added=False)

    @app.event("file_change")
    def on_file_change(event: Event, client: WebClient) -> None:
        _tell(wiring, client, wiring.reader.reread_file(event["file_id"], event["event_ts"]))

    @app.event("app_home_opened")
    def on_home_opened(event: Event, client: WebClient) -> None:
        if event.get("tab") != "messages":
            publish_home(wiring, client, event["user"])


def _read_message(wiring: Wiring, event: Event) -> None:
    channel, kind = event["channel"], event.get("subtype")
    if kind == "message_deleted":
        withdraw_draft(wiring.desk, Origin(channel, event["deleted_ts"]))
    elif kind == "message_changed":
        wiring.reader.change(channel, event["message"], event.get("event_ts") or event["ts"])
    else:
        wiring.reader.take_in(channel, event)


def _react(wiring: Wiring, event: Event, client: WebClient, *, added: bool) -> None:
    item, name = event["item"], reaction_name(event["reaction"])
    decisive = item["type"] == "message" and name in wiring.desk.decisive_reactions
    if not decisive or not wiring.channel.holds(item["channel"]):
        return
    reaction = ReactionEvent(Reaction(event["user"], name), added, microseconds(event["event_ts"]))
    origin = Origin(item["channel"], item["ts"])
    _tell(wiring, client, wiring.reader.react(origin, reaction))
    if added and name in wiring.desk.return_reactions:
        _ask_for_reason(wiring, client, origin, event["user"])


def _ask_for_reason(wiring: Wiring, client: WebClient, origin: Origin, user: str) -> None:
    review = review_of(wiring.desk, origin)
    if review and review.returned and review.returned.approver == user and not review.returned.reason:
        blocks = return_reason_prompt(value_of(review))
        tell(client, origin.channel, user, "差し戻しの理由を書き添えていただけます。", blocks)


def _tell(wiring: Wiring, client: WebClient, told: list[Told]) -> None:
    for one in told:
        tell(client, str(wiring.channel.id), one.user, one.text)
