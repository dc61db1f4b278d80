"""Findings as Markdown, for a comment on a pull request."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from bot.cli.lines import Lines
from bot.cli.printing import NOTHING, Checked, grounds, paragraphs, visible
from bot.domain.findings import Finding, Level
from bot.domain.guidelines import Library

_APART = "\u200b"  # zero-width space: a code forge links names and addresses in what was escaped too
_SPECIAL = re.compile(r"([!-/:-@\[-`{-~])")
_CALLING = re.compile(r"@|[#!$%&~](?=\w)|:(?=[a-z+/-]|\w+:)|(?<=\bwww)(?=\.)|(?<=\bgh)(?=-)", re.ASCII | re.IGNORECASE)
_BREAK = re.compile(r"[\t\n]+")


def report(checked: Iterable[Checked], library: Library) -> str:
    """All texts in one comment: how many findings there are, then the texts that have some.

    Args:
        checked: The texts with their findings.
        library: The guidelines the findings cite.
    """
    texts = list(checked)
    levels = Counter(finding.level for one in texts for finding in one.findings)
    counts = "、".join(f"{level.label} {levels[level]}件" for level in Level)
    told = f"{counts}の指摘があります。" if levels else NOTHING
    parts = ["## SNS投稿案の確認結果", f"確認した文章は{len(texts)}件です。{told}"]
    return "\n\n".join([*parts, *(_section(one, library) for one in texts if one.findings)])


def _section(checked: Checked, library: Library) -> str:
    lines = Lines(checked.item.text)
    findings = (line for finding in checked.findings for line in _finding(finding, lines, library))
    return "\n".join([f"### {escaped(checked.item.name)}", "", *findings])


def _finding(finding: Finding, lines: Lines, library: Library) -> Iterator[str]:
    line, _ = lines.place(finding.start)
    yield f"- **{finding.level.label}** 「{escaped(finding.excerpt)}」({line}行目)"
    yield from (f"  - {escaped(line)}" for line in paragraphs(finding.message))
    yield from (f"  - 書き換えの例: {escaped(line)}" for line in paragraphs(finding.suggestion))
    yield f"  - {escaped(grounds(finding, library))}"


def escaped(text: str) -> str:
    """Text as it is, on one line, in which nothing is markup, a link, a mention, a reference or an emoji code."""
    return _SPECIAL.sub(r"\\\1", _CALLING.sub(rf"\g<0>{_APART}", _BREAK.sub(" ", visible(text)).strip()))
