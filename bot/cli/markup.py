"""Pieces of an HTML page. Whatever they are given is shown as it is: nothing of it is markup."""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from bot.cli.printing import visible


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column.

    Attributes:
        heading: What stands above it.
        style: The class of its cells; empty: none.
    """

    heading: str
    style: str = ""


def plain(text: str) -> str:
    """Text in which nothing is markup or turns what stands around it."""
    return escape(visible(text))


def heading(text: str) -> str:
    """The heading of a section."""
    return f"<h2>{plain(text)}</h2>"


def paragraph(text: str, style: str = "") -> str:
    """A paragraph; `style`: its class."""
    return f"<p{_class(style)}>{plain(text)}</p>"


def image(svg: bytes, alt: str) -> str:
    """A picture that is part of the page; `alt`: what it shows, in words."""
    return f'<img src="data:image/svg+xml;base64,{b64encode(svg).decode()}" alt="{plain(alt)}">'


def table(caption: str, columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> str:
    """A table whose first cells name their rows.

    Args:
        caption: What it tells.
        columns: From the left.
        rows: As many cells each as there are columns.
    """
    head = "".join(f'<th scope="col"{_class(column.style)}>{plain(column.heading)}</th>' for column in columns)
    body = "\n".join(_row(columns, row) for row in rows)
    top = f"<caption>{plain(caption)}</caption>\n<thead><tr>{head}</tr></thead>"
    return f"<table>\n{top}\n<tbody>\n{body}\n</tbody>\n</table>"


def _row(columns: Sequence[Column], row: Sequence[str]) -> str:
    first, *others = (f"{_class(column.style)}>{plain(cell)}" for column, cell in zip(columns, row, strict=True))
    return f'<tr><th scope="row"{first}</th>' + "".join(f"<td{cell}</td>" for cell in others) + "</tr>"


def _class(style: str) -> str:
    return f' class="{style}"' if style else ""
