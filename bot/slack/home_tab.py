"""The home tab of one person, read from the desk and published anew."""

from slack_sdk import WebClient

from bot.services.desk import JAPAN
from bot.services.home import home_of
from bot.slack.presenters.home import home
from bot.slack.presenters.kit import divider
from bot.slack.presenters.organisation import Pages, organisation_blocks, own_absence_blocks
from bot.slack.wiring import Wiring


def publish_home(wiring: Wiring, client: WebClient, user: str, pages: Pages | None = None) -> None:
    """Show a person their home tab as things are now; administrators see the organisation, at these pages of it."""
    desk = wiring.desk
    shown = home_of(desk, user)
    organisation, today = desk.sections.organisation(), desk.clock().astimezone(JAPAN).date()
    view = home(wiring.office, wiring.channel.id, shown, wiring.site)
    if shown.staff:
        view["blocks"] += [divider(), *own_absence_blocks(organisation, user, today)]
    if shown.admin:
        view["blocks"] += organisation_blocks(organisation, today, pages)
    client.views_publish(user_id=user, view=view)
