"""The organisation, edited on the home tab: buttons, the forms they open, and what comes back."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.domain.errors import ReviewDeskError, StaleError
from bot.domain.people import Person, ensure_admin
from bot.services.desk import JAPAN, Desk
from bot.services.organisation import remove_absence, remove_section, save_absence, save_section
from bot.slack import ids
from bot.slack.home_tab import publish_home
from bot.slack.presenters.kit import Block
from bot.slack.presenters.organisation import Pages, absence_modal, page_with, said_modal, section_modal
from bot.slack.section_forms import places, read_absence, read_absence_value, read_section
from bot.slack.wiring import Wiring

Body = dict[str, Any]

_PAGES = re.compile(f"^({ids.SECTIONS_PAGE_ACTION}|{ids.ABSENCES_PAGE_ACTION})$")
_GONE = "この所属は、もう登録されていません。画面を新しくしました。"


@dataclass(frozen=True, slots=True)
class Act:
    """Something a person did on the home tab: what the element carries, and who it was, as looked up just now."""

    value: str
    actor: Person


def register(app: App, wiring: Wiring) -> None:
    """Register the listeners of the organisation."""
    _register_openers(app, wiring)
    _register_forms(app, wiring)
    desk = wiring.desk

    @app.action(ids.REMOVE_SECTION_ACTION)
    def on_remove_section(ack: Ack, body: Body, client: WebClient) -> None:
        _change(wiring, body, client, lambda act: remove_section(desk, act.actor, act.value))
        ack()

    @app.action(ids.REMOVE_ABSENCE_ACTION)
    def on_remove_absence(ack: Ack, body: Body, client: WebClient) -> None:
        _change(
            wiring,
            body,
            client,
            lambda act: remove_absence(desk, act.actor, read_absence_value(act.value)),
        )
        ack()

    @app.action(_PAGES)
    def on_page(ack: Ack, body: Body, action: Body, client: WebClient) -> None:
        publish_home(wiring, client, body["user"]["id"], Pages.read(action["selected_option"]["value"]))
        ack()


def _register_openers(app: App, wiring: Wiring) -> None:
    desk = wiring.desk

    @app.action(re.compile(f"^({ids.ADD_SECTION_ACTION}|{ids.EDIT_SECTION_ACTION})$"))
    def on_edit(ack: Ack, body: Body, client: WebClient) -> None:
        _open(wiring, body, client, lambda act: _section_form(desk, act, body["actions"][0]["action_id"]))
        ack()

    @app.action(ids.ADD_ABSENCE_ACTION)
    def on_add_absence(ack: Ack, body: Body, client: WebClient) -> None:
        _open(wiring, body, client, lambda act: _absence_form(desk, act))
        ack()


def _register_forms(app: App, wiring: Wiring) -> None:
    desk = wiring.desk

    @app.view(ids.SECTION_VIEW)
    def on_section(ack: Ack, body: Body, view: Body, client: WebClient) -> None:
        def save(actor: Person) -> Pages:
            entered = read_section(view)
            save_section(desk, actor, entered.section, entered.shown)
            return page_with(desk.sections.organisation(), entered.section.name)

        _submit(ack, wiring, body, client, save)

    @app.view(ids.ABSENCE_VIEW)
    def on_absence(ack: Ack, body: Body, view: Body, client: WebClient) -> None:
        def save(actor: Person) -> Pages:
            save_absence(desk, actor, read_absence(view, actor.id))
            return Pages()

        _submit(ack, wiring, body, client, save)


def _section_form(desk: Desk, act: Act, action: str) -> Block:
    ensure_admin(act.actor)
    if action == ids.ADD_SECTION_ACTION:
        return section_modal(None)
    section = desk.sections.organisation().section(act.value)
    if section is None:
        raise StaleError(_GONE)
    return section_modal(section)


def _absence_form(desk: Desk, act: Act) -> Block:
    anybody = act.value != ids.OWN
    if anybody:
        ensure_admin(act.actor)
    return absence_modal(act.actor.id, _today(desk), anybody=anybody)


def _open(wiring: Wiring, body: Body, client: WebClient, make: Callable[[Act], Block]) -> None:
    """Open a form, or say in its place why not, and show the home tab as it is now."""
    try:
        view = make(_act(wiring.desk, body))
    except ReviewDeskError as error:
        client.views_open(trigger_id=body["trigger_id"], view=said_modal(str(error)))
        publish_home(wiring, client, body["user"]["id"])
    else:
        client.views_open(trigger_id=body["trigger_id"], view=view)


def _change(wiring: Wiring, body: Body, client: WebClient, change: Callable[[Act], None]) -> None:
    """Change something at once; a refusal is said in a window, for there is no thread to answer in."""
    try:
        change(_act(wiring.desk, body))
    except ReviewDeskError as error:
        client.views_open(trigger_id=body["trigger_id"], view=said_modal(str(error)))
    publish_home(wiring, client, body["user"]["id"])


def _submit(ack: Ack, wiring: Wiring, body: Body, client: WebClient, save: Callable[[Person], Pages]) -> None:
    """A refusal is shown in the form, so that nothing entered is lost."""
    user = body["user"]["id"]
    try:
        pages = save(wiring.desk.directory.person(user, fresh=True))
    except ReviewDeskError as error:
        ack(response_action="errors", errors=places(body["view"], error))
        return
    ack()
    publish_home(wiring, client, user, pages)


def _act(desk: Desk, body: Body) -> Act:
    return Act(body["actions"][0]["value"], desk.directory.person(body["user"]["id"], fresh=True))


def _today(desk: Desk) -> date:
    return desk.clock().astimezone(JAPAN).date()
