"""What the listeners are joined to."""

from dataclasses import dataclass

from bot.services.desk import Desk
from bot.services.lookup import ClauseIndex
from bot.slack.channel import ReviewChannel
from bot.slack.presenters.card import Office
from bot.slack.reader import ChannelReader


@dataclass(frozen=True, slots=True)
class Wiring:
    """One desk in one workspace; `site`: the workspace's address, with a slash at its end."""

    desk: Desk
    office: Office
    channel: ReviewChannel
    reader: ChannelReader
    index: ClauseIndex
    site: str
