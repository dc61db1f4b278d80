"""What the checks find in drafts that were held out while the rules were written."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from bot.domain.findings import Level
from bot.engine.engine import Engine
from bot.engine.rules import load_rules

_HELD_OUT = Path(__file__).resolve().parents[1] / "corpus" / "held_out.jsonl"
_TODAY = date(2026, 11, 24)


def measure() -> list[str]:
    """Lines of figures: the share of expected clauses that are cited, and of harmless drafts with a wrong finding."""
    engine = Engine(load_rules())
    rows = [json.loads(line) for line in _HELD_OUT.read_text(encoding="utf-8").splitlines()]
    found = [(row, engine.check(row["text"], today=_TODAY)) for row in rows]
    cited = [(row, {clause for finding in findings for clause in finding.clauses}) for row, findings in found]
    harmless = [(row, clauses) for row, clauses in cited if row["kind"] == "harmless"]
    wrong = sum(bool(clauses & set(row["must_not"])) for row, clauses in harmless)
    blocked = sum(
        any(finding.level is Level.BLOCK for finding in findings)
        for row, findings in found
        if row["kind"] == "harmless"
    )
    return [
        f"drafts held out ({len(rows)})",
        f"  one rule        {_share(cited, 'rule'):.3f} of the expected clauses cited",
        f"  several cues    {_share(cited, 'several'):.3f} of the expected clauses cited",
        f"  harmless        {wrong / len(harmless):.3f} with a finding they must not have, {blocked} blocked",
    ]


def _share(cited: list[tuple[dict[str, Any], set[str]]], kind: str) -> float:
    pairs = [clause in clauses for row, clauses in cited if row["kind"] == kind for clause in row["expect"]]
    return sum(pairs) / len(pairs)
