"""What is decided by buttons on a card, and by the forms they open."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.domain.drafts import Post
from bot.domain.errors import ReviewDeskError
from bot.services.approvals import Looked, approve_changes, ensure_may_waive, explain_return, waive_finding
from bot.services.desk import Desk
from bot.services.drafts import find_review
from bot.services.publications import mark_urgent, name_networks, publish
from bot.slack import ids
from bot.slack.payloads import Pressed, read_fields, read_pressed
from bot.slack.presenters.modals import networks_modal, publication_modal, return_reason_modal, waiver_modal
from bot.slack.wiring import Wiring

Body = dict[str, Any]
Submit = Callable[[Desk, Pressed, dict[str, Any]], None]


def register(app: App, wiring: Wiring) -> None:
    """Register the listeners of the decision."""
    _register_forms(app, wiring)
    desk = wiring.desk

    @app.action(ids.URGENT_ACTION)
    def on_urgent(ack: Ack, body: Body, action: Body) -> None:
        pressed = read_pressed(body, action["value"])
        mark_urgent(desk, pressed.origin, pressed.user)
        ack()

    @app.action(ids.APPROVE_CHANGES_ACTION)
    def on_approve_changes(ack: Ack, body: Body, action: Body) -> None:
        approve_changes(desk, _looked(read_pressed(body, action["value"])), wiring.office.approve)
        ack()

    @app.view(ids.WAIVE_VIEW)
    def on_waive_reason(ack: Ack, body: Body, view: Body) -> None:
        _submit(ack, desk, body, view, _waive)

    @app.view(ids.RETURN_REASON_VIEW)
    def on_return_reason(ack: Ack, body: Body, view: Body) -> None:
        _submit(ack, desk, body, view, _explain)

    @app.view(ids.NETWORKS_VIEW)
    def on_networks(ack: Ack, body: Body, view: Body) -> None:
        _submit(ack, desk, body, view, _name_networks)

    @app.view(ids.PUBLISHED_VIEW)
    def on_publication(ack: Ack, body: Body, view: Body) -> None:
        _submit(ack, desk, body, view, _publish)


def _register_forms(app: App, wiring: Wiring) -> None:
    desk = wiring.desk

    @app.action(ids.WAIVE_ACTION)
    def on_waive(ack: Ack, body: Body, action: Body, client: WebClient) -> None:
        pressed = read_pressed(body, action["value"])
        review = ensure_may_waive(desk, _looked(pressed), pressed.more)
        show = client.views_push if body.get("view") else client.views_open  # the list of all findings is a modal
        show(trigger_id=body["trigger_id"], view=waiver_modal(review, pressed.more))
        ack()

    @app.action(ids.RETURN_REASON_ACTION)
    def on_reason(ack: Ack, body: Body, action: Body, client: WebClient) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=return_reason_modal(action["value"]))
        ack()

    @app.action(ids.NETWORKS_ACTION)
    def on_choose_networks(ack: Ack, body: Body, action: Body, client: WebClient) -> None:
        review = find_review(desk, read_pressed(body, action["value"]).origin)
        client.views_open(trigger_id=body["trigger_id"], view=networks_modal(review))
        ack()

    @app.action(ids.PUBLISHED_ACTION)
    def on_published(ack: Ack, body: Body, action: Body, client: WebClient) -> None:
        review = find_review(desk, read_pressed(body, action["value"]).origin)
        client.views_open(trigger_id=body["trigger_id"], view=publication_modal(review, desk.clock()))
        ack()


def _submit(ack: Ack, desk: Desk, body: Body, view: Body, submit: Submit) -> None:
    """A refusal is shown in the form, at its first field, so that nothing typed is lost."""
    fields = read_fields(view)
    try:
        submit(desk, read_pressed(body, view["private_metadata"]), fields)
    except ReviewDeskError as error:
        ack(response_action="errors", errors={next(iter(fields)): str(error)})
    else:
        ack()


def _waive(desk: Desk, pressed: Pressed, fields: dict[str, Any]) -> None:
    waive_finding(desk, _looked(pressed), pressed.more, fields["reason"])


def _explain(desk: Desk, pressed: Pressed, fields: dict[str, Any]) -> None:
    explain_return(desk, pressed.origin, pressed.user, fields["reason"])


def _name_networks(desk: Desk, pressed: Pressed, fields: dict[str, Any]) -> None:
    name_networks(desk, pressed.origin, pressed.user, fields["networks"])


def _publish(desk: Desk, pressed: Pressed, fields: dict[str, Any]) -> None:
    at = datetime.fromtimestamp(int(fields["at"]), UTC)
    post = Post(fields["network"], fields["account"], fields["url"], at)
    publish(desk, _looked(pressed), post)


def _looked(pressed: Pressed) -> Looked:
    return Looked(pressed.origin, pressed.revision, pressed.user)
