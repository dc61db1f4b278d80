"""The forms that `check` answers in."""

import sys
from collections.abc import Iterator, Mapping

from bot.cli import markdown, printing, sarif, terminal
from bot.cli.printing import Checked
from bot.domain.guidelines import Library
from bot.engine.checks import Check


def pages(form: str, checked: Iterator[Checked], checks: Mapping[str, Check], library: Library) -> Iterator[str]:
    """What is printed, each piece as soon as it is known.

    Args:
        form: `text`, `json`, `markdown` or `sarif`; `text` has colours where standard output is a terminal.
        checked: The texts with their findings.
        checks: By id, every check that a finding can name.
        library: The guidelines the findings cite.
    """
    if form == "sarif":
        yield printing.as_json(sarif.log(checked, checks, library))
    elif form == "markdown":
        yield markdown.report(checked, library)
    elif form == "json":
        yield from (printing.as_json(printing.checked_json(one)) for one in checked)
    elif sys.stdout.isatty():
        yield from terminal.pages(checked, library)
    else:
        yield from (printing.checked_text(one, library) for one in checked)
