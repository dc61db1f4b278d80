"""Places in a text, as editors name them."""

import re
from bisect import bisect_right


class Lines:
    """Where the lines of a text begin; a line feed ends a line, and lines and columns count from 1."""

    def __init__(self, text: str) -> None:
        """Read `text`."""
        self._text = text
        self._begins = [0, *(newline.end() for newline in re.finditer("\n", text))]

    def place(self, at: int) -> tuple[int, int]:
        """Line and column of the code point at this offset."""
        line = bisect_right(self._begins, at)
        return line, at - self._begins[line - 1] + 1

    def around(self, start: int, end: int) -> tuple[int, int]:
        """The whole lines that `text[start:end]` stands in, the last one without its line break."""
        last = self._text.find("\n", max(start, end - 1))
        return self._begins[self.place(start)[0] - 1], len(self._text) if last < 0 else last
