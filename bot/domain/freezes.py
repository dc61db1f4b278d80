"""A stop of all clearances in an emergency."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Freeze:
    """Nothing is cleared while it holds: why, by whom (user id), since when (UTC)."""

    reason: str
    made_by: str
    made_at: datetime
