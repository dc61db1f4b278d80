"""Texts to measure on: the clean corpus, every post of 140 to 280 characters."""

import json
from pathlib import Path

_CORPUS = Path(__file__).resolve().parents[2] / "rules" / "corpus"
_LENGTHS = range(140, 281)


def drafts() -> list[str]:
    """The posts, in the order of their files."""
    rows = [json.loads(line) for path in sorted(_CORPUS.glob("*.jsonl")) for line in path.open(encoding="utf-8")]
    return [row["text"] for row in rows if len(row["text"]) in _LENGTHS]
