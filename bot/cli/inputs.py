"""The texts the command line is given: files or standard input, as they are or as JSON lines."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

_STANDARD_INPUT = "標準入力"
_SHAPE = '{"id": …, "text": "…"} の形のJSONではありません'


class InputError(Exception):
    """Input that cannot be used: one sentence."""


@dataclass(frozen=True, slots=True)
class Item:
    """A text to check, under its id, on its day.

    Attributes:
        id: The name of its source, or what its JSON line says.
        text: The draft.
        today: The day it is read.
        path: The file it stands in, as given; None: standard input.
        line: Number of its JSON line; None where the source itself is the text.
        size: Bytes of the source it takes.
    """

    id: str | int | None
    text: str
    today: date
    path: Path | None = None
    line: int | None = None
    size: int = 0

    @property
    def name(self) -> str:
        """How a person finds it: its id, and for a JSON line the source and the line."""
        if self.line is None:
            return str(self.id)
        where = f"{self.path or _STANDARD_INPUT}, {self.line}行目"
        return where if self.id is None else f"{self.id} ({where})"


@dataclass(frozen=True, slots=True)
class Source:
    """A file, or standard input.

    Attributes:
        path: As given; None: standard input.
        size: Bytes, as far as they are known before it is read.
        read: Gives its bytes; OSError where it cannot be read.
    """

    path: Path | None
    size: int
    read: Callable[[], bytes]

    @property
    def name(self) -> str:
        """What messages call it."""
        return _STANDARD_INPUT if self.path is None else str(self.path)


def sources(paths: Sequence[Path]) -> list[Source]:
    """These files, each read when its turn comes; standard input, read at once, where there is none."""
    if paths:
        return [Source(path, _size(path), path.read_bytes) for path in paths]
    content = sys.stdin.buffer.read()
    return [Source(None, len(content), lambda: content)]


def items(given: Iterable[Source], form: str, today: date) -> Iterator[Item]:
    """The texts of the sources, in order.

    Args:
        given: Where they stand.
        form: `text`: each source is one text; `jsonl`: each line of it is.
        today: The day they are read, where a JSON line does not say another.

    Raises:
        InputError: A source cannot be read, is not UTF-8, or a line is not what it should be.
    """
    for source in given:
        content, size = _content(source)
        if form == "text":
            yield Item(source.name, content, today, source.path, size=size)
            continue
        for number, line in enumerate(content.split("\n"), 1):
            if line.strip():
                yield _item(line, source, number, today)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _content(source: Source) -> tuple[str, int]:
    try:
        content = source.read()
        return content.decode("utf-8-sig"), len(content)
    except OSError as error:
        raise InputError(f"{source.name}: ファイルを読めません ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{source.name}: UTF-8の文章ではありません") from error


def _item(line: str, source: Source, number: int, today: date) -> Item:
    try:
        row = json.loads(line)
        day = date.fromisoformat(row["today"]) if "today" in row else today
        item = Item(row.get("id"), row["text"], day, source.path, number, len(line.encode()))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(f"{source.name}, {number}行目: {_SHAPE}") from error
    if not isinstance(item.text, str):
        raise InputError(f"{source.name}, {number}行目: {_SHAPE}")
    return item
