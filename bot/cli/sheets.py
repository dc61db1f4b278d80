"""Tables that a spreadsheet opens, and what it saves."""

import csv
import io
from collections.abc import Iterable

BOM = "\ufeff"
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # full-width signs begin a formula too where Excel is Japanese


def sheet_line(cells: Iterable[str]) -> str:
    """One line of a table with its line break, in which no cell is a formula."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(_defused(cell) for cell in cells)
    return line.getvalue()


def cell_text(cell: str) -> str:
    """What a cell says, without the apostrophe that keeps it from being a formula, and without spaces around it."""
    text = cell.strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def _defused(cell: str) -> str:
    """The cell, with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
