"""Moments and spans the store works with."""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
HOLD = timedelta(minutes=1)
