"""What the command line prints."""

import json
import re
from dataclasses import dataclass
from typing import Any

from bot.cli.inputs import Item
from bot.domain.findings import Finding
from bot.domain.guidelines import Clause, Library

NOTHING = "指摘はありません。"
_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Checked:
    """A text with what the checks say about it."""

    item: Item
    findings: tuple[Finding, ...]


def as_json(value: Any) -> str:
    """One line of JSON, Japanese as it is; halves of surrogate pairs as escapes."""
    line = json.dumps(value, ensure_ascii=False)
    return line if _encodable(line) else json.dumps(value)


def _encodable(line: str) -> bool:
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def checked_json(checked: Checked) -> dict[str, Any]:
    """The contract's object for one text."""
    return {
        "id": checked.item.id,
        "findings": [
            {
                "check": finding.check,
                "level": finding.level.value,
                "start": finding.start,
                "end": finding.end,
                "excerpt": finding.excerpt,
                "message": finding.message,
                "suggestion": finding.suggestion,
                "clauses": list(finding.clauses),
            }
            for finding in checked.findings
        ],
    }


def checked_text(checked: Checked, library: Library) -> str:
    """The same for people."""
    lines = [f"■ {checked.item.id}"]
    for finding in checked.findings:
        lines.append(f"  {summary(finding)}")
        lines += [f"    {line}" for line in advice(finding, library)]
    return "\n".join(lines if checked.findings else [*lines, f"  {NOTHING}"])


def summary(finding: Finding) -> str:
    """Level, words and place of a finding, in one line."""
    return f"【{finding.level.label}】「{finding.excerpt}」({finding.start}-{finding.end}文字目)"


def advice(finding: Finding, library: Library) -> list[str]:
    """What a finding asks for, its safe rewording where there is one, and what it rests on; each line apart."""
    return [*paragraphs(finding.message), *paragraphs(finding.suggestion), grounds(finding, library)]


def paragraphs(text: str | None) -> list[str]:
    """The lines of a message that have words."""
    return [line for line in (text or "").split("\n") if line.strip()]


def grounds(finding: Finding, library: Library) -> str:
    """The clauses a finding rests on."""
    return f"根拠: {'、'.join(library.label(clause) for clause in finding.clauses)}"


def visible(text: str) -> str:
    """Text without characters that would steer a terminal or turn what stands around them."""
    return _STEERING.sub("\ufffd", text.replace("\r", ""))


def clause_json(clause: Clause) -> dict[str, Any]:
    """The contract's object for a clause."""
    return {
        "id": clause.id,
        "guideline": clause.guideline,
        "number": clause.number,
        "heading": clause.heading,
        "text": clause.text,
        "note": clause.note,
    }


def clause_text(clause: Clause, library: Library) -> str:
    """The same for people."""
    note = f"\n  (編者の注: {clause.note})" if clause.note else ""
    return f"■ {library.label(clause.id)} {clause.heading}\n  {clause.text}{note}"


def coverage_json(clause: Clause) -> dict[str, Any]:
    """What the system does for a clause, and what is planned."""
    return {
        "clause": clause.id,
        "mechanisms": [mechanism.value for mechanism in clause.mechanisms],
        "checks": [use.id for use in clause.checks],
        "planned": [mechanism.value for mechanism in clause.planned],
    }


def coverage_text(clause: Clause, library: Library) -> str:
    """The same for people."""
    mechanisms = "、".join(clause.mechanisms)
    planned = f" (準備中: {'、'.join(clause.planned)})" if clause.planned else ""
    checks = f"\n    {'、'.join(use.id for use in clause.checks)}" if clause.checks else ""
    return f"{library.label(clause.id)}: {mechanisms}{planned}{checks}"
