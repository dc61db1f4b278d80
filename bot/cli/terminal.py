"""Findings on a terminal: colours, the flagged words underlined where they stand, a progress bar.

The only reader of rich, which only the command line carries.
"""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from rich import progress
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.cli.lines import Lines
from bot.cli.printing import NOTHING, Checked, advice, summary, visible
from bot.domain.findings import Finding, Level
from bot.domain.guidelines import Library

_COLOURS = {Level.BLOCK: "red", Level.CONFIRM: "yellow", Level.ADVISE: "cyan"}
_AROUND = 30  # characters of a long line shown on either side of the words
_LONG = 50_000  # bytes; less is checked before a bar could be read


def pages(checked: Iterable[Checked], library: Library) -> Iterator[str]:
    """Each text's findings in colour, without colour where NO_COLOR is set.

    Args:
        checked: The texts with their findings.
        library: The guidelines the findings cite.
    """
    console = Console(file=sys.stdout, highlight=False)
    for one in checked:
        with console.capture() as captured:
            for indent, text in _page(one, library):
                console.print(Padding(text, (0, 0, 0, indent), expand=False))
        yield "\n".join(line.rstrip() for line in captured.get().rstrip("\n").split("\n"))


def _page(checked: Checked, library: Library) -> Iterator[tuple[int, Text]]:
    """Its lines, with their indents."""
    yield 0, Text(visible(f"■ {checked.item.name}"), "bold")
    lines = Lines(checked.item.text)
    for finding in checked.findings:
        colour = _COLOURS[finding.level]
        yield 2, Text(visible(summary(finding)).replace("\n", " "), f"bold {colour}")
        yield 4, _in_context(finding, checked.item.text, lines, colour)
        yield from ((4, Text(visible(line))) for line in advice(finding, library))
    if not checked.findings:
        yield 2, Text(NOTHING, "green")


def _in_context(finding: Finding, text: str, lines: Lines, colour: str) -> Text:
    begin, end = lines.around(finding.start, finding.end)
    first, last = max(begin, finding.start - _AROUND), min(end, finding.end + _AROUND)
    return Text.assemble(
        ("…" if begin < first else "", "dim"),
        visible(text[first : finding.start]),
        (visible(finding.excerpt), f"underline {colour}"),
        visible(text[finding.end : last]),
        ("…" if last < end else "", "dim"),
    )


class Progress:
    """A bar on standard error while long input is checked, where standard error is a terminal."""

    def __init__(self, total: int) -> None:
        """Expect `total` bytes of input."""
        self._on = total >= _LONG and sys.stderr.isatty()
        self._bar = progress.Progress(
            progress.TextColumn("確認しています"),
            progress.BarColumn(),
            progress.TaskProgressColumn(),
            progress.TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
            disable=not self._on,
        )
        self._task = self._bar.add_task("", total=total)

    def __enter__(self) -> Self:
        """Show it."""
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, frames: TracebackType | None
    ) -> None:
        """Take it away."""
        self._bar.stop()

    def advance(self, size: int) -> None:
        """So many bytes more are checked."""
        self._bar.advance(self._task, size)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Keep the bar away while something is printed on the same terminal."""
        shared = self._on and sys.stdout.isatty()
        if shared:
            self._bar.stop()
        yield
        if shared:
            sys.stdout.flush()
            self._bar.start()
