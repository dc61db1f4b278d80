"""Findings as SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format), so that a CI can annotate drafts."""

import os
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bot.cli.inputs import Item
from bot.cli.lines import Lines
from bot.cli.printing import Checked, advice
from bot.domain.findings import Finding, Level
from bot.domain.guidelines import Library
from bot.engine.checks import Check

_PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Level.BLOCK: "error", Level.CONFIRM: "warning", Level.ADVISE: "note"}
_APART = "\u200b"  # zero-width space


def log(checked: Iterable[Checked], checks: Mapping[str, Check], library: Library) -> dict[str, Any]:
    """One run for all texts.

    Args:
        checked: The texts with their findings.
        checks: By id, every check that a finding can name.
        library: The guidelines the findings cite.
    """
    rules: dict[str, int] = {}
    results = [
        _result(finding, one.item, lines, rules.setdefault(finding.check, len(rules)), library)
        for one in checked
        for lines in [Lines(one.item.text)]
        for finding in one.findings
    ]
    driver = {
        "name": "sns-review",
        "version": tomllib.loads(_PROJECT.read_text(encoding="utf-8"))["project"]["version"],
        "language": "ja",
        "rules": [_rule(checks[rule]) for rule in rules],
    }
    run = {"tool": {"driver": driver}, "language": "ja", "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(check: Check) -> dict[str, Any]:
    """`help` is what GitHub asks of a rule."""
    harmless = (f"問題のないことが多い例: {example}" for example in check.false_positives)
    return {
        "id": check.id,
        "shortDescription": _message(check.title),
        "fullDescription": _message(check.why),
        "help": _message("\n".join([check.why, *harmless])),
        "defaultConfiguration": {"level": _LEVELS[check.level]},
    }


def _result(finding: Finding, item: Item, lines: Lines, rule: int, library: Library) -> dict[str, Any]:
    region = _region(finding, lines)
    properties: dict[str, Any] = {"clauses": list(finding.clauses)}
    if item.line is not None:
        properties["region"] = region
    return {
        "ruleId": finding.check,
        "ruleIndex": rule,
        "level": _LEVELS[finding.level],
        "message": _message("\n".join(advice(finding, library))),
        "locations": [_location(item, region)],
        "partialFingerprints": {"snsReview/v1": finding.fingerprint},
        "properties": properties,
    }


def _location(item: Item, region: dict[str, Any]) -> dict[str, Any]:
    """In the file; a text on a JSON line is that line there, and has its id as its logical place."""
    artifact = {"uri": "stdin" if item.path is None else quote(os.fsencode(item.path.as_posix()))}
    if item.line is None:
        return {"physicalLocation": {"artifactLocation": artifact, "region": region}}
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": artifact, "region": {"startLine": item.line}}}
    return location if item.id is None else {**location, "logicalLocations": [{"name": str(item.id)}]}


def _region(finding: Finding, lines: Lines) -> dict[str, Any]:
    """The words in their text; the end is the place behind the last character, on its line."""
    line, column = lines.place(finding.start)
    last_line, last_column = lines.place(max(finding.end - 1, finding.start))
    return {
        "startLine": line,
        "startColumn": column,
        "endLine": last_line,
        "endColumn": last_column + int(finding.end > finding.start),
        "charOffset": finding.start,
        "charLength": finding.end - finding.start,
        "snippet": {"text": finding.excerpt},
    }


def _message(text: str) -> dict[str, str]:
    """Plain text: braces would be placeholders (3.11.5), `[words](address)` a link (3.11.6)."""
    return {"text": text.replace("{", "{{").replace("}", "}}").replace("](", f"]{_APART}(")}
