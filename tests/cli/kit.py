"""Texts with findings, as the forms of the command line are given them."""

from datetime import date
from pathlib import Path

from bot.cli.inputs import Item
from bot.cli.printing import Checked
from bot.domain.findings import Citation, Finding, Level
from bot.domain.guidelines import Clause, Guideline, Library

TODAY = date(2026, 11, 24)
LIBRARY = Library((Guideline("machi", "見本町", "見本", None, (), (), (Clause("machi", "4(9)②", "見本", "見本。"),)),))


def found(text: str, words: str, level: Level = Level.CONFIRM, suggestion: str | None = None) -> Finding:
    start = text.index(words)
    citation = Citation("machi:4(9)②", level)
    message = f"「{words}」をご確認ください。"
    return Finding("tried", level, start, start + len(words), words, message, "試し。", suggestion, (citation,), "abc")


def checked(text: str, *findings: Finding, path: str | None = "a.txt", line: int | None = None) -> Checked:
    where = None if path is None else Path(path)
    return Checked(Item("投稿" if line else path, text, TODAY, where, line), findings)
