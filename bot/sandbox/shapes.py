"""The two things that every room of the sandbox shares: Slack's JSON and Slack's errors."""

from typing import Any

Json = dict[str, Any]


class SlackError(Exception):
    """Something Slack would refuse, with Slack's own error code.

    Attributes:
        error: Code such as `channel_not_found`.
        details: More fields of the answer, such as `needed` or `response_metadata`.
    """

    def __init__(self, error: str, **details: Any) -> None:
        super().__init__(error)
        self.error = error
        self.details = details

    def answer(self) -> Json:
        """The body that Slack's Web API would send."""
        return {"ok": False, "error": self.error, **self.details}
