"""Shortcuts: a look at any message, of which nothing is kept, and a form to write a draft in."""

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.domain.drafts import Origin
from bot.domain.texts import storable
from bot.services.drafts import ensure_own_draft
from bot.services.private_check import look_over
from bot.slack import ids
from bot.slack.form_drafts import Written, hand_in, rewrite, take_back
from bot.slack.payloads import read_fields, read_pressed, read_typed, read_words
from bot.slack.presenters.kit import Block
from bot.slack.presenters.organisation import said_modal
from bot.slack.presenters.shortcuts import URGENT, checked_modal, draft_form, drafted_modal, rewriting_form
from bot.slack.typed import with_emoji
from bot.slack.wiring import Wiring

Body = dict[str, Any]

_NO_WORDS = "このメッセージには文章がないため、確かめるところがありませんでした。文章のあるメッセージでお試しください。"
_EMPTY = "文面を入力していただけますか。"


def register(app: App, wiring: Wiring) -> None:
    """Register the shortcuts, and the form that one of them opens."""

    @app.shortcut("check-message")
    def on_check_message(ack: Ack, body: Body, client: WebClient) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=_checked(wiring, body["message"]))
        ack()

    @app.shortcut("write-draft")
    def on_write_draft(ack: Ack, body: Body, client: WebClient) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=draft_form())
        ack()

    @app.action(ids.CHECK_DRAFT_ACTION)
    def on_check_draft(ack: Ack, body: Body, client: WebClient) -> None:
        # on top of the form, so that what was typed is still there to be mended
        client.views_push(trigger_id=body["trigger_id"], view=_looked_over(wiring, _written(body, body["view"])))
        ack()

    _register_form_drafts(app, wiring)


def _register_form_drafts(app: App, wiring: Wiring) -> None:
    @app.view(ids.DRAFT_VIEW)
    def on_draft(ack: Ack, body: Body, view: Body) -> None:
        written = _written(body, view)
        if not written.text:
            ack(response_action="errors", errors={"text": _EMPTY})
        elif view["private_metadata"]:
            rewrite(wiring, read_pressed(body, view["private_metadata"]).origin, written)
            ack()
        else:
            hand_in(wiring, written, view["id"])
            ack()

    @app.action(ids.REWRITE_ACTION)
    def on_rewrite(ack: Ack, body: Body, client: WebClient) -> None:
        review = ensure_own_draft(wiring.desk, _origin(body), body["user"]["id"])
        client.views_open(trigger_id=body["trigger_id"], view=rewriting_form(review))
        ack()

    @app.action(ids.TAKE_BACK_ACTION)
    def on_take_back(ack: Ack, body: Body) -> None:
        take_back(wiring, _origin(body), body["user"]["id"])
        ack()


def _written(body: Body, view: Body) -> Written:
    fields = read_fields(view)
    urgent = URGENT in fields.get("haste", ())
    return Written(
        body["user"]["id"], storable(with_emoji(read_typed(view, "text"))), fields.get("networks", ()), urgent
    )


def _origin(body: Body) -> Origin:
    return Origin(body["container"]["channel_id"], body["container"]["message_ts"])


def _looked_over(wiring: Wiring, written: Written) -> Block:
    if not written.text:
        return said_modal(_EMPTY)
    findings = look_over(wiring.desk, written.text)
    return drafted_modal(written.text, findings, wiring.office.library, written.networks)


def _checked(wiring: Wiring, message: Body) -> Block:
    words = read_words(message)
    if not words.text.strip():
        return said_modal(_NO_WORDS)
    findings = look_over(wiring.desk, words.text, words.links)
    return checked_modal(findings, wiring.office.library, files=words.files)
