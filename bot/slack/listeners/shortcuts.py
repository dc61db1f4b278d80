"""Shortcuts: a look at any message, and a form to write a draft in. Nothing is kept, nothing is posted."""

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.services.private_check import look_over
from bot.slack import ids
from bot.slack.payloads import read_fields, read_words
from bot.slack.presenters.kit import Block
from bot.slack.presenters.organisation import said_modal
from bot.slack.presenters.shortcuts import checked_modal, draft_form, drafted_modal
from bot.slack.wiring import Wiring

Body = dict[str, Any]

_NO_WORDS = "このメッセージには文章がないため、確かめるところがありませんでした。文章のあるメッセージでお試しください。"
_EMPTY = "文面を入力していただけますか。"


def register(app: App, wiring: Wiring) -> None:
    """Register the shortcuts, and the form that one of them opens."""
    desk, library = wiring.desk, wiring.office.library

    @app.shortcut("check-message")
    def on_check_message(ack: Ack, body: Body, client: WebClient) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=_checked(wiring, body["message"]))
        ack()

    @app.shortcut("write-draft")
    def on_write_draft(ack: Ack, body: Body, client: WebClient) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=draft_form())
        ack()

    @app.view(ids.DRAFT_VIEW)
    def on_draft(ack: Ack, view: Body) -> None:
        fields = read_fields(view)
        text, networks = fields["text"], fields["networks"]
        if text:
            answer = drafted_modal(text, look_over(desk, text), library, networks, wiring.channel.id)
            # on top of the form, so that what was typed is still there to be mended
            ack(response_action="push", view=answer)
        else:
            ack(response_action="errors", errors={"text": _EMPTY})


def _checked(wiring: Wiring, message: Body) -> Block:
    words = read_words(message)
    if not words.text.strip():
        return said_modal(_NO_WORDS)
    findings = look_over(wiring.desk, words.text, words.links)
    return checked_modal(findings, wiring.office.library, files=words.files)
