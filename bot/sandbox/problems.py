"""Collects what is wrong with blocks, in Slack's words and with its JSON pointers."""

from typing import Any


class Problems:
    """The problems found so far."""

    def __init__(self) -> None:
        self.messages: list[str] = []

    def add(self, problem: str, place: str) -> None:
        """Notes a problem at a JSON pointer."""
        self.messages.append(f"[ERROR] {problem} [json-pointer:{place}]")

    def missing(self, field: str, place: str) -> None:
        """Notes that a field is missing."""
        self.add(f"missing required field: {field}", place)

    def longest(self, text: Any, most: int, place: str) -> None:
        """Notes a text that is no text, or has more than `most` characters."""
        if not isinstance(text, str):
            self.add("must be a string", place)
        elif len(text) > most:
            self.add(f"must be less than {most + 1} characters", place)

    def text(self, text: Any, most: int, place: str) -> None:
        """Notes a text that is missing, empty, or has more than `most` characters."""
        if text is None or text == "":
            self.add("must be more than 0 characters", place)
        else:
            self.longest(text, most, place)

    def count(self, items: Any, least: int, most: int, place: str) -> None:
        """Notes a list with fewer than `least` or more than `most` items."""
        if not isinstance(items, list):
            self.add("must be an array", place)
        elif len(items) > most:
            self.add(f"no more than {most} items allowed", place)
        elif len(items) < least:
            self.add(f"must have at least {least} items", place)

    def number(self, value: Any, least: int, most: int | None, place: str) -> None:
        """Notes what is no whole number from `least` to `most` (None: no upper bound)."""
        if not isinstance(value, int) or isinstance(value, bool):
            self.add("must be an integer", place)
        elif value < least:
            self.add(f"must be greater than {least - 1}", place)
        elif most is not None and value > most:
            self.add(f"must be less than {most + 1}", place)
