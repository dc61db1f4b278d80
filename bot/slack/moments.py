"""Slack's timestamps, which are also the ids of messages."""


def microseconds(timestamp: str) -> int:
    """`1700000000.000100` as microseconds since 1970."""
    seconds, _, fraction = timestamp.partition(".")
    return int(seconds) * 1_000_000 + int(fraction.ljust(6, "0")[:6] or 0)


def timestamp(moment: int) -> str:
    """Microseconds since 1970 as `1700000000.000100`."""
    return f"{moment // 1_000_000}.{moment % 1_000_000:06d}"
