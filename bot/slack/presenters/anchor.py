"""The anchor: the end of the record's chain, told to the channel so that it stands outside the database too."""

from bot.services.record import Anchor


def anchor_text(anchor: Anchor) -> str:
    """What the channel is told."""
    day, head = anchor.day, anchor.head
    return (
        f"{day.month}月{day.day}日の、審査の記録の控えです。記録は全部で{head.number:,}件になりました。"
        f"控え: `{head}` (記録があとから変えられていないことを確かめるときに使います。返信は要りません)"
    )
