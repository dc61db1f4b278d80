"""Listeners: acknowledge, parse, call one service, present."""

from slack_bolt import App

from bot.slack.listeners import actions, commands, decisions, events, organisation, shortcuts
from bot.slack.wiring import Wiring


def register(app: App, wiring: Wiring) -> None:
    """Register every listener."""
    events.register(app, wiring)
    actions.register(app, wiring)
    decisions.register(app, wiring)
    commands.register(app, wiring)
    organisation.register(app, wiring)
    shortcuts.register(app, wiring)
