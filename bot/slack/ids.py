"""Ids that travel through Slack and back."""

import re

CONFIRM_BLOCK = re.compile(r"^confirm:(?P<message>[\d.]+):(?P<revision>\d+):\d+$")
CONFIRM_ACTION = "confirm"
ALL_FINDINGS_ACTION = "all-findings"
FINDINGS_PAGE_ACTION = "findings-page"
BROWSE_ACTION = "browse-clause"
SHARE_ACTION = "share-clause"


def confirm_block(message: str, revision: int, index: int) -> str:
    """The block of the index-th group of confirmations of a draft's revision."""
    return f"confirm:{message}:{revision}:{index}"
