"""What the command line prints."""

import json
from collections.abc import Iterable
from typing import Any

from bot.domain.findings import Finding
from bot.domain.guidelines import Clause, Library


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


def checked_json(text_id: str | int | None, findings: Iterable[Finding]) -> dict[str, Any]:
    """The contract's object for one text."""
    return {
        "id": text_id,
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
            for finding in findings
        ],
    }


def checked_text(text_id: str | int | None, findings: Iterable[Finding], library: Library) -> str:
    """The same for people."""
    lines = [f"■ {text_id}"]
    for finding in findings:
        clauses = "、".join(library.label(clause) for clause in finding.clauses)
        lines += [
            f"  【{finding.level.label}】「{finding.excerpt}」({finding.start}-{finding.end}文字目)",
            f"    {finding.message}",
        ]
        lines += [f"    {finding.suggestion}"] if finding.suggestion else []
        lines.append(f"    根拠: {clauses}")
    return "\n".join(lines if len(lines) > 1 else [*lines, "  指摘はありません。"])


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
