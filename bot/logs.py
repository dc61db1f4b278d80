"""Logging: ours by LOG_LEVEL; of others only that something failed and where, for they log what they carry."""

import logging
import traceback
from typing import Any

_OTHERS = ("slack_bolt", "slack_sdk", "sqlalchemy", "alembic", "waitress", "aiohttp")


class _Discreet(logging.Filter):
    """Takes the words out of what other libraries log: a draft or a token may be among them."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep the record, without its words; of an exception only its kind."""
        if not record.name.startswith("bot"):
            failure = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else "no exception"
            record.msg, record.args = f"{record.funcName}, line {record.lineno} ({failure})", ()
            record.exc_info = record.exc_text = None
        return True


class _Formatter(logging.Formatter):
    """Of an exception its kind and its place, without its words: a database's may quote what it was given."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's name
        """The frames, then the kind."""
        kind, _, frames = ei
        return "".join(traceback.format_tb(frames)) + (kind.__name__ if kind else "")


def configure(level: str) -> None:
    """Log to standard error; `level` is LOG_LEVEL."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.addFilter(_Discreet())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("bot").setLevel(level)
    for name in _OTHERS:
        logging.getLogger(name).setLevel(logging.WARNING)
