"""Web API: the views.* methods."""

from typing import Any

from bot.sandbox import views
from bot.sandbox.arguments import Arguments
from bot.sandbox.shapes import Json
from bot.sandbox.view_checks import check_view
from bot.sandbox.workspace import Workspace


def open_(ws: Workspace, arguments: Arguments) -> Json:
    """views.open: a modal for whoever the trigger belongs to."""
    view = arguments.parsed("view", "invalid_arguments")
    check_view(view, "modal")
    trigger = views.use_trigger(ws, arguments.text("trigger_id"))
    return {"view": views.show(ws, trigger.user, view)}


def push(ws: Workspace, arguments: Arguments) -> Json:
    """views.push: a modal on top of the open one."""
    view = arguments.parsed("view", "invalid_arguments")
    check_view(view, "modal")
    trigger = views.use_trigger(ws, arguments.text("trigger_id"))
    return {"view": views.show(ws, trigger.user, view, push=True)}


def update(ws: Workspace, arguments: Arguments) -> Json:
    """views.update: by id or external id."""
    shown = views.replace(
        ws,
        arguments.parsed("view", "invalid_arguments"),
        view_id=str(arguments.get("view_id") or ""),
        external_id=str(arguments.get("external_id") or ""),
        view_hash=str(arguments.get("hash") or ""),
    )
    return {"view": shown}


def publish(ws: Workspace, arguments: Arguments) -> Json:
    """views.publish: a person's App Home."""
    view = arguments.parsed("view", "invalid_arguments")
    return {"view": views.publish(ws, arguments.text("user_id"), view, str(arguments.get("hash") or ""))}


METHODS: dict[str, Any] = {
    "views.open": open_,
    "views.push": push,
    "views.update": update,
    "views.publish": publish,
}
