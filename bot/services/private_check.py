"""A look at a text that is no draft: nothing is kept, and nobody else hears of it."""

from collections.abc import Sequence

from bot.domain.findings import Finding
from bot.engine.text import Link
from bot.services.desk import JAPAN, Desk


def look_over(desk: Desk, text: str, links: Sequence[Link] = ()) -> tuple[Finding, ...]:
    """What the checks say about a text, read today against the guidelines in use.

    Args:
        desk: The desk.
        text: As the person typed it.
        links: Links hidden behind labels, placed in `text`.
    """
    today = desk.clock().astimezone(JAPAN).date()
    return desk.engine.check(text, today=today, library=desk.library, links=links)
