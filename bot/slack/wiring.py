"""What the listeners are joined to."""

from dataclasses import dataclass, field

from slack_sdk import WebClient

from bot.services.desk import Desk
from bot.services.lookup import ClauseIndex
from bot.slack.channel import ReviewChannel
from bot.slack.presenters.card import Office
from bot.slack.reader import ChannelReader
from bot.slack.turns import Turns


@dataclass(frozen=True, slots=True)
class Wiring:
    """One desk in one workspace.

    Attributes:
        desk: What the services work with.
        office: What cards tell of the office.
        channel: The review channel.
        reader: Reads it.
        index: Where clauses are looked up.
        site: The workspace's address, with a slash at its end.
        writer: A client that says nothing twice.
        turns: Who writes to a form draft's message waits for who began before.
    """

    desk: Desk
    office: Office
    channel: ReviewChannel
    reader: ChannelReader
    index: ClauseIndex
    site: str
    writer: WebClient
    turns: Turns = field(default_factory=Turns)
